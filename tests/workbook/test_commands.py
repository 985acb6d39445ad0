"""convert and blank on the command line, in this process."""

from click.testing import CliRunner

from core.workbook import canonical
from tests.workbook.scene import CONFIG, a_package, at, edited, opened
from web.cli import main


def yizhan(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_there_and_back_by_command(tmp_path):
    book, text = tmp_path / "a.xlsx", tmp_path / "a.toml"
    assert yizhan("package", "convert", CONFIG / "home-care.toml", book).exit_code == 0
    assert yizhan("package", "convert", book, text).exit_code == 0
    assert text.read_text(encoding="utf-8") == canonical(a_package("home-care"))
    answer = yizhan("package", "check", book)
    rungs = ["读入", "编号和引用", "各行是否合理", "人手够不够", "样例算得对不对"]
    said = [f"● {rung}：没有发现问题。" for rung in rungs]
    assert answer.output.splitlines() == [*said, "0 处错误，0 处需要确认。"]
    assert answer.exit_code == 0


def test_a_broken_workbook_is_not_converted_and_the_cell_is_named(tmp_path):
    book, text = tmp_path / "a.xlsx", tmp_path / "a.toml"
    yizhan("package", "convert", CONFIG / "home-care.toml", book)
    book.write_bytes(edited(book.read_bytes(), at("封面", "B4", "第一版")))
    answer = yizhan("package", "convert", book, text)
    assert answer.exit_code == 1
    assert "a.xlsx 封面!B4：“版本”应为数字" in answer.output
    assert not text.exists()


def test_a_blank_workbook_by_command(tmp_path):
    book = tmp_path / "blank.xlsx"
    assert yizhan("package", "blank", "home_care", book).exit_code == 0
    assert opened(book.read_bytes())["封面"]["B2"].value == "居家养老上门服务补贴"
    answer = yizhan("package", "blank", "made_up", book)
    assert answer.exit_code == 1
    assert "没有合同类型“made_up”" in answer.output
