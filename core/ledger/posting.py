"""Posting: entries, standings and tallies of records, in the transaction that changed them.

One function serves a single visit, a correction, a tier change and a rebuild: count the records
anew, load whoever competes with them for a unit or a cap, settle by the pure rules, and write
only the differences. Nothing of a sealed month is touched: what it loses is taken back by a
linked entry booked in an open month.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_

from core.activities.loading import load_records
from core.facts import Entry, EntryStatus, Reason, Record
from core.ledger.book import Book, sealed_months
from core.ledger.rows import ENTRY, STANDING
from core.ledger.rules.book import Rulebook
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.settle import (
    COMPETING,
    OVERFLOW_MARK,
    Standing,
    cap_cell,
    settle_caps,
    settle_units,
)
from core.ledger.sums import write_sums
from core.packages.rows import enrolments_of_people
from core.people.loading import load_people, person_id_of

CHUNK = 150
Key = tuple[str, str, str, str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A standing as it is in the database, with its entry."""

    entry_id: int
    standing: Standing
    booking: str
    period: str
    sealed: bool


@dataclass(kw_only=True)
class Posting:
    """What a posting changed: entries in the order in which they were written."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def differs(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.entries)


def _key(standing: Standing) -> Key:
    return standing.contract, standing.line, standing.scope, standing.unit, standing.source


def load_facts(connection: Connection, book: Book, records: Iterable[Record]) -> CountingFacts:
    """The people and enrolments that the records name."""
    uuids = {a.person for record in records for a in record.attendances}
    uuids |= {i.person for record in records for i in record.items if i.person}
    if not uuids:
        return CountingFacts(words=book.words)
    ids = person_id_of(connection, sorted(uuids))
    people = load_people(connection, ids.values())
    return CountingFacts(
        people={person.id: person for person in people.values()},
        enrolments=enrolments_of_people(connection, ids.values()),
        words=book.words,
    )


def post(
    connection: Connection,
    book: Book,
    uuids: Iterable[str],
    at: datetime,
    *,
    facts: CountingFacts | None = None,
) -> Posting:
    """Bring the ledger in line with these records as they are now; returns what changed."""
    uuids = list(dict.fromkeys(uuids))
    records = load_records(connection, uuids)
    facts = facts or load_facts(connection, book, records.values())
    rulebook = book.rulebook(sealed_months(connection, book))
    old = _kept(connection, book, rulebook, STANDING.c.record.in_(uuids))
    held_in_seals: dict[str, set[tuple[str, str, tuple[str, ...]]]] = {}
    for kept in old:
        if kept.sealed and kept.standing.status is EntryStatus.COUNTED:
            one = kept.standing
            held_in_seals.setdefault(one.source[0], set()).add((one.contract, one.line, one.source))
    new = [
        standing
        for record in records.values()
        for standing in rulebook.standings_of(
            record, facts, frozenset(held_in_seals.get(record.id, ()))
        )
    ]
    desired, touched = _settled(connection, book, rulebook, new, old)
    return _write(connection, book, rulebook, desired, touched, at)


def preview(
    connection: Connection, book: Book, record: Record, facts: CountingFacts | None = None
) -> tuple[Entry, ...]:
    """What a record would be before it is saved: the same counting, nothing written."""
    facts = facts or load_facts(connection, book, [record])
    rulebook = book.rulebook(sealed_months(connection, book))
    old = _kept(connection, book, rulebook, STANDING.c.record == record.id) if record.id else []
    new = list(rulebook.standings_of(record, facts))
    desired, _ = _settled(connection, book, rulebook, new, old)
    return tuple(rulebook.entry(one) for one in desired if one.source[0] == record.id)


def _kept(connection: Connection, book: Book, rulebook: Rulebook, condition: Any) -> list[Kept]:
    rows = connection.execute(
        select(ENTRY).join(STANDING, STANDING.c.entry_id == ENTRY.c.id).where(condition)
    )
    return [_from_row(row._mapping, book, rulebook) for row in rows]


def _from_row(row: Mapping[str, Any], book: Book, rulebook: Rulebook) -> Kept:
    contract = book.keys[row["contract_id"]]
    sealed = row["booking"] in rulebook.sealed.get(contract, frozenset())
    return Kept(
        entry_id=row["id"],
        booking=row["booking"],
        period=row["period"],
        sealed=sealed,
        standing=Standing(
            contract=contract,
            line=row["line"],
            scope=row["scope"],
            unit=row["unit"],
            source=tuple(row["source"].split(SEPARATOR)),
            day=row["day"],
            quantity=row["quantity"],
            site=row["site"],
            person=row["person"],
            facet=row["facet"],
            late=row["late"],
            paid=row["paid"],
            status=EntryStatus(row["status"]),
            reasons=tuple(Reason(code=code, say=say) for code, say in row["reasons"]),
            sealed=sealed,
        ),
    )


SEPARATOR = "|"


def _settled(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    new: list[Standing],
    old: list[Kept],
) -> tuple[list[Standing], dict[Key, Kept]]:
    """The desired standings of everyone concerned, and what they are held against."""
    mine = {one.source[0] for one in new} | {kept.standing.source[0] for kept in old}
    touched = {_key(kept.standing): kept for kept in old}
    sealed_before = {_key(k.standing): k for k in old if k.sealed}
    competitors = [
        replace(
            one, sealed=_key(one) in sealed_before and _unchanged(one, sealed_before[_key(one)])
        )
        for one in new
    ]
    cells = {_bare(one).cell for one in competitors if one.competes}
    cells |= {_bare(kept.standing).cell for kept in old if kept.standing.competes}
    rivals = _rivals(connection, book, rulebook, cells, mine)
    touched |= {_key(kept.standing): kept for kept in rivals}
    united = settle_units([*competitors, *_whole(rivals)], rulebook.terms)
    caps = _cap_cells(rulebook, [*united, *(kept.standing for kept in (*old, *rivals))])
    neighbours = _neighbours(connection, book, rulebook, caps, touched, mine)
    touched |= {_key(kept.standing): kept for kept in neighbours}
    return list(settle_caps([*united, *_whole(neighbours)], rulebook.terms)), touched


def _unchanged(one: Standing, kept: Kept) -> bool:
    """Whether a sealed entry would be the same today: only then it keeps its precedence."""
    return kept.standing.status is EntryStatus.COUNTED and one.day == kept.standing.day


def _bare(standing: Standing) -> Standing:
    """An overflow entry under the unit that it overflowed from."""
    return replace(standing, unit=standing.unit.removesuffix(OVERFLOW_MARK))


def _whole(kept: Iterable[Kept]) -> list[Standing]:
    """Standings as candidates again: an overflow goes back to the entry that it was cut from."""
    found: dict[Key, Standing] = {}
    for one in (_bare(k.standing) for k in kept):
        before = found.get(_key(one))
        quantity = one.quantity + before.quantity if before else one.quantity
        sealed = one.sealed or (before.sealed if before else False)
        status = EntryStatus.COUNTED if one.competes else one.status
        reasons = () if one.competes else one.reasons
        found[_key(one)] = replace(
            one, quantity=quantity, sealed=sealed, status=status, reasons=reasons
        )
    return list(found.values())


def _rivals(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    cells: set[tuple[str, str, str, str]],
    mine: set[str],
) -> list[Kept]:
    """Standings of other records in the same cells; a unit that names its record has none."""
    shared = [
        cell for cell in sorted(cells) if not any(cell[3].startswith(source) for source in mine)
    ]
    found: list[Kept] = []
    for at in range(0, len(shared), CHUNK):
        wanted = [
            (book.ids[contract], line, scope, unit + mark)
            for contract, line, scope, unit in shared[at : at + CHUNK]
            for mark in ("", OVERFLOW_MARK)
        ]
        condition = tuple_(
            STANDING.c.contract_id, STANDING.c.line, STANDING.c.scope, STANDING.c.unit
        ).in_(wanted) & STANDING.c.status.in_([status.value for status in COMPETING])
        found += [
            kept
            for kept in _kept(connection, book, rulebook, condition)
            if kept.standing.source[0] not in mine
        ]
    return found


def _cap_name(rulebook: Rulebook, standing: Standing) -> str:
    """The cap cell of a standing as one text, or nothing when its line has no cap."""
    terms = rulebook.terms.get(standing.contract)
    line = terms.by_key.get(standing.line) if terms else None
    if terms is None or line is None or not standing.competes:
        return ""
    cell = cap_cell(standing, line, terms)
    return SEPARATOR.join(cell) if cell else ""


def _cap_cells(rulebook: Rulebook, standings: Iterable[Standing]) -> set[str]:
    return {name for one in standings if (name := _cap_name(rulebook, one))}


def _neighbours(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    caps: set[str],
    touched: Mapping[Key, Kept],
    mine: set[str],
) -> list[Kept]:
    """Counted and overflowing standings under the same caps that are not loaded yet."""
    names = sorted(caps)
    found: list[Kept] = []
    statuses = [EntryStatus.COUNTED.value, EntryStatus.OVERFLOW.value]
    for at in range(0, len(names), CHUNK):
        condition = STANDING.c.cap.in_(names[at : at + CHUNK]) & STANDING.c.status.in_(statuses)
        found += [
            kept
            for kept in _kept(connection, book, rulebook, condition)
            if _key(kept.standing) not in touched and kept.standing.source[0] not in mine
        ]
    return found


def _same(one: Standing, kept: Standing) -> bool:
    return (
        one.status is kept.status
        and one.quantity == kept.quantity
        and one.day == kept.day
        and one.site == kept.site
        and one.facet == kept.facet
        and one.late == kept.late
        and one.paid == kept.paid
        and one.reasons == kept.reasons
    )


def _write(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    desired: list[Standing],
    touched: dict[Key, Kept],
    at: datetime,
) -> Posting:
    """Write only the differences: take back first, then post, then move the sums."""
    wanted = {_key(one): one for one in desired}
    gone = [
        kept
        for key, kept in touched.items()
        if key not in wanted or not _same(wanted[key], kept.standing)
    ]
    fresh = [
        one
        for key, one in wanted.items()
        if key not in touched or not _same(one, touched[key].standing)
    ]
    if not gone and not fresh:
        return Posting()
    posting = Posting()
    taken_back = [_reversal(rulebook, kept) for kept in gone]
    if gone:
        connection.execute(
            delete(STANDING).where(STANDING.c.entry_id.in_([kept.entry_id for kept in gone]))
        )
        connection.execute(
            insert(ENTRY),
            [
                {**_columns(book, entry, at), "undoes": kept.entry_id}
                for entry, kept in zip(taken_back, gone, strict=True)
            ],
        )
    posted = [rulebook.entry(one) for one in fresh]
    if posted:
        ids = connection.execute(
            insert(ENTRY).returning(ENTRY.c.id, sort_by_parameter_order=True),
            [{**_columns(book, entry, at), "undoes": None} for entry in posted],
        ).scalars()
        connection.execute(
            insert(STANDING),
            [
                _standing_columns(book, rulebook, one, entry_id)
                for one, entry_id in zip(fresh, ids, strict=True)
            ],
        )
    posting.entries = taken_back + posted
    write_sums(connection, book, posting.entries)
    return posting


def _reversal(rulebook: Rulebook, kept: Kept) -> Entry:
    """The entry that takes a standing one back: its own period, an open booking month."""
    entry = rulebook.entry(kept.standing)
    booking = entry.booking if kept.sealed else kept.booking
    return replace(entry, period=kept.period, booking=booking, sign=-1)


def _columns(book: Book, entry: Entry, at: datetime) -> dict[str, Any]:
    return {
        "contract_id": book.ids[entry.contract],
        "line": entry.line,
        "scope": entry.scope,
        "unit": entry.unit,
        "record": entry.record,
        "source": SEPARATOR.join(entry.source),
        "day": entry.day,
        "period": entry.period,
        "booking": entry.booking,
        "quantity": entry.quantity,
        "status": entry.status.value,
        "sign": entry.sign,
        "reasons": [[reason.code, reason.say] for reason in entry.reasons],
        "site": entry.site,
        "person": entry.person,
        "facet": entry.facet,
        "late": entry.late,
        "paid": entry.paid,
        "package_version": entry.package_version,
        "posted_at": at,
    }


def _standing_columns(
    book: Book, rulebook: Rulebook, one: Standing, entry_id: int
) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "contract_id": book.ids[one.contract],
        "line": one.line,
        "scope": one.scope,
        "unit": one.unit,
        "record": one.source[0],
        "status": one.status.value,
        "day": one.day,
        "cap": _cap_name(rulebook, one),
    }
