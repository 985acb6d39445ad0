"""The workbook follows the schema: a new field or table fails here until it has a Chinese name."""

from importlib import import_module

import msgspec
import pytest

from core.packages.schema import Package, Row
from core.workbook.bindings import WORDS_OF_PARTS
from core.workbook.columns import columns_of_row, row_type_of
from core.workbook.headings import HEADINGS, Unnamed, heading_of
from core.workbook.layout import sheets
from core.workbook.lookups import word_lists
from core.workbook.sheets import PARTS, PURPOSES
from core.workbook.writing.rows import heads_of
from tests.workbook.scene import CATALOGUE

FIELDS = import_module("core.packages.schema")


def row_types(row_type=Package):
    """Every row type of a package, however deep."""
    for field in msgspec.structs.fields(row_type):
        inner = row_type_of(field.type)
        if inner is not None:
            yield inner
            yield from row_types(inner)


@pytest.mark.parametrize("row_type", list(dict.fromkeys(row_types())), ids=lambda t: t.__name__)
def test_every_field_of_every_row_has_a_chinese_heading(row_type):
    fields = [field.name for field in msgspec.structs.fields(row_type)]
    for name in fields:
        heading, note = heading_of(row_type, name)
        assert heading and note.endswith("。"), f"{row_type.__name__}.{name}"
    assert set(HEADINGS[row_type]) == set(fields), "a heading for a field that is gone"


def test_every_table_and_everything_nested_has_a_sheet():
    assert [sheet.title for sheet in sheets()] == list(PURPOSES)
    tables = {source.path[0] for sheet in sheets() for source in sheet.sources}
    assert tables == {field.name for field in msgspec.structs.fields(Package)}


def test_a_new_field_is_refused_by_name_until_it_has_a_heading():
    class Novel(Row, frozen=True):
        key: str
        weather: str = ""

    with pytest.raises(Unnamed, match=r"Novel\.key has no Chinese heading"):
        columns_of_row(Novel, ("novel",))


@pytest.mark.parametrize("sheet", sheets(), ids=lambda sheet: sheet.title)
def test_no_heading_stands_twice_on_a_sheet(sheet):
    headings = [head.heading for head in heads_of(sheet)]
    assert len(headings) == len(set(headings))


def test_every_pick_list_exists_and_no_word_stands_for_two_codes():
    lists = word_lists(CATALOGUE)
    named = {column.words for sheet in sheets() for column in sheet.columns} - {""}
    assert named <= set(lists)
    assert {title for title, _ in WORDS_OF_PARTS} <= set(PARTS)
    for name, words in lists.items():
        for code in words.words:
            assert words.code(words.word(code)) == code, f"{name}: {code}"
