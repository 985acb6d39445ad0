"""Quotas 频次: how often each person is visited, called or seen."""

import re
from collections.abc import Iterator

from core.drafting.lines import Counted
from core.drafting.proposal import CARRIED, Mark, Proposal, Reading, how_sure
from core.drafting.quantities import Says
from core.drafting.sentences import Item, Sentence
from core.drafting.targets import period_marks
from core.drafting.words import WORDS, any_of
from core.packages.schema import Quota

CONTACT = any_of((*WORDS.contacts, *WORDS.visits))
PERIODS = any_of(WORDS.periods)
INSPECTION = re.compile(any_of(WORDS.inspection))
#: 每周…入户, 月度上门, 季度性上门: a period and a contact, and no number between them.
ALONE = re.compile(
    rf"(?P<every>每个?(?P<a>{PERIODS})|(?P<b>月度|季度|年度)性?)[^，。；：、（）\d\x00]{{0,12}}?(?={CONTACT})"
)


def is_frequency(item: Item, one: Counted) -> bool:
    """Whether a quantity is a number of contacts owed to each person in a period."""
    quantity = one.quantity
    return (
        quantity.unit == "次"
        and bool(quantity.period)
        and quantity.says is not Says.AT_MOST
        and bool(_kinds(_beside(item, one)))
        and not INSPECTION.search(one.phrase.seen)
    )


def quota_of(item: Item, one: Counted, tier: str) -> Proposal:
    """The quota of a quantity; ``tier`` is the label of the class that the sentence speaks of."""
    quantity, beside = one.quantity, _beside(item, one)
    reading = Reading(
        field="min",
        value=quantity.value,
        words=item.clause(quantity.start, quantity.end),
        span=item.span(quantity.start, quantity.end),
    )
    marks = (*_contact_marks(beside), *period_marks(quantity))
    reasons = (f"“{quantity.period_words}”和“{item.clause(*quantity.whole)}”", "说的是对人的联系")
    return _quota(item, one.sentence, beside, quantity.period, reading, tier, marks, reasons)


def unnumbered(
    item: Item, taken: list[tuple[int, int]]
) -> Iterator[tuple[Sentence, str, str, Reading]]:
    """每周入户 without a number: sentence, words beside it, period, and the one that 每 carries.

    ``taken`` are stretches where a number was found; they speak for themselves.
    """
    for sentence in item.sentences:
        for phrase in sentence.phrases:
            if INSPECTION.search(phrase.seen) or any(
                phrase.start <= start < phrase.end for start, _ in taken
            ):
                continue
            for found in ALONE.finditer(phrase.seen):
                start = phrase.start + found.start("every")
                end = phrase.start + found.end("every")
                reading = Reading(
                    field="min",
                    value=CARRIED["每"],
                    words=item.clause(start, end),
                    span=item.span(start, end),
                    implied=True,
                )
                beside = re.split(r"[，；。）、]", phrase.seen[found.end() :])[0]
                yield sentence, beside, WORDS.periods[found["a"] or found["b"]], reading


def unnumbered_quota(
    item: Item, sentence: Sentence, beside: str, period: str, reading: Reading, tier: str
) -> Proposal:
    """The quota of a period without a number: one is proposed and must be confirmed."""
    say = f"原文只写“{reading.words}”，没有写次数；按每期 1 次提出，请确认。"
    marks = (Mark(field="min", say=say), *_contact_marks(beside))
    reasons = (f"“{reading.words}”后面是联系方式",)
    return _quota(item, sentence, beside, period, reading, tier, marks, reasons)


def _quota(
    item: Item,
    sentence: Sentence,
    beside: str,
    period: str,
    reading: Reading,
    tier: str,
    marks: tuple[Mark, ...],
    reasons: tuple[str, ...],
) -> Proposal:
    kinds = _kinds(beside)
    named = "、".join(dict.fromkeys(w for w in (*WORDS.contacts, *WORDS.visits) if w in beside))
    row = Quota(
        key="",
        label=f"{tier}{named}",
        clause=item.clause(sentence.start, sentence.end),
        kinds=kinds,
        tiers=(tier,) if tier else (),
        min=int(reading.value),
        period=period,
    )
    return Proposal(
        section="quota",
        row=row,
        place=item.place,
        span=reading.span,
        readings=(reading,),
        marks=marks,
        confidence=how_sure(marks, implied=reading.implied),
        reasons=reasons,
    )


def _beside(item: Item, one: Counted) -> str:
    """The words that say which contact: behind the number when they do, else before it."""
    start, end = one.quantity.whole
    seen, at = item.seen, item.start
    behind = re.split(r"[，；。]|\d", seen[end - at : one.phrase.end - at])[0]
    before = seen[one.since - at : start - at]
    return behind if _kinds(behind) else before


def _kinds(text: str) -> tuple[str, ...]:
    """The kinds of contact that the words name; a bare 探访 is a visit at home until confirmed."""
    sure = tuple(dict.fromkeys(kind for word, kind in WORDS.contacts.items() if word in text))
    return sure or (("home_visit",) if any(word in text for word in WORDS.visits) else ())


def _contact_marks(text: str) -> tuple[Mark, ...]:
    if any(word in text for word in WORDS.contacts):
        return ()
    return (Mark(field="kinds", say="没有写明上门还是电话、视频，先按上门提出，请确认。"),)
