"""Deadlines and what is handed in every period."""

import re
from collections.abc import Iterator

from core.drafting.numbers import value_of
from core.drafting.papers import paper_line
from core.drafting.proposal import CARRIED, Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item, Phrase, Sentence
from core.drafting.words import WORDS, any_of, last_of
from core.packages.schema import Due

PERIODS = any_of(WORDS.periods)
HANDING_IN = any_of(WORDS.handing_in)
EVERY = (
    rf"(?:(?P<every>每个?)(?P<period>{PERIODS})|(?P<next>次|下个?)(?P<nextperiod>月|季度?|年))度?"
)
DAY = r"(?:(?P<day>\d{1,2})\s*日|(?P<working>最后一个工作日)|(?P<end>底|末)|(?P<start>月?初))"
DATED = re.compile(
    rf"{EVERY}(?:首月|第一个月)?的?\s*{DAY}(?P<time>中午|上午|下午)?(?:下班)?(?:之?前|内)?"
)
UNDATED = re.compile(rf"{EVERY}(?P<between>[^，。；：\d\x00]{{0,8}}?)(?P<verb>{HANDING_IN})")


def dues_of(item: Item, taken: list[tuple[int, int]]) -> Iterator[Proposal]:
    """The deadlines of an item; each paper of a repeating deadline is a line as well."""
    for sentence in item.sentences:
        for phrase in sentence.phrases:
            dated = DATED.search(phrase.seen)
            found = dated or UNDATED.search(phrase.seen)
            if found is None or any(
                s < phrase.start + found.end() and e > phrase.start + found.start()
                for s, e in taken
            ):
                continue
            paper = last_of(WORDS.papers, phrase.seen)
            due = _due(item, sentence, phrase, found, paper)
            yield due
            if paper and found["every"]:
                yield paper_line(item, phrase, found, paper, due)


def _due(
    item: Item, sentence: Sentence, phrase: Phrase, found: re.Match[str], paper: str
) -> Proposal:
    groups = found.groupdict()
    period = WORDS.periods[groups["period"] or groups["nextperiod"]]
    readings: list[Reading] = []
    if groups.get("day"):
        readings.append(_reading(item, "day", phrase, found, "day"))
    if groups["next"]:
        start, end = _at(phrase, found, "next")
        readings.append(
            Reading(
                field="months_after",
                value=CARRIED["次"],
                words=item.clause(start, end),
                span=item.span(start, end),
                implied=True,
            )
        )
    due = "last_working_day" if groups.get("working") else "last_day" if groups.get("end") else ""
    row = Due(
        key="",
        label=_handed_in(phrase, found),
        clause=item.clause(sentence.start, sentence.end),
        period=period,
        due=due,
        day=int(groups["day"]) if groups.get("day") else None,
        months_after=1 if groups["next"] else 0,
    )
    marks = tuple(_marks(groups, found.group()))
    start, end = phrase.start + found.start(), phrase.start + found.end()
    return Proposal(
        section="due",
        row=row,
        place=item.place,
        span=item.span(start, end),
        readings=tuple(readings),
        marks=marks,
        confidence=how_sure(marks),
        reasons=(f"“{item.clause(start, end)}”是期限",),
    )


def _marks(groups: dict[str, str | None], words: str) -> Iterator[Mark]:
    if groups.get("day") or groups.get("working") or groups.get("end"):
        yield Mark(field="holiday", say="到期那天算不算、遇节假日怎样顺延，请确认。")
    if groups.get("time"):
        yield Mark(field="time", say=f"“{groups['time']}下班前”是几点，请填写。")
    if groups.get("start"):
        yield Mark(field="day", say=f"只写“{words}”，没有写哪一天，请填写或写原文未约定。")
    if "verb" in groups:
        yield Mark(field="day", say="没有写哪一天，请填写或写原文未约定。")


def _handed_in(phrase: Phrase, found: re.Match[str]) -> str:
    """What is handed in: the words behind the deadline, without 前 and verbs."""
    behind = phrase.seen[found.end() :].strip("，。；\x00 ")
    verb = found.groupdict().get("verb") or ""
    return (
        re.sub(rf"^(?:向[^提报交]*?)?(?={HANDING_IN}){HANDING_IN}", "", behind)
        if not verb
        else f"{found['between']}{verb}{behind}"
    )


def _at(phrase: Phrase, found: re.Match[str], name: str) -> tuple[int, int]:
    return phrase.start + found.start(name), phrase.start + found.end(name)


def _reading(item: Item, field: str, phrase: Phrase, found: re.Match[str], name: str) -> Reading:
    start, end = _at(phrase, found, name)
    return Reading(
        field=field,
        value=value_of(found[name]),
        words=item.clause(start, end),
        span=item.span(start, end),
    )
