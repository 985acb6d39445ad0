"""Gathering 取数: everything that one paper is drawn from, read once, within the reader's reach."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from core.activities.listing import names_of
from core.facts import Period, PeriodKind
from core.facts.vocabulary import ABSENCES
from core.ledger.outlook import period_name
from core.ledger.tallied import rosters_of
from core.packages.terms import Terms
from core.papers.beside import of_the_roster
from core.papers.lines import Seen, by_person, lines_on_paper, seen_until
from core.papers.listing import columns_chosen, written_in
from core.papers.loading import agency_names, counted_in, known_people, refused_in
from core.papers.matters import matters_on_paper
from core.papers.payments import payments_on_paper
from core.papers.records import records_on_paper
from core.papers.source import Source
from core.papers.staff import staff_of
from core.plugin import Need, OnPaper, Paper, PaperFacts, Per
from core.plugin.papers import ContractOnPaper, PhotoOnPaper, RosterOnPaper

KINDS: Mapping[Per, PeriodKind] = {
    Per.MONTH: PeriodKind.MONTH,
    Per.RECORD: PeriodKind.MONTH,
    Per.TERM: PeriodKind.TERM,
}


def period_kind(terms: Terms, per: Per) -> PeriodKind:
    """The periods that a paper of a contract is made for: quarters as the contract's lines cut them."""
    if per is not Per.QUARTER:
        return KINDS.get(per, PeriodKind.TERM)
    cut = {target.period for line in terms.lines for target in line.targets}
    cut |= {line.grid.value for line in terms.lines}
    own = PeriodKind.CONTRACT_QUARTER
    return own if own.value in {str(one) for one in cut} else PeriodKind.QUARTER


def periods_for(terms: Terms, per: Per, day: date) -> tuple[Period, ...]:
    """The periods that have begun on that day, the latest first; the whole term is one of them."""
    every = terms.periods(period_kind(terms, per))
    return tuple(one for one in reversed(every) if one.start <= day)


def gather(source: Source, paper: Paper, terms: Terms, period: Period) -> PaperFacts:
    """The facts of one paper of a contract in one period; only what the paper needs is read."""
    connection, book, reader = source.connection, source.book, source.reader
    contract, last = terms.contract.key, min(period.end, reader.day)
    facts = facts_of(source, paper, terms, period)
    needs = set(paper.needs)
    if needs & {Need.LINES, Need.ROSTER, Need.PAYMENTS}:
        roster = rosters_of(connection, book, [contract])[contract]
    if Need.PAYMENTS in needs:
        paid = payments_on_paper(connection, book, book.terms[contract], period, reader.day, roster)
        facts = replace(facts, payments=paid)
    if needs & {Need.LINES, Need.ROSTER}:
        seen = seen_until(connection, book, contract, period, reader.day, roster)
        if Need.LINES in needs:
            facts = replace(facts, lines=lines_on_paper(seen, book, source.catalogue))
        if Need.ROSTER in needs:
            facts = replace(facts, roster=roster_on_paper(source, seen))
    if needs & {Need.RECORDS, Need.STAFF}:
        every = book.terms[contract].every_line
        number = book.ids[contract]
        counted = counted_in(connection, number, every, period.start, last)
        refused = refused_in(connection, number, every, period.start, last)
        uncounted = set(paper.kinds).difference(*(line.kinds for line in terms.lines))
        if uncounted:
            asked = of_the_roster(connection, number, uncounted, period.start, last)
            counted |= {one: set() for one in asked}
        records = records_on_paper(
            connection, book, source.catalogue, reader, counted, contract=contract, lines=counted
        )
        records = tuple(one for one in records if not paper.kinds or one.kind in paper.kinds)
        facts = replace(facts, records=records, uncounted=len(refused - counted.keys()))
        if Need.STAFF in needs:
            facts = replace(facts, staff=staff_of(records))
    number = book.ids[contract]
    chosen = columns_chosen(connection, number, paper.key) if paper.columns else []
    written = written_in(connection, number, paper.key, period.key)
    facts = replace(
        facts,
        columns=chosen[0].columns if chosen else (),
        texts=written.texts,
        photos=_chosen(facts.records, written.photos),
    )
    if Need.MATTERS in needs:
        facts = replace(facts, matters=matters_on_paper(source, terms, period.start, last))
    return facts


def _chosen(
    records: tuple[OnPaper, ...], photos: tuple[str, ...]
) -> tuple[tuple[PhotoOnPaper, OnPaper], ...]:
    """The photos that people chose, of those that may be shown, in the order of their choice."""
    shown = {photo.evidence: (photo, one) for one in records for photo in one.photos}
    return tuple(shown[key] for key in photos if key in shown)


def facts_of(source: Source, paper: Paper, terms: Terms, period: Period | None) -> PaperFacts:
    """The facts that every paper of a contract has: which contract, which period, up to which day."""
    contract, package = terms.contract, terms.package.package
    asked = next((row for row in terms.package.paper if row.key == paper.key), None)
    agencies = agency_names(source.connection, {contract.purchaser, contract.provider})
    return PaperFacts(
        day=min(period.end, source.reader.day) if period else source.reader.day,
        label=asked.label if asked else paper.label,
        to=asked.to if asked else "",
        contract=ContractOnPaper(
            key=contract.key,
            title=contract.title,
            purchaser=agencies.get(contract.purchaser, ""),
            provider=agencies.get(contract.provider, ""),
            start=contract.start,
            end=contract.end,
            sites=tuple(source.book.words.places.get(one, one) for one in contract.sites),
            package=f"{package.id}@{package.version}",
            package_title=package.title,
            tiers={tier.key: tier.label for tier in terms.package.tier},
            scored=tuple((one.label, one.points) for one in terms.package.score_group),
            price=contract.price,
        ),
        period=period,
        period_name=named_period(period) if period else "",
    )


def named_period(period: Period) -> str:
    """The period with its year: 2026 年 3 月; of the whole term its first and last day."""
    if period.kind is PeriodKind.TERM:
        return f"{period.start:%Y-%m-%d} 至 {period.end:%Y-%m-%d}"
    name = period_name(period)
    return f"{period.start.year} 年{' ' if name[0].isdecimal() else ''}{name}"


def roster_on_paper(source: Source, seen: Seen) -> tuple[RosterOnPaper, ...]:
    """Everybody who stood on the roster in the period, by village and name."""
    reader, contract, last = source.reader, seen.terms.contract.key, seen.last
    stood = [
        one
        for one in seen.roster.enrolments
        if one.overlaps(seen.period.start, last)
        and one.on_roster(max(one.start, seen.period.start))
    ]
    known = known_people(source.connection, {one.person for one in stood})
    workers = names_of(source.connection, {one.worker for one in stood if one.worker})
    tiers = {tier.key: tier.label for tier in seen.terms.package.tier}
    done, owed = by_person(seen)
    found: dict[str, RosterOnPaper] = {}
    for one in stood:
        if one.person not in known:
            continue
        tier = one.tier_on(last) or (one.tiers[-1].tier if one.tiers else "")
        absent = [a for a in known[one.person].person.absences if a.holds_on(last)]
        found[one.person] = RosterOnPaper(
            person=known[one.person].told(reader, contract, last, own=one.worker == reader.account),
            tier=tiers.get(tier, tier),
            tier_key=tier,
            start=one.start,
            end=one.end if one.end and one.end <= last else None,
            worker=workers.get(one.worker, ""),
            why=one.left_because if one.end and one.end <= last else "",
            absence="、".join(ABSENCES.get(a.reason, a.reason) for a in absent),
            done=done.get(one.person, {}),
            owed=owed.get(one.person, {}),
        )
    return tuple(sorted(found.values(), key=lambda one: (one.person.village, one.person.name)))
