"""Workbooks for tests: the five packages, and openpyxl standing in for whoever edits them."""

import io
from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec
import openpyxl

from core.packages.read import decode_package, load_toml, parse_toml
from core.plugin.rooms import catalogue_of, find_rooms
from core.workbook import check_workbook, read_workbook, write_workbook

CONFIG = Path(__file__).resolve().parents[2] / "config" / "packages"
CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))
FIVE = sorted(path.stem for path in CONFIG.glob("*.toml"))
NAME = "包.xlsx"
FEW, MANY = 4, 14


def a_package(name="jinshan-visits"):
    return decode_package(load_toml(CONFIG / f"{name}.toml"), name)


def a_small_package(name):
    """The first rows of each table: quicker to open and save, and of every kind all the same."""
    package = a_package(name)
    kept = {
        field.name: getattr(package, field.name)[: MANY if field.name == "line" else FEW]
        for field in msgspec.structs.fields(package)
        if field.name not in ("package", "condition", "score_item", "band", "due")
    }
    return msgspec.structs.replace(package, **kept)


@cache
def a_workbook(name):
    return written(a_package(name))


@cache
def a_small_workbook(name):
    return written(a_small_package(name))


def from_text(text):
    return decode_package(parse_toml(text, "文字"), "文字")


def written(package):
    return write_workbook(package, CATALOGUE)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book):
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def edited(content, *changes):
    """The workbook after each change, saved by another library."""
    book = opened(content)
    for change in changes:
        change(book)
    return saved(book)


def column_of(sheet, heading, row=1):
    return next(cell.column for cell in sheet[row] if cell.value == heading)


def cell_at(book, title, heading, key):
    """The cell under a heading in the row whose first cell is the key."""
    sheet = book[title]
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == key)
    return sheet.cell(row, column_of(sheet, heading))


def put(title, heading, key, value):
    """A change: another value in that cell."""

    def change(book):
        cell_at(book, title, heading, key).value = value

    return change


def at(title, address, value):
    """A change: another value at an address."""

    def change(book):
        book[title][address].value = value

    return change


def read(content):
    return read_workbook(content, CATALOGUE, NAME)


def checked(content):
    return check_workbook(content, CATALOGUE, NAME)
