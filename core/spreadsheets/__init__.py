"""Spreadsheets 表格: opening what officers upload, in a child process that can harm nobody."""

from core.spreadsheets.opened import Cell, OpenedBook, OpenedSheet, open_book

__all__ = ["Cell", "OpenedBook", "OpenedSheet", "open_book"]
