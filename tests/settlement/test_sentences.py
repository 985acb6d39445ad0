"""Prices, steps, roundings and instalments are said back as an officer would read them."""

from decimal import Decimal

import pytest

from core.ledger.book import words_of
from core.ledger.said import labels_of
from core.packages.schema import Instalment, Price, Rounding, SettleStep
from core.packages.sentences import say
from tests.appraisal.worked import catalogue, package_with

ROW = {"key": "x", "label": "某行", "clause": "样例"}


@pytest.fixture(scope="module")
def labels():
    package = package_with()
    return labels_of(package, catalogue(), words_of(catalogue(), [package], {}))


CASES = [
    ("price", Price(**ROW, price=12000, item="bathing", identity=("tekun_scattered",), tiers=("severe",)),
     "“助浴”（分级为重度及完全失能，身份为特困（分散供养））每单位 120 元。"),
    ("price", Price(**ROW, price=3500, line="care-hours", minutes=60), "“上门服务时长”每 60 分钟 35 元。"),
    ("settle", SettleStep(**ROW, op="ceiling", of="person", amount=20000),
     "结算步骤“某行”：每人不超过上限；200 元。"),
    ("settle", SettleStep(**ROW, op="copay", of="person", percent=Decimal(10), tiers=("severe",)),
     "结算步骤“某行”：每人扣除个人自付；10%；只对重度及完全失能。"),
    ("settle", SettleStep(**ROW, op="falsified", choice="A002-12", answer="after_percent"),
     "结算步骤“某行”：扣除弄虚作假对象的服务费；仅在选定“乘拨付比例之后再全额扣除”时适用，本版没有采用。"),
    ("rounding", Rounding(**ROW, stage="payable", places=0, mode="down"), "应付总额按元舍去尾数到整元。"),
    ("rounding", Rounding(**ROW, stage="total", places=1),
     "对照等级之前的总分按分四舍五入保留 1 位小数。"),
    ("instalment", Instalment(**ROW, percent=Decimal(30), after=("summary-report",)),
     "“某行”付合同价的 30%；在“项目总结报告”达标以后。"),
    ("instalment", Instalment(**ROW, remainder=True, cycle="month", least_band="pass", by_grade=True),
     "“某行”付合同价中尚未支付的余款；在月度考核以后；等级须在“合格”以上；按等级的拨付比例支付。"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "sentence"), CASES)
def test_a_row_of_payment_is_said_in_one_sentence(labels, sheet, row, sentence):
    assert say(sheet, row, labels) == sentence
