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
        (a_visit(an_item(minutes=None)), "没有填写分钟数"),
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


FOUR_BANDS = (band("d", 0, 70), band("c", "70", "80"), band("b", 80, 90), band("a", 90))


def codes(findings):
    return [finding.code for finding in findings]


def test_bands_that_meet_end_to_end_are_fine():
    assert score_checks.bands_cover_all_scores({"band": FOUR_BANDS}) == ()


def test_integer_bands_leave_a_gap_that_is_named():
    bands = (band("d", 0, 69), *FOUR_BANDS[1:])
    (finding,) = score_checks.bands_cover_all_scores({"band": bands})
    assert finding.code == "home_care_band_gap"
    assert "69 分至 70 分没有等级" in finding.say


def test_overlapping_bands_are_found():
    bands = (band("d", 0, 75), *FOUR_BANDS[1:])
    assert codes(score_checks.bands_cover_all_scores({"band": bands})) == ["home_care_band_overlap"]


def test_bands_that_end_below_a_hundred_are_found():
    bands = (*FOUR_BANDS[:3], band("a", 90, 99))
    assert codes(score_checks.bands_cover_all_scores({"band": bands})) == ["home_care_band_gap"]


def test_the_bands_of_month_and_year_are_looked_at_apart():
    yearly = tuple({**row, "cycle": "year"} for row in FOUR_BANDS)
    assert score_checks.bands_cover_all_scores({"band": (*FOUR_BANDS, *yearly)}) == ()
    half = (*FOUR_BANDS, *yearly[1:])
    assert codes(score_checks.bands_cover_all_scores({"band": half})) == ["home_care_band_gap"]


def test_a_payment_range_starts_with_the_smaller_number():
    bands = (band("b", 80, 90, pay_percent_least=98, pay_percent_most=95),)
    assert codes(score_checks.pay_ranges_are_in_order({"band": bands})) == ["home_care_pay_range"]


def sheet(cap=5, points=100):
    return {
        "score_group": ({"key": "all", "label": "人员管理", "points": points},),
        "score_item": (
            {"key": "one", "label": "一", "group": "all", "amount": 1, "cap": 95},
            {"key": "two", "label": "二", "group": "all", "amount": 2, "cap": cap},
            {"key": "plus", "label": "加分", "group": "all", "kind": "bonus", "amount": 1},
        ),
    }


def test_caps_that_add_up_to_their_group_are_fine_and_a_bonus_is_not_added():
    assert score_checks.points_add_up(sheet()) == ()


def test_caps_that_do_not_add_up_are_named_with_both_sums():
    (finding,) = score_checks.points_add_up(sheet(cap=4))
    assert "为 100 分，各条合计 99 分" in finding.say


def test_groups_that_do_not_add_up_to_a_hundred_are_found():
    found = codes(score_checks.points_add_up(sheet(cap=4, points=99)))
    assert found == ["home_care_points_total"]


def test_an_item_needs_a_group_an_amount_and_bounds_in_order():
    items = (
        {"key": "lost", "label": "无主", "group": "none", "amount": 1},
        {"key": "empty", "label": "空", "group": "all"},
        {"key": "turned", "label": "反", "group": "all", "amount": 3, "amount_most": 1},
    )
    tables = {**sheet(), "score_item": items}
    assert codes(score_checks.items_are_complete(tables)) == [
        "home_care_item_group",
        "home_care_item_amount",
        "home_care_item_amount",
    ]


def test_weights_that_miss_a_hundred_are_found():
    scorers = (
        {"key": "a", "label": "股室", "weight_percent": 90},
        {"key": "b", "label": "分管领导", "weight_percent": "5"},
    )
    (finding,) = score_checks.weights_add_up({"scorer": scorers})
    assert "合计 95%" in finding.say


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
