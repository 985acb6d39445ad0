"""When a line is met: in all, in each period, or by each person; and what the words leave open."""

from core.drafting.proposal import Mark
from core.drafting.quantities import Quantity
from core.packages.schema import Target, TargetKind

#: The period of a package that the calendar does not know by name is typed row by row.
TYPED = {"half_year": "typed"}


def target_of(quantity: Quantity) -> tuple[Target, tuple[Mark, ...]]:
    """The target that a quantity states, and the marks of what has to be decided about it."""
    marks: tuple[Mark, ...] = ()
    period = TYPED.get(quantity.period, quantity.period)
    kind = TargetKind.EVERY_PERIOD if period else TargetKind.TOTAL
    if quantity.each_person:
        kind = TargetKind.EVERY_PERSON
        marks += (Mark(field="targets.newcomers", say="中途加入、离开的人怎样要求，请确认。"),)
    if quantity.mean:
        say = "原文写“人均”：按每个人都达到提出，若只要求平均数请改。"
        marks += (Mark(field="targets.kind", say=say),)
    if quantity.most is not None:
        say = "原文是一个范围，按较小的数作最低要求提出，请确认。"
        marks += (Mark(field="targets.min", say=say),)
    return Target(kind=kind, min=quantity.value, period=period), marks + period_marks(quantity)


def period_marks(quantity: Quantity) -> tuple[Mark, ...]:
    """What the period leaves open."""
    say = {
        "quarter": "“季度”按自然季度还是合同季度，请确认。",
        "year": "“年”按自然年还是合同年，请确认。",
        "half_year": "“半年”要在分期表里逐个列出起止日期，请填写。",
        "half_month": "“半月”是上下半月各一次、每月两次还是间隔不超过半个月，请确认。",
    }.get(quantity.period)
    marks: tuple[Mark, ...] = (Mark(field="targets.period", say=say),) if say else ()
    if quantity.inherited:
        say = f"“{quantity.period_words}”写在前一句，是否也管这里，请确认。"
        marks += (Mark(field="targets.period", say=say),)
    return marks
