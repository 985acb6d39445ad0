"""What an unfilled form may still decide 预计: for one person and one kind of record, everything about
the person judged already, and the rest left as data for a phone without a signal. Pure.

A phone evaluates the rest (web/static/js/field/counting.js); the same forms, counted here and there,
are compared in tests/browser/test_counting_ahead.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.facts import Attendance, Reason
from core.ledger.rules.candidate import Looking
from core.ledger.rules.conditions import failed
from core.ledger.rules.of_part import part_failed
from core.ledger.rules.taking_part import Part
from core.ledger.rules.units import BY_PART
from core.packages.fields import ITEM_FIELDS
from core.packages.schema import Measure
from core.packages.terms import UNIT_FIELDS, Condition, CountedLine, Selector


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A condition on the form: field, comparison, value, and the sentence when it does not hold."""

    field: str
    comparison: str
    value: Any
    say: str


#: Rows of which one must hold whole; a condition on the person is left out when it holds.
Rows = tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Foretold:
    """One selector of a line for one person: why the person cannot count, and what a form must say.

    ``proxies`` are those whose answer counts; none for everybody, where nothing is said of it.
    ``items`` maps codes of services to the evidence that they need; empty: no service is needed.
    """

    person: tuple[str, ...]
    where: tuple[Wanted, ...]
    any: tuple[Rows, ...]
    least: tuple[tuple[str, int], ...]
    evidence: tuple[str, ...]
    proxies: tuple[str, ...] | None
    items: tuple[tuple[str, tuple[str, ...]], ...]
    number: str
    minutes: bool


def foretold(
    at: Looking, line: CountedLine, selector: Selector, person: str, day: date, refer: Any
) -> Foretold | None:
    """The selector for this person on this day; None when it does not look at the person, or asks
    what only the server can tell (the minutes or the result of a service, for one)."""
    asked = [c for c in (*selector.where, *_rows(selector)) if c[0] in ITEM_FIELDS]
    if asked or line.response is not None or line.state:
        return None
    part = Part(attendance=Attendance(person=person))
    bare = replace(selector, where=(), alternatives=(), items=frozenset())
    reasons = part_failed(at, bare, part, day, refer)
    if reasons is None:
        return None

    def of_person(condition: Condition) -> tuple[Reason, ...]:
        alone = replace(bare, audience=(), roster=False, tiers=(), where=(condition,))
        return part_failed(at, alone, part, day, refer) or ()

    def wanted(conditions: Iterable[Condition]) -> tuple[Wanted, ...]:
        return tuple(_wanted(at, c, refer) for c in conditions if c[0] not in UNIT_FIELDS)

    whole = [reason for c in selector.where if c[0] in UNIT_FIELDS for reason in of_person(c)]
    alternatives: list[Rows] = []
    for rows in selector.alternatives:
        open_rows = [row for row in rows if not any(_of_unit(c) and of_person(c) for c in row)]
        if not open_rows:
            whole += [reason for c in rows[0] if _of_unit(c) for reason in of_person(c)]
        alternatives.append(tuple(wanted(row) for row in open_rows))
    by_household = line.measure in BY_PART and "household" in line.unit
    if by_household and at.facts.person(person).household is None:
        whole.append(Reason(code="household", say="没有登记户"))
    needs = {
        code: (*selector.evidence, *at.terms.item_evidence.get(code, ())) for code in selector.items
    }
    return Foretold(
        person=tuple(reason.say for reason in (*reasons, *whole)),
        where=wanted(selector.where),
        any=tuple(alternatives),
        least=selector.at_least,
        evidence=() if selector.items else selector.evidence,
        proxies=_proxies(at, selector, person),
        items=tuple(sorted(needs.items())),
        number=line.field_name if line.measure is Measure.QUANTITY else "",
        minutes=line.measure is Measure.HOURS,
    )


def _of_unit(condition: Condition) -> bool:
    return condition[0] in UNIT_FIELDS


def _rows(selector: Selector) -> Iterable[Condition]:
    return (c for rows in selector.alternatives for row in rows for c in row)


def _wanted(at: Looking, condition: Condition, refer: Any) -> Wanted:
    """The condition with its references resolved, as a sentence that holds for an empty form."""
    name, comparison, value = condition
    if isinstance(value, str) and value.startswith("@"):
        value = refer(value)
    elif isinstance(value, list | tuple):
        value = tuple(refer(v) if isinstance(v, str) and v.startswith("@") else v for v in value)
    reason = failed(condition, lambda _: None, at.words, refer)
    return Wanted(field=name, comparison=comparison, value=value, say=reason.say if reason else "")


def _proxies(at: Looking, selector: Selector, person: str) -> tuple[str, ...] | None:
    """Whose answers count instead of the person's own."""
    if not selector.roster:
        return None
    return () if at.facts.person(person).has_phone else selector.proxies
