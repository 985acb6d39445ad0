"""From a workbook to a plan: every row read and checked on its own and against its neighbours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from core.people.id_numbers import IdNumber, read_id_number
from core.people.importing import cells
from core.people.importing.columns import (
    BY_HEADING,
    COLUMNS,
    WITHOUT_MEANING,
)
from core.people.importing.duplicates import doubled_rows
from core.people.importing.plan import Finding, Plan, PlanRow, in_order
from core.people.importing.row_rules import row_findings
from core.people.importing.template import NOTES
from core.people.rules import folded_phone
from core.spreadsheets import (
    Cell,
    Table,
    folded_heading,
    known_heading,
    open_any,
    table_of,
)
from core.store import new_id
from core.store.errors import Refused

NO_HEADING = "前 15 行里找不到表头“姓名”，请使用空白名册模板。"
HEADINGS = {column.key: column.heading for column in COLUMNS}
TEXTS = ("village", "township", "address", "household_number", "tier", "worker")
DAYS = ("birth_date", "since", "effective")
#: Days of these may be Excel's own numbers; a birth day that is none is not guessed.
SERIALS = ("since", "effective")
#: Each row has its own: taken over from a merged cell, two people would be one.
OWN = ("name", "id_number", "phone", "birth_date")


def read_people_workbook(content: bytes, *, day: date) -> Plan:
    """Read a people workbook; ``Refused`` only when the file cannot be read at all.

    The first sheet that can be seen and has a heading 姓名 is read. Categories and abilities hold
    from 认定日期, else 生效日期, else ``day``, and then it is said.
    """
    book = open_any(content)
    for sheet in book.sheets:
        table = None if sheet.hidden else table_of(sheet, BY_HEADING)
        if table and "name" in proposed(table.headings).values():
            break
    else:
        raise Refused(NO_HEADING, field="file")
    others = [
        Finding(say=f"工作表“{one.name}”没有读入。", error=False)
        for one in book.sheets
        if one is not sheet and not one.hidden and one.name != NOTES
    ]
    plan = read_people(table, proposed(table.headings), day=day)
    return replace(plan, findings=in_order([*others, *plan.findings]))


def proposed(headings: Sequence[str]) -> dict[int, str]:
    """Column → the key that its heading means, for the first column of each key."""
    found: dict[int, str] = {}
    for index, heading in enumerate(headings):
        known = known_heading(heading, BY_HEADING)
        if known and BY_HEADING[known].key not in found.values():
            found[index] = BY_HEADING[known].key
    return found


def read_people(table: Table, mapping: Mapping[int, str], *, day: date) -> Plan:
    """The plan of a table whose columns mean the keys of ``mapping``."""
    findings = [Finding(row=n.row, say=n.say, error=n.error) for n in table.notes]
    village = "" if "village" in mapping.values() else village_said(table.sheet)
    findings += _of_head(table, mapping, village)
    missing = {one.heading for one in COLUMNS if one.required} - {
        HEADINGS[key] for key in mapping.values()
    }
    rows: list[PlanRow] = []
    for number, line in table.rows:
        given = {
            key: line[index]
            for index, key in mapping.items()
            if index < len(line) and line[index] != ""
        }
        if given:
            if village:
                given["village"] = village
            row, found = _row(number, given, day, missing)
            rows.append(row)
            findings += found
        for index, key in mapping.items():
            if key in OWN and (number, index) in table.merged:
                say = "有合并单元格，请取消合并，逐行填写。"
                findings.append(Finding(row=number, column=HEADINGS[key], say=say))
    if not rows:
        findings.append(Finding(say="名册里没有一行数据。"))
    findings += doubled_rows(rows)
    return Plan(id=new_id(), rows=tuple(rows), findings=in_order(findings))


def village_said(sheet: str) -> str:
    """The village that a sheet is named after; nothing for 名册 or Sheet1."""
    name = sheet.strip()
    return name if name.endswith(("村", "社区")) else ""


def _of_head(table: Table, mapping: Mapping[int, str], village: str) -> list[Finding]:
    """What to say about the headings: what is missing, doubled or not read."""
    findings: list[Finding] = []
    for index, heading in enumerate(table.headings):
        text = folded_heading(heading)
        known = known_heading(heading, BY_HEADING)
        if index in mapping or not text or text in WITHOUT_MEANING:
            continue
        if known and BY_HEADING[known].key in mapping.values():
            name = BY_HEADING[known].heading
            say = f"“{name}”有两列，请只保留一列。"
            findings.append(Finding(row=table.head, column=name, say=say))
        else:
            say = f"“{text[:20]}”这一列没有读入。"
            findings.append(Finding(row=table.head, column=text[:20], say=say, error=False))
    for column in COLUMNS:
        if column.key == "village" and village:
            say = f"没有“{column.heading}”这一列，都按工作表的名字“{village}”读入，请核对。"
            findings.append(Finding(row=table.head, column=column.heading, say=say, error=False))
        elif column.required and column.key not in mapping.values():
            say = f"缺少“{column.heading}”这一列，请在表里加上，逐行填写。"
            findings.append(Finding(row=table.head, column=column.heading, say=say))
    return findings


def _row(
    number: int, given: dict[str, Cell], day: date, missing: Collection[str]
) -> tuple[PlanRow, list[Finding]]:
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
    keep("sex", *cells.sex_text(given.get("sex", "")))
    for key in DAYS:
        found, problem, odd = cells.day_of(given.get(key, ""), serials=key in SERIALS)
        keep(key, found, problem)
        note(key, odd, error=False)
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
    read = read_id_number(values["id_number"]) if values["id_number"] else IdNumber()
    if read.number and not read.problem:
        values["id_number"] = read.number
        values["birth_date"] = values["birth_date"] or read.birth_date
        values["sex"] = values["sex"] or read.sex
    if values["since"] is None:
        if values["effective"] is None and (values["categories"] or values["assessment"]):
            note("since", f"没有认定日期和生效日期，从 {day} 起算。", error=False)
        values["since"] = values["effective"] or day
    row = PlanRow(row=number, id=new_id(), **values)
    unread = {finding.column for finding in findings if finding.error} | set(missing)
    return row, findings + row_findings(row, read, day, unread)
