"""What an indicator line of this type may say: its measure, its unit, its number field.

The checks read a package's plain tables and answer in the words of the officer's file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from core.plugin import ActivityKind, Finding, Form, QuestionKind, Severity

#: 计量方式 → what it is called in a sentence. Snapshots (state) are not needed by these stations.
MEASURE_NAMES: Mapping[str, str] = {
    "sessions": "场次",
    "attendances": "人次",
    "persons": "人数",
    "households": "户数",
    "household_visits": "户次",
    "quantity": "数量合计",
    "hours": "时长",
    "artefacts": "文稿数",
    "cases": "案例数",
    "entities": "登记数",
    "level": "外部读数",
}
MEASURES = tuple(MEASURE_NAMES)

#: 单位 → the measures that a table may mean by it; other units pass unasked.
UNITS: Mapping[str, frozenset[str]] = {
    "人次": frozenset({"attendances"}),
    "户次": frozenset({"household_visits"}),
    "户": frozenset({"households"}),
    "人": frozenset({"persons", "level"}),
    "名": frozenset({"persons", "level"}),
    "场": frozenset({"sessions"}),
    "场次": frozenset({"sessions"}),
    "次": frozenset({"sessions", "artefacts"}),
    "例": frozenset({"cases"}),
    "支": frozenset({"entities"}),
    "篇": frozenset({"artefacts"}),
    "份": frozenset({"quantity", "artefacts"}),
    "学时": frozenset({"hours"}),
    "小时": frozenset({"hours", "level"}),
}

Lines = Mapping[str, Any]
PackageCheck = Callable[[Mapping[str, Any]], tuple[Finding, ...]]


def _lines(tables: Mapping[str, Any]) -> Iterator[Lines]:
    yield from tables.get("line", ())


def _error(code: str, line: Lines, column: str, say: str, remedy: str) -> Finding:
    place = f"line.{line['key']}.{column}"
    return Finding(code=code, severity=Severity.ERROR, place=place, say=say, remedy=remedy)


def units_fit_measures(tables: Mapping[str, Any]) -> tuple[Finding, ...]:
    """A line's 单位 must be one that its measure yields: 户 is not 户次, 人 is not 人次."""
    return tuple(
        _error(
            "station-unit",
            line,
            "unit_label",
            f"单位“{line['unit_label']}”与计量方式“{MEASURE_NAMES.get(measure, measure)}”不符。",
            "请改单位，或改选计量方式："
            + "、".join(sorted(MEASURE_NAMES[key] for key in UNITS[line["unit_label"]]))
            + "。",
        )
        for line in _lines(tables)
        if (measure := str(line.get("measure") or ""))
        and line.get("unit_label") in UNITS
        and measure not in UNITS[line["unit_label"]]
    )


def measures_fit_kinds(
    kinds: Mapping[str, ActivityKind], tables: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """Every kind that a line looks at must be countable by the line's measure."""
    return tuple(
        _error(
            "station-measure",
            line,
            "measure",
            f"“{kinds[key].label}”不能按“{MEASURE_NAMES.get(measure, measure)}”计量。",
            "请改选计量方式，或从本行的记录种类中去掉它。",
        )
        for line in _lines(tables)
        if (measure := str(line.get("measure") or ""))
        for key in line.get("kinds", ())
        if key in kinds and measure not in kinds[key].measures
    )


def number_fields_exist(
    kinds: Mapping[str, ActivityKind], forms: Sequence[Form], tables: Mapping[str, Any]
) -> tuple[Finding, ...]:
    """What a line adds up or reads off must be a number that each of its kinds asks for."""
    return tuple(
        _error(
            "station-field",
            line,
            "field",
            f"“{kinds[key].label}”没有数字字段“{line.get('field') or '（未填）'}”。",
            "请填写该记录种类的数字字段，例如发放宣传资料份数 copies。",
        )
        for line in _lines(tables)
        if line.get("measure") in ("quantity", "level")
        for key in line.get("kinds", ())
        if key in kinds and line.get("field") not in _number_fields(kinds[key], forms)
    )


def persons_need_a_roster(tables: Mapping[str, Any]) -> tuple[Finding, ...]:
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
        if any(target.get("kind") == "every_person" for target in line.get("targets", ()))
        and not line.get("roster")
    )


def _number_fields(kind: ActivityKind, forms: Sequence[Form]) -> frozenset[str]:
    asked = (*kind.fields, *(q for form in forms if kind.key in form.kinds for q in form.questions))
    return frozenset(question.key for question in asked if question.kind is QuestionKind.NUMBER)


def package_checks_of(
    kinds: Sequence[ActivityKind], forms: Sequence[Form]
) -> tuple[PackageCheck, ...]:
    """The checks of this room, given its kinds and forms."""
    by_key = {kind.key: kind for kind in kinds}
    return (
        units_fit_measures,
        partial(measures_fit_kinds, by_key),
        partial(number_fields_exist, by_key, forms),
        persons_need_a_roster,
    )
