"""A number opened 明细: its entries with the records behind them, page by page.

Pages are found by key (day and entry), so the last page costs what the first one does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, exists, or_, select, true, union_all

from core.activities.rows import RECORD
from core.cases.rows import CASE
from core.facts import Entry, EntryStatus, Reason
from core.ledger.book import Book
from core.ledger.rows import ENTRY, STANDING
from core.packages.terms import CountedLine, Terms
from core.trust.visible import at_or_below

PAGE = 50
COUNTED = (EntryStatus.COUNTED,)
NOT_COUNTED = (
    EntryStatus.REFUSED,
    EntryStatus.CLAIMED,
    EntryStatus.DUPLICATE,
    EntryStatus.OVERFLOW,
)
#: A cursor: the day and the number of the last entry that was shown.
Cursor = tuple[date, int]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """One entry of a number and the number under which the next page goes on."""

    id: int
    entry: Entry


@dataclass(frozen=True, kw_only=True)
class Page:
    """Entries, newest first; ``after`` is the cursor of the next page, or none."""

    entries: tuple[Opened, ...]
    after: Cursor | None = None


def own_scope(line: CountedLine | None) -> Any:
    """Entries of the line's own scope: other scopes post the same record again."""
    if line is None or len(line.scopes) == 1:
        return true()
    return in_scope(STANDING.c.scope, line.scopes[0])


def in_scope(column: Any, kind: str) -> Any:
    """Scopes of that kind: the kind itself, or one instance of it."""
    return or_(column == kind, column.startswith(f"{kind}:", autoescape=True))


@dataclass(frozen=True, kw_only=True)
class Narrowed:
    """Which entries of a line are meant: of some kinds, at some places or below them, booked in
    some months, served from a first to a last day, recorded by one account. What is empty narrows
    nothing."""

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    days: tuple[date, date] | None = None
    worker: str = ""


EVERY = Narrowed()


def chosen_standings(
    book: Book, terms: Terms, line: str, status: EntryStatus, narrowed: Narrowed = EVERY
) -> Select[Any]:
    """The standing entries of a line in one status, unordered."""
    counted = terms.every_line.get(line)
    wanted = select(STANDING.c.entry_id, STANDING.c.day).where(
        STANDING.c.contract_id == book.ids[terms.contract.key],
        STANDING.c.line == line,
        STANDING.c.status == status.value,
    )
    if status is EntryStatus.COUNTED:
        wanted = wanted.where(own_scope(counted))
    if narrowed.days:
        wanted = wanted.where(STANDING.c.day.between(*narrowed.days))
    if narrowed.worker:
        wanted = wanted.where(
            or_(
                *(
                    exists().where(
                        made.c.uuid == STANDING.c.record, made.c.worker == narrowed.worker
                    )
                    for made in (RECORD, CASE)
                )
            )
        )
    kinds = sorted(narrowed.kinds)
    if kinds:
        wanted = wanted.where(
            or_(
                STANDING.c.record.in_(select(RECORD.c.uuid).where(RECORD.c.kind.in_(kinds))),
                STANDING.c.record.in_(select(CASE.c.uuid).where(CASE.c.kind.in_(kinds))),
            )
        )
    if narrowed.places or narrowed.months:
        wanted = wanted.join(ENTRY, ENTRY.c.id == STANDING.c.entry_id)
    if narrowed.places:
        wanted = wanted.where(or_(*(at_or_below(ENTRY.c.site, one) for one in narrowed.places)))
    if narrowed.months:
        wanted = wanted.where(ENTRY.c.booking.in_(narrowed.months))
    return wanted


def entries_of(
    connection: Connection,
    book: Book,
    contract: str,
    line: str,
    statuses: Iterable[EntryStatus],
    *,
    before: Cursor | None = None,
    narrowed: Narrowed = EVERY,
    limit: int = PAGE,
) -> Page:
    """One page of a line's entries in some statuses: one statement, the index in order.

    ``line`` may be ``-``: what the contract refuses as a whole.
    """
    terms = book.terms[contract]
    parts = []
    for status in statuses:
        part = chosen_standings(book, terms, line, status, narrowed)
        if before is not None:
            day, number = before
            part = part.where(
                or_(
                    STANDING.c.day < day,
                    and_(STANDING.c.day == day, STANDING.c.entry_id < number),
                )
            )
        part = part.order_by(STANDING.c.day.desc(), STANDING.c.entry_id.desc()).limit(limit + 1)
        parts.append(select(part.subquery()))
    chosen = union_all(*parts).subquery()
    rows = connection.execute(
        select(ENTRY)
        .join(chosen, chosen.c.entry_id == ENTRY.c.id)
        .order_by(ENTRY.c.day.desc(), ENTRY.c.id.desc())
        .limit(limit + 1)
    ).all()
    found = tuple(Opened(id=row.id, entry=entry_fact(row._mapping, book)) for row in rows[:limit])
    more = len(rows) > limit
    return Page(entries=found, after=(found[-1].entry.day, found[-1].id) if more else None)


def entry_fact(row: RowMapping, book: Book) -> Entry:
    """A row of the ledger as the fact that it is."""
    return Entry(
        contract=book.keys[row["contract_id"]],
        line=row["line"],
        scope=row["scope"],
        unit=row["unit"],
        source=tuple(row["source"].split("|")),
        day=row["day"],
        period=row["period"],
        booking=row["booking"],
        quantity=row["quantity"],
        status=EntryStatus(row["status"]),
        reasons=tuple(Reason(code=code, say=say) for code, say in row["reasons"]),
        site=row["site"],
        person=row["person"],
        paid=row["paid"],
        package_version=row["package_version"],
        facet=row["facet"],
        late=row["late"],
        sign=row["sign"],
    )
