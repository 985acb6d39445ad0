"""Reading package files: TOML in, a frozen package or findings out: file, place, reason, remedy."""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo

from core.packages.schema import ContractFile, Package, Row, SharingFile
from core.plugin import Finding, Severity

AnyRow = TypeVar("AnyRow", bound=Row)


class BadFile(Exception):
    """A file that cannot become a package; ``findings`` say why, in Chinese."""

    def __init__(self, findings: tuple[Finding, ...]):
        super().__init__("；".join(f"{f.place}：{f.say}" for f in findings))
        self.findings = findings


def load_toml(path: Path) -> Mapping[str, Any]:
    """The plain tables of a file; numbers with a point stay exact."""
    try:
        return parse_toml(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError:
        raise BadFile(
            (_finding("shape.encoding", path.name, "文件不是 UTF-8 编码。", "请另存为 UTF-8。"),)
        ) from None


def parse_toml(text: str, name: str) -> Mapping[str, Any]:
    """The plain tables of a text; a syntax error names the line."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        place = f"{name} 第 {where.group(1)} 行" if where else name
        raise BadFile(
            (
                _finding(
                    "shape.syntax", place, "写法不符合 TOML。", "请检查引号、括号和等号是否成对。"
                ),
            )
        ) from None


def _finding(code: str, place: str, say: str, remedy: str) -> Finding:
    return Finding(code=code, severity=Severity.ERROR, place=place, say=say, remedy=remedy)


def decode_package(tables: Mapping[str, Any], name: str) -> Package:
    """The package of the tables; every wrong row is found, not only the first."""
    return decode(tables, Package, name)


@lru_cache(maxsize=64)
def published_package(text: str, name: str) -> Package:
    """The package of a published text; it never changes, so the same text is read once."""
    return decode_package(parse_toml(text, name), name)


def decode_contract(tables: Mapping[str, Any], name: str) -> ContractFile:
    """The contract of a contract file."""
    return decode(tables, ContractFile, name)


def decode_sharing(tables: Mapping[str, Any], name: str) -> tuple[SharingFile, ...]:
    """The sharing groups of ``sharing.toml``."""
    rows = tables.get("group", [])
    return tuple(decode(row, SharingFile, f"{name} group[{i + 1}]") for i, row in enumerate(rows))


def decode(tables: Mapping[str, Any], row_type: type[AnyRow], name: str) -> AnyRow:
    """Convert plain data into a row type; raises BadFile with a finding for each wrong row."""
    findings = tuple(_shape(tables, row_type, name))
    if findings:
        raise BadFile(findings)
    return msgspec.convert(tables, row_type, strict=True)


def _shape(value: Any, row_type: type[Row], place: str) -> Iterator[Finding]:
    """Look at a row and the rows inside it, one by one."""
    if not isinstance(value, Mapping):
        yield _finding("shape.type", place, "这里应是一张表。", "请按样例写成若干“键 = 值”。")
        return
    fields = _fields_of(row_type)
    for key in value:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, n=1)
            remedy = f"是否应为“{near[0]}”？" if near else f"可用的键：{'、'.join(fields)}。"
            yield _finding("shape.unknown_key", f"{place} {key}", f"没有“{key}”这个键。", remedy)
    inner: set[str] = set()
    for key, field in fields.items():
        if key not in value:
            if field.required:
                yield _finding(
                    "shape.missing", f"{place} {key}", f"缺少“{key}”。", f"请补上“{key}”这一项。"
                )
            continue
        nested = _row_type(field.type)
        if nested is None:
            continue
        inner.add(key)
        rows = value[key] if isinstance(value[key], list | tuple) else [value[key]]
        for number, row in enumerate(rows, 1):
            yield from _shape(row, nested, f"{place} {key}{_name_of(row, number)}")
    for key, field in fields.items():
        if key in value and key not in inner:
            yield from _wrong_value(value[key], field.type, f"{place} {key}")


@lru_cache(maxsize=256)
def _fields_of(row_type: type[Row]) -> Mapping[str, FieldInfo]:
    return {field.name: field for field in msgspec.structs.fields(row_type)}


def _name_of(row: Any, number: int) -> str:
    if isinstance(row, Mapping):
        for name in ("key", "id", "code", "line"):
            if isinstance(row.get(name), str):
                return f"“{row[name]}”"
    return f"[{number}]"


def _row_type(annotation: Any) -> type[Row] | None:
    """The row type inside an annotation, whether alone, optional or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType):
        for inner in get_args(annotation):
            found = _row_type(inner)
            if found is not None:
                return found
    return None


WORDS = {
    "str": "文字",
    "int": "整数",
    "decimal": "数字",
    "date": "日期",
    "bool": "true 或 false",
    "array": "列表",
    "object": "表",
    "null": "空",
}


def _wrong_value(value: Any, annotation: Any, place: str) -> Iterator[Finding]:
    try:
        msgspec.convert(value, annotation, strict=True)
    except msgspec.ValidationError as error:
        text = str(error)
        expected = re.search(r"Expected `([^`]+)`", text)
        words = (
            [WORDS.get(part.strip(), part.strip()) for part in expected[1].split("|")]
            if expected
            else []
        )
        allowed = [word for one in (annotation, *get_args(annotation)) for word in _words_of(one)]
        if allowed:
            remedy = f"请从下列中选一个：{'、'.join(allowed)}。"
        else:
            remedy = (
                f"请改为{'或'.join(w for w in words if w != '空')}。" if words else "请按样例改写。"
            )
        yield _finding("shape.value", place, f"值“{value}”不合要求。", remedy)


def _words_of(annotation: Any) -> list[str]:
    """The words of a closed list."""
    is_list = isinstance(annotation, type) and issubclass(annotation, StrEnum)
    return [member.value for member in annotation] if is_list else []
