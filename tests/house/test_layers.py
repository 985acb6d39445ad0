"""The house stands as its plan says: who may use whom, where clocks and databases may not be."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PURE = [
    *sorted((ROOT / "core/facts").glob("*.py")),
    *sorted((ROOT / "core/calendar").glob("*.py")),
    *sorted((ROOT / "core/plugin").glob("*.py")),
    *sorted((ROOT / "core/ledger/rules").glob("*.py")),
    *sorted((ROOT / "core/appraisal/rules").glob("*.py")),
    *sorted((ROOT / "core/matters/rules").glob("*.py")),
    *sorted((ROOT / "core/settlement/rules").glob("*.py")),
    ROOT / "core/packages/schema.py",
    ROOT / "core/packages/terms.py",
    ROOT / "core/rehearsal/rehearse.py",
]
BELOW_WEB = [
    path
    for folder in ("core", "plugins")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "tests" not in path.relative_to(ROOT).parts
]
CLOCKS = {
    *(("date", name) for name in ("today", "fromtimestamp")),
    *(("datetime", name) for name in ("now", "utcnow", "today", "fromtimestamp")),
    *(("time", name) for name in ("time", "time_ns", "localtime", "gmtime")),
}
#: What a workbook hands over is a float already; it is read into a Decimal here.
FLOAT_IS_MEANT = {"core/people/importing/cells.py"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def test_everybody_uses_only_those_below():
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_what_is_pure_knows_no_database_and_no_web(path):
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    wrong = {n for n in names if n.split(".")[0] in ("sqlalchemy", "litestar", "web", "jinja2")}
    assert not wrong, f"{name_of(path)} imports {sorted(wrong)}"


def calls_of(path):
    """(line, called name) of every call in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute):
                owner = called.value
                yield node.lineno, ast.unparse(owner), called.attr
            elif isinstance(called, ast.Name):
                yield node.lineno, "", called.id


def test_nobody_below_the_web_looks_at_a_clock():
    found = [
        f"{name_of(path)}:{line} {owner}.{name}()"
        for path in BELOW_WEB
        for line, owner, name in calls_of(path)
        if (owner.split(".")[-1], name) in CLOCKS
    ]
    assert not found, "\n".join(found)


def test_nothing_that_is_counted_or_paid_is_a_float():
    found = [
        f"{name_of(path)}:{line} float()"
        for path in BELOW_WEB
        if name_of(path) not in FLOAT_IS_MEANT
        for line, owner, name in calls_of(path)
        if name == "float" and not owner
    ]
    assert not found, "\n".join(found)


def test_no_file_is_called_utils():
    words = {"utils", "util", "helpers", "helper", "common", "misc"}
    tracked = [
        *(ROOT / "core").rglob("*"),
        *(ROOT / "plugins").rglob("*"),
        *(ROOT / "web").rglob("*.py"),
    ]
    assert not [name_of(path) for path in tracked if path.stem in words]


def test_every_folder_of_code_is_a_package_with_a_sentence():
    for path in sorted((ROOT / "core").rglob("__init__.py")):
        if "tests" in path.parts:
            continue
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), name_of(path)


def test_every_module_begins_with_a_sentence_for_a_colleague():
    silent = [
        name_of(path)
        for path in BELOW_WEB
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent, silent


def test_no_inheritance_between_our_own_classes():
    allowed = {
        "Exception",
        "StrEnum",
        "NamedTuple",
        "Protocol",
        "TypedDict",
        "Struct",
        "ColumnElement",
        "FunctionElement",
    }
    found = []
    for path in BELOW_WEB:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).split(".")[-1].split("[")[0] for base in node.bases}
                found += [
                    f"{name_of(path)}:{node.lineno} {node.name}({base})" for base in bases - allowed
                ]
    kinds_of_value = ("(Row)", "(Input)", "(Dated)", "(Refused)", "(TypeDecorator)", "(StoreError)")
    assert not [one for one in found if not one.endswith(kinds_of_value)], found
