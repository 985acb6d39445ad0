"""Packages that hypothesis makes up: any row, any field, within what a workbook can say."""

from datetime import date
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from core.packages.schema import Package
from core.workbook.bindings import PROSE, refers_to, words_of
from core.workbook.columns import IDS, row_type_of
from core.workbook.lookups import word_lists
from tests.workbook.scene import CATALOGUE

LISTS = word_lists(CATALOGUE)
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="“”")
WORDS = (
    st.text(LETTERS, min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and text != "（空）")
)
TEXTS = st.builds("\n".join, st.lists(WORDS, min_size=1, max_size=2))
NUMBERS = st.decimals("-1e9", "1e9", places=3)
WHOLES = st.integers(-(10**12), 10**12)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
LITERALS = st.one_of(WORDS, WHOLES, NUMBERS, st.booleans(), DAYS, KEYS, st.just("@term_start"))


@st.composite
def triples(draw):
    """One condition: field, comparison, value."""
    field = draw(st.sampled_from([*LISTS["field"].words, "made_up"]))
    comparison = draw(st.sampled_from(["=", "in", "contains", "≥", "≤", "between"]))
    listed = st.lists(LITERALS, min_size=1, max_size=4)
    if comparison in ("in", "between"):
        return [field, comparison, draw(listed)]
    return [field, comparison, draw(st.one_of(LITERALS, listed))]


def field_of(row_type, field):
    """Plain values for one field."""
    annotation = field.type
    arguments = get_args(annotation)
    bare = next((one for one in arguments if one is not NoneType), annotation)
    words = words_of(row_type, field.name)
    inner = row_type_of(annotation)
    if get_origin(annotation) is tuple:
        if inner:
            return rows_of(inner)
        if get_origin(bare) is tuple:
            return st.lists(triples(), max_size=3)
        one = (
            st.integers(1, 12)
            if bare is int
            else WORDS
            if (row_type, field.name) in PROSE
            else KEYS
        )
        if words and words != "answer":
            one = st.sampled_from(list(LISTS[words].words))
        return st.lists(one, min_size=int(field.required), max_size=4)
    if inner:
        return row_of(inner)
    if get_origin(annotation) is dict:
        return st.dictionaries(KEYS, WORDS if arguments[1] is str else WHOLES, max_size=3)
    if words and words not in ("answer", "field"):
        return st.sampled_from(list(LISTS[words].words))
    if field.name in IDS or refers_to(row_type, field.name) or words:
        return KEYS
    plain: dict[Any, Any] = {int: WHOLES, Decimal: NUMBERS, bool: st.booleans(), date: DAYS}
    return plain.get(bare, TEXTS)


def row_of(row_type):
    """Plain fields of a row; what is not required may be left out."""
    fields = msgspec.structs.fields(row_type)
    needed = {f.name: field_of(row_type, f) for f in fields if f.required}
    optional = {f.name: field_of(row_type, f) for f in fields if not f.required}
    return st.fixed_dictionaries(needed, optional=optional)


def rows_of(row_type):
    """A few rows, no key twice."""
    ids = next((f.name for f in msgspec.structs.fields(row_type) if f.name in IDS), "")
    same_id = row_type.__name__ == "ConditionRow"
    unique = (lambda row: row[ids]) if ids and not same_id else None
    return st.lists(row_of(row_type), max_size=3, unique_by=unique)


@st.composite
def packages(draw):
    """A whole package."""
    tables = {f.name: draw(field_of(Package, f)) for f in msgspec.structs.fields(Package)}
    return msgspec.convert(tables, Package, strict=True)
