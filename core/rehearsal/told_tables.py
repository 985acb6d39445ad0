"""Tables of what no record says: sheets with their findings, questionnaires, choices, payments.

A wrong cell is refused with table, row and column; whether scorers, periods and items exist is
looked at once the package is known (``placing``).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from core.appraisal.rules import ChosenPercent, Observation, Questionnaire, Sheet
from core.rehearsal.cells import BadTable, Row, Tables, many, number, rows_of, whole, yes
from core.rehearsal.told import Answered, OtherProject, Said, Told
from core.settlement.rules import Falsified

TOLD_COLUMNS = {
    "sheets": ("id", "contract", "period", "scorer", "by", "total", "sources"),
    "findings": (
        "sheet", "item", "quantity", "person", "points", "part", "whole", "reason", "sources",
        "falsified",
    ),
    "questionnaires": ("id", "contract", "period", "form"),
    "chosen": ("contract", "period", "percent", "reason", "by"),
    "falsified": (
        "contract", "period", "person", "reason", "sources", "month", "fee", "percent",
    ),
    "projects": ("contract", "period", "project", "score", "grade", "percent"),
    "statements": ("contract", "period", "payable"),
}  # fmt: skip


def read_told(tables: Tables, contract: str) -> Told:
    """The rows of these tables; ``contract`` stands where a row names none."""

    def said(row: Row, what: object) -> Said:
        named = row.get("contract") or contract
        return Said(place=row.place, contract=named, period=row.need("period"), what=what)

    def rows(name: str) -> Iterator[Row]:
        return rows_of(tables, name, TOLD_COLUMNS[name], more=name == "questionnaires")

    lines: dict[str, list[Row]] = {}
    for row in rows("findings"):
        lines.setdefault(row.need("sheet"), []).append(row)
    sheets: list[Said] = []
    findings: list[Said] = []
    seen: set[str] = set()
    for row in rows("sheets"):
        key = row.get("id") or f"sheets-{row.number}"
        if key in seen:
            raise BadTable(f"{row.place} id：编号“{key}”已经用过，请另给一个。")
        seen.add(key)
        mine = [(line, _observation(line)) for line in lines.pop(key, [])]
        one = said(row, _sheet(row, mine))
        sheets.append(one)
        findings += [
            Said(place=line.place, contract=one.contract, period=one.period, what=found)
            for line, found in mine
        ]
    for key, left in lines.items():
        raise BadTable(f"{left[0].place} sheet：没有编号为“{key}”的评分表。")
    return Told(
        sheets=tuple(sheets),
        findings=tuple(findings),
        questionnaires=tuple(said(row, _answered(row)) for row in rows("questionnaires")),
        chosen=tuple(said(row, _chosen(row)) for row in rows("chosen")),
        falsified=tuple(said(row, _falsified(row)) for row in rows("falsified")),
        projects=tuple(said(row, _project(row)) for row in rows("projects")),
        statements=tuple(said(row, row.need("payable", whole)) for row in rows("statements")),
    )


def _sheet(row: Row, findings: list[tuple[Row, Observation]]) -> Sheet:
    total = row.get("total", number)
    if total is not None and findings:
        place = findings[0][0].place
        raise BadTable(f"{place} sheet：{row.place}已经写了总分，不能再逐项写发现；请留一种。")
    return Sheet(
        scorer=row.need("scorer"),
        by=row.need("by"),
        period=row.need("period"),
        observations=tuple(found for _, found in findings),
        total=total,
        sources=row.get("sources", many),
    )


def _observation(row: Row) -> Observation:
    part, of = row.get("part", at_least_nothing), row.get("whole", at_least_nothing)
    if (part is None) is not (of is None) or (part is not None and part > of):
        raise BadTable(f"{row.place} part、whole：应一起填写，前者不大于后者。")
    quantity = row.get("quantity", number)
    if quantity is not None and quantity < 0:
        raise BadTable(f"{row.place} quantity：“{quantity}”小于零，请填写发现了几项。")
    return Observation(
        item=row.need("item"),
        quantity=Decimal(1) if quantity is None else quantity,
        person=row.get("person"),
        points=row.get("points", number),
        part=part,
        whole=of,
        reason=row.get("reason"),
        sources=row.get("sources", many),
        falsified=row.get("falsified", yes, False),
    )


def at_least_nothing(value: Any) -> int | None:
    """A whole number that is not negative."""
    found = whole(value)
    if found is not None and found < 0:
        raise ValueError(value)
    return found


def _answered(row: Row) -> Answered:
    known = TOLD_COLUMNS["questionnaires"]
    answers = {
        column: value
        for column, value in row.row.items()
        if column not in known and value not in (None, "")
    }
    key = row.get("id") or f"questionnaires-{row.number}"
    return Answered(form=row.get("form"), questionnaire=Questionnaire(id=key, answers=answers))


def _chosen(row: Row) -> ChosenPercent:
    percent = row.need("percent", number)
    return ChosenPercent(percent=percent, reason=row.get("reason"), by=row.get("by"))


def _falsified(row: Row) -> Falsified:
    return Falsified(
        person=row.need("person"),
        reason=row.need("reason"),
        sources=row.get("sources", many),
        month=row.get("month"),
        fee=row.get("fee", at_least_nothing),
        percent=row.get("percent", number),
    )


def _project(row: Row) -> OtherProject:
    return OtherProject(
        project=row.need("project"),
        score=row.need("score", number),
        grade=row.need("grade"),
        percent=row.get("percent", number),
    )
