"""每月25日前提交简报: what is handed in every period is a line, with the deadline as a target."""

import re

from core.drafting.proposal import CARRIED, Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item, Phrase
from core.drafting.words import WORDS
from core.packages.schema import Due, Line, Measure, Target, TargetKind


def paper_line(
    item: Item, phrase: Phrase, found: re.Match[str], paper: str, due: Proposal
) -> Proposal:
    """The line of ``paper``: one accepted in each period of ``due``, to be confirmed."""
    assert isinstance(due.row, Due)
    start, end = phrase.start + found.start("every"), phrase.start + found.end("period")
    one = Reading(
        field="targets.0.min",
        value=CARRIED["每"],
        words=item.clause(start, end),
        span=item.span(start, end),
        implied=True,
    )
    period = due.row.period
    targets = [Target(kind=TargetKind.EVERY_PERIOD, min=one.value, period=period)]
    readings = [one]
    if due.row.day or due.row.due:
        targets.append(
            Target(kind=TargetKind.DEADLINE, period=period, day=due.row.day, due=due.row.due)
        )
        readings += [
            Reading(field="targets.1.day", value=r.value, words=r.words, span=r.span)
            for r in due.readings
            if r.field == "day"
        ]
    unit = WORDS.papers[paper]
    say = f"原文只写“{one.words}”，没有写几{unit}；按每期 1 {unit}提出，请确认。"
    marks = (Mark(field="targets.0.min", say=say), *due.marks)
    row = Line(
        key="",
        label=due.row.label or paper,
        clause=due.row.clause,
        unit_label=unit,
        group=item.heading,
        measure=Measure.ARTEFACTS,
        decides="reporting",
        targets=tuple(targets),
    )
    return Proposal(
        section="line",
        row=row,
        place=item.place,
        span=item.span(start, end),
        readings=tuple(readings),
        marks=marks,
        confidence=how_sure(marks, implied=True),
        reasons=(f"每期要交的是“{paper}”",),
    )
