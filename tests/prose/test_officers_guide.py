"""The officers' guide is run: its commands, in its order, on its own example; its pages exist."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from core.packages.check.explained import explanation_of
from web.cli import main
from web.pages import packages, studio

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "config" / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/yizhan (.+)$", GUIDE, re.MULTILINE)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The guide's commands run in order, in a folder with the configuration beside them."""
    folder = tmp_path_factory.mktemp("county")
    shutil.copytree(ROOT / "config", folder / "config")
    answers = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for command in COMMANDS:
            answers[command] = CliRunner().invoke(main, shlex.split(command.split("  #")[0]))
    return answers


def said(run, *words):
    """What the command with these words answered."""
    [answer] = [one for command, one in run.items() if all(word in command for word in words)]
    return answer


def test_the_guide_leads_through_the_whole_way():
    steps = [command.split()[1] for command in COMMANDS]
    assert [step for n, step in enumerate(steps) if step not in steps[:n]] == [
        "draft", "convert", "blank", "check", "try", "diff",
    ]  # fmt: skip


def test_every_command_of_the_guide_works_and_only_the_draft_is_not_yet_right(run):
    failed = {command for command, answer in run.items() if answer.exit_code != 0}
    assert failed == {"package check draft.xlsx"}, [run[one].output for one in failed]


def test_the_draft_lacks_what_the_guide_says_it_lacks(run):
    output = said(run, "check", "draft.xlsx").output
    assert output.count("没有说明看哪种记录") == 2
    assert output.count("必须选定计算规则") == 5
    assert "draft.xlsx 口径选择!A1" in output
    assert "○ 样例算得对不对：前面有错误" in output
    assert "6 处数字没有用到" in said(run, "draft", "tender").output


def test_the_finished_example_passes_every_rung_with_the_arithmetic_of_the_guide(run):
    lines = said(run, "check", "nanping.xlsx").output.splitlines()
    assert [line[0] for line in lines[:-1]] == ["●"] * 5
    assert lines[-1] == "0 处错误，0 处需要确认。"
    [load] = re.findall(r"120 人 × [^`\n]+小时", GUIDE)
    assert load in lines[3]


def test_the_rehearsal_says_what_the_guide_tells_of_the_two_people(run):
    output = said(run, "try", "nanping").output
    assert "欠 li home-visit 2026-03：0/1" in output
    assert "欠 li greeting 2026-03：0/2" in output
    assert "欠 zhang" not in output
    assert "summaries 每月报送巡访汇总：1 / 12 份" in output


def test_the_month_of_the_guide_is_worked_to_the_fen_under_both_orders(run):
    before, after = (
        answer.output for command, answer in run.items() if "home-care-month" in command
    )
    assert "● 应付 60,960.00 元" in before and "● 应付 60,948.00 元" in after
    assert "应付 60,960.00 元" in GUIDE and "应付 60,948.00 元" in GUIDE
    for output in (before, after):
        assert "总分：90 × 90% + 85 × 10% = 89.5 分，不取整" in output
        assert "不结算 severe-149 重度及完全失能：服务当日尚未签订服务协议" in output
        assert "还缺" not in output


def test_the_pages_of_the_guide_exist():
    pages = set(re.findall(r"页面 `(/[a-z/]+)`", GUIDE))
    assert pages == {"/packages", "/packages/findings", "/drafts/new"}
    paths = {path for module in (packages, studio) for one in module.HANDLERS for path in one.paths}
    assert pages <= paths


def test_the_examples_of_the_guide_are_those_of_the_file():
    text = (ROOT / "config/example/nanping-visits.toml").read_text(encoding="utf-8")
    [block] = re.findall(r"```toml\n(\[\[example\]\].+?)```", GUIDE, re.DOTALL)
    assert block in text
    assert explanation_of("example.differs") is not None
