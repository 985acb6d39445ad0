"""The text taken apart: items of a list, their sentences, the phrases between commas."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.drafting.apart import FILLER, blanked
from core.drafting.numbers import folded
from core.drafting.proposal import Span
from core.drafting.tender import Block

OPENS, CLOSES = "（《〔[“", "）》〕]”"
#: Where a new item of a list begins within a paragraph.
NEXT_ITEM = re.compile(r"(?<=[；。])\s*(?=\d{1,2}\s*[.、](?!\d)|（\d{1,2}）|[①-⑳])")
LONGEST_HEADING = 24
NOT_HEADING = re.compile(r"[。；，]|\d\s*(?:人次|场|次|份|名|户|例|篇)")
ORDINAL = re.compile(r"^[\s\x00]*(?:[①-⑳]\s*)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A stretch of an item: ``seen`` is what the rules look at, ``text`` the words as they stand.

    ``start`` and ``end`` are positions in the block.
    """

    start: int
    end: int
    seen: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence with the bracket that follows it, and its phrases."""

    start: int
    end: int
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One item of a list, or one paragraph, below its heading; ``numbered`` when it has an ordinal."""

    block: int
    start: int
    end: int
    text: str
    seen: str
    place: str
    heading: str
    section: str
    numbered: bool
    sentences: tuple[Sentence, ...]

    def clause(self, start: int, end: int) -> str:
        """The exact words of the tender between two positions of the block."""
        return self.text[start - self.start : end - self.start].strip()

    def words(self, start: int, end: int) -> str:
        """The words between two positions in uniform punctuation, without the item's ordinal."""
        ordinal = len(self.seen) - len(self.seen.lstrip(f"{FILLER} .、"))
        return folded(self.text)[max(start - self.start, ordinal) : end - self.start]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the block stands."""
        return Span(block=self.block, start=start, end=end)


def items_of(blocks: Sequence[Block]) -> tuple[Item, ...]:
    """Every item of every block in reading order; headings are items too."""
    items: list[Item] = []
    heading = section = ""
    for number, block in enumerate(blocks):
        seen = blanked(folded(block.text))
        if _is_heading(seen):
            if block.row is None:
                section = _bare(block.text, seen)
            heading = _bare(block.text, seen)
        for start, end in _cuts(folded(block.text)):
            items.append(
                Item(
                    block=number,
                    start=start,
                    end=end,
                    text=block.text[start:end],
                    seen=seen[start:end],
                    place=block.place,
                    heading=heading,
                    section=section,
                    numbered=seen[start:end].lstrip().startswith(FILLER),
                    sentences=tuple(_sentences(seen, start, end)),
                )
            )
    return tuple(items)


def _is_heading(seen: str) -> bool:
    short = seen.replace(FILLER, "").strip()
    return 1 < len(short) <= LONGEST_HEADING and not NOT_HEADING.search(seen)


def _bare(text: str, seen: str) -> str:
    """A heading without its ordinal, its points and its colon."""
    bare = text[len(seen) - len(ORDINAL.sub("", seen)) :]
    return re.sub(r"[（(]\s*\d+\s*分\s*[）)]|[：:]$", "", bare).strip()


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in NEXT_ITEM.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)


def _sentences(seen: str, start: int, end: int) -> Iterator[Sentence]:
    """Cut at 。；！ outside brackets; a bracket right behind belongs to the sentence before it."""
    first = start
    for stop in _stops(seen, start, end, "。；！"):
        if (
            stop > first
            and seen[stop:end].lstrip().startswith("（")
            and _closes_soon(seen, stop, end)
        ):
            continue
        yield Sentence(start=first, end=stop, phrases=tuple(_phrases(seen, first, stop)))
        first = stop
    if seen[first:end].strip():
        yield Sentence(start=first, end=end, phrases=tuple(_phrases(seen, first, end)))


def _closes_soon(seen: str, stop: int, end: int) -> bool:
    """Whether the bracket behind a full stop is a remark and not the start of a new sentence."""
    close = seen.find("）", stop, end)
    return close >= 0 and not seen[close + 1 : end].strip("。；\x00 ")


def _phrases(seen: str, start: int, end: int) -> Iterator[Phrase]:
    first = start
    for stop in [*_stops(seen, start, end, "，"), end]:
        if seen[first:stop].strip():
            yield Phrase(start=first, end=stop, seen=seen[first:stop])
        first = stop


def _stops(seen: str, start: int, end: int, marks: str) -> Iterator[int]:
    depth = 0
    for place in range(start, end):
        if seen[place] in OPENS:
            depth += 1
        elif seen[place] in CLOSES:
            depth = max(0, depth - 1)
        elif seen[place] in marks and depth == 0 and not _in_number(seen, place):
            yield place + 1


def _in_number(seen: str, place: int) -> bool:
    """A comma between figures: 1，200."""
    return bool(re.match(r"\d，\d{3}(?!\d)", seen[max(0, place - 1) : place + 5]))
