"""``package try`` on the hand-worked month of the example folder, to the fen."""

import json

import pytest
from click.testing import CliRunner

from tests.cli.test_command_line import ROOT
from web.cli import main

MONTH = [
    "package", "try", str(ROOT / "config/packages/home-care.toml"),
    "--facts", str(ROOT / "config/example/home-care-month"),
    "--contract-file", str(ROOT / "config/contracts/home-care.toml"),
    "--on", "2026-03-31",
]  # fmt: skip
AFTER = ("--choose", "A002-12=after_percent")
#: Rounded to an integer before the grade is looked up, 89.5 is 90 and excellent.
ROUNDED = ("--choose", "A002-9=to_integer")


def tried(*more):
    return CliRunner().invoke(main, [*MONTH, *more])


@pytest.mark.parametrize(
    ("more", "payable", "fen"),
    [
        ((), "60,960.00 元", 6096000),
        (AFTER, "60,948.00 元", 6094800),
        (ROUNDED, "63,500.00 元", 6350000),
        ((*ROUNDED, *AFTER), "63,500.00 元", 6350000),
    ],
)
def test_the_hand_worked_month_comes_to_the_fen_under_each_order(more, payable, fen):
    assert f"● 应付 {payable}" in tried(*more).output.splitlines()
    [month] = json.loads(tried(*more, "--json").output)["periods"]
    assert month["payment"]["statement"]["payable"] == fen
    assert month["missing"] == []


def test_the_text_shows_every_step_and_who_is_not_paid():
    lines = tried().output
    for said in (
        "自动得出 training：2026-03“工作人员业务培训”没有记录",
        "自动得出 satisfaction：有效问卷 20 份，满意 19 份",
        "养老服务股评分 92 分",
        "各股室月度考核：92、88，平均 90 分",
        "● 得分 89.5 分，“良好”，拨付 96%",
        "重度及完全失能：148 人 × 300.00 元 = 44,400.00 元",
        "低保中度失能和高龄：97 人 × 200.00 元 = 19,400.00 元",
        "不结算 severe-149 重度及完全失能：服务当日尚未签订服务协议",
    ):
        assert said in lines, said


def test_programs_read_the_same_under_stable_names():
    [month] = json.loads(tried("--json").output)["periods"]
    appraisal, statement = month["appraisal"], month["payment"]["statement"]
    assert (month["period"], month["cycle"]) == ("2026-03", "month")
    assert (appraisal["score"], appraisal["band"], appraisal["percent"]) == ("89.5", "良好", "96")
    assert [one["total"] for one in appraisal["sheets"]] == ["92", "88", "85"]
    assert {line["key"]: line["amount"] for line in statement["lines"]} == {
        "tier.severe": 4440000,
        "tier.moderate": 1940000,
        "settle.falsified-before": -30000,
        "settle.percent": -254000,
    }
    assert [row["person"] for row in statement["not_paid"]] == ["severe-149"]


def test_a_month_without_sheets_says_what_is_missing_and_pays_nothing_yet():
    output = tried("--period", "2026-02").output
    assert "▲ 还缺：“各股室月度考核”还没有评分。" in output
    assert "○ 应付：还不能确定，已算出的各行合计 0.00 元" in output
    assert "2026-03（" not in output


@pytest.mark.parametrize(
    ("more", "say"),
    [
        (("--choose", "A002-99=x"), "没有编号为“A002-99”的选择"),
        (("--choose", "A002-12=maybe"), "可选：before_percent（先从当月服务费中扣除该对象"),
        (("--period", "三月"), "合同期内没有“三月”这一期"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_words(more, say):
    answer = tried(*more)
    assert answer.exit_code == 1
    assert say in answer.output and "Traceback" not in answer.output
