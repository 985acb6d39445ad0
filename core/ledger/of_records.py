"""What became of records 计入与不计: their standing entries, and how far the counting stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, func, select

from core.facts import Entry, EntryStatus, Reason
from core.ledger.book import Book
from core.ledger.kept import SEPARATOR
from core.ledger.rows import ENTRY, PERSON_TALLY, STANDING, TALLY
from core.ledger.rules.book import scope_kind
from core.ledger.rules.seen import in_units
from core.packages.schema import TargetKind
from core.packages.terms import WHOLE_CONTRACT, CountedLine


@dataclass(frozen=True, kw_only=True, slots=True)
class LineFate:
    """What became of a record in one line: how much, and where the line stands after it.

    ``before`` is the sum without the record, ``after`` with it, ``goal`` what is aimed at.
    """

    contract: str
    line: str
    label: str
    unit: str
    status: EntryStatus
    quantity: Decimal
    reasons: tuple[Reason, ...]
    paid: bool
    late: bool
    quota: bool
    period: str
    before: Decimal | None = None
    after: Decimal | None = None
    goal: Decimal | None = None


def standing_of(
    connection: Connection, book: Book, uuids: Iterable[str]
) -> dict[str, tuple[Entry, ...]]:
    """Record → its standing entries, counted and refused, in the order of the contracts."""
    rows = connection.execute(
        select(ENTRY)
        .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
        .where(STANDING.c.record.in_(list(uuids)))
        .order_by(ENTRY.c.contract_id, ENTRY.c.id)
    )
    found: dict[str, list[Entry]] = {}
    for row in rows:
        if row.contract_id not in book.keys:
            continue
        entry = Entry(
            contract=book.keys[row.contract_id],
            line=row.line,
            scope=row.scope,
            unit=row.unit,
            source=tuple(row.source.split(SEPARATOR)),
            day=row.day,
            period=row.period,
            booking=row.booking,
            quantity=row.quantity,
            status=EntryStatus(row.status),
            reasons=tuple(Reason(code=code, say=say) for code, say in row.reasons),
            site=row.site,
            person=row.person,
            paid=row.paid,
            package_version=row.package_version,
            facet=row.facet,
            late=row.late,
        )
        found.setdefault(row.record, []).append(entry)
    return {record: tuple(entries) for record, entries in found.items()}


def fates_of(
    connection: Connection,
    book: Book,
    entries: Iterable[Entry],
    *,
    counted_already: bool,
    owed: dict[tuple[str, str], int] | None = None,
    sums: bool = True,
) -> tuple[LineFate, ...]:
    """One fate for each contract and line of a record, with the sums around it: two statements.

    ``counted_already`` tells whether the sums hold these entries; ``owed`` gives what a quota
    asks of the one person of the record. Without ``sums`` nothing is asked of the database.
    """
    entries = tuple(entry for entry in entries if entry.sign > 0 and entry.contract in book.terms)
    groups: dict[tuple[str, str, EntryStatus], list[Entry]] = {}
    for entry in entries:
        line = _line_of(book, entry)
        if line is not None and scope_kind(entry.scope) != line.scopes[0]:
            continue
        groups.setdefault((entry.contract, entry.line, entry.status), []).append(entry)
    by_line = _sums(connection, book, groups) if sums else {}
    personal = _personal(connection, book, entries) if sums else {}
    found = []
    for (contract, key, status), many in groups.items():
        line = _line_of(book, many[0])
        if line is None:
            found.append(_whole(contract, key, status, many))
            continue
        quantity = sum((entry.quantity for entry in many), Decimal(0))
        before, goal = None, None
        if not sums or status is not EntryStatus.COUNTED:
            pass
        elif line.quota is not None:
            people = {entry.person for entry in many}
            if len(people) == 1:
                one = many[0]
                before = personal.get((contract, one.period, one.person or "", key), Decimal(0))
                asked = (owed or {}).get((contract, key), line.quota.minimum)
                goal = None if asked is None else Decimal(asked)
        else:
            before, goal = by_line.get((contract, key), Decimal(0)), _goal(line)
        after = None
        if before is not None:
            after = before if counted_already else before + quantity
            before = after - quantity
        found.append(
            LineFate(
                contract=contract,
                line=key,
                label=line.label,
                unit=line.unit_label,
                status=status,
                quantity=in_units(line, quantity),
                reasons=tuple(dict.fromkeys(r for entry in many for r in entry.reasons)),
                paid=all(entry.paid for entry in many),
                late=any(entry.late for entry in many),
                quota=line.quota is not None,
                period=many[0].period,
                before=None if before is None else in_units(line, before),
                after=None if after is None else in_units(line, after),
                goal=goal,
            )
        )
    return tuple(found)


def _line_of(book: Book, entry: Entry) -> CountedLine | None:
    """The line of an entry, as it was agreed on the entry's day."""
    terms = book.terms[entry.contract]
    return terms.on(entry.day).by_key.get(entry.line) or terms.every_line.get(entry.line)


def _whole(contract: str, key: str, status: EntryStatus, many: list[Entry]) -> LineFate:
    """A contract that refuses the record as a whole: wrong place, not on its roster."""
    return LineFate(
        contract=contract,
        line=key,
        label="" if key == WHOLE_CONTRACT else key,
        unit="",
        status=status,
        quantity=Decimal(0),
        reasons=tuple(dict.fromkeys(r for entry in many for r in entry.reasons)),
        paid=False,
        late=False,
        quota=False,
        period=many[0].period,
    )


def _goal(line: CountedLine) -> Decimal | None:
    total = next((t for t in line.targets if t.kind is TargetKind.TOTAL), None)
    return Decimal(total.min) if total is not None and total.min is not None else None


def _sums(
    connection: Connection, book: Book, groups: Iterable[tuple[str, str, EntryStatus]]
) -> dict[tuple[str, str], Decimal]:
    wanted = {(contract, line) for contract, line, _ in groups}
    rows = connection.execute(
        select(
            TALLY.c.contract_id, TALLY.c.line, TALLY.c.scope, func.sum(TALLY.c.quantity).label("n")
        )
        .where(TALLY.c.contract_id.in_(sorted({book.ids[c] for c, _ in wanted})))
        .where(TALLY.c.line.in_(sorted({line for _, line in wanted})))
        .group_by(TALLY.c.contract_id, TALLY.c.line, TALLY.c.scope)
    )
    found = {}
    for row in rows:
        contract = book.keys[row.contract_id]
        line = book.terms[contract].every_line.get(row.line)
        if line is not None and row.scope == line.scopes[0]:
            found[contract, row.line] = Decimal(row.n)
    return found


def _personal(
    connection: Connection, book: Book, entries: tuple[Entry, ...]
) -> dict[tuple[str, str, str, str], Decimal]:
    people = sorted({entry.person for entry in entries if entry.person})[:1000]
    rows = connection.execute(
        select(PERSON_TALLY).where(
            PERSON_TALLY.c.contract_id.in_(sorted({book.ids[e.contract] for e in entries})),
            PERSON_TALLY.c.period.in_(sorted({e.period for e in entries})),
            PERSON_TALLY.c.person.in_(people),
        )
    )
    return {(book.keys[r.contract_id], r.period, r.person, r.line): r.quantity for r in rows}
