"""A row of the board as the template draws it: plain values, no rules."""

from dataclasses import dataclass
from decimal import Decimal

from core.ledger.dashboard import Board, Row
from core.ledger.outlook import period_name, periods_by_key
from core.ledger.rules.figures import EVERY_PERIOD, PEOPLE
from core.ledger.rules.owed import OwedState
from core.ledger.rules.parts import Part, Phase
from core.ledger.rules.verdicts import State
from core.packages.schema import TargetKind
from core.packages.sentences import Labels, target
from web.templating import percent_of
from web.words import STATES

#: States of the rules → words of the screens.
WORD_OF = {State.ON: "on_track"}
OWED_WORD_OF = {
    OwedState.OPEN: "open",
    OwedState.AT_RISK: "soon",
    OwedState.OVERDUE: "overdue",
    OwedState.MET: "done",
}
IN_PERIODS = (TargetKind.EVERY_PERIOD, TargetKind.DEADLINE, TargetKind.RATE)
#: Said under the label, at most so many parts of the target.
SAID = 2


@dataclass(frozen=True, slots=True)
class CellShown:
    """A period of a line, as the macro ``cells`` wants it."""

    label: str
    value: Decimal
    state: str
    changed: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class RowShown:
    """One line: what is done of what, how far that is, and how it stands."""

    key: str
    label: str
    ref: str
    sub: str
    href: str
    value: Decimal | int
    goal: Decimal | int | None
    unit: str
    done: str
    today: str | None
    state: str
    tone: str
    cells: tuple[CellShown, ...]
    outlook: str
    depth: int
    clause: str
    refused: int

    @property
    def href_refused(self) -> str:
        """Where the records that were not counted are listed."""
        return f"{self.href}{'&' if '?' in self.href else '?'}tab=not"


def state_word(state: State) -> str:
    """The key of a state in the words of the screens."""
    return WORD_OF.get(state, state.value)


def _main(row: Row) -> tuple[Decimal | int, Decimal | int | None, str]:
    """Value, goal and unit: people of a round, periods where each has its minimum."""
    verdict = row.verdict
    if row.round is not None:
        return row.round.done, row.round.owed, PEOPLE
    main = next((part for part in verdict.parts if part.goal is not None), None)
    minima = main is not None and main.kind in EVERY_PERIOD
    if main is not None and minima and not any(p.kind is TargetKind.TOTAL for p in verdict.parts):
        return main.value, main.goal, "期"
    return verdict.value, verdict.goal, verdict.unit


def cells_shown(board: Board, part: Part) -> tuple[CellShown, ...]:
    """The periods of a part, each with its sign."""
    find = periods_by_key(board.terms)
    words = {Phase.CLOSED: "missed", Phase.RUNNING: "now", Phase.FUTURE: "later"}
    found = []
    for cell in part.cells:
        period = find(cell.key)
        if period is not None:
            state = "met" if cell.met and cell.phase is not Phase.FUTURE else words[cell.phase]
            found.append(CellShown(period_name(period), cell.value, state, cell.changed))
    return tuple(found)


def row_shown(
    board: Board, row: Row, labels: Labels, href: str, *, urgent: bool = False
) -> RowShown:
    """One row."""
    line, verdict = row.line, row.verdict
    value, goal, unit = _main(row)
    part = next((p for p in verdict.parts if p.kind in IN_PERIODS), None)
    today = None
    if verdict.expected is not None and any(p.kind is TargetKind.TOTAL for p in verdict.parts):
        today = percent_of(verdict.expected, verdict.goal)
    word = state_word(row.state)
    return RowShown(
        key=line.key,
        label=line.label,
        ref=line.ref,
        sub=_sub(row, labels, urgent),
        href=href,
        value=value,
        goal=goal,
        unit=unit,
        done=percent_of(value, goal) if goal else "",
        today=today,
        state=word,
        tone=STATES[word].tone,
        cells=cells_shown(board, part) if part else (),
        outlook=row.outlook,
        depth=row.depth,
        clause=line.clause,
        refused=verdict.refused + int(verdict.overflow),
    )


def _sub(row: Row, labels: Labels, urgent: bool) -> str:
    """What is wanted beyond the total, and where a line out of its place belongs."""
    line = row.line
    said = [
        target(one, line.unit_label, labels, tuple(sorted(line.kinds)))
        for one in line.targets
        if one.kind is not TargetKind.TOTAL
    ][:SAID]
    if row.round is not None:
        said = [f"{period_name(row.round.period)}应服务 {row.round.owed} 人"]
    elif not said and row.verdict.parts and line.measure == "level":
        said = ["最近一次读数"]
    short = [one.split("，")[0] for one in said]
    if urgent and line.parent and line.also_in_parent and line.parent in labels.lines:
        short.append(f"属于“{labels.lines[line.parent]}”")
    elif urgent and line.group and not short:
        short.append(line.group)
    return " · ".join(short)
