"""The workbook of a package: one sheet a table, headings with notes, pick-lists, locked ids."""

import io
from collections.abc import Mapping
from datetime import datetime

import xlsxwriter

from core.packages.schema import Package
from core.plugin.catalogue import Catalogue
from core.workbook.canonical import plain
from core.workbook.layout import sheets
from core.workbook.lookups import word_lists
from core.workbook.places import Place
from core.workbook.walk import Plain
from core.workbook.writing.guide import write_guide
from core.workbook.writing.lists import write_lists
from core.workbook.writing.look import (
    PROTECTION,
    formats_of,
)
from core.workbook.writing.page import write_table, write_upright
from core.workbook.writing.rows import heads_of, lines_of

#: The same bytes each time: a file that differs only by its date looks changed.
CREATED = datetime(2026, 1, 1)


def write_workbook(
    package: Package | Plain, catalogue: Catalogue, marks: Mapping[Place, str] | None = None
) -> bytes:
    """A package, or the plain tables of an unfinished one, as the bytes of an .xlsx file.

    ``marks`` puts a note on cells that an officer must look at, by their place in the tables.
    """
    tables = plain(package) if isinstance(package, Package) else package
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(
        kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": "驿站采购包", "created": CREATED})
    formats = formats_of(book)
    pages = {sheet.title: book.add_worksheet(sheet.title) for sheet in sheets()}
    write_guide(book, formats)
    lists = write_lists(book, tables, catalogue)
    words = word_lists(catalogue)
    for sheet in sheets():
        heads = heads_of(sheet)
        lines = list(lines_of(sheet, tables, words))
        page = pages[sheet.title]
        (write_upright if sheet.upright else write_table)(
            page, heads, lines, formats, lists, marks or {}
        )
        page.protect("", PROTECTION)
    book.close()
    return kept.getvalue()


def blank_workbook(contract_type: str, catalogue: Catalogue) -> bytes:
    """An empty workbook of a contract type: its kinds of record in the pick-lists, nothing to delete.

    ``KeyError`` when no plugin declares the type.
    """
    known = catalogue.contract_types[contract_type]
    return write_workbook({"package": {"type": known.key, "version": 1}}, catalogue)
