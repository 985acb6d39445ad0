"""How the rows of a board are put in order: by trouble or as the text has them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from core.ledger.dashboard import TROUBLE, Board, Row
from core.ledger.rules.verdicts import State
from core.people.pinyin import readings
from core.people.search_keys import folded

URGENT = "先看这些"
OTHER = "其他"
NEEDS_SOMEBODY = (State.BEHIND, State.AT_RISK)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows under one heading; ``urgent`` rows come from all service categories."""

    label: str
    rows: tuple[Row, ...]
    urgent: bool = False


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """The pinyin initials of a label: 政策宣讲 → zcxj."""
    return "".join(readings(char)[0][:1] for char in text if char.isalnum())


def lag(row: Row) -> Decimal:
    """How much of its goal a line lacks against what should be there by now; ahead is below zero."""
    pace = row.verdict.pace
    return (pace.expected - pace.value) / pace.goal if pace and pace.goal else Decimal(0)


def matches(row: Row, question: str) -> bool:
    """Whether a row answers a search: by label, number, category, clause or pinyin initials."""
    wanted = folded(question)
    if not wanted:
        return True
    line = row.line
    texts = (line.label, line.ref, line.group, line.clause)
    return any(wanted in folded(text) for text in texts) or wanted in folded(initials(line.label))


def arrange(
    board: Board, *, by_trouble: bool = True, state: str = "", question: str = ""
) -> tuple[Section, ...]:
    """The sections of a board: what needs somebody first, then by service category."""
    rows = [
        row for row in board.rows if (not state or row.state == state) and matches(row, question)
    ]
    urgent: list[Row] = []
    if by_trouble:
        urgent = [row for row in rows if row.state in NEEDS_SOMEBODY]
        urgent.sort(key=lambda row: (TROUBLE.index(row.state), -lag(row)))
        rows = [row for row in rows if row.state not in NEEDS_SOMEBODY]
    sections = [Section(label=label, rows=_nested(group)) for label, group in _by_group(rows)]
    if urgent:
        flat = tuple(replace(row, depth=0) for row in urgent)
        sections.insert(0, Section(label=URGENT, rows=flat, urgent=True))
    return tuple(sections)


def _by_group(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.line.group or OTHER, []).append(row)
    return list(groups.items())


def _nested(rows: list[Row]) -> tuple[Row, ...]:
    """Children directly under their parent, one step in; strangers stay where they are."""
    here = {row.line.key for row in rows}
    found: list[Row] = []

    def put(row: Row, depth: int) -> None:
        found.append(replace(row, depth=depth))
        for child in rows:
            if child.line.parent == row.line.key:
                put(child, depth + 1)

    for row in rows:
        if row.line.parent not in here:
            put(row, 0)
    return tuple(found)
