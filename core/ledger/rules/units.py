"""Units and quantities: what counts once, how much of it, and what is missing to say so."""

from datetime import date
from decimal import Decimal

from core.facts import TOTAL, Reason, Record
from core.ledger.rules.candidate import Candidate, Looking, candidate_of
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.taking_part import Part
from core.packages.schema import Measure
from core.packages.terms import CountedLine, Selector

NEEDS_NAMES = frozenset({Measure.PERSONS, Measure.HOUSEHOLDS, Measure.HOUSEHOLD_VISITS})
BY_PART = frozenset({Measure.ATTENDANCES, *NEEDS_NAMES})
NOBODY = Reason(code="audience", say="没有登记参加者")
NO_MINUTES = Reason(code="minutes", say="没有填写时长")
ONE = Decimal(1)
Judged = tuple[Part, tuple[Reason, ...]]


def units_of(
    at: Looking, line: CountedLine, selector: Selector, day: date, parts: list[Judged]
) -> list[Candidate]:
    """Turn the parts that take part into candidates of the line's unit and quantity."""
    if line.measure not in BY_PART and "person" not in line.unit and not selector.items:
        return _one_unit(at, line, selector, day, parts)
    by_person = "person" in line.unit[-1:]
    found = []
    for part, reasons in parts:
        if part.head is not None and (not line.heads or (by_person and line.judged_by_person)):
            continue
        unit, quantity, missing = _unit_of(line, at.record, part, at.facts, day)
        if missing is not None:
            reasons += (missing,)
        found.append(
            candidate_of(at, line, day, part=part, unit=unit, quantity=quantity, reasons=reasons)
        )
    return found


def _one_unit(
    at: Looking, line: CountedLine, selector: Selector, day: date, parts: list[Judged]
) -> list[Candidate]:
    """A record that counts as a whole; when people are asked for, at least one must qualify."""
    reasons: tuple[Reason, ...] = ()
    if selector.by_unit and all(failed for _, failed in parts):
        if not parts and (selector.roster or selector.tiers):
            return []
        reasons = parts[0][1] if parts else (NOBODY,)
    quantity, missing = _whole_quantity(line, at.record)
    if missing is not None:
        reasons += (missing,)
    unit = at.record.kind if line.unit == ("counter",) else at.record.id
    return [candidate_of(at, line, day, unit=unit, quantity=quantity, reasons=reasons)]


def _whole_quantity(line: CountedLine, record: Record) -> tuple[Decimal, Reason | None]:
    if TOTAL in record.fields:
        return Decimal(record.fields[TOTAL]), None
    if line.measure is Measure.HOURS:
        if record.minutes is None:
            return Decimal(0), NO_MINUTES
        return Decimal(record.minutes), None
    if line.measure is not Measure.QUANTITY and line.measure is not Measure.LEVEL:
        return ONE, None
    name = line.field_name if line.measure is Measure.QUANTITY else "value"
    value = record.fields.get(name)
    if value is None or value == "":
        return Decimal(0), Reason(code=f"field.{name}", say="没有填写数量")
    return Decimal(str(value)), None


def _unit_of(
    line: CountedLine, record: Record, part: Part, facts: CountingFacts, day: date
) -> tuple[str, Decimal, Reason | None]:
    """The unit key, the quantity, and what is missing to name the unit."""
    quantity = _part_quantity(line, record, part)
    keys: list[str] = []
    for name in line.unit:
        if name == "record":
            keys.append(record.id)
        elif name == "day":
            keys.append(day.isoformat())
        elif name == "item":
            keys.append(part.item.id if part.item else "")
        elif name == "household":
            household = facts.person(part.person).household if part.person else None
            if household is None:
                why = "没有登记户" if part.person else "只有人数、没有姓名，无法按户计"
                reason = Reason(code="household", say=why)
                return "/".join((record.id, *part.path)), quantity, reason
            keys.append(household)
        else:
            if part.person is None and line.measure in NEEDS_NAMES:
                reason = Reason(code="names", say="只有人数、没有姓名，无法按人计")
                return "/".join((record.id, *part.path)), quantity, reason
            keys.append(part.person or (part.head.audience if part.head else "") or "heads")
    return "/".join(keys), quantity, _no_minutes(line, record, part)


def _part_quantity(line: CountedLine, record: Record, part: Part) -> Decimal:
    if line.measure is Measure.HOURS:
        return Decimal((part.minutes or record.minutes or 0) * part.number)
    if line.measure is Measure.ATTENDANCES:
        return Decimal(part.number)
    return ONE


def _no_minutes(line: CountedLine, record: Record, part: Part) -> Reason | None:
    if line.measure is Measure.HOURS and part.minutes is None and record.minutes is None:
        return NO_MINUTES
    return None
