"""The score sheet: groups with their points, what is taken off or added, and the most of it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from core.drafting.numbers import FIGURE
from core.drafting.proposal import Mark, Proposal, Reading, how_sure
from core.drafting.sentences import Item
from core.packages.schema import ScoreGroup, ScoreItem

GROUP = re.compile(rf"^[\s\x00]*(?P<label>[^\d（。；，：]{{2,16}})（(?P<n>{FIGURE})\s*分）\s*：?$")
WHOLE = re.compile(r"总分|合计|总计|满分")
AMOUNT = re.compile(
    rf"(?<!最多)(?<!至多)(?<!上限)(?<!不超过)(?P<sign>扣|加)(?:除)?\s*(?P<n>{FIGURE})(?:\s*(?:-|至|~)\s*(?P<most>{FIGURE}))?\s*分"
)
UNIT = re.compile(
    r"每(?:发现|缺少?|少|出现|有|漏)?(?:一|1)?(?P<unit>人次|人|户|次|项|例|场|份|起|处|天|个)|(?:缺少?|少)(?:一|1)(?P<unit2>项|次|份|人)"
)
CAP = re.compile(rf"（\s*(?P<n>{FIGURE})\s*分\s*）|(?:最多|至多|上限|不超过)扣?(?P<n2>{FIGURE})分")
STANDARD = re.compile(rf"(?:≥|不低于|达到|应达|不少于)\s*(?P<n>{FIGURE})\s*%")
STEP = re.compile(rf"每(?:低于|降低|低|下降|少)(?:标准)?\s*(?P<n>{FIGURE})\s*(?:%|个百分点)")


def is_scored(item: Item) -> bool:
    """Whether an item takes points off or adds some."""
    return AMOUNT.search(item.seen) is not None


def group_of(item: Item) -> Proposal | None:
    """人员管理（25分）: a group of the score sheet."""
    found = GROUP.match(item.seen)
    if found is None or WHOLE.search(found["label"]):
        return None
    reading = _reading(item, "points", found, "n")
    row = ScoreGroup(
        key="",
        label=found["label"].strip("\x00 "),
        points=int(reading.value),
        clause=item.text.strip(),
    )
    return Proposal(
        section="score_group",
        row=row,
        place=item.place,
        span=reading.span,
        readings=(reading,),
        reasons=("短标题后面的括号里是分值",),
    )


def scores_of(item: Item, group: str) -> Iterator[Proposal]:
    """The score items of one item of the sheet: one for every 扣 or 加."""
    cap, standard, step = CAP.search(item.seen), STANDARD.search(item.seen), STEP.search(item.seen)
    amounts = list(AMOUNT.finditer(item.seen))
    for found in amounts:
        readings = [_reading(item, "amount", found, "n")]
        if found["most"]:
            readings.append(_reading(item, "amount_most", found, "most"))
        if cap:
            readings.append(_reading(item, "cap", cap, "n" if cap["n"] else "n2"))
        if standard and step:
            readings += [
                _reading(item, "standard_percent", standard, "n"),
                _reading(item, "step_percent", step, "n"),
            ]
        yield _score(item, found, readings, group, several=len(amounts) > 1)


def _score(
    item: Item, found: re.Match[str], readings: list[Reading], group: str, *, several: bool
) -> Proposal:
    by: dict[str, Decimal] = {reading.field: reading.value for reading in readings}
    units = [unit for unit in UNIT.finditer(item.seen) if unit.end() <= found.start()]
    unit = (units[-1]["unit"] or units[-1]["unit2"]) if units else ""
    bonus = found["sign"] == "加"
    row = ScoreItem(
        key="",
        group=group,
        label=_label(item),
        clause=item.text.strip(),
        kind="bonus" if bonus else "deduct",
        unit_label=f"每低 {by['step_percent']} 个百分点" if "step_percent" in by else unit,
        amount=by["amount"],
        amount_most=by.get("amount_most"),
        cap=by.get("cap"),
        standard_percent=by.get("standard_percent"),
        step_percent=by.get("step_percent"),
    )
    marks = tuple(_marks(row, several=several))
    return Proposal(
        section="score_item",
        row=row,
        place=item.place,
        span=readings[0].span,
        readings=tuple(readings),
        marks=marks,
        confidence=how_sure(marks),
        reasons=(f"“{item.clause(item.start + found.start(), item.start + found.end())}”",),
    )


def _marks(row: ScoreItem, *, several: bool) -> Iterator[Mark]:
    if several:
        yield Mark(
            field="cap", say="一项里有几处扣分或加分，扣分上限是各自的还是合在一起，请确认。"
        )
    if row.step_percent is not None:
        yield Mark(field="choices", say="不足一档怎样扣：按整档、起档即扣还是按比例，请确认。")
    elif row.kind == "deduct" and not row.unit_label:
        yield Mark(field="unit_label", say="没有写按什么单位扣（每次、每人次…），请确认。")
    if row.kind == "deduct" and row.cap is None:
        yield Mark(field="cap", say="没有写最多扣几分，请填写。")
    if row.kind == "bonus":
        yield Mark(field="cap", say="加分可否超过本项或总分上限，请确认。")
    if not row.group:
        yield Mark(field="group", say="看不出属于哪个考核项目，请选择。")


def _label(item: Item) -> str:
    return (
        re.split(r"[，。；：、（]", item.seen.lstrip("\x00 ").lstrip("."), maxsplit=1)[0]
        .replace("\x00", "")
        .strip()
    )


def _reading(item: Item, field: str, found: re.Match[str], name: str) -> Reading:
    start, end = item.start + found.start(name), item.start + found.end(name)
    return Reading(
        field=field,
        value=Decimal(found[name]),
        words=item.clause(start, end),
        span=item.span(start, end),
    )
