"""Person by person: what each one has of a quota or of an every-person target, lowest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.facts import Person
from core.ledger.behind import Named
from core.ledger.dashboard import Board, Row
from core.ledger.outlook import period_name, periods_by_key
from core.ledger.rules.parts import Cell, Phase
from core.packages.schema import TargetKind
from web.desk import Desk
from web.pages.indicators.entries import may_name
from web.pages.indicators.shown import OWED_WORD_OF

UNNAMED = "（姓名不在您的权限内）"


@dataclass(frozen=True, kw_only=True)
class PersonShown:
    """One person's value and goal; ``href`` is empty for those who may not open the file."""

    name: str
    href: str
    sub: str
    value: Decimal | int
    goal: Decimal | int | None
    unit: str
    state: str


def has_people(row: Row | None) -> bool:
    """Whether the line is judged person by person, or as a share of people."""
    return row is not None and (row.line.judged_by_person or _rate(row) is not None)


def _rate(row: Row) -> Cell | None:
    """The latest period of a share of people that has begun."""
    part = next((p for p in row.verdict.parts if p.kind is TargetKind.RATE), None)
    begun = [c for c in part.cells if c.phase is not Phase.FUTURE] if part else []
    return begun[-1] if begun and (begun[-1].without or begun[-1].excluded) else None


def people_shown(
    desk: Desk, board: Board, row: Row, start: int, most: int
) -> tuple[list[PersonShown], bool]:
    """Those whom the line judges from the ``start``-th on, the ones who lack most first; and
    whether there are more."""
    every = _judged(board, row)
    end = start + most
    return [_shown(desk, board, row, one) for one in every[start:end]], len(every) > end


@dataclass(frozen=True, kw_only=True, slots=True)
class _Judged:
    """One person of the line, before it is asked who may read the name."""

    person: str
    value: Decimal | int
    goal: Decimal | int | None
    state: str
    said: str = ""


def _judged(board: Board, row: Row) -> list[_Judged]:
    if row.round is not None:
        said = period_name(row.round.period)
        return [
            _Judged(
                person=one.person,
                value=one.done,
                goal=one.owed,
                state=OWED_WORD_OF[one.state],
                said=said,
            )
            for one in row.round.each
        ]
    rate = _rate(row)
    if rate is not None and not row.line.judged_by_person:
        return list(_of_rate(board, rate))
    part = next((p for p in row.verdict.parts if p.kind is TargetKind.EVERY_PERSON), None)
    cells = sorted(part.cells, key=lambda c: (c.value - c.goal, c.key)) if part else []
    return [
        _Judged(
            person=cell.key.partition("/")[0],
            value=cell.value,
            goal=cell.goal,
            state="done" if cell.met else "overdue" if cell.phase is Phase.CLOSED else "open",
        )
        for cell in cells
    ]


def _of_rate(board: Board, cell: Cell) -> Iterator[_Judged]:
    """Of the latest period: who is missing above the line, then who does not stand below it."""
    period = periods_by_key(board.terms)(cell.key)
    name = period_name(period) if period else ""
    state = "overdue" if cell.phase is Phase.CLOSED else "open"
    for person in cell.without:
        yield _Judged(person=person, value=0, goal=1, state=state, said=name)
    for person, why in cell.excluded:
        yield _Judged(person=person, value=0, goal=None, state="", said=f"{name}不计入分母：{why}")


def _shown(desk: Desk, board: Board, row: Row, one: _Judged) -> PersonShown:
    person = board.roster.people.get(one.person) or Person(id=one.person)
    named = Named(id=person.id, name=person.name, born=person.birth_date)
    may = may_name(desk, board.terms, person.site or "", named, board.day)
    facts = [_tier(board, one.person, board.day), one.said]
    return PersonShown(
        name=(person.name if may else "") or UNNAMED,
        href=f"/people/{one.person}" if may else "",
        sub=" · ".join(fact for fact in facts if fact),
        value=one.value,
        goal=one.goal,
        unit=row.line.unit_label,
        state=one.state,
    )


def _tier(board: Board, person: str, day: date) -> str:
    own = board.roster.held.get(person, ())
    tier = next((e.tier_on(day) for e in reversed(own) if e.on_roster(day)), None)
    return next((t.label for t in board.terms.package.tier if t.key == tier), "")
