"""Grades and their payment."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import msgspec

from core.drafting.numbers import FIGURE
from core.drafting.proposal import CARRIED, Mark, Proposal, Reading, how_sure
from core.drafting.scorers import cycle_of
from core.drafting.sentences import Item
from core.packages.schema import Band

GRADE = r"\s*，?\s*(?:的)?，?(?:评定?为|定为|确定为|为|：|属于?)?\s*[“]?(?P<label>优秀|良好|合格|基本合格|不合格|优|良|中|差|[^，。；“”\d为]{1,6}(?=”))[”]?"
RANGE = re.compile(
    rf"(?P<low>{FIGURE})\s*分?\s*(?:（含）)?\s*(?:-|至|到|~)\s*(?P<high>{FIGURE})\s*分(?:（[^）]{{1,6}}）)?{GRADE}"
)
UP = re.compile(rf"(?P<low>{FIGURE})\s*分\s*(?:（含）)?(?:及|或|含)?\s*以上(?:（含）)?{GRADE}")
DOWN = re.compile(rf"(?:低于|不足|不满)?\s*(?P<high>{FIGURE})\s*分\s*(?:（不含）)?(?:以下)?{GRADE}")
PAY = re.compile(rf"(?P<least>{FIGURE})\s*%?\s*(?:(?:-|至|到|~)\s*(?P<most>{FIGURE})\s*)?%")
PAID = re.compile(r"拨付|支付|结算|兑付|拨款")


def bands_of(item: Item) -> tuple[Proposal, ...]:
    """The grades of an item; an upper edge is the lower edge of the grade above, and says so."""
    found: list[Proposal] = []
    for part in re.finditer(r"[^；。]+", item.seen):
        match = RANGE.search(part.group()) or UP.search(part.group()) or DOWN.search(part.group())
        if match and match["label"]:
            found.append(_band(item, part.start(), part.group(), match))
    return tuple(_closed(found)) if len(found) > 1 else ()


def _band(item: Item, at: int, part: str, match: re.Match[str]) -> Proposal:
    named = match.groupdict()
    readings = []
    if named.get("low"):
        readings.append(_reading(item, "from_score", at, match, "low"))
    else:
        readings.append(_implied(item, "from_score", at, part, match))
    if named.get("high"):
        readings.append(_reading(item, "to_score", at, match, "high"))
    offset = at + match.end()
    behind = part[match.end() :]
    pay = PAY.search(behind) if PAID.search(behind) else None
    if pay:
        readings.append(_reading(item, "pay_percent_least", offset, pay, "least"))
        readings.append(
            _reading(item, "pay_percent_most", offset, pay, "most" if pay["most"] else "least")
        )
    by = {reading.field: reading.value for reading in readings}
    row = Band(
        key="",
        label=match["label"],
        clause=item.clause(item.start + at, item.start + at + len(part)),
        from_score=by["from_score"],
        to_score=by.get("to_score"),
        cycle=cycle_of(item, at),
        pay_percent_least=by.get("pay_percent_least"),
        pay_percent_most=by.get("pay_percent_most"),
        then=item.words(
            item.start + offset + (pay.end() if pay else 0), item.start + at + len(part)
        ).strip("”，。 "),
    )
    return Proposal(
        section="band",
        row=row,
        place=item.place,
        readings=tuple(readings),
        reasons=("分数后面是等级",),
        span=item.span(readings[0].span.start, item.start + at + len(part)),
    )


def _closed(bands: list[Proposal]) -> Iterator[Proposal]:
    """80-89分 ends where the next grade begins: half-open bands leave no gap at 89.5."""
    starts = [r for b in bands for r in b.readings if r.field == "from_score" and not r.implied]
    for band in bands:
        row = band.row
        assert isinstance(row, Band)
        above = min(
            (r for r in starts if r.value > (row.to_score or row.from_score)),
            key=lambda r: r.value,
            default=None,
        )
        ends = next((r for r in band.readings if r.field == "to_score"), None)
        if (
            ends is None
            or above is None
            or above.value == ends.value
            or ends.value in [r.value for r in starts]
        ):
            yield band
            continue
        say = f"原文写到 {ends.words} 分；{ends.words} 与 {above.words} 之间的分数归哪一级、是否先取整，请确认（先按到 {above.words} 分以下）。"
        marks = (Mark(field="to_score", say=say),)
        readings = tuple(
            replace(above, field="to_score", clause=_clause_of(bands, above)) if r is ends else r
            for r in band.readings
        )
        yield replace(
            band,
            row=msgspec.structs.replace(row, to_score=above.value),
            readings=(*readings, replace(ends, field="written_to")),
            marks=marks,
            confidence=how_sure(marks),
        )


def _clause_of(bands: list[Proposal], reading: Reading) -> str:
    return next(band.row.clause for band in bands if reading in band.readings)


def _implied(item: Item, field: str, at: int, part: str, match: re.Match[str]) -> Reading:
    below = part.find("以下", match.start())
    start = item.start + at + (below if below >= 0 else match.start())
    return Reading(
        field=field,
        value=CARRIED["以下"],
        words=item.clause(start, start + 2),
        span=item.span(start, start + 2),
        implied=True,
    )


def _reading(item: Item, field: str, at: int, found: re.Match[str], name: str) -> Reading:
    start, end = item.start + at + found.start(name), item.start + at + found.end(name)
    return Reading(
        field=field,
        value=Decimal(found[name]),
        words=item.clause(start, end),
        span=item.span(start, end),
    )
