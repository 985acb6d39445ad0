"""The heat table of contracts and months: the worst sign of each, with how many lines have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from core.ledger.book import Book
from core.ledger.history import months_until
from core.ledger.outlook import month_name
from core.ledger.remembered import Stood
from core.ledger.rules.verdicts import State
from core.packages.reach import reached
from core.packages.terms import Terms
from core.station import Station
from web.desk import Desk
from web.pages.indicators.asked import address
from web.pages.indicators.shown import state_word
from web.words import INDICATOR_STATES

#: A year of months stands side by side.
MONTHS = 12
ACTION = "overview.see"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A contract at the end of a month: the worst sign, how many lines have it, where it opens."""

    sign: str
    tone: str
    number: int
    say: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ContractRow:
    """One contract: a cell for each month of the table, and the last month that is sealed."""

    key: str
    title: str
    cells: tuple[Cell | None, ...]
    sealed: str
    open: int


def columns_of(contracts: Iterable[Terms], day: date) -> list[str]:
    """The newest months in which any contract was running."""
    months = {month for terms in contracts for month in months_until(terms, day)}
    return sorted(months)[-MONTHS:]


def stood_in(
    desk: Desk,
    connection: Connection,
    station: Station,
    book: Book,
    seen: list[str],
    columns: list[str],
) -> dict[tuple[str, str], Stood]:
    """What the table shows: each contract in its own months, within one's reach."""
    scope = desk.scope(ACTION)
    wanted = {
        key: [month for month in months_until(book.terms[key], desk.day) if month in columns]
        for key in seen
    }
    places = {key: reached(scope, book.terms[key].contract) for key in seen}
    return station.months_stood.stood(
        connection,
        book,
        desk.county,
        wanted,
        desk.day,
        places=places,
        known=station.people_known,
    )


def row_of(
    terms: Terms,
    columns: list[str],
    found: dict[tuple[str, str], Stood],
    sealed: frozenset[str],
    day: date,
) -> ContractRow:
    """One contract in the months of the table; a running month is seen on the day."""
    key = terms.contract.key
    begun = months_until(terms, day)
    ended = begun if day > terms.contract.end else begun[:-1]
    cells = []
    for month in columns:
        one = found.get((key, month))
        period = month if month in ended else ""
        cells.append(None if one is None else _cell(terms, one, period, day))
    return ContractRow(
        key=key,
        title=terms.contract.title,
        cells=tuple(cells),
        sealed=month_name(max(sealed), day) if sealed else "",
        open=len([month for month in ended if month not in sealed]),
    )


def _cell(terms: Terms, one: Stood, period: str, day: date) -> Cell:
    """Lines behind; where there is none, lines at risk; where all is met, how many."""
    counts, contract = one.counts, terms.contract
    worst = next((one for one in (State.BEHIND, State.AT_RISK) if counts[one]), State.ON)
    if worst is State.ON and one.judged and counts[State.MET] == one.judged:
        worst = State.MET
    word = state_word(worst)
    known = INDICATOR_STATES[word]
    number = 0 if worst is State.ON else counts[worst]
    said = "、".join(
        f"{INDICATOR_STATES[state_word(state)].word} {counts[state]}"
        for state in State
        if counts[state] and state is not State.INFO
    )
    return Cell(
        sign=known.sign,
        tone=known.tone,
        number=number,
        say=f"{contract.title}，{month_name(f'{one.day:%Y-%m}', day)}：{said or '没有要判定的指标'}",
        href=address(
            "/indicators", contract=contract.key, period=period, state=word if number else ""
        ),
    )


def legend_of(state: State) -> tuple[str, str]:
    """What a sign means in this table."""
    says = {State.BEHIND: "落后的条数", State.AT_RISK: "没有落后，有风险的条数"}
    return state_word(state), says.get(state, "没有落后，也没有风险")
