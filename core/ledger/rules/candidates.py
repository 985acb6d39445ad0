"""Candidates: what of one record could count in one contract, each with its failed conditions.

A candidate is a source of a kind that a line looks at, in a contract in force on the day that
decides. It keeps *every* failed condition with the value that decided, so that a refusal can be
read and mended.
"""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from core.facts import TOTAL_OF, Reason, Record, vocabulary
from core.ledger.rules.candidate import (
    Candidate,
    Looking,
    candidate_of,
    candidate_of_whole,
    record_field,
)
from core.ledger.rules.conditions import Look, all_failed
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.lateness import lateness
from core.ledger.rules.minima import failed_minima
from core.ledger.rules.of_part import (
    NEEDS_ACCEPTANCE,
    NOT_ON_ROSTER,
    missing_evidence,
    part_failed,
)
from core.ledger.rules.places import within
from core.ledger.rules.response import response_of
from core.ledger.rules.taking_part import parts_of
from core.ledger.rules.units import units_of
from core.packages.terms import CountedLine, Selector, Terms

#: The day that decides for a line, and why there is none.
Deciding = tuple[date, Reason | None]


def candidates_of(
    terms: Terms,
    record: Record,
    facts: CountingFacts,
    lines: tuple[CountedLine, ...],
    looks_above: Callable[[CountedLine], bool],
) -> tuple[Candidate, ...]:
    """Everything of the record that these lines of a contract look at; nothing for a void record.

    Lines look at it when the day that decides lies among the days on which their terms hold.

    ``looks_above`` says which lines also look at a place above the contract's sites. A line
    whose rule fails is pending (待计): the others count all the same.
    """
    if record.void or not lines:
        return ()
    if TOTAL_OF in record.fields:
        lines = tuple(line for line in lines if line.measure == record.fields[TOTAL_OF])
    days = {decides: _deciding_day(decides, record) for decides in {one.decides for one in lines}}
    held = {decides for decides, (day, _) in days.items() if terms.holds_on(day)}
    looking = [(line, days[line.decides]) for line in lines if line.decides in held]
    if not looking:
        return ()
    first_day = looking[0][1][0]
    if not within(record.site, terms.contract.sites):
        looking = [(line, deciding) for line, deciding in looking if looks_above(line)]
        if not looking:
            wrong = _wrong_site(record, facts)
            return (candidate_of_whole(terms, record, first_day, wrong),)
        first_day = looking[0][1][0]
    at = Looking(terms, record, facts, facts.words.about(record.kind))
    found = _strangers(at, (line for line, _ in looking), first_day)
    refused_whole = frozenset(candidate.person for candidate in found)
    for line, deciding in looking:
        try:
            found.extend(_of_line(at, line, deciding, refused_whole))
        except Exception as error:
            found.append(_pending(at, line, deciding[0], error))
    return tuple(found)


def _pending(at: Looking, line: CountedLine, day: date, error: Exception) -> Candidate:
    say = f"待计：本行的计数规则出错（{type(error).__name__}），修复后重新计数"
    alone = candidate_of_whole(at.terms, at.record, day, Reason(code="pending", say=say))
    return msgspec.structs.replace(alone, line=line.key, pending=True)


def _deciding_day(decides: str, record: Record) -> Deciding:
    day = record.dates.get(decides)
    if day is not None:
        return day, None
    label = vocabulary.DATE_ROLES.get(decides, decides)
    return min(record.dates.values()), Reason(code="date", say=f"缺少{label}")


def _wrong_site(record: Record, facts: CountingFacts) -> Reason:
    where = facts.words.value("site", record.site)
    return Reason(code="site", say=f"地点为{where}，不在本合同的服务范围")


def _strangers(at: Looking, lines: Iterable[CountedLine], day: date) -> list[Candidate]:
    """People off the roster, once per contract, when every line that looks wants the roster."""
    if not all(line.needs_roster for line in lines):
        return []
    return [
        candidate_of_whole(at.terms, at.record, day, NOT_ON_ROSTER, a.person)
        for a in at.record.attendances
        if at.enrolment(a.person, day) is None
    ]


def _of_line(
    at: Looking, line: CountedLine, deciding: Deciding, refused_whole: frozenset[str | None]
) -> list[Candidate]:
    day, no_date = deciding
    late = slow = False
    given = [] if no_date is None else [no_date]
    if line.deadline is not None:
        late, reason = lateness(at.terms, line, at.record)
        given += [reason] if reason else []
    if line.response is not None:
        slow, reason = response_of(line.response, at.record, at.words, at.terms.calendar)
        given += [reason] if reason else []
    found: list[tuple[bool, Candidate]] = []
    for selector in line.selectors:
        if at.record.kind in selector.kinds:
            own = selector is line.selectors[0]
            for one in _of_selector(at, line, selector, day, refused_whole):
                if given or late or slow:
                    reasons = (*one.reasons, *given)
                    one = msgspec.structs.replace(one, reasons=reasons, late=late or slow)
                found.append((own, one))
    if len(found) < 2:
        return [one for own, one in found if own or one.passes]
    return _without_repeats(at.record, found)


def _without_repeats(record: Record, found: list[tuple[bool, Candidate]]) -> list[Candidate]:
    """Each source and unit once: as one that passes, else as the line's own selector saw it."""
    kept: dict[tuple[tuple[str, ...], str], Candidate] = {}
    for own, candidate in found:
        key = candidate.source, candidate.unit
        if candidate.passes or (own and key not in kept):
            kept[key] = candidate
    if not any(candidate.passes for candidate in kept.values()):
        return list(kept.values())
    whole = (record.id,)
    return [one for one in kept.values() if one.passes or one.source != whole]


def _of_selector(
    at: Looking,
    line: CountedLine,
    selector: Selector,
    day: date,
    refused_whole: frozenset[str | None],
) -> list[Candidate]:
    refer = references(at, line, day)
    reasons = _record_failed(at, selector, refer)
    if reasons:
        return [candidate_of(at, line, day, reasons=tuple(reasons))]
    parts = []
    for part in parts_of(at.record, selector):
        if not refused_whole or part.person is None or part.person not in refused_whole:
            failed = part_failed(at, selector, part, day, refer)
            if failed is not None:
                parts.append((part, failed))
    return units_of(at, line, selector, day, parts)


def _record_failed(at: Looking, selector: Selector, refer: Look) -> list[Reason]:
    """What the record itself fails, whoever took part."""
    record = at.record
    where, alternatives = selector.of_record
    reasons: list[Reason] = []
    if where or alternatives:
        reasons = all_failed(
            where, alternatives, lambda name: record_field(record, name), at.words, refer
        )
    if selector.at_least:
        reasons += failed_minima(selector, record)
    if not record.accepted:
        reasons.append(NEEDS_ACCEPTANCE)
    if selector.evidence and not selector.items:
        reasons += missing_evidence(selector.evidence, record.evidence, record.awaited)
    return reasons


def references(at: Looking, line: CountedLine, day: date) -> Look:
    """What the named references of a condition stand for: ends of the term, the period, the day."""

    def refer(name: str) -> date:
        contract, period = at.terms.contract, at.terms.period_of(line.grid, day)
        return {
            "@term_start": contract.start,
            "@term_end": contract.end,
            "@period_start": period.start,
            "@period_end": period.end,
            "@service_date": at.record.dates.get("service", day),
        }[name]

    return refer


__all__ = ["Candidate", "candidates_of", "record_field"]
