"""What a draft says: rows with their words, how sure it is and why, and what was left unused."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.packages.schema import (
    Band,
    Due,
    Item,
    Line,
    Quota,
    Sample,
    ScoreGroup,
    ScoreItem,
    Scorer,
    Tier,
)

#: The rows that a draft proposes.
DraftRow = Tier | Quota | Line | Item | ScoreGroup | ScoreItem | Scorer | Band | Sample | Due

#: A value that a word carries without a figure: 每月报送 and 月度上门 are one each month, 次月 is one
#: month after, 70 分以下 starts at nothing.
CARRIED: Mapping[str, Decimal] = {
    "每": Decimal(1),
    "度": Decimal(1),
    "次": Decimal(1),
    "以下": Decimal(0),
}


class Confidence(StrEnum):
    """How sure the draft is (把握)."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A stretch of a block's text: the block's number and two character positions, end excluded."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One number of a row: which field holds it, the value as written, and its very words.

    ``implied`` marks a value carried by a word of ``CARRIED`` instead of a figure; ``clause`` is
    given when the words stand in another sentence than the row's own.
    """

    field: str
    value: Decimal
    words: str
    span: Span
    implied: bool = False
    clause: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Something that the officer must decide: the column and a sentence (请确认)."""

    field: str
    say: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A proposed row of ``section`` with its readings, confidence, reasons and marks.

    ``row.clause`` is the sentence it was read from; ``also_at`` the places that say the same
    again, with their sentences;
    ``topic`` and ``group`` the words that tell lines of the same unit apart.
    """

    section: str
    row: DraftRow
    place: str
    span: Span
    readings: tuple[Reading, ...] = ()
    confidence: Confidence = Confidence.HIGH
    reasons: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    topic: str = ""
    also_at: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unused:
    """A number of the text that no row uses: its words, its sentence, and what it looks like."""

    words: str
    sentence: str
    place: str
    span: Span
    looks_like: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """草案: the proposed rows in the order of the text, and every number that was not used."""

    source: str
    proposals: tuple[Proposal, ...]
    unused: tuple[Unused, ...]


def how_sure(marks: tuple[Mark, ...], *, implied: bool = False) -> Confidence:
    """高 with nothing to decide, 中 with one or two matters, 低 with more or without a figure."""
    if implied or len(marks) > 2:
        return Confidence.LOW
    return Confidence.MEDIUM if marks else Confidence.HIGH
