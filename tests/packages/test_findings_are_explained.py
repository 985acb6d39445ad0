"""Every code that a check uses has its explanation, and every explanation a code."""

import ast
import re
from pathlib import Path

import pytest

from core.packages.check.explained import FAMILIES, explanation_of, families

ROOT = Path(__file__).resolve().parents[2]
#: Where findings are made; drafts of packages say theirs in their own words.
MAKERS = ("core/packages/check", "core/packages/read.py", "core/workbook/reading", "core/rehearsal", "core/xlsform", "plugins")  # fmt: skip
#: Functions whose first argument is a code, and what carries one by name.
BY_POSITION, BY_NAME = ("error", "warn", "_finding", "finding"), ("Slip", "Finding")
CODE = re.compile(r"[a-z]+\.[a-z_]+")


def sources():
    for name in MAKERS:
        path = ROOT / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if "tests" not in file.parts:
                yield ast.parse(file.read_text(encoding="utf-8"))


def texts_of(node):
    """The texts that an expression may give: a text, either side of a choice, an f-string's cases."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return texts_of(node.body) + texts_of(node.orelse)
    if isinstance(node, ast.JoinedStr) and ast.unparse(node).startswith("f'cell."):
        return ["cell.formula", "cell.error"]
    return []


def codes():
    found = set()
    for tree in sources():
        named = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign):
                target, value = node.targets[0], node.value
                pairs = zip(target.elts, value.elts, strict=False) if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) else [(target, value)]  # fmt: skip
                for name, one in pairs:
                    if isinstance(name, ast.Name) and name.id == "code":
                        named.setdefault("code", []).extend(texts_of(one))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")  # fmt: skip
            given = node.args[:1] if called in BY_POSITION else []
            given += [one.value for one in node.keywords if one.arg == "code" and called in BY_NAME]
            for one in given:
                found |= {t for t in texts_of(one) if CODE.fullmatch(t)}
                if isinstance(one, ast.Name):
                    found |= set(named.get(one.id, ()))
    return found


CODES = sorted(codes())


def test_the_codes_are_really_collected():
    assert len(CODES) > 80
    assert {"cell.number_period", "cell.error", "row.owner", "feasibility.hours", "shape.value"} <= {*CODES}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_its_explanation(code):
    assert explanation_of(code) is not None, f"explain {code} in core/packages/check/explained/"


def test_a_contract_types_own_finding_is_explained_as_such_and_an_unknown_one_is_not():
    assert "合同类型" in explanation_of("quota-period").title
    assert explanation_of("sense.nothing_of_the_kind") is None
    assert explanation_of("xlsform.key") is not None


def test_no_explanation_is_left_of_a_check_that_is_gone():
    explained = {code for found in families().values() for code in found if not code.endswith("*")}
    assert explained <= {*CODES}, sorted(explained - {*CODES})


def test_every_explanation_is_whole_plain_chinese():
    assert list(families()) == list(FAMILIES)
    for found in families().values():
        for code, one in found.items():
            for text in (one.means, one.why, one.mend, one.example):
                assert text.endswith(("。", "？")), (code, text)
                assert re.search("[\u4e00-\u9fff]", text) or text[0].isascii(), code
            assert not one.title.endswith("。"), code
            assert len({one.means, one.why, one.mend}) == 3, code
