"""Every number of the five source texts stands in a package, or it is said why not.

``<number>.csv`` quotes the text beside the value and its place in the package; ``seeds/`` holds the
texts as they are. White space is not looked at: it comes from the layout of the page.
"""

import csv
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from pathlib import Path

import msgspec
import pytest

from core.packages.read import decode_package, load_toml

HERE = Path(__file__).resolve().parent
PACKAGES = HERE.parents[1] / "config" / "packages"
SEEDS = ("000", "001", "002", "003", "004")
PACKAGE_OF = {
    "000": "jinshan-visits",
    "001": "jingdezhen-visits",
    "002": "home-care",
    "003": "dadong-visits",
    "004": "lezhi-station",
}
AMBIGUITIES = {"000": 10, "001": 3, "002": 13, "003": 6, "004": 3}

#: 001 was read by a machine; where a word is plainly misread, the sense decides.
MISREAD = {
    "电话间候": "电话问候",
    "捉醒": "提醒",
    "公益纽织": "公益组织",
    "村(庸)委会": "村(居)委会",
}

#: Digits that state no quantity, with the reason.
NO_QUANTITY = {
    "000": (
        (r"_Toc\d+", "书签编号"),
        (r"(?<=服务序号服务项目服务内容).*", "附件1的行号"),
    ),
    "001": ((r"(?<!\d)0[1-5](?=\.)", "五个方面的序号"),),
    "002": ((r"附[12]：", "附件编号"),),
    "003": (
        (r"024-\*+", "电话号码，已隐去"),
        (r"\d+小时前", "网页的发布时间"),
    ),
    "004": (),
}
ORDINAL = re.compile(r"(?<![\d.%])\d{1,2}[.、．](?=[^\d])")
NUMBER = re.compile(r"[≥≤]?\d+(?:\.\d+)?[%％]?")

#: Clauses that no source text contains: they say so themselves.
OWN_WORDS = ("演示约定", "原文未约定")


def squeezed(text):
    return re.sub(r"\s+", "", text)


@cache
def seed(number):
    [path] = (HERE / "seeds").glob(f"{number}_*.txt")
    return squeezed(path.read_text(encoding="utf-8"))


@cache
def corrected(number):
    text = seed(number)
    for wrong, right in MISREAD.items() if number == "001" else ():
        assert wrong in text, f"{wrong} is not in the text"
        text = text.replace(wrong, right)
    return text


@cache
def package(key):
    path = PACKAGES / f"{key}.toml"
    return decode_package(load_toml(path), path.name)


def rows():
    for number in SEEDS:
        with (HERE / f"{number}.csv").open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), 2):
                yield pytest.param(number, row, id=f"{number}.csv:{line} {row['requirement']}")


ROWS = list(rows())
NAMES = ("key", "id", "code")


def step(value, name):
    """One step of a key: a row by its key, an element by its number, a field by its name."""
    if name == "count" and isinstance(value, tuple):
        return len(value)
    if isinstance(value, tuple) and not name.isdigit():
        for row in value:
            if any(getattr(row, known, None) == name for known in NAMES):
                return row
        raise KeyError(f"no row {name}")
    if isinstance(value, tuple):
        by_code = [row for row in value if getattr(row, "code", None) == name]
        return by_code[0] if by_code else value[int(name)]
    return value[name] if isinstance(value, dict) else getattr(value, name)


def found_at(key, place):
    value = package(key)
    for name in place.split("."):
        value = step(value, name)
    return value


def plain(value):
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "、".join(plain(one) for one in value)
    try:
        return str(Decimal(str(value)).normalize() + 0)
    except InvalidOperation:
        return str(value)


@pytest.mark.parametrize(("number", "row"), ROWS)
def test_the_quotation_stands_in_the_text(number, row):
    assert squeezed(row["quotation"]) in seed(number)


@pytest.mark.parametrize(("number", "row"), ROWS)
def test_the_package_says_what_the_text_says(number, row):
    if not row["key"]:
        assert row["why"].strip(), "neither a key nor a reason"
        return
    assert plain(found_at(row["package"], row["key"])) == plain(row["value"])


def covered(number):
    text = seed(number)
    marks = [False] * len(text)

    def mark(start, end):
        marks[start:end] = [True] * (end - start)

    for _, row in (param.values for param in ROWS if param.values[0] == number):
        for found in re.finditer(re.escape(squeezed(row["quotation"])), text):
            mark(*found.span())
    for found in ORDINAL.finditer(text):
        mark(*found.span())
    for pattern, _ in NO_QUANTITY[number]:
        for found in re.finditer(pattern, text):
            mark(*found.span())
    return marks


@pytest.mark.parametrize("number", SEEDS)
def test_every_number_of_the_text_is_quoted_or_explained(number):
    text, marks = seed(number), covered(number)
    left = [
        text[max(0, found.start() - 15) : found.end() + 10]
        for found in NUMBER.finditer(text)
        if not all(marks[found.start() : found.end()])
    ]
    assert not left, left


FREQUENCY = re.compile(
    r"(?:每|一)(?:天|日|周|半月|月|季度|季|年)(?:[一二三四五六七八九十两]+)次|[一二三四五六七八九十两]次/"
)


@pytest.mark.parametrize("number", SEEDS)
def test_every_frequency_in_chinese_numerals_is_quoted(number):
    text, marks = seed(number), covered(number)
    left = [
        text[max(0, found.start() - 15) : found.end() + 10]
        for found in FREQUENCY.finditer(text)
        if not all(marks[found.start() : found.end()])
    ]
    assert not left, left


def test_both_tables_of_004_are_the_same_but_for_the_places():
    """三里's table repeats 仙鹤观's: each quotation of a line stands in both of them."""
    text = seed("004")
    once = [
        row["quotation"]
        for number, row in (param.values for param in ROWS)
        if number == "004" and row["key"].startswith("line.")
        and text.count(squeezed(row["quotation"])) < 2
    ]  # fmt: skip
    assert not once, once


@pytest.mark.parametrize("number", SEEDS)
def test_every_ambiguity_is_a_choice_of_the_package(number):
    said = {choice.id for choice in package(PACKAGE_OF[number]).choice}
    wanted = {f"A{number}-{n}" for n in range(1, AMBIGUITIES[number] + 1)}
    assert wanted <= said, sorted(wanted - said)


def clauses(value, place=""):
    """Every clause of a package, with its place."""
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            name = next((getattr(one, n) for n in NAMES if getattr(one, n, None)), number)
            yield from clauses(one, f"{place}.{name}")
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            inner = getattr(value, field.name)
            if field.name == "clause":
                if inner:
                    yield place, inner
            elif isinstance(inner, tuple | msgspec.Struct):
                yield from clauses(inner, f"{place}.{field.name}" if place else field.name)


@pytest.mark.parametrize("number", SEEDS)
def test_every_clause_is_in_the_words_of_the_text(number):
    text = corrected(number)
    other = [
        (place, clause)
        for place, clause in clauses(package(PACKAGE_OF[number]))
        if squeezed(clause) not in text and not clause.startswith(OWN_WORDS)
    ]
    assert not other, other[:12]
