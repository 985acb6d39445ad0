"""What an indicator line of this type may count, and what its table has to say for it.

That a measure fits its kinds and its unit is asked of every package by the core; here stands
what only this type knows. The checks read plain tables and answer in the words of the file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from core.plugin import ActivityKind, Finding, Form, QuestionKind, Severity

#: Every measure but the snapshot (state): no table of this type asks for one.
MEASURES = (
    "sessions",
    "attendances",
    "persons",
    "households",
    "household_visits",
    "quantity",
    "hours",
    "artefacts",
    "cases",
    "entities",
    "level",
)
ADDED_OR_READ = frozenset({"quantity", "level"})

Line = Mapping[str, Any]
Tables = Mapping[str, Any]
PackageCheck = Callable[[Tables], tuple[Finding, ...]]


def _lines(tables: Tables) -> Iterator[Line]:
    yield from tables.get("line") or ()


def _error(code: str, line: Line, column: str, say: str, remedy: str) -> Finding:
    place = f"line.{line['key']}.{column}"
    return Finding(code=code, severity=Severity.ERROR, place=place, say=say, remedy=remedy)


def number_fields_exist(
    kinds: Mapping[str, ActivityKind], forms: Sequence[Form], tables: Tables
) -> tuple[Finding, ...]:
    """What a line adds up or reads off must be a number that each of its kinds asks for."""
    return tuple(
        _error(
            "station-field",
            line,
            "field",
            f"“{kinds[key].label}”没有数字字段“{line.get('field') or '（未填）'}”。",
            "请填写该种记录表单里的数字问题，例如发放宣传资料 copies、网站读数 value。",
        )
        for line in _lines(tables)
        if line.get("measure") in ADDED_OR_READ
        for key in line.get("kinds") or ()
        if key in kinds and line.get("field") not in _number_fields(kinds[key], forms)
    )


def _number_fields(kind: ActivityKind, forms: Sequence[Form]) -> frozenset[str]:
    asked = (*kind.fields, *(q for form in forms if kind.key in form.kinds for q in form.questions))
    return frozenset(question.key for question in asked if question.kind is QuestionKind.NUMBER)


def one_counter_per_line(tables: Tables) -> tuple[Finding, ...]:
    """A level is one counter's latest reading: two counters in one line would be added up."""
    return tuple(
        _error(
            "station-counters",
            line,
            "kinds",
            f"“{line['label']}”看了 {len(line['kinds'])} 种读数，会被相加。",
            "请每条指标只看一种网站读数。",
        )
        for line in _lines(tables)
        if line.get("measure") == "level" and len(line.get("kinds") or ()) > 1
    )


def persons_need_a_roster(tables: Tables) -> tuple[Finding, ...]:
    """「每人」 is judged over a roster: without one, whoever got nothing would not be seen."""
    return tuple(
        _error(
            "station-roster",
            line,
            "roster",
            "“每人达到”的目标要有名册，否则一次也没有参加的人看不出来。",
            "请把本行设为按名册判断，并写明名册中的哪一类人员。",
        )
        for line in _lines(tables)
        if any(target.get("kind") == "every_person" for target in line.get("targets") or ())
        and not line.get("roster")
    )


def package_checks_of(
    kinds: Sequence[ActivityKind], forms: Sequence[Form]
) -> tuple[PackageCheck, ...]:
    """The checks of this room, given its kinds and forms."""
    by_key = {kind.key: kind for kind in kinds}
    return (
        partial(number_fields_exist, by_key, forms),
        one_counter_per_line,
        persons_need_a_roster,
    )
