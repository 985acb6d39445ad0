"""Person by person: what each one has of a quota or of an every-person target, lowest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.facts import Enrolment, Person
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


def people_shown(desk: Desk, board: Board, row: Row) -> list[PersonShown]:
    """Everybody whom the line judges, the ones who lack most first."""
    if row.round is not None:
        unit = row.line.unit_label
        period = period_name(row.round.period)
        return [
            _shown(
                desk, board, one.person, one.done, one.owed, unit, OWED_WORD_OF[one.state], period
            )
            for one in row.round.each
        ]
    rate = _rate(row)
    if rate is not None and not row.line.judged_by_person:
        return list(_of_rate(desk, board, row, rate))
    part = next((p for p in row.verdict.parts if p.kind is TargetKind.EVERY_PERSON), None)
    cells = sorted(part.cells, key=lambda c: (c.value - c.goal, c.key)) if part else []
    found = []
    for cell in cells:
        person, _, period = cell.key.partition("/")
        state = "done" if cell.met else "overdue" if cell.phase == "closed" else "open"
        unit = row.line.unit_label
        found.append(_shown(desk, board, person, cell.value, cell.goal, unit, state, ""))
    return found


def _of_rate(desk: Desk, board: Board, row: Row, cell: Cell) -> Iterator[PersonShown]:
    """Of the latest period: who is missing above the line, then who does not stand below it."""
    period = periods_by_key(board.terms)(cell.key)
    name = period_name(period) if period else ""
    state = "overdue" if cell.phase is Phase.CLOSED else "open"
    for person in cell.without:
        yield _shown(desk, board, person, 0, 1, row.line.unit_label, state, name)
    for person, why in cell.excluded:
        said = f"{name}不计入分母：{why}"
        yield _shown(desk, board, person, 0, None, row.line.unit_label, "", said)


def _shown(
    desk: Desk,
    board: Board,
    person_id: str,
    value: Decimal | int,
    goal: Decimal | int | None,
    unit: str,
    state: str,
    period: str,
) -> PersonShown:
    person = board.roster.people.get(person_id) or Person(id=person_id)
    named = Named(id=person.id, name=person.name, born=person.birth_date)
    may = may_name(desk, board.terms, person.site or "", named, board.day)
    facts = [_tier(board, person_id, board.day), period]
    return PersonShown(
        name=(person.name if may else "") or UNNAMED,
        href=f"/people/{person_id}" if may else "",
        sub=" · ".join(fact for fact in facts if fact),
        value=value,
        goal=goal,
        unit=unit,
        state=state,
    )


def _tier(board: Board, person_id: str, day: date) -> str:
    own: list[Enrolment] = [e for e in board.roster.enrolments if e.person == person_id]
    tier = next((e.tier_on(day) for e in reversed(own) if e.on_roster(day)), None)
    return next((t.label for t in board.terms.package.tier if t.key == tier), "")
