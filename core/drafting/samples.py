"""The share that is drawn for checking: 随机抽取不低于5%, 核查率要达50%."""

import re
from collections.abc import Iterator

from core.drafting.numbers import FIGURE, value_of
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item
from core.drafting.words import WORDS, any_of
from core.packages.schema import Sample

PERIODS = any_of(WORDS.periods)
SAMPLE = re.compile(
    rf"(?:抽查|抽取|抽检|核查|回访|检查)(?P<rate>率)?[^，。；\d]{{0,10}}?(?P<n>{FIGURE})\s*%"
)


def samples_of(item: Item) -> Iterator[Proposal]:
    """随机抽取不低于5%: a share drawn for checking."""
    for sentence in item.sentences:
        for phrase in sentence.phrases:
            for found in SAMPLE.finditer(phrase.seen):
                start, end = phrase.start + found.start("n"), phrase.start + found.end("n")
                reading = Reading(
                    field="share_percent",
                    value=value_of(found["n"]),
                    words=item.clause(start, end),
                    span=item.span(start, end),
                )
                text = item.seen[sentence.start - item.start : sentence.end - item.start]
                every = re.search(rf"每个?(?P<period>{PERIODS})", text) or re.search(
                    rf"(?P<period>{PERIODS})度?考", item.section
                )
                marks = [Mark(field="of", say="按哪一天的哪些人计算比例，请选择。")]
                if not every:
                    marks.append(
                        Mark(field="cycle", say="没有写多久抽一次，先按每月提出，请确认。")
                    )
                row = Sample(
                    key="",
                    label=f"{found.group()[:2]}比例",
                    clause=item.clause(sentence.start, sentence.end),
                    share_percent=reading.value,
                    cycle=WORDS.periods[every["period"]] if every else "month",
                )
                yield Proposal(
                    section="sample",
                    row=row,
                    place=item.place,
                    readings=(reading,),
                    marks=tuple(marks),
                    span=item.span(phrase.start + found.start(), phrase.start + found.end()),
                    confidence=how_sure(tuple(marks)),
                    reasons=(
                        f"“{item.clause(phrase.start + found.start(), phrase.start + found.end())}”是抽查比例",
                    ),
                )
