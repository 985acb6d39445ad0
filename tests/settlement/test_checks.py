"""A package whose scoring or payment does not fit together is refused at the right place."""

import pytest

from core.packages.check import check_package
from core.packages.read import decode_package
from core.plugin import Severity
from tests.appraisal.worked import catalogue, tables_of

HOME_CARE = tables_of("home-care")
STEP = {"key": "one", "label": "某步", "clause": "样例"}


def changed(table, key, **values):
    return [
        {**row, **values} if row.get("key", row.get("id")) == key else row
        for row in HOME_CARE[table]
    ]


def without(table, **values):
    return [row for row in HOME_CARE[table] if any(row.get(k) != v for k, v in values.items())]


CASES = {
    "a rounding at a stage that does not exist": (
        {"rounding": changed("rounding", "amount-down", stage="sum")},
        ("sense.word", "rounding “amount-down” stage", "没有“sum”", "payable"),
    ),
    "a rounding in a mode that does not exist": (
        {"rounding": changed("rounding", "amount-down", mode="cut")},
        ("sense.word", "rounding “amount-down” mode", "没有“cut”", "half_up"),
    ),
    "a row under an answer that its choice does not offer": (
        {"rounding": changed("rounding", "amount-down", answer="floor")},
        ("ref.answer", "rounding “amount-down” answer", "没有“floor”这个答案", "half_up、down"),
    ),
    "a step that does not exist": (
        {"settle": [{**STEP, "op": "bonus"}]},
        ("sense.word", "settle “one” op", "没有“bonus”", "ceiling"),
    ),
    "a ceiling without an amount": (
        {"settle": [{**STEP, "op": "ceiling"}]},
        ("sense.settle_amount", "settle “one”", "没有写金额", "amount"),
    ),
    "a co-payment without a share": (
        {"settle": [{**STEP, "op": "copay", "of": "person"}]},
        ("sense.settle_amount", "settle “one”", "没有写自付多少", "percent"),
    ),
    "a percentage of a single person": (
        {"settle": [{**STEP, "op": "percent", "of": "person"}]},
        ("sense.settle_of", "settle “one” of", "不能对“person”", "total"),
    ),
    "a ceiling of each person after the percentage of all": (
        {
            "settle": [
                {**STEP, "op": "percent"},
                {**STEP, "key": "two", "op": "ceiling", "of": "person", "amount": 1},
            ]
        },
        ("sense.settle_order", "settle “two”", "排在按总额计算的“某步”之后", "移到前面"),
    ),
    "a tier paid by a line that does not exist": (
        {"tier": changed("tier", "severe", line="served-sever")},
        ("ref.unknown", "tier “severe” line", "没有“served-sever”这个指标行", "served-severe"),
    ),
    "a satisfied answer that the question does not offer": (
        {"score_item": changed("score_item", "satisfaction", satisfied=["great"])},
        ("ref.unknown", "score_item “satisfaction” satisfied", "没有“great”这个答案", "very"),
    ),
    "an item that names a choice that does not exist": (
        {"score_item": changed("score_item", "genuine", choices=["A002-99"])},
        ("ref.unknown", "score_item “genuine” choices", "没有“A002-99”这个选择", "A002-5"),
    ),
    "steps of satisfaction that nobody chose how to read": (
        {"score_item": changed("score_item", "satisfaction", choices=[])},
        ("choice.unsaid", "score_item “satisfaction” choices", "“below_standard”", "full_steps"),
    ),
    "a bonus that nobody chose a limit for": (
        {"score_item": changed("score_item", "bonus", choices=[])},
        ("choice.unsaid", "score_item “bonus” choices", "“bonus_limit”", "within_total"),
    ),
    "a range of payment that nobody chose how to fill": (
        {"choice": without("choice", id="A002-10")},
        ("choice.unsaid", "choice rule = “pay_percent”", "拨付比例写成区间的等级", "linear"),
    ),
    "a price per person that nobody chose when to pay": (
        {"choice": without("choice", id="A002-R5.1")},
        ("choice.unsaid", "choice rule = “payable_from”", "按人按月的单价", "not_paid"),
    ),
    "an instalment that waits for a grade that does not exist": (
        {"instalment": [{**STEP, "percent": 30, "least_band": "fine"}]},
        ("ref.unknown", "instalment “one” least_band", "没有“fine”这个等级", "excellent"),
    ),
    "a price for an identity that nobody holds": (
        {"price": [{**STEP, "price": 100, "item": "bathing", "identity": ["tekun"]}]},
        ("ref.unknown", "price “one” identity", "没有“tekun”这个对象类别", "tekun_scattered"),
    ),
    "a price for a service that is not in the catalogue": (
        {"price": [{**STEP, "price": 100, "item": "swimming"}]},
        ("ref.unknown", "price “one” item", "没有“swimming”这个服务项目", "bathing"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_broken_score_sheet_or_settlement_is_found(case):
    tables, (code, place, say, remedy) = CASES[case]
    package = decode_package({**HOME_CARE, **tables}, "home-care.toml")
    found = check_package(package, catalogue(), "home-care.toml")
    [one] = [one for one in found if one.severity is Severity.ERROR]
    assert one.code == code and place in one.place and say in one.say and remedy in one.remedy
