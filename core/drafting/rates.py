"""Rates: 满意度不低于95%, 覆盖率达到100%."""

import re
from collections.abc import Iterator

from core.drafting.numbers import FIGURE, value_of
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item
from core.packages.schema import Line, Target, TargetKind

RATE = re.compile(
    rf"(?P<label>[^，。；：、（）\d\x00]{{1,20}}(?:率|满意度|比例))[^，。；\d]{{0,6}}?"
    rf"(?:≥|不低于|不少于|达到?|达|至少|为|：)\s*(?P<n>{FIGURE})\s*%"
)
DRAWN = re.compile(r"抽查|抽取|抽检|核查|回访|检查")


def rates_of(item: Item) -> Iterator[Proposal]:
    """A rate that the service must reach; a share drawn for checking is none."""
    for sentence in item.sentences:
        for phrase in sentence.phrases:
            for found in RATE.finditer(phrase.seen):
                if DRAWN.search(found["label"]):
                    continue
                start, end = phrase.start + found.start("n"), phrase.start + found.end("n")
                value = value_of(found["n"])
                marks = (
                    Mark(
                        field="targets.0.of",
                        say="分母是哪些人（或哪些记录）、哪些可以除外，请选择。",
                    ),
                    Mark(field="measure", say="分子怎样计数，请选择计量方式。"),
                )
                row = Line(
                    key="",
                    label=found["label"].strip(),
                    clause=item.clause(sentence.start, sentence.end),
                    unit_label="%",
                    group=item.heading,
                    targets=(Target(kind=TargetKind.RATE, percent=value),),
                )
                yield Proposal(
                    section="line",
                    row=row,
                    place=item.place,
                    span=item.span(phrase.start + found.start(), end),
                    marks=marks,
                    readings=(
                        Reading(
                            field="targets.0.percent",
                            value=value,
                            words=item.clause(start, end),
                            span=item.span(start, end),
                        ),
                    ),
                    confidence=how_sure(marks),
                    reasons=(f"“{found['label'].strip()}”是比率",),
                )
