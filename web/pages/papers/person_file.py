"""一人一档 as one paper: who, tiers, assessments, contacts, plan, and what happened."""

from collections.abc import Mapping
from typing import Any

from core.facts.vocabulary import ASSESSMENTS, CATEGORIES
from core.people.plans import Plan
from core.people.plans.inputs import GOAL_STATES
from core.people.vocabulary import RELATIONS
from core.plugin.drawn import Block, Drawn, Grid, Paragraph, Row, Tone, labelled

#: As which files the file of a person or a household is made.
FILES = ("word", "pdf")
PLAN_WIDTHS = (10, 12, 5, 5, 4)
MASKED = "证件号码和电话已遮盖；需要全号时，在系统里写明理由后打印。"


def person_file(found: Mapping[str, Any], foot: str) -> Drawn:
    """What ``file_in_words`` gathered; health, address and contacts only for whom it shows them."""
    return Drawn(
        title="服务对象档案",
        subtitle=str(found["whole"]["code"] or ""),
        blocks=(*file_blocks(found), Paragraph(text=MASKED, tone=Tone.NOTE)),
        foot=foot,
    )


def file_blocks(found: Mapping[str, Any], above: Plan | None = None) -> list[Block]:
    """One person's file; a plan that stands ``above`` for the whole household is not said again."""
    whole, shielded = found["whole"], found["shielded"]
    blocks: list[Block] = [
        labelled(
            ("姓名", whole["name"]),
            ("性别", whole["sex"] or "未填"),
            ("出生", whole["birth_date"]),
            ("年龄", found["age"]),
            ("身份证号", "已登记，已遮盖" if whole["id_number_index"] else "未登记"),
            ("电话", (found["phone"] or "未填") if whole["has_phone"] else "没有电话"),
            ("村（社区）", found["place_name"]),
            ("住址", "" if shielded else whole["address"] or "未填"),
            ("类别", _categories(whole)),
        ),
        *part("名册与分级", (12, 5, 5, 8), _rosters(found), "不在任何名册上。"),
    ]
    if not shielded:
        blocks += part("能力评估", (5, 8, 10, 6), _assessments(whole), "没有评估。")
        blocks += part("联系人", (6, 6, 10), _contacts(whole), "还没有联系人。")
    if above is None:
        blocks += part("计划（一户一策）", PLAN_WIDTHS, goals(found["plan"]), "还没有计划。")
    blocks += part("经过", (5, 10, 18), _moments(found["found"]), "还没有记录。")
    return blocks


def part(label: str, widths: tuple[int, ...], rows: list[Row], empty: str) -> tuple[Block, ...]:
    """A table with its heading."""
    return (
        Paragraph(text=label, tone=Tone.HEADING),
        Grid(widths=widths, rows=tuple(rows), empty=empty),
    )


def _categories(whole: Mapping[str, Any]) -> str:
    held = [one for one in whole["categories"] if one["end"] != one["start"]]
    return "；".join(
        f"{CATEGORIES[one['code']]}（{one['start']} 起"
        + (f"，{one['end']} 止）" if one["end"] else "）")
        for one in held
    )


def _rosters(found: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = [("名册", "从哪天", "到哪天", "分级")]
    for one, tiers in found["rosters"]:
        rows += [(one.title, tier.start, tier.end or one.end, label) for label, tier in tiers]
    return rows


def _assessments(whole: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = [("日期", "种类", "结果", "评估人")]
    for one in whole["assessments"]:
        if one["end"] != one["start"]:
            kind, levels = ASSESSMENTS[one["kind"]]
            rows.append((one["start"], kind, levels[one["level"]], one["assessor"]))
    return rows


def _contacts(whole: Mapping[str, Any]) -> list[Row]:
    rows: list[Row] = [("姓名", "关系", "说明")]
    for one in whole["contacts"]:
        if not one["ended_on"]:
            first = "紧急时先找" if one["first_for_emergency"] else ""
            rows.append((one["name"], RELATIONS[one["relation"]], first))
    return rows


def goals(plan: Any) -> list[Row]:
    """The goals of a plan, or none, below their heads."""
    rows: list[Row] = [("目标", "措施", "谁来做", "期限", "进展")]
    for one in plan.goals if plan else ():
        state = GOAL_STATES.get(one.get("state", ""), "")
        rows.append((one["goal"], one["measure"], one["who"], one.get("by") or "", state))
    return rows


def _moments(found: Any) -> list[Row]:
    rows: list[Row] = [("日期", "什么事", "说明")]
    for one in found:
        said = [one.sub]
        if one.record:
            time = f"{one.record.minutes} 分钟" if one.record.minutes else ""
            said = [one.record.worker_name, time, one.record.title]
        title = f"{one.title}（已作废）" if one.past else one.title
        rows.append((one.day, title, " ".join(filter(None, said))))
    return rows
