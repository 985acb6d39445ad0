"""What the room asks of a package: contacts, periods, proxies, failed contacts, the roster."""

import pytest

from core.plugin import Severity
from plugins.hardship_visits.indicators import contact_lines_stay_on_the_roster
from plugins.hardship_visits.quotas import (
    failed_contacts_are_left_out,
    proxies_answer_calls_only,
    quota_periods_are_frequencies,
    quotas_look_at_contacts,
)

REACHED = [["outcome", "=", "reached"]]


def a_quota(**changes):
    quota = {
        "key": "home-visit",
        "label": "每月上门",
        "kinds": ["home_visit"],
        "tiers": ["general"],
        "min": 1,
        "period": "month",
        "proxies": [],
        "where": REACHED,
    }
    return {"quota": [quota | changes]}


def test_a_quota_looks_at_contacts_only():
    (finding,) = quotas_look_at_contacts(a_quota(kinds=["home_visit", "training"]))
    assert "training" in finding.say
    assert quotas_look_at_contacts(a_quota()) == ()


@pytest.mark.parametrize("period", ["year", "term", "day", ""])
def test_once_a_year_is_no_frequency(period):
    assert quota_periods_are_frequencies(a_quota(period=period))


@pytest.mark.parametrize("period", ["week", "half_month", "month", "quarter"])
def test_the_periods_of_the_texts_are_known(period):
    assert quota_periods_are_frequencies(a_quota(period=period)) == ()


def test_a_longest_gap_needs_no_period():
    assert quota_periods_are_frequencies(a_quota(min=None, period="", longest_gap=15)) == ()


def test_nobody_is_visited_in_anothers_place():
    assert proxies_answer_calls_only(a_quota(proxies=["neighbour"]))
    assert proxies_answer_calls_only(a_quota(kinds=["phone_call"], proxies=["stranger"]))
    calls = a_quota(kinds=["phone_call", "video_call"], proxies=["neighbour", "cadre"])
    assert proxies_answer_calls_only(calls) == ()


def test_rows_on_contacts_say_what_a_failed_contact_is():
    (finding,) = failed_contacts_are_left_out(a_quota(where=[]))
    assert finding.severity is Severity.WARNING
    assert failed_contacts_are_left_out(a_quota()) == ()
    line = {"key": "leads", "label": "线索", "kinds": ["visit_lead"]}
    assert failed_contacts_are_left_out({"line": [line]}) == ()


def test_lines_on_contacts_stay_on_the_roster():
    line = {"key": "home-visits", "label": "上门人次", "kinds": ["home_visit"], "roster": False}
    (finding,) = contact_lines_stay_on_the_roster({"line": [line]})
    assert finding.place == "line.home-visits.roster"
    assert contact_lines_stay_on_the_roster({"line": [line | {"roster": True}]}) == ()
