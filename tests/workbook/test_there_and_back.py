"""Nothing is lost between TOML and workbook, whoever saved the workbook last."""

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec import structs

from core.packages.compare import compare
from core.workbook import canonical
from tests.workbook.packages import packages
from tests.workbook.scene import (
    FIVE,
    a_package,
    checked,
    edited,
    from_text,
    put,
    read,
    written,
)


@pytest.mark.parametrize("name", FIVE)
def test_the_canonical_text_is_the_package_and_stays_as_it_is(name):
    package = a_package(name)
    text = canonical(package)
    assert from_text(text) == package
    assert canonical(from_text(text)) == text


@pytest.mark.parametrize("name", FIVE)
def test_a_package_survives_the_workbook_byte_for_byte(name):
    text = canonical(a_package(name))
    found = read(written(from_text(text)))
    assert found.findings == ()
    assert canonical(found.package) == text


@pytest.mark.parametrize("name", FIVE)
def test_a_workbook_saved_again_by_another_library_says_the_same(name):
    found = read(edited(written(a_package(name))))
    assert found.findings == ()
    assert canonical(found.package) == canonical(a_package(name))


def test_the_same_package_gives_the_same_bytes():
    assert written(a_package()) == written(a_package())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", FIVE)
def test_a_workbook_saved_again_by_libreoffice_says_the_same(name, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(written(a_package(name)))
    command = ["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", tmp_path / "b", tmp_path / "a.xlsx"], check=True)
    found = read((tmp_path / "b" / "a.xlsx").read_bytes())
    assert found.findings == ()
    assert canonical(found.package) == canonical(a_package(name))


def test_an_edit_in_the_workbook_comes_back_as_exactly_that_edit():
    old = a_package("lezhi-station")
    found = read(edited(written(old), put("指标", "名称", "r2-1", "党建引领主题培训")))
    assert found.findings == ()
    changes = compare(old, found.package)
    assert [(c.table, c.key, c.field, c.new) for c in changes] == [
        ("line", "r2-1", "label", "党建引领主题培训")
    ]


def test_a_target_edited_on_its_own_sheet_changes_only_that_line():
    old = a_package("lezhi-station")
    found = read(edited(written(old), put("指标目标", "最少", "r3-1", 260)))
    changes = compare(old, found.package)
    assert [(c.key, c.field) for c in changes] == [("r3-1", "targets")]
    assert changes[0].new[0]["min"] == "260"


def test_a_row_added_to_the_workbook_becomes_a_line():
    def add(book):
        book["指标"].append(["new-line", "新的一行", "场", "场次"])
        sheet = book["指标"]
        for heading, value in (("记录种类", "政策宣讲"), ("原文条款", "新的条款")):
            column = next(cell.column for cell in sheet[1] if cell.value == heading)
            sheet.cell(sheet.max_row, column).value = value

    old = a_package("lezhi-station")
    package, findings = checked(edited(written(old), add))
    assert findings == ()
    assert [(c.what, c.key) for c in compare(old, package)] == [("added", "new-line")]
    assert package.line[-1].kinds == ("policy_talk",)


def test_a_list_of_one_that_holds_a_separator_stays_a_list_of_one():
    old = a_package("jinshan-visits")
    where = (("home", "in", ("一；二",)), ("home", "=", ("一、二",)), ("home", "contains", ("一",)))
    quota = structs.replace(old.quota[0], where=where)
    package = from_text(canonical(structs.replace(old, quota=(quota,))))
    assert canonical(read(edited(written(package))).package) == canonical(package)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(packages())
def test_any_package_survives_the_text_and_the_workbook(package):
    text = canonical(package)
    assert from_text(text) == package
    found = read(written(package))
    assert found.package is not None, found.findings
    assert canonical(found.package) == text
