"""The course 走势 of a total, drawn on the server: what there is, what should be, where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from core.facts import PeriodKind
from core.ledger.book import Book
from core.ledger.dashboard import Board, Row
from core.ledger.outlook import say_number
from core.ledger.rules.pace import Pace
from core.ledger.rules.verdicts import State
from core.ledger.side_by_side import by_month
from core.packages.schema import Measure, TargetKind

#: The drawing in its own units: how wide and high, and the room for words around it.
WIDE, HIGH, LEFT, TOP, RIGHT, FOOT = 360, 150, 8, 16, 52, 18
#: A month is named where there is room for it.
NAMED_MONTHS = 6


@dataclass(frozen=True, kw_only=True)
class Label:
    """A word in the drawing and where it stands."""

    x: Decimal
    y: Decimal
    text: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """Lines as points of SVG; ``say`` is the same in one sentence, for who cannot see it."""

    say: str
    real: str
    due: str
    ahead: str
    goal: Decimal
    goal_said: str
    today: Decimal | None
    ends: tuple[Label, ...]
    months: tuple[Label, ...]


def course_of(
    connection: Connection, book: Book, board: Board, row: Row, places: tuple[str, ...]
) -> Course | None:
    """The course of a line that has one total over its term; None for every other line."""
    verdict = row.verdict
    total = any(p.kind is TargetKind.TOTAL and not p.cells for p in verdict.parts)
    summed = row.line.measure not in (Measure.LEVEL, Measure.STATE)
    if not (total and summed and verdict.pace and verdict.pace.goal and verdict.pace.days):
        return None
    key = board.terms.contract.key
    months = by_month(connection, book, key, places, [row.line.key]).get(row.line.key, {})
    return _drawn(board, row, verdict.pace, months)


def _drawn(board: Board, row: Row, pace: Pace, months: Mapping[str, Decimal]) -> Course:
    contract, day, unit = board.terms.contract, board.day, row.line.unit_label
    heading = bool(pace.rate) and day < contract.end and row.state is not State.MET
    at_end = min(pace.projected, pace.goal * 2) if heading else pace.value
    top = max(pace.goal, pace.value, at_end)
    scale = _Scale(first=contract.start, last=contract.end, top=top)
    so_far, real = Decimal(0), [scale.point(contract.start, Decimal(0))]
    for period in board.terms.periods(PeriodKind.MONTH):
        if period.start <= day:
            so_far += months.get(period.key, Decimal(0))
            real.append(scale.point(min(period.end, day), so_far))
    due = [scale.point(contract.start, Decimal(0))]
    for period in board.terms.periods(PeriodKind.MONTH):
        share = Decimal(sum(1 for one in pace.days if one <= period.end)) / pace.whole
        due.append(scale.point(period.end, pace.goal * share))
    ahead = []
    ends = [Label(x=scale.x(min(day, contract.end)), y=scale.y(so_far), text=say_number(so_far))]
    if heading:
        ahead = [scale.point(day, so_far), scale.point(contract.end, at_end)]
        text = f"约 {say_number(at_end.to_integral_value())}"
        ends.append(Label(x=scale.x(contract.end), y=scale.y(at_end), text=text))
    return Course(
        say=f"目标 {say_number(pace.goal)} {unit}；到 {day.month} 月 {day.day} 日应有"
        f" {say_number(pace.expected)}，实际 {say_number(so_far)}",
        real=" ".join(real),
        due=" ".join(due),
        ahead=" ".join(ahead),
        goal=scale.y(pace.goal),
        goal_said=f"{say_number(pace.goal)} {unit}",
        today=scale.x(day) if contract.start <= day <= contract.end else None,
        ends=tuple(ends),
        months=_names(board, scale),
    )


def _names(board: Board, scale: "_Scale") -> tuple[Label, ...]:
    periods = board.terms.periods(PeriodKind.MONTH)
    step = -(-len(periods) // NAMED_MONTHS)
    foot = Decimal(HIGH - 4)
    return tuple(
        Label(x=scale.x(one.start), y=foot, text=f"{one.start.month}月") for one in periods[::step]
    )


@dataclass(frozen=True, kw_only=True)
class _Scale:
    """From days and quantities to the units of the drawing."""

    first: date
    last: date
    top: Decimal

    def x(self, day: date) -> Decimal:
        share = Decimal((day - self.first).days) / max((self.last - self.first).days, 1)
        return _tenth(LEFT + share * (WIDE - LEFT - RIGHT))

    def y(self, value: Decimal) -> Decimal:
        share = value / self.top if self.top else Decimal(0)
        return _tenth(HIGH - FOOT - share * (HIGH - FOOT - TOP))

    def point(self, day: date, value: Decimal) -> str:
        return f"{self.x(day)},{self.y(value)}"


def _tenth(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))
