"""A draft written down: as a package, as TOML with a remark above each row, as a report to read."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import tomli_w

from core.drafting.proposal import Draft, Proposal
from core.packages.schema import Heading, Package, Row

SECTIONS = {
    "tier": "对象分级",
    "quota": "频次",
    "line": "指标",
    "item": "服务项目",
    "score_group": "考核项目",
    "score_item": "考核内容",
    "scorer": "评分人",
    "band": "等级结算",
    "sample": "考核抽查",
    "due": "时限",
}
#: Numbers of these kinds are told by how many they are; the others each with their sentence.
IN_BULK = ("序号", "固定说法", "词语里的数字", "表单选项", "书签")


def package_of(draft: Draft, *, id: str, type: str, title: str, effective_from: date) -> Package:
    """The rows of a draft as a package of version 1, in the order of the sections.

    It is not ready for service: what is marked has still to be decided, and the check will ask.
    """
    rows: dict[str, list[Row]] = {section: [] for section in SECTIONS}
    for proposal in draft.proposals:
        rows[proposal.section].append(proposal.row)
    heading = Heading(
        id=id,
        type=type,
        title=title,
        version=1,
        effective_from=effective_from,
        source=draft.source,
        clause=draft.proposals[0].row.clause if draft.proposals else "",
        notes="由采购文件起草，尚未确认。",
    )
    return msgspec.convert({"package": heading, **rows}, Package)


def as_toml(draft: Draft, package: Package) -> str:
    """The package as TOML; above each row how sure it is, why, and what the officer must decide."""
    parts = [tomli_w.dumps({"package": _told(package.package)}, multiline_strings=False)]
    for section, label in SECTIONS.items():
        proposals = [p for p in draft.proposals if p.section == section]
        if proposals:
            parts.append(f"# {'-' * 60}\n# {label}\n")
        for proposal in proposals:
            remarks = "".join(f"# {line}\n" for line in _remarks(proposal))
            parts.append(remarks + _as_table(section, _told(proposal.row)))
    unused = "".join(f"# {line}\n".replace("# \n", "#\n") for line in left_unused(draft))
    return "\n".join([*parts, unused])


def _as_table(section: str, row: dict[str, Any]) -> str:
    """One row under its own heading; the writer would put a short one into the table above it."""
    said = tomli_w.dumps({section: [row]})
    return said if said.startswith("[[") else f"[[{section}]]\n{tomli_w.dumps(row)}"


def report(draft: Draft) -> str:
    """The draft for an officer to read: each row with its clause, then the numbers not used."""
    lines = [
        f"{draft.source}：提出 {len(draft.proposals)} 行，原文另有 {len(draft.unused)} 处数字没有用到。"
    ]
    for section, label in SECTIONS.items():
        proposals = [p for p in draft.proposals if p.section == section]
        if not proposals:
            continue
        lines += ["", f"【{label}】{len(proposals)} 行"]
        for proposal in proposals:
            row = proposal.row
            numbers = "、".join(r.words for r in proposal.readings)
            lines.append(
                f"{getattr(row, 'key', '') or getattr(row, 'code', '')} {getattr(row, 'label', '')}（{numbers}）"
            )
            lines += [f"    {line}" for line in _remarks(proposal)]
            lines.append(f"    原文：{row.clause}")
    return "\n".join([*lines, "", *left_unused(draft)])


def as_data(draft: Draft, package: Package) -> dict[str, Any]:
    """The draft as plain data for programs: rows, readings, confidence, marks, unused numbers."""
    return {
        "package": _told(package.package),
        "proposals": [
            {
                "section": p.section,
                "row": _told(p.row),
                "place": p.place,
                "also_at": list(p.also_at),
                "topic": p.topic,
                "confidence": p.confidence.value,
                "reasons": list(p.reasons),
                "marks": [{"field": m.field, "say": m.say} for m in p.marks],
                "readings": [
                    {"field": r.field, "value": r.value, "words": r.words, "implied": r.implied}
                    for r in p.readings
                ],
            }
            for p in draft.proposals
        ],
        "unused": [
            {"words": u.words, "looks_like": u.looks_like, "place": u.place, "sentence": u.sentence}
            for u in draft.unused
        ],
    }


def _remarks(proposal: Proposal) -> Iterator[str]:
    yield f"把握：{proposal.confidence.value}（{proposal.place}；{'；'.join(proposal.reasons)}）"
    if proposal.topic:
        yield f"主题：{proposal.topic}"
    if proposal.also_at:
        yield f"同样写在：{'、'.join(proposal.also_at)}"
    for mark in proposal.marks:
        yield f"请确认 {mark.field}：{mark.say}"


def left_unused(draft: Draft) -> Iterator[str]:
    """The unused numbers by what they look like, the ones worth reading first."""
    yield "【没有用到的数字】"
    looks = dict.fromkeys(unused.looks_like for unused in draft.unused)
    for look in sorted(looks, key=lambda look: look in IN_BULK):
        numbers = [unused for unused in draft.unused if unused.looks_like == look]
        if look in IN_BULK:
            shown = "、".join(dict.fromkeys(unused.words for unused in numbers))
            yield f"{look} {len(numbers)} 处：{shown}"
            continue
        yield f"{look} {len(numbers)} 处："
        for unused in numbers:
            yield f"    {unused.words}（{unused.place}）{' '.join(unused.sentence.split())}"


def _told(row: Row) -> dict[str, Any]:
    """The fields of a row that say something, as TOML writes them."""
    told = {}
    for field in msgspec.structs.fields(row):
        value = getattr(row, field.encode_name)
        default = (
            field.default_factory()
            if field.default_factory is not msgspec.NODEFAULT
            else field.default
        )
        if value != default:
            told[field.name] = _plain(value)
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, Row):
        return _told(value)
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return value.value if hasattr(value, "value") else value
