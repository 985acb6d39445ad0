"""Home care as an officer would check it: the room, its examples, its questions and its sums."""

from datetime import date

import pytest

from core.facts import Noun, Record, ServiceItem
from core.testing import check_room, examples_in
from plugins import home_care
from plugins.home_care import checks, package_checks, score_checks

test_example = examples_in(__file__)


def test_the_room_is_complete():
    check_room(home_care)


def a_visit(*items, minutes=60, outcome="reached", payer="subsidy", **fields):
    return Record(
        id="a1",
        noun=Noun.ACTIVITY,
        kind="care_visit",
        dates={"service": date(2026, 3, 3)},
        minutes=minutes,
        items=items,
        fields={"outcome": outcome, "payer": payer, **fields},
    )


def an_item(code="bathing", minutes=40, result="done"):
    return ServiceItem(id=code, code=code, minutes=minutes, result=result)


def sentences(record):
    return [sentence for check in checks.CHECKS for sentence in check.ask(record)]


def test_a_complete_visit_raises_no_question():
    assert sentences(a_visit(an_item())) == []


@pytest.mark.parametrize(
    ("record", "part"),
    [
        (a_visit(an_item(), charged=40), "自费项目请另记一条"),
        (a_visit(an_item(), payer="self_paid"), "没有登记自费金额"),
        (a_visit(an_item(), minutes=None), "没有填写服务时长"),
        (a_visit(), "没有登记服务项目"),
        (a_visit(an_item(minutes=None)), "第 1 项服务没有填写分钟数"),
        (a_visit(an_item(), an_item("03", None)), "第 2 项服务没有填写分钟数"),
        (a_visit(an_item(), an_item("cleaning", 30)), "合计 70 分钟，超过本次上门的 60 分钟"),
        (a_visit(an_item(), outcome="failed"), "却登记了已做的服务项目"),
    ],
)
def test_each_slip_of_a_visit_is_asked_about_once(record, part):
    (sentence,) = sentences(record)
    assert part in sentence


def test_a_service_refused_by_the_elder_needs_no_minutes():
    assert sentences(a_visit(an_item(), an_item("cleaning", None, "refused"))) == []


def test_a_self_paid_visit_with_its_amount_is_fine():
    assert sentences(a_visit(an_item(), payer="self_paid", charged=40)) == []


def test_records_of_other_kinds_are_not_asked_about():
    other = Record(id="a2", noun=Noun.ACTIVITY, kind="home_visit", dates={}, fields={"charged": 40})
    assert sentences(other) == []


def band(key, low, high=None, **more):
    return {"key": key, "label": key, "from_score": low, "to_score": high, **more}


def codes(findings):
    return [finding.code for finding in findings]


def test_a_payment_range_starts_with_the_smaller_number():
    bands = (band("b", 80, 90, pay_percent_least=98, pay_percent_most=95),)
    assert codes(score_checks.pay_ranges_are_in_order({"band": bands})) == ["home_care_pay_range"]


def test_an_item_needs_an_amount_and_bounds_in_order():
    items = (
        {"key": "empty", "label": "空", "group": "all"},
        {"key": "turned", "label": "反", "group": "all", "amount": 3, "amount_most": 1},
    )
    assert codes(score_checks.items_are_complete({"score_item": items})) == [
        "home_care_item_amount",
        "home_care_item_amount",
    ]


def test_a_tier_needs_a_price_and_a_line_that_counts_its_people():
    tier = {"key": "severe", "label": "重度", "price": None, "say": ""}
    found = codes(package_checks.tiers_are_priced_and_counted({"tier": (tier,)}))
    assert found == ["home_care_tier_price", "home_care_tier_not_counted"]


def test_a_tier_may_say_that_no_price_was_agreed():
    tables = {
        "tier": ({"key": "severe", "label": "重度", "say": "服务费标准原文未约定。"},),
        "line": ({"key": "served", "measure": "persons", "tiers": ["severe"]},),
    }
    assert package_checks.tiers_are_priced_and_counted(tables) == ()


def test_a_quota_on_a_paper_is_no_contact():
    quota = {"key": "q", "label": "频次", "kinds": ["care_visit", "home_care_ledger"]}
    (finding,) = package_checks.quotas_look_at_contacts({"quota": (quota,)})
    assert "home_care_ledger" in finding.say
