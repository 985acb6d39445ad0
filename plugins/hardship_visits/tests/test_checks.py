"""What a colleague would ask before filing a visit or call."""

from datetime import date

from core.facts import Attendance, Noun, Record, ServiceItem
from plugins.hardship_visits import checks

DAY = date(2026, 3, 5)
WANG = (Attendance(person="wang"),)


def a_record(kind="home_visit", attendances=WANG, items=(), **fields):
    return Record(
        id="r1",
        noun=Noun.ACTIVITY,
        kind=kind,
        dates={"service": DAY},
        attendances=attendances,
        items=items,
        fields=fields,
    )


def test_a_visit_that_met_nobody_has_no_content():
    empty = a_record(outcome="failed")
    filled = a_record(outcome="failed", urgent_needs="要一床被子", check_food="ok")
    reached = a_record(outcome="reached", urgent_needs="要一床被子")
    assert checks.not_reached_but_filled_in(empty) == ()
    assert checks.not_reached_but_filled_in(reached) == ()
    (sentence,) = checks.not_reached_but_filled_in(filled)
    assert "2 项内容" in sentence and "0 项服务" in sentence


def test_a_visit_that_met_nobody_gave_no_service():
    item = ServiceItem(id="i1", code="12", person="wang")
    assert checks.not_reached_but_filled_in(a_record(outcome="failed", items=(item,)))


def test_who_answered_in_person_needs_no_proxy():
    named = a_record("phone_call", outcome="reached", contacted="self", proxy_name="周某")
    alone = a_record("phone_call", outcome="reached", contacted="self")
    neighbour = a_record("phone_call", outcome="reached", contacted="neighbour", proxy_name="周某")
    assert "周某" in checks.proxy_though_reached_in_person(named)[0]
    assert checks.proxy_though_reached_in_person(alone) == ()
    assert checks.proxy_though_reached_in_person(neighbour) == ()


def test_a_proxy_has_a_name_unless_nobody_answered():
    nameless = a_record("phone_call", outcome="reached", contacted="cadre")
    failed = a_record("phone_call", outcome="failed", contacted="cadre")
    assert checks.proxy_without_a_name(nameless)
    assert checks.proxy_without_a_name(failed) == ()


def test_a_visit_names_the_person():
    assert checks.nobody_was_visited(a_record(attendances=()))
    assert checks.nobody_was_visited(a_record()) == ()
    assert checks.nobody_was_visited(a_record("visit_lead", attendances=())) == ()


def test_an_unsolved_issue_was_told_to_somebody():
    assert checks.issue_that_nobody_was_told(a_record(handling_result="open"))
    assert checks.issue_that_nobody_was_told(a_record(handling_result="solved")) == ()
    told = a_record(handling_result="passed_on", told=["township"])
    assert checks.issue_that_nobody_was_told(told) == ()


def test_a_lead_is_found_before_it_is_reported():
    early = a_record("visit_lead", (), lead_reported_on=date(2026, 3, 1))
    later = a_record("visit_lead", (), lead_reported_on=date(2026, 3, 6))
    assert "2026-03-01" in checks.lead_reported_before_it_was_found(early)[0]
    assert checks.lead_reported_before_it_was_found(later) == ()
    assert checks.lead_reported_before_it_was_found(a_record("visit_lead", ())) == ()


def test_every_check_asks_nothing_of_an_ordinary_visit():
    visit = a_record(outcome="reached", urgent_needs="无", check_food="ok", issue_found="no")
    assert all(check.ask(visit) == () for check in checks.CHECKS)
