"""form export and form import on the command line, in this process."""

from click.testing import CliRunner

from core.packages.read import load_toml
from tests.workbook.scene import CONFIG
from tests.xlsform.scene import a_survey, text
from web.cli import main


def yizhan(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_out_and_back_by_command(tmp_path):
    book, out = tmp_path / "a.xlsx", tmp_path / "a.toml"
    answer = yizhan("form", "export", CONFIG / "home-care.toml", "satisfaction", book)
    assert (answer.exit_code, answer.output) == (0, f"已写入 {book}。\n")
    answer = yizhan("form", "import", book, out)
    assert (answer.exit_code, answer.output) == (0, f"已写入 {out}：20 道题。\n")
    form = load_toml(out)["form"][0]
    packaged = load_toml(CONFIG / "home-care.toml")["form"][0]
    assert form["questions"] == packaged["questions"]


def test_a_form_that_is_not_there_is_told_with_those_that_are(tmp_path):
    answer = yizhan("form", "export", CONFIG / "home-care.toml", "gone", tmp_path / "a.xlsx")
    assert answer.exit_code == 1
    assert "没有表单“gone”。可选：satisfaction（满意度调查问卷）" in answer.output


def test_a_broken_file_is_not_written_and_its_cell_is_told(tmp_path):
    book, out = tmp_path / "a.xlsx", tmp_path / "a.toml"
    book.write_bytes(a_survey({"type": "video", "name": "a", "label": "录像"}))
    answer = yizhan("form", "import", book, out)
    assert answer.exit_code == 1
    assert "✕ 必改 [xlsform.type] a.xlsx survey!A2" in answer.output
    assert not out.exists()


def test_nothing_is_written_over(tmp_path):
    book, out = tmp_path / "a.xlsx", tmp_path / "a.toml"
    book.write_bytes(a_survey(text("a")))
    out.write_text("# 别动", encoding="utf-8")
    answer = yizhan("form", "import", book, out)
    assert answer.exit_code == 1
    assert "已经存在" in answer.output
    assert out.read_text(encoding="utf-8") == "# 别动"
