"""From records to entries in one go: what a rehearsal does, and what a rebuild compares with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core.facts import Entry, EntryStatus, PeriodKind, Record
from core.ledger.rules.candidates import Candidate, candidates_of
from core.ledger.rules.claims import (
    NOTHING_SEALED,
    Claimed,
    Sealed,
    Sharing,
    settle_claims,
)
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.settle import Standing, settle
from core.packages.terms import WHOLE_CONTRACT, Terms

#: The booking period of what is booked after the last month of the term was sealed.
CLOSING = "closing"
#: The commonest scope: what a unit counts once within the whole term.
TERM = ("term",)


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """All terms of a county, their agreements, and which settlement months are sealed."""

    terms: Mapping[str, Terms]
    sharing: Sharing
    sealed: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def booking(self, contract: str, day: date) -> str:
        """The settlement month of the day, or the next open one when that is sealed."""
        terms = self.terms[contract]
        sealed = self.sealed.get(contract, frozenset())
        own = terms.period_of(PeriodKind.MONTH, day)
        if own.key not in sealed and own.contains(day):
            return own.key
        for period in terms.periods(PeriodKind.MONTH):
            if period.start >= own.start and period.key not in sealed:
                return period.key
        return CLOSING

    def standings_of(
        self,
        record: Record,
        facts: CountingFacts,
        sealed: Sealed = NOTHING_SEALED,
    ) -> tuple[Standing, ...]:
        """What the record would be in every contract, before units and caps."""
        found: list[Candidate] = []
        for contract in self.terms.values():
            if contract.contract.county == record.county:
                for terms in contract.stretches:
                    lines = self.sharing.lines_for(terms, record.kind, record.provider)
                    looks_above = self.sharing.looks_above(terms, record.site)
                    some = candidates_of(terms, record, facts, lines, looks_above)
                    if terms is not contract.stretches[0]:
                        some = tuple(one for one in some if not _refused_already(one, found))
                    found.extend(some)
        claimed = settle_claims(found, record, self.sharing, sealed)
        return tuple(_standing(one, scope) for one in claimed for scope in self._scopes(one))

    def _scopes(self, claimed: Claimed) -> Iterable[str]:
        """Within what it counts once; what does not count is written down in the first only."""
        candidate = claimed.candidate
        if candidate.line == WHOLE_CONTRACT:
            return TERM
        terms = self.terms[candidate.contract].on(candidate.day)
        scopes = terms.by_key[candidate.line].scopes
        if not candidate.passes or claimed.taken is not None:
            scopes = scopes[:1]
        if scopes == TERM:
            return TERM
        return [scope_instance(terms, scope, candidate) for scope in scopes]

    def period(self, standing: Standing) -> str:
        """The period key of an entry, on its line's own grid."""
        return self._dated(standing)[0]

    def _dated(self, standing: Standing) -> tuple[str, str, int]:
        """Period, booking month and version of a line on a day: the same for all of that day."""
        asked = standing.contract, standing.line, standing.day
        if asked not in self._known:
            terms = self.terms[standing.contract].on(standing.day)
            line = terms.by_key.get(standing.line)
            period = terms.period_of(line.grid if line else PeriodKind.MONTH, standing.day).key
            booking = self.booking(standing.contract, standing.day)
            self._known[asked] = period, booking, terms.contract.package_version
        return self._known[asked]

    @cached_property
    def _known(self) -> dict[tuple[str, str, date], tuple[str, str, int]]:
        return {}

    def entry(self, standing: Standing) -> Entry:
        """The entry that a settled standing becomes."""
        period, booking, version = self._dated(standing)
        return Entry(
            contract=standing.contract,
            line=standing.line,
            scope=standing.scope,
            unit=standing.unit,
            source=standing.source,
            day=standing.day,
            period=period,
            booking=booking,
            quantity=standing.quantity,
            status=standing.status,
            reasons=standing.reasons,
            site=standing.site,
            person=standing.person,
            paid=standing.paid,
            package_version=version,
            facet=standing.facet,
            late=standing.late,
        )


def _refused_already(candidate: Candidate, found: list[Candidate]) -> bool:
    """A contract refuses a record as a whole once, even where two of its stretches look at it."""
    return candidate.line == WHOLE_CONTRACT and any(
        (one.contract, one.line, one.unit) == (candidate.contract, candidate.line, candidate.unit)
        for one in found
    )


def scope_instance(terms: Terms, scope: str, candidate: Candidate) -> str:
    """``term``, ``record:<id>`` or ``<kind>:<period key>``: within what the unit counts once."""
    if scope == "term":
        return "term"
    if scope == "record":
        return f"record:{candidate.source[0]}"
    return f"{scope}:{terms.period_of(PeriodKind(scope), candidate.day).key}"


def scope_kind(instance: str) -> str:
    """The kind of a scope instance."""
    return instance.split(":", 1)[0]


def _standing(claimed: Claimed, scope: str) -> Standing:
    candidate = claimed.candidate
    status = EntryStatus.COUNTED
    reasons = candidate.reasons
    if candidate.pending:
        status = EntryStatus.PENDING
    elif not candidate.passes:
        status = EntryStatus.REFUSED
    elif claimed.taken is not None:
        status, reasons = EntryStatus.CLAIMED, (claimed.taken,)
    return Standing(
        contract=candidate.contract,
        line=candidate.line,
        scope=scope,
        unit=candidate.unit,
        source=candidate.source,
        day=candidate.day,
        quantity=candidate.quantity,
        site=candidate.site,
        person=candidate.person,
        facet=candidate.facet,
        late=candidate.late,
        paid=claimed.paid,
        status=status,
        reasons=reasons,
    )


def count_all(
    rulebook: Rulebook, records: Iterable[Record], facts: CountingFacts
) -> tuple[Entry, ...]:
    """Every entry of the records, in a stable order, independent of the order they come in."""
    standings = [s for record in records for s in rulebook.standings_of(record, facts)]
    settled = settle(standings, rulebook.terms)
    entries = [rulebook.entry(standing) for standing in settled]
    return tuple(
        sorted(entries, key=lambda e: (e.contract, e.line, e.scope, e.day, e.source, e.unit))
    )
