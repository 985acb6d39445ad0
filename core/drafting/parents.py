"""其中: which line lies within which, until the officer says otherwise."""

from dataclasses import replace

import msgspec

from core.drafting.proposal import Mark, Proposal, how_sure
from core.drafting.sentences import Item
from core.packages.schema import Line


def with_parents(item: Item, lines: list[Proposal]) -> tuple[Proposal, ...]:
    """其中: the lines behind it lie within the line of the same unit before it."""
    where = item.seen.find("其中")
    if where < 0:
        return tuple(lines)
    stop = item.seen.find("；", where)
    before = {
        line.row.unit_label: line
        for line in lines
        if isinstance(line.row, Line) and line.span.start < item.start + where
    }
    found = []
    for line in lines:
        row = line.row
        parent = before.get(row.unit_label) if isinstance(row, Line) else None
        if parent is None or line.span.start < item.start + where:
            found.append(line)
            continue
        marks = line.marks
        if 0 <= stop < line.span.start - item.start:
            say = "“其中”是否也管到分号后面的这一项，请确认。"
            marks += (Mark(field="parent", say=say),)
        marks += (Mark(field="also_counts_in_parent", say="这一项是否同时计入上级指标，请确认。"),)
        found.append(
            replace(
                line,
                row=msgspec.structs.replace(row, parent=handle(parent)),
                marks=marks,
                confidence=how_sure(marks),
                reasons=(*line.reasons, "前文有“其中”"),
            )
        )
    return tuple(found)


def handle(parent: Proposal) -> str:
    """Until keys are given, a parent is known by its place: the start of its stretch."""
    return f"@{parent.span.block}:{parent.span.start}"
