"""The effect of a draft on a month of real records, under one contract."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec
from sqlalchemy import Connection, select

from core.activities.loading import load_records, uuids_between
from core.facts import Entry, EntryStatus
from core.ledger.book import Book
from core.ledger.of_days import counted_between
from core.ledger.opened import entries_of
from core.ledger.posting import load_facts
from core.ledger.rules.facts import CountingFacts
from core.packages.rows import CONTRACT, ENROLMENT, enrolments_where
from core.packages.schema import ContractFile, Package
from core.packages.shelf import terms_of
from core.packages.terms import Terms
from core.people.loading import people_among
from core.plugin.catalogue import Catalogue
from core.rehearsal.effect import (
    SHOWN,
    LineCount,
    LineEffect,
    changed_lines,
    effect_of,
    recounted_lines,
)
from core.store.errors import Missing


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """A month counted under a contract's terms and under the draft's.

    ``records`` says how many were counted anew, of the ``there`` that a line looks at whose entries
    differ: the newest ones.
    """

    terms: Terms
    first: date
    last: date
    records: int
    there: int
    effects: tuple[LineEffect, ...]

    @property
    def partial(self) -> bool:
        """Whether the older records of the month are still to be counted."""
        return self.records < self.there


def rehearse_draft(
    connection: Connection,
    catalogue: Catalogue,
    book: Book,
    contract: str,
    package: Package,
    month: tuple[date, date],
    *,
    every: bool = False,
    newest: int | None = None,
) -> Rehearsed:
    """The month under both; ``every`` shows every line.

    What makes the same entries under both is read from the ledger; the rest is counted from the
    month's records of the contract's agency and places, or only from the ``newest`` of them.
    """
    row = connection.execute(select(CONTRACT.c.text).where(CONTRACT.c.key == contract)).first()
    known = book.terms.get(contract)
    if row is None or known is None:
        raise Missing("没有这份合同。")
    old = known.on(month[0])
    file = msgspec.convert(row.text, ContractFile, strict=False)
    new = terms_of(file, package, catalogue)
    wanted = changed_lines(old, new) | (frozenset(new.by_key) if every else frozenset())
    anew = recounted_lines(old, new)
    kept = {key: _kept(connection, book, contract, key, month) for key in wanted - anew}
    uuids = uuids_between(
        connection,
        old.contract.county,
        *month,
        _kinds((old, new), anew),
        providers=(old.contract.provider,),
        sites=old.contract.sites,
    )
    some = uuids if newest is None else uuids[:newest]
    records = list(load_records(connection, some).values())
    facts = _with_roster(connection, contract, load_facts(connection, book, records))
    return Rehearsed(
        terms=new,
        first=month[0],
        last=month[1],
        records=len(some),
        there=len(uuids),
        effects=effect_of(
            old,
            new,
            records,
            facts,
            days=month,
            every=every,
            kept=kept,
            partial=len(some) < len(uuids),
        ),
    )


def _kept(
    connection: Connection, book: Book, contract: str, line: str, month: tuple[date, date]
) -> LineCount:
    """What the ledger holds of a line in the month, with its newest entries."""
    after = month[1] + timedelta(days=1), 0

    def newest(status: EntryStatus) -> tuple[Entry, ...]:
        page = entries_of(connection, book, contract, line, (status,), before=after, limit=SHOWN)
        return tuple(one.entry for one in page.entries if one.entry.day >= month[0])

    return LineCount(
        sums=counted_between(connection, book, contract, line, *month),
        counted=newest(EntryStatus.COUNTED),
        refused=newest(EntryStatus.REFUSED),
    )


def _with_roster(connection: Connection, contract: str, facts: CountingFacts) -> CountingFacts:
    """The same facts with everybody who stands on the contract's roster."""
    mine = select(CONTRACT.c.id).where(CONTRACT.c.key == contract).scalar_subquery()
    people = people_among(
        connection, select(ENROLMENT.c.person_id).where(ENROLMENT.c.contract_id == mine)
    )
    held = dict(facts.enrolments)
    for one in enrolments_where(connection, ENROLMENT.c.contract_id == mine):
        known = held.get((contract, one.person), ())
        if one not in known:
            held[contract, one.person] = (*known, one)
    everyone = {**facts.people, **{person.id: person for person in people.values()}}
    return replace(facts, people=everyone, enrolments=held)


def _kinds(terms: Iterable[Terms], wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(
        kind for one in terms for line in one.lines if line.key in wanted for kind in line.kinds
    )
