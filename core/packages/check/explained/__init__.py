"""Every finding explained: what it means, why it matters, how to mend it, and a small example.

The explanations stand in the TOML files beside this one, by family, for officers to read and mend.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

#: The heading of each family, in the order in which the checks are made.
FAMILIES: Mapping[str, str] = {
    "shape": "读文件",
    "sheets": "工作簿的行、列和工作表",
    "cells": "工作簿里的一格",
    "references": "编号、选择和条件",
    "sense": "各行是否合理",
    "forms": "表单的题目",
    "workload": "人手、表单和样例",
    "contracts": "合同和兼计",
    "xlsform": "表单的导入和导出",
    "types": "合同类型自己的检查",
}
#: What stands for all codes of a family that has one explanation only. Codes without a dot are those
#: of contract types, whose findings say themselves what to do.
ALL = "*"


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one code means, in the words of an officer."""

    title: str
    means: str
    why: str
    mend: str
    example: str


@cache
def families() -> Mapping[str, Mapping[str, Explanation]]:
    """Family → code → explanation, in the order of ``FAMILIES`` and of the files."""
    return {family: _read(family) for family in FAMILIES}


def _read(family: str) -> Mapping[str, Explanation]:
    text = Path(__file__).with_name(f"{family}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Explanation], strict=True)


def explanation_of(code: str) -> Explanation | None:
    """The explanation of a finding's code; None for a code that no check uses."""
    family, dot, _ = code.partition(".")
    known = {key: one for found in families().values() for key, one in found.items()}
    return known.get(code) or known.get(f"{family}.{ALL}" if dot else ALL)
