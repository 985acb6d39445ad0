"""Every row of a package said back in Chinese: nothing left out, no key of the file showing."""

import re
from pathlib import Path

import msgspec
import pytest

import plugins
from core.ledger.book import words_of
from core.ledger.said import labels_of
from core.packages.schema import Cap, Line, Measure, Quota, Target, TargetKind
from core.packages.sentences import SENTENCES, cap, line, rows_of, say, target
from core.packages.sentences.agreements import sharing
from core.packages.shelf import load_shelf
from core.plugin.rooms import catalogue_of, find_rooms
from tests.county import PLACES

CONFIG = Path(__file__).resolve().parents[2] / "config"
#: What a key of a file looks like. GB/T, R7.3a or A004-2 are names that the texts themselves use.
KEY = re.compile(r"[a-z][a-z0-9]*_[a-z0-9_]+|[a-z][a-z0-9]{2,}|[a-z]+-[a-z0-9-]+|None|@")


@pytest.fixture(scope="module")
def catalogue():
    return catalogue_of(find_rooms(plugins, outside=False))


@pytest.fixture(scope="module")
def shelf(catalogue):
    return load_shelf(CONFIG, catalogue)


def labels_for(package, catalogue):
    places = {key: name for key, name, _ in PLACES}
    return labels_of(package, catalogue, words_of(catalogue, [package], places))


@pytest.fixture(scope="module")
def lezhi(shelf, catalogue):
    return labels_for(shelf.packages["lezhi-station", 1], catalogue)


def row(labels, key):
    return next(one for one in labels.package.line if one.key == key)


def test_every_row_of_every_package_is_said_in_chinese(shelf, catalogue):
    assert len(shelf.packages) == 5
    for package in shelf.packages.values():
        labels = labels_for(package, catalogue)
        for sheet in SENTENCES:
            for one in rows_of(package, sheet):
                said = say(sheet, one, labels)
                assert said.endswith("。"), (sheet, one)
                assert not KEY.search(said), (sheet, said)
                assert "原文未列明" not in said, (sheet, said)


def test_every_table_of_a_package_has_its_sentences(shelf):
    tables = {field.name for field in msgspec.structs.fields(shelf.packages["home-care", 1])}
    assert tables == set(SENTENCES)


def test_a_child_says_what_it_counts_and_that_its_parent_counts_it_too(lezhi):
    assert line(row(lezhi, "r7-3d"), lezhi) == (
        "合同期内，宣讲主题为惠民殡葬，且由本方主办的政策宣讲，每办一场计 1 场；合同期内至少 4 场；"
        "属于“政策宣讲”的一部分，同时计入上级。"
    )


def test_four_trainings_are_also_one_each_quarter(lezhi):
    said = line(row(lezhi, "r2-1"), lezhi)
    assert "合同期内至少 4 次；每个合同季度至少 1 次，缺一期不能用别期补" in said
    assert "参加者中须有社区工作者" in said


def test_hours_are_each_persons_own(lezhi):
    said = line(row(lezhi, "r9-1b"), lezhi)
    assert "45 分钟为 1 学时" in said
    assert "每一个人每个合同年都要满 20 学时，不看平均数" in said


def test_a_quota_says_who_is_owed_what_and_when_a_neighbour_may_answer(shelf, catalogue):
    labels = labels_for(shelf.packages["jinshan-visits", 1], catalogue)
    quota = next(one for one in labels.package.quota if one.key == "greeting")
    assert say("quota", quota, labels) == (
        "分散供养特困自理人员每一个人，每月至少电话问候、视频连线 2 次；须见到或联系上人才计；"
        "本人没有电话的，由邻居、亲属、村干部代答也计；同时计入“线上问候人次”。"
    )


def test_a_band_is_half_open_and_leaves_the_range_to_a_person(shelf, catalogue):
    labels = labels_for(shelf.packages["home-care", 1], catalogue)
    good = next(one for one in labels.package.band if one.key == "good")
    assert say("band", good, labels) == (
        "月度总分 80 分以上、不满 90 分为“良好”；拨付服务经费的 95% 至 98%，由人在区间内选定并写明理由。"
    )


def test_an_open_matter_says_that_the_text_leaves_it_open(lezhi):
    open_one = next(one for one in lezhi.package.choice if one.id == "A004-R6.8b")
    assert say("choice", open_one, lezhi) == "小组至少几节、几人：原文未约定。"


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("kind", list(TargetKind))
def test_every_measure_with_every_kind_of_target_makes_a_sentence(lezhi, measure, kind):
    made = Line(
        key="x",
        label="某条",
        clause="原文",
        unit_label="次",
        measure=measure,
        kinds=("policy_talk",),
        field="copies",
        targets=(Target(kind=kind, period="month", day=25, field="topic"),),
        cap=Cap(most=2, per="day", of="person"),
        price=1050,
    )
    said = line(made, lezhi)
    assert "政策宣讲" in said and "最多计 2 次" in said and "10.50 元" in said
    assert not KEY.search(said)


def test_a_longest_gap_is_said_in_days(lezhi):
    made = Quota(key="x", label="探访", clause="原文", kinds=("home_visit",), longest_gap=15)
    assert "最长不超过 15 天" in say("quota", made, lezhi)


def test_a_deadline_names_day_holiday_and_what_late_means(lezhi):
    one = Target(
        kind=TargetKind.DEADLINE, period="month", day=25, holiday="after", late="not_counted"
    )
    assert target(one, "份", lezhi) == (
        "每月 1 份，当月 25 日前提交，含当日，逢节假日顺延到下一个工作日，迟交的不计"
    )


def test_a_cap_names_whose_it_is():
    assert (
        cap(Cap(most=2, per="day", of="person"), "次") == "每人每天最多计 2 次，超出的单列，不计入"
    )


def test_an_agreement_between_contracts_says_who_is_paid(shelf):
    paid_once = next(one for one in shelf.sharing if one.mode == "shared_paid_once")
    said = sharing(paid_once, lambda key: f"《{shelf.contracts[key].title}》", lambda c, k: k)
    assert "兼计但费用独占" in said and "先付《演示县居家养老上门服务》" in said
