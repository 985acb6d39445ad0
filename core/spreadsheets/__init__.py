"""Spreadsheets 表格: opening what officers upload, in a child process that can harm nobody."""

from core.spreadsheets.any_file import open_any
from core.spreadsheets.days import read_day
from core.spreadsheets.headings import folded_heading, known_heading
from core.spreadsheets.opened import Cell, OpenedBook, OpenedSheet, open_book
from core.spreadsheets.table import Note, Table, table_of

__all__ = [
    "Cell",
    "Note",
    "OpenedBook",
    "OpenedSheet",
    "Table",
    "folded_heading",
    "known_heading",
    "open_any",
    "open_book",
    "read_day",
    "table_of",
]
