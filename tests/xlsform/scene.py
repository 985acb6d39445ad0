"""XLSForms for tests, as people make them with a spreadsheet; openpyxl stands in for it."""

import io

import openpyxl

from core.plugin import Severity
from core.xlsform import import_form

NAME = "表.xlsx"
SETTINGS = {"form_title": "入户问卷", "form_id": "visit", "version": "3"}
CHOICES = (
    ("yes_no", "yes", "是"),
    ("yes_no", "no", "否"),
    ("needs", "meals", "助餐"),
    ("needs", "bath", "助浴"),
)
VISITED = {"type": "select_one yes_no", "name": "visited", "label": "是否上门"}
NEEDS = {"type": "select_multiple needs", "name": "needs", "label": "需要什么"}
AGE = {"type": "decimal", "name": "age", "label": "年龄"}
BEGIN = {"type": "begin_group", "name": "health", "label": "健康"}
END = {"type": "end_group"}


def text(name, **cells):
    """A text question; cells by their column, ``label`` unless given."""
    return {"type": "text", "name": name, "label": f"题目{name}", **cells}


def a_survey(*rows, choices=CHOICES, settings=SETTINGS, office=True, **more):
    """The bytes of an XLSForm with these rows; ``more`` sheets by name as lists of rows."""
    columns = list(dict.fromkeys(["type", "name", "label", *(key for row in rows for key in row)]))
    used = " ".join(row.get("type", "") for row in rows)
    sheets = {"survey": [columns, *([row.get(column) for column in columns] for row in rows)]}
    if choices is CHOICES:
        choices = tuple(choice for choice in CHOICES if choice[0] in used)
    if choices:
        sheets["choices"] = [["list_name", "name", "label"], *choices]
    if settings:
        sheets["settings"] = [list(settings), list(settings.values())]
    if office:
        sheets["驿站"] = [["原文条款", "每月入户一次"], ["记录种类（编号）", "home_visit"]]
    return a_book(sheets | more)


def a_book(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def read(*rows, **how):
    """What reading these rows gives."""
    return import_form(a_survey(*rows, **how), NAME)


def questions(*rows, **how):
    """The questions of these rows, which are read without a word."""
    found = read(*rows, **how)
    assert found.findings == (), found.findings
    return {question.key: question for question in found.form.questions}


def warned(*rows, **how):
    """The form of these rows with the codes and cells that were said; nothing of it blocks."""
    found = read(*rows, **how)
    assert found.form is not None, found.findings
    assert all(one.severity is Severity.WARNING for one in found.findings)
    said = [(one.code, one.place.removeprefix(NAME).strip()) for one in found.findings]
    return found.form, said
