"""Name, key and version of the form from the sheet settings; clause, use and kinds from our own."""

import re
from pathlib import PurePath
from typing import Any

from core.spreadsheets import OpenedSheet
from core.workbook.reading.notes import Notes
from core.xlsform.naming import FORM_KEY, key_of
from core.xlsform.reading.saying import say
from core.xlsform.reading.sheet import Line, Table, said
from core.xlsform.words import CLAUSE, KINDS, SETTINGS, SETTINGS_COLUMNS, USE

KNOWN = (*SETTINGS_COLUMNS, "default_language")
VERSION = re.compile(r"[0-9]{1,12}")


def heading_of_form(table: Table, name: str, notes: Notes) -> dict[str, Any]:
    """Label, key and version; what is missing comes from the name of the file, and is said."""
    stem = PurePath(name).stem
    line = table.lines[0] if table.lines else None
    if line is None:
        told = "没有 settings 工作表，表单的名称和编号取自文件名。"
        say(notes, f"{SETTINGS}!A1", "settings", told, "请确认，或补上。", warning=True)
        return {"label": stem, "key": _form_key(stem)}
    for other in table.lines[1:]:
        told = "settings 工作表只有第一行有用，这一行没有读入。"
        say(notes, other.at("form_title"), "settings", told, "请删去多余的行。", warning=True)
    for column, word in (("form_title", "名称"), ("form_id", "编号")):
        if not line[column]:
            told = f"没有填 {column}，表单的{word}取自{'文件名' if word == '编号' else '编号或文件名'}。"
            say(notes, line.at(column), "settings", told, "请确认，或补上。", warning=True)
    identifier = line["form_id"] or stem
    key = _form_key(identifier)
    if line["form_id"] and key != identifier:
        told = f"表单编号“{identifier}”改为“{key}”。"
        remedy = "编号用小写字母、数字和连字符；请确认。"
        say(notes, line.at("form_id"), "form_id", told, remedy, warning=True)
    return {"label": line["form_title"] or identifier, "key": key, "version": _version(line, notes)}


def _form_key(text: str) -> str:
    return key_of(text, FORM_KEY)


def _version(line: Line, notes: Notes) -> int:
    given = line["version"]
    if not given or VERSION.fullmatch(given):
        return int(given or 1)
    told = f"版本“{given}”不是整数，读作第 1 版。"
    say(notes, line.at("version"), "version", told, "请确认，或改成整数。", warning=True)
    return 1


def office_of(opened: OpenedSheet | None, notes: Notes) -> dict[str, Any]:
    """Clause, use and kinds of record, where the file was written by the house."""
    if opened is None:
        told = "XLSForm 里没有原文条款和记录种类。"
        remedy = "导入后，请在采购包里补上。"
        say(notes, "", "office", told, remedy, warning=True)
        return {"clause": ""}
    rows = {said(row[0]): said(row[1]) for _, row in opened.rows if len(row) > 1}
    kinds = tuple(kind for kind in re.split(r"[、，,;；\s]+", rows.get(KINDS, "")) if kind)
    found: dict[str, Any] = {"clause": rows.get(CLAUSE, ""), "kinds": kinds}
    return found | ({"use": rows[USE]} if rows.get(USE) else {})
