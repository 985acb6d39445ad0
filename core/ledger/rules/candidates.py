"""Candidates: what of one record could count in one contract, each with its failed conditions.

A candidate is a source of a kind that a line looks at, in a contract in force on the day that
decides. It keeps *every* failed condition with the value that decided, so that a refusal can be
read and mended.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.facts import (
    TOTAL,
    TOTAL_OF,
    Enrolment,
    Person,
    Reason,
    Record,
    ServiceItem,
    vocabulary,
)
from core.ledger.rules.conditions import Look, all_failed
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.lateness import lateness
from core.ledger.rules.minima import failed_minima
from core.ledger.rules.of_person import ENROLMENT_FACTS, PERSON_LOOKS, person_fact
from core.ledger.rules.places import nearest, within
from core.ledger.rules.response import response_of
from core.ledger.rules.taking_part import Part, parts_of
from core.packages.schema import Measure
from core.packages.terms import WHOLE_CONTRACT, CountedLine, Selector, Terms

NEEDS_NAMES = {Measure.PERSONS, Measure.HOUSEHOLDS, Measure.HOUSEHOLD_VISITS}
BY_PART = {Measure.ATTENDANCES, *NEEDS_NAMES}
NEEDS_ACCEPTANCE = "待验收，验收通过后计入"


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One possible entry before claim, unit and cap; it passes when ``reasons`` is empty.

    ``pending`` marks a line whose rule failed: nobody knows yet whether the record counts.
    """

    contract: str
    line: str
    source: tuple[str, ...]
    unit: str
    day: date
    quantity: Decimal = Decimal(0)
    site: str = ""
    person: str | None = None
    facet: str = ""
    late: bool = False
    reasons: tuple[Reason, ...] = ()
    pending: bool = False

    @property
    def passes(self) -> bool:
        """Whether every condition holds."""
        return not self.reasons


def candidates_of(
    terms: Terms,
    record: Record,
    facts: CountingFacts,
    lines: tuple[CountedLine, ...],
    looks_above: Callable[[CountedLine], bool],
) -> tuple[Candidate, ...]:
    """Everything of the record that these lines of a contract look at; nothing for a void record.

    ``looks_above`` says which lines also look at a place above the contract's sites. A line
    whose rule fails is pending (待计): the others count all the same.
    """
    if record.void or not lines:
        return ()
    if TOTAL_OF in record.fields:
        lines = tuple(line for line in lines if line.measure == record.fields[TOTAL_OF])
    days = {line.key: _deciding_day(line, record) for line in lines}
    looking = [line for line in lines if terms.contract.in_force_on(days[line.key][0])]
    if not looking:
        return ()
    if not within(record.site, terms.contract.sites):
        day = days[looking[0].key][0]
        looking = [line for line in looking if looks_above(line)]
        if not looking:
            return (_whole(terms, record, day, _wrong_site(record, facts)),)
    found: list[Candidate] = []
    strangers = _strangers(terms, record, facts, looking, days[looking[0].key][0])
    found.extend(strangers)
    refused_whole = {candidate.person for candidate in strangers}
    for line in looking:
        try:
            found.extend(tuple(_of_line(terms, line, record, facts, days[line.key], refused_whole)))
        except Exception as error:
            found.append(_pending(terms, line, record, days[line.key][0], error))
    return tuple(found)


def _pending(
    terms: Terms, line: CountedLine, record: Record, day: date, error: Exception
) -> Candidate:
    say = f"待计：本行的计数规则出错（{type(error).__name__}），修复后重新计数"
    reasons = (Reason(code="pending", say=say),)
    return replace(_candidate(terms, line, record, day, reasons=reasons), pending=True, facet="")


def _deciding_day(line: CountedLine, record: Record) -> tuple[date, Reason | None]:
    day = record.dates.get(line.decides)
    if day is not None:
        return day, None
    label = vocabulary.DATE_ROLES.get(line.decides, line.decides)
    return min(record.dates.values()), Reason(code="date", say=f"缺少{label}")


def _wrong_site(record: Record, facts: CountingFacts) -> Reason:
    where = facts.words.value("site", record.site)
    return Reason(code="site", say=f"地点为{where}，不在本合同的服务范围")


def _whole(
    terms: Terms, record: Record, day: date, reason: Reason, person: str | None = None
) -> Candidate:
    source = (record.id, person) if person else (record.id,)
    return Candidate(
        contract=terms.contract.key,
        line=WHOLE_CONTRACT,
        source=source,
        unit="/".join(source),
        day=day,
        site=record.site,
        person=person,
        reasons=(reason,),
    )


def _enrolled(terms: Terms, facts: CountingFacts, person: str, day: date) -> Enrolment | None:
    enrolments = facts.enrolments_of(terms.contract.key, person)
    return next((e for e in enrolments if e.on_roster(day)), None)


NOT_ON_ROSTER = Reason(code="roster", say="服务当日不在服务名单")


def _strangers(
    terms: Terms, record: Record, facts: CountingFacts, lines: list[CountedLine], day: date
) -> list[Candidate]:
    """People off the roster, once per contract, when every line that looks wants the roster."""
    if not all(selector.roster for line in lines for selector in line.selectors):
        return []
    return [
        _whole(terms, record, day, NOT_ON_ROSTER, a.person)
        for a in record.attendances
        if _enrolled(terms, facts, a.person, day) is None
    ]


def _of_line(
    terms: Terms,
    line: CountedLine,
    record: Record,
    facts: CountingFacts,
    deciding: tuple[date, Reason | None],
    refused_whole: set[str | None],
) -> Iterator[Candidate]:
    day, no_date = deciding
    late, late_reason = lateness(terms, line, record)
    slow, slow_reason = response_of(line.response, record, facts.words)
    given = tuple(reason for reason in (no_date, late_reason, slow_reason) if reason)
    kept: dict[tuple[tuple[str, ...], str], Candidate] = {}
    for position, selector in enumerate(line.selectors):
        if record.kind not in selector.kinds:
            continue
        for candidate in _of_selector(terms, line, selector, record, facts, day, refused_whole):
            if late or slow or given:
                reasons = candidate.reasons + given
                candidate = replace(candidate, reasons=reasons, late=late or slow)
            key = candidate.source, candidate.unit
            own = position == 0
            if candidate.passes or (own and key not in kept):
                kept[key] = candidate
    if any(candidate.passes for candidate in kept.values()):
        whole = (record.id,)
        kept = {
            key: candidate
            for key, candidate in kept.items()
            if candidate.passes or candidate.source != whole
        }
    yield from kept.values()


def _of_selector(
    terms: Terms,
    line: CountedLine,
    selector: Selector,
    record: Record,
    facts: CountingFacts,
    day: date,
    refused_whole: set[str | None],
) -> Iterator[Candidate]:
    refer = _references(terms, line, record, day)
    where, alternatives = selector.of_record
    reasons = all_failed(
        where,
        alternatives,
        lambda name: record_field(record, name),
        facts.words.about(record.kind),
        refer,
    )
    reasons += failed_minima(selector, record)
    if not record.accepted:
        reasons.append(Reason(code="acceptance", say=NEEDS_ACCEPTANCE))
    if not selector.items:
        reasons += _missing_evidence(selector.evidence, record.evidence)
    if reasons:
        yield _candidate(terms, line, record, day, reasons=tuple(reasons))
        return
    parts = [
        (part, _part_reasons(terms, selector, record, part, facts, day, refer))
        for part in parts_of(record, selector)
        if part.person not in refused_whole or part.person is None
    ]
    looked_at = [(part, failed) for part, failed in parts if failed is not None]
    yield from _units(terms, line, selector, record, facts, day, looked_at)


def _references(terms: Terms, line: CountedLine, record: Record, day: date) -> Look:
    def refer(name: str) -> date:
        period = terms.period_of(line.grid, day)
        return {
            "@term_start": terms.contract.start,
            "@term_end": terms.contract.end,
            "@period_start": period.start,
            "@period_end": period.end,
            "@service_date": record.dates.get("service", day),
        }[name]

    return refer


def record_field(record: Record, name: str) -> object:
    """A field of the record itself: one of the closed list, a date, or an answer of its form."""
    if name in ("kind", "role", "minutes", "people", "members", "stage", "site"):
        return getattr(record, name)
    if name == "sessions":
        return len(record.session_sizes)
    if name in record.fields:
        return record.fields[name]
    return record.dates.get(name)


def _missing_evidence(wanted: Iterable[str], held: frozenset[str]) -> list[Reason]:
    return [
        Reason(code=f"evidence.{kind}", say=f"缺{vocabulary.EVIDENCE.get(kind, kind)}")
        for kind in dict.fromkeys(wanted)
        if kind not in held
    ]


def _look(
    terms: Terms, record: Record, part: Part, person: Person | None, facts: CountingFacts, day: date
) -> Look:
    service_day = record.dates.get("service", day)

    def look(name: str) -> object:
        if name.startswith("item."):
            return getattr(part.item, name.removeprefix("item."), None) if part.item else None
        if name == "audience":
            return part.classes(person, service_day)
        if name not in PERSON_LOOKS:
            return record_field(record, name)
        if person is None:
            return None
        enrolment = None
        if name in ENROLMENT_FACTS:
            enrolment = _enrolled(terms, facts, person.id, service_day)
        return person_fact(name, person, enrolment, service_day)

    return look


def _part_reasons(
    terms: Terms,
    selector: Selector,
    record: Record,
    part: Part,
    facts: CountingFacts,
    day: date,
    refer: Look,
) -> tuple[Reason, ...] | None:
    """Failed conditions of one attendance, class or item; None when it is not looked at at all."""
    person = facts.person(part.person) if part.person else None
    reasons: list[Reason] = []
    if selector.audience:
        classes = part.classes(person, record.dates.get("service", day))
        if not classes & frozenset(selector.audience):
            got = facts.words.value("audience", classes) if classes else "未分类人数"
            want = facts.words.value("audience", selector.audience)
            reasons.append(Reason(code="audience", say=f"参加者为{got}，本指标要求{want}"))
    if selector.roster or selector.tiers:
        if person is None:
            return None
        enrolment = _enrolled(terms, facts, person.id, day)
        if enrolment is None:
            reasons.append(NOT_ON_ROSTER)
        elif selector.tiers:
            tier = enrolment.tier_on(day)
            if tier is None:
                reasons.append(Reason(code="tier", say="服务当日没有分级"))
            elif tier not in selector.tiers:
                return None
    if person is not None:
        reasons += _proxy_reasons(selector, record, person, facts)
    if selector.items and part.item is not None:
        reasons += _item_reasons(terms, selector, record, part.item)
    where, alternatives = selector.of_unit
    look = _look(terms, record, part, person, facts, day)
    reasons += all_failed(where, alternatives, look, facts.words.about(record.kind), refer)
    return tuple(reasons)


def _proxy_reasons(
    selector: Selector, record: Record, person: Person, facts: CountingFacts
) -> list[Reason]:
    contacted = record.fields.get("contacted") or "self"
    if not selector.roster or contacted == "self":
        return []
    who = facts.words.value("contacted", contacted)
    if contacted not in selector.proxies:
        return [Reason(code="proxy", say=f"由{who}代答，合同没有约定可以代答")]
    if person.has_phone:
        return [Reason(code="proxy", say=f"由{who}代答，但对象本人有联系方式，应联系本人")]
    return []


def _item_reasons(
    terms: Terms, selector: Selector, record: Record, item: ServiceItem
) -> list[Reason]:
    reasons = []
    if item.result != "done":
        reasons.append(Reason(code="item.result", say="该项服务未做"))
    if not item.accepted:
        reasons.append(Reason(code="acceptance", say=NEEDS_ACCEPTANCE))
    wanted = (*selector.evidence, *terms.item_evidence.get(item.code, ()))
    return reasons + _missing_evidence(wanted, record.evidence | item.evidence)


def _candidate(
    terms: Terms,
    line: CountedLine,
    record: Record,
    day: date,
    *,
    part: Part | None = None,
    unit: str = "",
    quantity: Decimal = Decimal(0),
    reasons: tuple[Reason, ...] = (),
) -> Candidate:
    source = (record.id, *part.path) if part else (record.id,)
    return Candidate(
        contract=terms.contract.key,
        line=line.key,
        source=source,
        unit=unit or "/".join(source),
        day=day,
        quantity=quantity,
        site=record.site,
        person=part.person if part else None,
        facet=_facet(terms, line, record),
        reasons=reasons,
    )


def _facet(terms: Terms, line: CountedLine, record: Record) -> str:
    """The value by which a coverage target tells kinds apart.

    A place speaks for the lowest listed place that it is or lies below: a talk in a village whose
    own station is listed says nothing for the township above it.
    """
    if not line.coverage:
        return ""
    if line.coverage == "site":
        places = (*line.coverage_values, *terms.contract.sites)
        return nearest(record.site, places) or record.site
    return str(record_field(record, line.coverage) or "")


def _units(
    terms: Terms,
    line: CountedLine,
    selector: Selector,
    record: Record,
    facts: CountingFacts,
    day: date,
    parts: list[tuple[Part, tuple[Reason, ...]]],
) -> Iterator[Candidate]:
    """Turn the parts that take part into candidates of the line's unit and quantity."""
    by_part = line.measure in BY_PART or "person" in line.unit
    if not by_part and not selector.items:
        yield from _one_unit(terms, line, selector, record, day, parts)
        return
    for part, reasons in parts:
        if part.head is not None and (
            not line.heads or ("person" in line.unit[-1:] and line.judged_by_person)
        ):
            continue
        unit, quantity, missing = _unit_of(line, record, part, facts, day)
        reasons += tuple(r for r in (missing,) if r)
        yield _candidate(
            terms, line, record, day, part=part, unit=unit, quantity=quantity, reasons=reasons
        )


def _one_unit(
    terms: Terms,
    line: CountedLine,
    selector: Selector,
    record: Record,
    day: date,
    parts: list[tuple[Part, tuple[Reason, ...]]],
) -> Iterator[Candidate]:
    """A record that counts as a whole; when people are asked for, at least one must qualify."""
    reasons: tuple[Reason, ...] = ()
    if selector.by_unit and not any(not failed for _, failed in parts):
        if not parts and (selector.roster or selector.tiers):
            return
        reasons = parts[0][1] if parts else (Reason(code="audience", say="没有登记参加者"),)
    quantity, missing = _whole_quantity(line, record)
    reasons += tuple(r for r in (missing,) if r)
    unit = record.kind if line.unit == ("counter",) else record.id
    yield _candidate(terms, line, record, day, unit=unit, quantity=quantity, reasons=reasons)


def _whole_quantity(line: CountedLine, record: Record) -> tuple[Decimal, Reason | None]:
    if TOTAL in record.fields:
        return Decimal(record.fields[TOTAL]), None
    if line.measure is Measure.HOURS:
        if record.minutes is None:
            return Decimal(0), Reason(code="minutes", say="没有填写时长")
        return Decimal(record.minutes), None
    if line.measure not in (Measure.QUANTITY, Measure.LEVEL):
        return Decimal(1), None
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
                return (
                    "/".join((record.id, *part.path)),
                    quantity,
                    Reason(code="household", say=why),
                )
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
    return Decimal(1)


def _no_minutes(line: CountedLine, record: Record, part: Part) -> Reason | None:
    if line.measure is Measure.HOURS and part.minutes is None and record.minutes is None:
        return Reason(code="minutes", say="没有填写时长")
    return None


__all__ = ["Candidate", "candidates_of", "record_field"]
