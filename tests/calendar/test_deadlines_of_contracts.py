"""时限 of the contracts of the five texts, as reminders and month's end ask for them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import plugins
from core.calendar import Calendar
from core.facts import Noun, Record
from core.ledger.rules.lateness import lateness
from core.packages.check.deadlines import check_deadline
from core.packages.check.report import Report
from core.packages.deadlines import deadlines_between, deadlines_of_period, undated
from core.packages.read import decode_contract, decode_package, load_toml
from core.packages.schema import Due
from core.packages.sentences.targets import when_due
from core.packages.shelf import dated_terms
from core.plugin.rooms import catalogue_of, find_rooms
from tests.copies import CONFIG


@cache
def rooms():
    return catalogue_of(find_rooms(plugins, outside=False))


@cache
def terms_of(contract):
    """The terms of a contract of the house, read from its files."""
    file = decode_contract(load_toml(CONFIG / "contracts" / f"{contract}.toml"), contract)
    package = decode_package(load_toml(CONFIG / "packages" / f"{file.package}.toml"), contract)
    return dated_terms(file, {package.package.version: package}, rooms())


def test_what_a_contract_has_to_hand_in_comes_in_time_order_and_once():
    care = terms_of("home-care")
    found = deadlines_between(care, date(2026, 2, 1), date(2026, 2, 28))
    assert [(one.what, one.key, one.due.say) for one in found] == [
        ("line", "monthly-ledger", "2 月 28 日（周六，调休上班）12:00 前"),
        ("due", "section-scores", "2 月 28 日（周六，调休上班）前"),
    ]
    ledger = found[0]
    assert ledger.to == "所在股室" and "最后一个工作日" in ledger.clause
    assert ledger.due.at == datetime(2026, 2, 28, 4, tzinfo=UTC)
    assert ledger.period.key == "2026-02" and found[1].period.key == "2026-01"
    assert [one.key for one in deadlines_of_period(care, date(2026, 2, 1), date(2026, 2, 28))] == [
        "monthly-ledger",
        "section-scores",
    ]


def test_a_calendar_that_is_given_is_the_one_that_reckons():
    care = terms_of("home-care")
    calendar = Calendar(free=frozenset({date(2026, 2, 28)}))
    found = deadlines_between(care, date(2026, 2, 20), date(2026, 2, 28), calendar)
    assert found[0].due.day == date(2026, 2, 27)


def test_a_stretch_of_days_is_the_sum_of_its_days():
    for key in ("home-care", "xianheguan"):
        terms = terms_of(key)
        whole = deadlines_between(terms, date(2026, 1, 1), date(2026, 12, 31))
        halves = (
            *deadlines_between(terms, date(2026, 1, 1), date(2026, 5, 31)),
            *deadlines_between(terms, date(2026, 6, 1), date(2026, 12, 31)),
        )
        assert whole == halves and len(whole) >= 12


def test_what_the_text_gives_no_day_for_is_told_apart():
    jinshan = terms_of("jinshan")
    assert deadlines_between(jinshan, date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert [row.label for row in undated(jinshan)] == ["每月汇总报民政所", "采购人考核上个月服务"]


def a_due(**cells):
    return Due(key="d", label="季报", clause="原文", period="quarter", **cells)


def test_deadlines_read_as_an_office_says_them():
    assert when_due(a_due(due="working_days_after", day=10)) == "期末后 10 个工作日内"
    assert when_due(a_due(due="days_after", day=10, time="12:00")) == "期末后 10 天的 12:00 前"
    assert when_due(a_due(due="working_day", day=3, months_after=1)) == "次月第 3 个工作日前"
    assert when_due(a_due(day=25, time="17:00")) == "当月 25 日 17:00 前"


def test_a_deadline_that_makes_no_day_is_refused_with_a_remedy():
    wrong = {
        "没有“someday”这种期限": a_due(due="someday"),
        "没有写几": a_due(due="working_day"),
        "没有第 32 天": a_due(day=32),
        "没有“later”这种顺延办法": a_due(day=25, holiday="later"),
        "不是钟点": a_due(day=25, time="中午"),
    }
    for say, row in wrong.items():
        report = Report("包")
        check_deadline(row, "due “d”", report)
        assert [say in finding.say and bool(finding.remedy) for finding in report.findings] == [
            True
        ], say
    fine = Report("包")
    check_deadline(a_due(due="working_days_after", day=10, time="12:00"), "due", fine)
    assert fine.findings == []


def test_lateness_follows_the_calendar_of_the_county():
    care = terms_of("home-care")
    line = care.by_key["monthly-ledger"]
    record = Record(
        id="r", county="yanshi", provider="changzhe", site="yanshi", noun=Noun.ARTEFACT,
        kind=next(iter(line.kinds)), worker="w",
        dates={line.decides: date(2026, 2, 10), "handed_in": date(2026, 2, 28)},
    )  # fmt: skip
    assert lateness(care, line, record)[0] is False
    free = Calendar(free=frozenset({date(2026, 2, 28)}))
    assert lateness(replace(care, calendar=free), line, record)[0] is True
