"""yizhan package draft, as an officer runs it."""

import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from core.packages.read import decode_package, load_toml
from tests.drafting.truth import TABLES
from web.cli import main

[SEED] = (TABLES / "seeds").glob("004_*.txt")


def run(*arguments):
    return CliRunner().invoke(main, ["package", "draft", *map(str, arguments)])


def test_the_toml_is_a_package_that_can_be_read(tmp_path):
    out = tmp_path / "draft.toml"
    answer = run(SEED, out, "--type", "station_indicators", "--id", "next", "--from", "2027-01-01")
    assert answer.exit_code == 0, answer.output
    package = decode_package(load_toml(out), out.name)
    assert (package.package.id, package.package.effective_from.year) == ("next", 2027)
    assert len(package.line) == 58
    text = out.read_text(encoding="utf-8")
    assert "# 把握：高" in text
    assert "# 请确认 measure：名称写“户次”" in text
    assert "【没有用到的数字】" in text


def test_the_workbook_is_the_same_package_with_a_note_on_what_is_unsure(tmp_path):
    out = tmp_path / "draft.xlsx"
    answer = run(SEED, out, "--type", "station_indicators", "--id", "next", "--from", "2027-01-01")
    assert answer.exit_code == 0, answer.output
    book = load_workbook(out)
    lines = book["指标"]
    columns = {cell.value: cell.column for cell in lines[1]}
    assert sum(1 for row in lines.iter_rows(min_row=2) if row[0].value) == 58
    notes = [
        cell.comment.text
        for row in lines.iter_rows(
            min_row=2, min_col=columns["计量方式"], max_col=columns["计量方式"]
        )
        for cell in row
        if cell.comment
    ]
    assert any("请确认" in note for note in notes)


def test_the_report_shows_each_row_beside_its_words(tmp_path):
    out = tmp_path / "draft.txt"
    assert run(SEED, out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert "原文：1.排查户次：200户以上；" in text
    assert "序号" in text


def test_json_tells_a_program_the_same(tmp_path):
    answer = run(SEED, tmp_path / "draft.toml", "--json")
    told = json.loads(answer.stdout)
    assert len(told["proposals"]) == 59
    assert told["proposals"][0]["readings"][0] == {
        "field": "targets.0.min",
        "value": "4",
        "words": "4",
        "implied": False,
    }


@pytest.mark.parametrize(("name", "say"), [("draft.pdf", "格式写不了"), ("there.toml", "已经存在")])
def test_what_cannot_be_written_says_why(tmp_path, name, say):
    (tmp_path / "there.toml").write_text("")
    answer = run(SEED, tmp_path / name)
    assert answer.exit_code == 1
    assert say in answer.output
