"""From a workbook to a plan: every row read and checked on its own and against its neighbours."""

from datetime import date
from typing import Any

from core.people.id_numbers import read_id_number
from core.people.importing import cells
from core.people.importing.columns import (
    BY_HEADING,
    COLUMNS,
    WITHOUT_MEANING,
    SheetColumn,
    folded_heading,
)
from core.people.importing.duplicates import doubled_rows
from core.people.importing.plan import Finding, Plan, PlanRow, in_order
from core.people.importing.row_rules import row_findings
from core.people.importing.template import NOTES
from core.people.rules import folded_phone
from core.spreadsheets import Cell, OpenedSheet, open_book
from core.store import new_id
from core.store.errors import Refused

HEADING_WITHIN = 5
PROBLEMS = {
    "heading": "前 5 行里找不到表头“姓名”，请使用空白名册模板。",
    "sheets": "工作表太多，请只保留名册这一张表。",
    "columns": "表格超过 200 列，请删去多余的列。",
    "rows": "名册超过 20000 行，请分成几个文件。",
}
HEADINGS = {column.key: column.heading for column in COLUMNS}
TEXTS = ("sex", "village", "township", "address", "household_number", "tier", "worker")
DAYS = ("birth_date", "since", "effective")


def read_people_workbook(content: bytes, *, day: date) -> Plan:
    """Read a people workbook; ``Refused`` only when the file cannot be read at all.

    Categories and abilities hold from 认定日期, else 生效日期, else ``day``, and then it is said.
    """
    book = open_book(content, "姓名", PROBLEMS)
    [sheet] = book.sheets
    place, columns, findings = _heading(sheet)
    for name in book.others:
        if name != NOTES:
            findings.append(Finding(say=f"工作表“{name}”没有读入。", error=False))
    for first, _, last, _ in sheet.merged:
        if last + 1 > place and last > first:
            say = "有合并单元格，请取消合并，逐行填写。"
            findings.append(Finding(row=max(first + 1, place + 1), say=say))
    rows: list[PlanRow] = []
    for number, line in sheet.rows:
        if number <= place:
            continue
        given = {
            column.key: line[index]
            for index, column in columns.items()
            if index < len(line) and line[index] != ""
        }
        if given:
            row, found = _row(number, given, day)
            rows.append(row)
            findings += found
    if not rows:
        findings.append(Finding(say="名册里没有一行数据。"))
    findings += doubled_rows(rows)
    return Plan(id=new_id(), rows=tuple(rows), findings=in_order(findings))


def _heading(sheet: OpenedSheet) -> tuple[int, dict[int, SheetColumn], list[Finding]]:
    """The row of the headings, the columns by position, and what to say about them."""
    for number, line in sheet.rows:
        texts = [folded_heading(cell) if isinstance(cell, str) else "" for cell in line]
        if number > HEADING_WITHIN:
            break
        if "姓名" not in texts:
            continue
        columns: dict[int, SheetColumn] = {}
        findings: list[Finding] = []
        for index, text in enumerate(texts):
            column = BY_HEADING.get(text)
            if column and column in columns.values():
                say = f"“{column.heading}”有两列，请只保留一列。"
                findings.append(Finding(row=number, column=column.heading, say=say))
            elif column:
                columns[index] = column
            elif text and text not in WITHOUT_MEANING:
                say = f"“{text[:20]}”这一列没有读入。"
                findings.append(Finding(row=number, column=text[:20], say=say, error=False))
        for column in COLUMNS:
            if column.required and column not in columns.values():
                say = f"缺少“{column.heading}”这一列。"
                findings.append(Finding(row=number, column=column.heading, say=say))
        return number, columns, findings
    raise Refused("前 5 行里找不到表头“姓名”，请使用空白名册模板。", field="file")


def _row(number: int, given: dict[str, Cell], day: date) -> tuple[PlanRow, list[Finding]]:
    findings: list[Finding] = []
    values: dict[str, Any] = {}

    def note(key: str, say: str, *, error: bool = True) -> None:
        if say:
            findings.append(Finding(row=number, column=HEADINGS[key], say=say, error=error))

    def keep(key: str, value: Any, say: str) -> None:
        note(key, say)
        values[key] = value

    name, problem, changed = cells.name_text(given.get("name", ""))
    keep("name", name, problem)
    note("name", changed, error=False)
    for key in TEXTS:
        keep(key, *cells.plain_text(given.get(key, "")))
    for key in DAYS:
        keep(key, *cells.day_of(given.get(key, "")))
    for key in ("phone", "carer_phone"):
        phone, problem = cells.phone_text(given.get(key, ""))
        keep(key, folded_phone(phone), problem)
    carer, problem, _ = cells.name_text(given.get("carer_name", ""))
    keep("carer_name", carer, problem)
    categories, problem = cells.plain_text(given.get("categories", ""))
    note("categories", problem)
    keep("categories", *cells.categories_of(categories))
    assessment, problem = cells.plain_text(given.get("assessment", ""))
    note("assessment", problem)
    keep("assessment", *cells.assessment_of(assessment))
    keep("id_number", *cells.id_number_text(given.get("id_number", "")))
    read = read_id_number(values["id_number"]) if values["id_number"] else None
    if read and not read.problem:
        values["id_number"] = read.number
        values["birth_date"] = values["birth_date"] or read.birth_date
        values["sex"] = values["sex"] or read.sex
    if values["since"] is None:
        if values["effective"] is None and (values["categories"] or values["assessment"]):
            note("since", f"没有认定日期和生效日期，从 {day} 起算。", error=False)
        values["since"] = values["effective"] or day
    row = PlanRow(row=number, id=new_id(), **values)
    unread = {finding.column for finding in findings if finding.error}
    return row, findings + row_findings(row, day, unread)
