"""One record, many contracts: who may count it, and who is paid for it.

Contracts that share no 兼计 group are exclusive (独占): a source counts in one of them only.
Lines of one contract count side by side unless the package names them exclusive.

Agreements are made line by line, so one record may pass an agreed line and a line without an
agreement in the same contract. What was agreed counts first, in both contracts; the line without
an agreement is exclusive and yields to it. The worker's own order, where there is one, decides
before the agreement: who is put first there keeps everything, agreed or not.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec import Struct

from core.facts import Reason, Record, SharingGroup, SharingMode
from core.ledger.rules.candidates import Candidate
from core.ledger.rules.places import above
from core.packages.terms import CountedLine, Terms


class Claimed(Struct, frozen=True, kw_only=True):
    """A candidate after the claims: ``taken`` says who holds the source; ``paid`` who is paid."""

    candidate: Candidate
    taken: Reason | None = None
    paid: bool = True


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The agreements between contracts, and the contracts' titles for the reasons."""

    groups: tuple[SharingGroup, ...] = ()
    terms: Mapping[str, Terms] = field(default_factory=dict)

    def mode(self, a: Candidate, b: Candidate) -> SharingMode:
        """How two candidates of different contracts get along.

        Two lines of one agreement follow it. Lines that each contract shares with the other under
        different agreements count side by side; any other two are exclusive.
        """
        found = {
            group.mode
            for group in self.groups
            if group.covers(a.contract, a.line) and group.covers(b.contract, b.line)
        }
        for mode in (SharingMode.EXCLUSIVE, SharingMode.SHARED_PAID_ONCE, SharingMode.SHARED):
            if mode in found:
                return mode
        if self._shares(a, b.contract) and self._shares(b, a.contract):
            return SharingMode.SHARED
        return SharingMode.EXCLUSIVE

    def _shares(self, candidate: Candidate, other: str) -> bool:
        return any(
            group.mode is not SharingMode.EXCLUSIVE
            and group.covers(candidate.contract, candidate.line)
            and any(key == other for key, _ in group.members)
            for group in self.groups
        )

    def lines_for(self, terms: Terms, kind: str, provider: str) -> tuple[CountedLine, ...]:
        """The lines of a contract that look at a provider's records of a kind.

        Another provider's records concern only those lines that an agreement shares with one of
        that provider's contracts.
        """
        lines = terms.by_kind.get(kind, ())
        if not lines or terms.contract.provider == provider:
            return lines
        asked = terms.contract.key, terms.since, kind, provider
        known = self._shared_lines.get(asked)
        if known is None:
            groups = [group for group in self.groups if self._joins(group, provider)]
            key = terms.contract.key
            known = tuple(line for line in lines if any(g.covers(key, line.key) for g in groups))
            self._shared_lines[asked] = known
        return known

    @cached_property
    def _shared_lines(self) -> dict[tuple[str, date, str, str], tuple[CountedLine, ...]]:
        return {}

    def _joins(self, group: SharingGroup, provider: str) -> bool:
        return group.mode is not SharingMode.EXCLUSIVE and any(
            self.terms[key].contract.provider == provider
            for key, _ in group.members
            if key in self.terms
        )

    def looks_above(self, terms: Terms, site: str) -> Callable[[CountedLine], bool]:
        """Which lines of a contract also look at a place above its sites.

        A county meeting takes place above the sites of every contract whose people come. It
        belongs to those lines that an agreement shares among contracts that all lie below it.
        """
        if not above(site, terms.contract.sites):
            return lambda line: False
        groups = [group for group in self.groups if self._all_below(group, site)]
        return lambda line: any(group.covers(terms.contract.key, line.key) for group in groups)

    def _all_below(self, group: SharingGroup, site: str) -> bool:
        members = [self.terms[key].contract for key, _ in group.members if key in self.terms]
        return group.mode is not SharingMode.EXCLUSIVE and all(
            above(site, contract.sites) for contract in members
        )

    def agreed(self, candidate: Candidate, others: Iterable[Candidate]) -> bool:
        """Whether an agreement lets it count beside another contract's candidate."""
        return any(
            other.contract != candidate.contract
            and _same_source(candidate, other)
            and self.mode(candidate, other) is not SharingMode.EXCLUSIVE
            for other in others
        )

    def by_worker(self, candidate: Candidate, record: Record) -> int:
        """The contract's place in the worker's own order; the last one when it is not there."""
        key = candidate.contract
        return record.order.index(key) if key in record.order else len(record.order)

    def rank(self, candidate: Candidate) -> tuple[int, str, str]:
        """Who comes first: the agreed order, then the older contract."""
        key = candidate.contract
        agreed = [
            position
            for group in self.groups
            for position, (member, _) in enumerate(group.members)
            if group.covers(key, candidate.line) and member == key
        ]
        start = self.terms[key].contract.start.isoformat() if key in self.terms else ""
        return min(agreed, default=len(self.groups)), start, key


def _same_source(a: Candidate, b: Candidate) -> bool:
    shorter, longer = sorted((a.source, b.source), key=len)
    return longer[: len(shorter)] == shorter


def _exclusive_inside(terms: Terms, a: Candidate, b: Candidate) -> bool:
    one, other = terms.on(a.day).by_key[a.line], terms.on(b.day).by_key[b.line]
    return other.key in one.exclusive_with or one.key in other.exclusive_with


#: (contract, line, source) of what is counted in a sealed month, and whether it was paid.
Sealed = Mapping[tuple[str, str, tuple[str, ...]], bool]
NOTHING_SEALED: Sealed = {}


def settle_claims(
    candidates: Iterable[Candidate],
    record: Record,
    sharing: Sharing,
    sealed: Sealed = NOTHING_SEALED,
) -> tuple[Claimed, ...]:
    """Decide claims within one record, by conditions alone.

    What is counted in a sealed month keeps its source, and its pay. Candidates that failed a
    condition claim nothing.
    """
    candidates = tuple(candidates)
    passing = [candidate for candidate in candidates if candidate.passes]
    if not _may_collide(passing, sharing):
        return tuple(Claimed(candidate=c) for c in candidates)
    natural = sorted(passing, key=lambda c: _order(c, passing, record, sharing))
    held: list[Candidate] = []
    taken: dict[Candidate, Reason] = {}
    for candidate in sorted(natural, key=lambda c: _key(c) not in sealed):
        reason = _taken(candidate, (c for c in natural if c in held), sharing)
        if reason is None:
            held.append(candidate)
        else:
            taken[candidate] = reason
    paid = _paid([c for c in natural if c in held], sharing, sealed)
    return tuple(
        Claimed(candidate=c, taken=taken.get(c), paid=c in paid or c not in held)
        for c in candidates
    )


def _may_collide(passing: list[Candidate], sharing: Sharing) -> bool:
    """Whether any of them could keep another out: of two contracts, or of exclusive lines."""
    if len(passing) < 2:
        return False
    contract = passing[0].contract
    if any(candidate.contract != contract for candidate in passing):
        return True
    terms = sharing.terms.get(contract)
    return terms is not None and any(one.exclusive for one in terms.stretches)


def _key(candidate: Candidate) -> tuple[str, str, tuple[str, ...]]:
    return candidate.contract, candidate.line, candidate.source


def _order(
    candidate: Candidate, passing: list[Candidate], record: Record, sharing: Sharing
) -> tuple[object, ...]:
    """Who comes first: by the worker, by agreement, then the older contract and earlier line."""
    return (
        sharing.by_worker(candidate, record),
        not sharing.agreed(candidate, passing),
        *sharing.rank(candidate),
        _position(sharing, candidate),
        candidate.source,
        candidate.unit,
    )


def _paid(held: list[Candidate], sharing: Sharing, sealed: Sealed) -> list[Candidate]:
    """Of those that count side by side but are paid once, the first is paid."""
    paid: list[Candidate] = []
    for candidate in sorted(held, key=lambda c: not sealed.get(_key(c), False)):
        if not any(
            other.contract != candidate.contract
            and _same_source(candidate, other)
            and sharing.mode(candidate, other) is SharingMode.SHARED_PAID_ONCE
            for other in paid
        ):
            paid.append(candidate)
    return paid


def _position(sharing: Sharing, candidate: Candidate) -> int:
    terms = sharing.terms.get(candidate.contract)
    if terms is None:
        return 0
    lines = terms.on(candidate.day).lines
    return next((i for i, line in enumerate(lines) if line.key == candidate.line), 0)


def _taken(candidate: Candidate, held: Iterable[Candidate], sharing: Sharing) -> Reason | None:
    """Who holds the source already, if that keeps this candidate out."""
    for other in held:
        if not _same_source(candidate, other):
            continue
        terms = sharing.terms.get(other.contract)
        if other.contract == candidate.contract:
            if terms and _exclusive_inside(terms, candidate, other):
                label = terms.on(other.day).by_key[other.line].label
                say = f"本合同内互斥：已计入“{label}”"
                return Reason(code="exclusive.line", say=say)
        elif sharing.mode(candidate, other) is SharingMode.EXCLUSIVE:
            title = terms.contract.title if terms else other.contract
            return Reason(code="exclusive.contract", say=f"独占：已计入“{title}”")
    return None
