"""The checklist of a contract's month as the database has it: sums, rosters, and indexed looks."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import Connection

from core.facts import Period
from core.ledger.book import Book, sealed_months
from core.ledger.contacts import last_contacts
from core.ledger.dashboard import Board, boards
from core.ledger.rounds import round_of
from core.ledger.rules.parts import Part
from core.ledger.rules.roster import Roster
from core.ledger.tallied import people_sums, rosters_of
from core.month_end.checklist import (
    ITEMS,
    Checklist,
    Item,
    Paper,
    Short,
    blocked_by,
    hindrance,
    judged_on,
)
from core.month_end.listing import numbers_of
from core.packages.deadlines import DueDay, deadlines_of_period
from core.packages.schema import TargetKind
from core.packages.terms import CountedLine, Terms
from core.plugin.catalogue import Catalogue


def gather(
    connection: Connection,
    catalogue: Catalogue,
    book: Book,
    contract: str,
    month: Period,
    day: date,
) -> Checklist:
    """What is not done of the month, seen on a day; the same for everybody who may see it."""
    seen_on = judged_on(month, day)
    terms = book.terms[contract].on(month.end)
    board = boards(connection, book, [contract], seen_on, until=month.key, agreed_on=month.end)[
        contract
    ]
    roster = roster_for(connection, book, terms)
    quotas = tuple(shorts(connection, book, terms, month, seen_on, roster))
    papers = tuple(_papers(book.terms[contract], board, month))
    numbers = numbers_of(connection, book, terms, month, kinds_accepted(catalogue))
    numbers["quotas"] = len({one.person for short in quotas for one in short.short})
    numbers["papers"] = sum(1 for paper in papers if paper.handed_in is False)
    blocks = blocked_by(terms)
    sealed = sealed_months(connection, book).get(contract, frozenset())
    return Checklist(
        terms=terms,
        month=month,
        items=tuple(Item(key=key, number=numbers[key], blocks=key in blocks) for key in ITEMS),
        quotas=quotas,
        papers=papers,
        met={state.value: number for state, number in board.counts.items()},
        hindrance=hindrance(book.terms[contract], month, sealed, day),
        people={
            one.person: roster.people[one.person]
            for short in quotas
            for one in short.short
            if one.person in roster.people
        },
    )


def kinds_accepted(catalogue: Catalogue) -> tuple[str, ...]:
    """The kinds of record that count only once somebody has accepted them."""
    return tuple(key for key, kind in catalogue.kinds.items() if kind.is_output)


def roster_for(connection: Connection, book: Book, terms: Terms) -> Roster:
    """The contract's roster, where any quota asks for it."""
    if not any(line.quota for line in terms.lines):
        return Roster()
    key = terms.contract.key
    return rosters_of(connection, book, [key]).get(key, Roster())


def shorts(
    connection: Connection,
    book: Book,
    terms: Terms,
    month: Period,
    seen_on: date,
    roster: Roster,
) -> Iterator[Short]:
    """Each quota in each of its periods that ends in the month, with who has too little of it."""
    contract = terms.contract.key
    turns = list(_turns(terms, month))
    if not turns:
        return
    wanted: dict[str, frozenset[str] | None] = {}
    for line, period in turns:
        wanted[line.key] = (wanted.get(line.key) or frozenset()) | {period.key}
    sums = people_sums(connection, book, {contract: wanted}).get(contract, {})
    gaps = [line.key for line, _ in turns if line.quota and line.quota.longest_gap is not None]
    last = last_contacts(connection, book, contract, gaps, month.end)
    for line, period in turns:
        by_gap = line.quota is not None and line.quota.longest_gap is not None
        found = round_of(
            terms,
            line,
            roster,
            sums.get(line.key, {}),
            min(seen_on, month.end) if by_gap else seen_on,
            last=last,
            looking_back=False,
            period=period,
        )
        yield Short(line=line, period=period, round=found)


def _turns(terms: Terms, month: Period) -> Iterator[tuple[CountedLine, Period]]:
    for line in terms.lines:
        if line.quota is None:
            continue
        if line.quota.period is None:
            yield line, month
            continue
        for period in terms.periods(line.quota.period):
            if month.start <= period.end <= month.end:
                yield line, period


def _papers(terms: Terms, board: Board, month: Period) -> Iterator[Paper]:
    for due in deadlines_of_period(terms, month.start, month.end):
        yield Paper(due=due, handed_in=_handed_in(board, due))


def _handed_in(board: Board, due: DueDay) -> bool | None:
    row = board.by_key.get(due.key) if due.what == "line" else None
    if row is None:
        return None
    parts: Iterable[Part] = row.verdict.parts
    cells = (
        cell
        for part in parts
        if part.kind is TargetKind.DEADLINE
        for cell in part.cells
        if cell.key == due.period.key
    )
    return any(cell.value > 0 for cell in cells)
