"""Who scores, with which weight, and whether by the month or by the year."""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.drafting.numbers import FIGURE
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item
from core.packages.schema import Scorer

WEIGHT = re.compile(rf"(?P<label>[^（）×=＝+；，。：\s]{{2,25}}?)\s*[×*]\s*(?P<n>{FIGURE})\s*%")
CYCLES = (
    ("月度", "month"),
    ("每月", "month"),
    ("季度", "quarter"),
    ("年度", "year"),
    ("全年", "year"),
)


def scorers_of(item: Item) -> Iterator[Proposal]:
    """（各股室平均分×90%）: a group of scorers and its weight."""
    for found in WEIGHT.finditer(item.seen):
        reading = _reading(item, found)
        mean = "平均" in found["label"]
        marks = () if mean else (Mark(field="fold", say="几个人评分时怎样合成一个分数，请确认。"),)
        sentence = next(s for s in item.sentences if s.start <= reading.span.start < s.end)
        row = Scorer(
            key="",
            label=found["label"].strip("\x00 "),
            weight_percent=reading.value,
            fold="mean",
            cycle=cycle_of(item, 0),
            clause=item.clause(sentence.start, sentence.end),
        )
        yield Proposal(
            section="scorer",
            row=row,
            place=item.place,
            span=reading.span,
            readings=(reading,),
            marks=marks,
            confidence=how_sure(marks),
            reasons=("“×”后面的百分数是权重",),
        )


def cycle_of(item: Item, at: int) -> str:
    """The period that the words before it name first, else the heading."""
    for text in (item.seen[:at] or item.seen[:40], item.seen, item.heading, item.section):
        places = [(text.find(word), cycle) for word, cycle in CYCLES if word in text]
        if places:
            return min(places)[1]
    return "month"


def _reading(item: Item, found: re.Match[str]) -> Reading:
    start, end = item.start + found.start("n"), item.start + found.end("n")
    return Reading(
        field="weight_percent",
        value=Decimal(found["n"]),
        words=item.clause(start, end),
        span=item.span(start, end),
    )
