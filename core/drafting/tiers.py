"""Tiers and prices: who is served, about how many, and what is paid for one of them."""

import re
from collections.abc import Iterator

from core.drafting.numbers import FIGURE, folded, value_of
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.quantities import Says, quantities
from core.drafting.sentences import Item, Phrase, Sentence
from core.drafting.words import WORDS, any_of
from core.packages.schema import NOT_AGREED, Tier

FEN = 100
PERIODS = any_of(WORDS.periods)
PRICE = re.compile(
    rf"(?P<n>{FIGURE})\s*元\s*/\s*(?P<per>[人户次例个]|小时|人次)(?:\s*[/·]\s*(?P<period>{PERIODS}|次))?"
    rf"|每(?P<per2>[人户次例个]|小时|人次)(?:每个?(?P<period2>{PERIODS}|次))?\s*(?P<n2>{FIGURE})\s*元"
)
CLASSED = re.compile(
    r"归(?:类|入)?为(?P<a>[^，。；：（]{2,14})|按照?(?P<b>[^，。；：（、]{2,12}?)(?:等级|级别|类别)"
)
BEFORE_BRACKET = re.compile(
    rf"(?P<c>[^，。；：（）、“”]{{2,12}})（(?=[^）]{{0,4}}(?:{PERIODS}|经常)[^）]{{0,6}}(?:入户|上门|探访|走访|巡访))"
)
LEAD = re.compile(
    r"^(?:[\x00\s、：]|并?对|将|为|服务对象|按照?)+(?=[^\s、：])|(?:的)?(?:总)?(?:人数|数量)$"
)
PEOPLE = any_of(WORDS.people)


def tiers_of(item: Item) -> Iterator[Proposal]:
    """The tiers that an item names: with planned people, with a price, or by name alone."""
    for sentence in item.sentences:
        label, planned = "", None
        for phrase in sentence.phrases:
            people = _planned(item, phrase)
            price = PRICE.search(phrase.seen)
            if people is not None:
                if planned is not None:
                    yield _tier(item, label, [planned])
                label, planned = people
            if (
                price
                and (price["period"] or price["period2"])
                and _priced_label(phrase, price, label)
            ):
                name = _priced_label(phrase, price, label)
                yield _tier(
                    item, name, [*([planned] if planned else []), price_of(item, phrase, price)]
                )
                planned, label = None, ""
        if planned is not None:
            yield _tier(item, label, [planned])
        yield from _named(item, sentence)


def _planned(item: Item, phrase: Phrase) -> tuple[str, Reading] | None:
    """约150人 behind a word for people."""
    for quantity in quantities(phrase):
        before = phrase.seen[: quantity.whole[0] - phrase.start]
        if quantity.unit not in ("人", "名", "户", "位") or quantity.says in (
            Says.AT_LEAST,
            Says.AT_MOST,
        ):
            continue
        about = quantity.says is Says.ABOUT or "对象" in before or "对象" in item.heading
        if about and (re.search(PEOPLE, before) or "对象" in item.heading):
            reading = reading_of(
                item, "planned_people", phrase, quantity.start - phrase.start, quantity.words
            )
            return label_of(before), reading
    return None


def label_of(text: str) -> str:
    return LEAD.sub("", LEAD.sub("", re.sub(r"[（：\s]+$", "", text.strip("，。； "))))


def reading_of(item: Item, field: str, phrase: Phrase, at: int, words: str) -> Reading:
    start = phrase.start + at
    return Reading(
        field=field,
        value=value_of(words),
        words=item.clause(start, start + len(words)),
        span=item.span(start, start + len(words)),
    )


def price_of(item: Item, phrase: Phrase, price: re.Match[str]) -> Reading:
    name = "n" if price["n"] else "n2"
    return reading_of(item, "price", phrase, price.start(name), price[name])


def _priced_label(phrase: Phrase, price: re.Match[str], label: str) -> str:
    return label or label_of(phrase.seen[: price.start()])


def _tier(item: Item, label: str, readings: list[Reading]) -> Proposal:
    by = {reading.field: reading for reading in readings}
    price = by.get("price")
    start = min(reading.span.start for reading in readings)
    sentence = next(s for s in item.sentences if s.start <= start < s.end)
    period = _period(item, price) if price else ""
    marks = [Mark(field="when", say="哪些人属于这一级，请用条件表填写。")]
    if "planned_people" in by:
        marks.append(Mark(field="planned_people", say="大约的人数只供对照，不参与计算，请确认。"))
    row = Tier(
        key="",
        label=label or item.heading,
        clause=item.clause(sentence.start, sentence.end),
        price=int(price.value * FEN) if price else None,
        price_per=period,
        planned_people=int(by["planned_people"].value) if "planned_people" in by else None,
        unstated_quota=NOT_AGREED if price else "",
    )
    reasons = [f"“{r.words}”后面是{'元' if r.field == 'price' else '人数'}" for r in readings]
    return Proposal(
        section="tier",
        row=row,
        place=item.place,
        span=item.span(start, readings[-1].span.end),
        readings=tuple(readings),
        confidence=how_sure(tuple(marks)),
        marks=tuple(marks),
        reasons=tuple(reasons),
    )


def _period(item: Item, price: Reading) -> str:
    """The period that the price stands for (元/人/月)."""
    at = price.span.start - item.start
    found = next(found for found in PRICE.finditer(item.seen) if found.start() <= at < found.end())
    return WORDS.periods.get(found["period"] or found["period2"] or "", "")


def _named(item: Item, sentence: Sentence) -> Iterator[Proposal]:
    """重点巡访对象、普通巡访等级: a class with a name of its own, without numbers."""
    text = item.seen[sentence.start - item.start : sentence.end - item.start]
    words = folded(item.text)[sentence.start - item.start : sentence.end - item.start]
    for found in [*CLASSED.finditer(text), *BEFORE_BRACKET.finditer(text)]:
        name = next(words[slice(*found.span(g))] for g in found.groupdict() if found[g])
        label = LEAD.sub("", name.rsplit("按照", 1)[-1]).strip()
        if not label or re.search(r"\d", label):
            continue
        row = Tier(key="", label=label, clause=item.clause(sentence.start, sentence.end))
        start = sentence.start + found.start()
        yield Proposal(
            section="tier",
            row=row,
            place=item.place,
            span=item.span(start, sentence.start + found.end()),
            reasons=("原文给这一类对象起了名称",),
            marks=(Mark(field="when", say="哪些人属于这一级，请用条件表填写。"),),
            confidence=how_sure((Mark(field="when", say=""),)),
        )
