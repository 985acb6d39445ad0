"""Indicator lines: every quantity that a contract owes as a whole, with target, parent and audience."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from core.drafting.measures import audiences_of, measure_of, topic_of
from core.drafting.parents import with_parents
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.quantities import Quantity, Says, quantities
from core.drafting.sentences import Item, Phrase, Sentence
from core.drafting.subjects import activity_of, continues, name_of
from core.drafting.targets import target_of
from core.drafting.words import WORDS
from core.packages.schema import Line, Measure


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A quantity with the sentence and phrase it stands in."""

    sentence: Sentence
    phrase: Phrase
    quantity: Quantity
    since: int
    activity: str


def counted_in(item: Item) -> Iterator[Counted]:
    """The quantities of an item, each led by the activity that its sentence is about."""
    for sentence in item.sentences:
        activity, last = "", None
        for phrase in sentence.phrases:
            since = phrase.start
            own = "" if continues(item, phrase) else activity_of(item, phrase)
            for quantity in quantities(phrase):
                quantity = _in_the_same_period(quantity, last, phrase)
                last = quantity
                yield Counted(
                    sentence=sentence,
                    phrase=phrase,
                    quantity=quantity,
                    since=since,
                    activity="" if own else activity,
                )
                since = quantity.whole[1]
            activity = own or activity


def _in_the_same_period(quantity: Quantity, last: Quantity | None, phrase: Phrase) -> Quantity:
    """每月上门不少于2次，电话不少于4次: the second contact is owed in the same period."""
    contact = any(word in phrase.seen for word in WORDS.contacts)
    if quantity.period or last is None or quantity.unit != last.unit or not contact:
        return quantity
    return replace(quantity, period=last.period, period_words=last.period_words, inherited=True)


def lines_of(item: Item, counted: list[Counted]) -> tuple[Proposal, ...]:
    """The lines of one item; ``counted`` are the quantities that nothing else has claimed."""
    lines: list[Proposal] = []
    for one in counted:
        if one.quantity.says in (Says.AT_MOST, Says.ABOUT):
            continue
        again = lines and _repeats(item, one, lines[-1])
        if again:
            lines[-1] = _with_period(item, one, lines[-1])
            continue
        line = _line(item, one)
        if line is not None:
            lines.append(line)
    return with_parents(item, lines)


def _repeats(item: Item, one: Counted, last: Proposal) -> bool:
    """（一季度一次） right behind 4次: the same thing again, per period."""
    between = item.seen[
        last.readings[-1].span.end - item.start : one.quantity.whole[0] - item.start
    ]
    row = last.row
    return (
        isinstance(row, Line)
        and bool(one.quantity.period)
        and row.unit_label == one.quantity.unit
        and "（" in between
        and len(between) <= 16
        and not row.targets[0].period
    )


def _line(item: Item, one: Counted) -> Proposal | None:
    quantity = one.quantity
    own = name_of(item, one.phrase, quantity, one.since)
    clause = item.clause(one.sentence.start, one.sentence.end)
    label = f"{one.activity}：{own}" if one.activity and own else own or one.activity
    measure, reasons, marks = measure_of(quantity, f"{own}{item.clause(*quantity.whole)}", clause)
    if measure is None and quantity.says is Says.PLAIN and not label:
        return None
    audience = audiences_of(own) or audiences_of(one.activity) if measure in HEADED else ()
    if len(audience) > 1:
        names = "、".join(audience)
        marks += (Mark(field="audience", say=f"这句话提到几类人（{names}），计哪几类请确认。"),)
    target, more = target_of(quantity)
    marks += more
    if one.activity:
        reasons += (f"承接上文“{one.activity}”",)
    row = Line(
        key="",
        label=label or item.heading,
        clause=clause,
        unit_label=quantity.unit,
        group=item.heading,
        measure=measure,
        audience=audience,
        targets=(target,),
    )
    return Proposal(
        section="line",
        row=row,
        place=item.place,
        span=item.span(*quantity.whole),
        readings=(_reading(item, quantity, 0),),
        confidence=how_sure(marks),
        marks=marks,
        reasons=(f"“{item.clause(*quantity.whole)}”是数字加单位", *reasons),
        topic=topic_of(own, clause),
    )


#: Measures that count people, whose audience matters.
HEADED = (Measure.ATTENDANCES, Measure.PERSONS)


def _reading(item: Item, quantity: Quantity, target: int) -> Reading:
    return Reading(
        field=f"targets.{target}.min",
        value=quantity.value,
        words=item.clause(quantity.start, quantity.end),
        span=item.span(quantity.start, quantity.end),
    )


def _with_period(item: Item, one: Counted, last: Proposal) -> Proposal:
    row = last.row
    assert isinstance(row, Line)
    target, marks = target_of(one.quantity)
    target = msgspec.structs.replace(target, clause=_bracketed(item, one))
    marks = (*last.marks, *marks)
    return replace(
        last,
        row=msgspec.structs.replace(row, targets=(*row.targets, target)),
        marks=marks,
        readings=(*last.readings, _reading(item, one.quantity, len(row.targets))),
        confidence=how_sure(marks),
        reasons=(*last.reasons, f"“{one.quantity.period_words}”另定每期的最低数"),
    )


def _bracketed(item: Item, one: Counted) -> str:
    """The words in the bracket around a quantity."""
    start, end = (place - item.start for place in one.quantity.whole)
    close = item.seen.find("）", end)
    return item.text[item.seen.rfind("（", 0, start) + 1 : close if close >= 0 else end]
