"""Workbooks as stations hand them in, good and bad, made for one test each."""

import io
import zipfile

import openpyxl

HEADINGS = ("姓名", "性别", "身份证号", "出生日期", "村（社区）", "电话", "住址", "户号")
MORE = ("人员类别", "自理能力", "分级", "生效日期", "负责人")


def a_workbook(*rows, headings=HEADINGS, above=(), sheet="名册"):
    """A workbook with these rows; ``above`` stands above the headings."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in (*above, headings, *rows):
        book.active.append(line)
    return saved(book)


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(content, **changes):
    """The container again, with entries added or replaced."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename not in changes:
                new.writestr(entry.filename, old.read(entry))
        for name, data in changes.items():
            new.writestr(name, data)
    return kept.getvalue()


def entry_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return container.read(name)
