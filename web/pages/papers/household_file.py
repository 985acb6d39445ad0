"""一户一档 as one paper: the household, its plan, and the file of everybody in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.facts.vocabulary import CATEGORIES
from core.people.households import Home
from core.people.plans import Plan
from core.plugin.drawn import Block, Drawn, PageBreak, Paragraph, Row, Tone, labelled
from web.pages.papers.person_file import MASKED, PLAN_WIDTHS, file_blocks, goals, part


def household_file(
    home: Home, plan: Plan | None, members: Sequence[Mapping[str, Any]], foot: str
) -> Drawn:
    """一户一档: the household and its plan, then the file of each member from a new page.

    ``members`` are those within reach; how many others there are is said.
    """
    address = "" if any(one["shielded"] for one in members) else home.address or "未填"
    blocks: list[Block] = [
        labelled(
            ("户号", home.number or "未填"),
            ("人数", f"{len(home.people)} 人"),
            ("村（社区）", home.site_name),
            ("住址", address),
        ),
        *part("家庭成员", (10, 5, 6, 12, 6), _members(members), "这一户现在没有人。"),
    ]
    others = len(home.people) - len(members)
    if others:
        text = f"另有 {others} 人不在您的权限范围内，没有列出。"
        blocks.append(Paragraph(text=text, tone=Tone.NOTE))
    blocks += part("计划（一户一策）", PLAN_WIDTHS, goals(plan), "这一户还没有计划。")
    blocks.append(Paragraph(text=MASKED, tone=Tone.NOTE))
    for one in members:
        name = f"{one['whole']['name']}　{one['whole']['code'] or ''}".strip()
        blocks += [PageBreak(), Paragraph(text=name, tone=Tone.HEADING), *file_blocks(one, plan)]
    return Drawn(title="一户一档", subtitle=home.site_name, blocks=tuple(blocks), foot=foot)


def _members(members: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows: list[Row] = [("姓名", "性别", "年龄", "类别", "分级")]
    for one in members:
        whole, today = one["whole"], []
        for roster, tiers in one["rosters"]:
            today += [label for label, _ in tiers[-1:] if not roster.end]
        name = f"{whole['name']}（已去世）" if whole["died_on"] else whole["name"]
        held = [CATEGORIES[c["code"]] for c in whole["categories"] if not c["end"]]
        rows.append((name, whole["sex"], one["age"], "、".join(held), "、".join(today)))
    return rows
