"""The routes of the packages against the texts: every clause is there, every chosen number says so."""

import re

import pytest

from core.matters.rules.offices import OfficeKind, office_of
from core.packages.check.report import Report
from core.packages.check.routing import check_routing
from core.packages.schema import Package, RouteRow
from tests.requirements.test_requirements import PACKAGE_OF, corrected, package, squeezed

ROUTES = [
    pytest.param(number, row, id=f"{number} {row.key}")
    for number, key in PACKAGE_OF.items()
    for row in package(key).route
]


@pytest.mark.parametrize(("number", "row"), ROUTES)
def test_every_route_stands_in_its_text_with_its_offices_and_its_words_of_time(number, row):
    text = corrected(number).replace("（", "(").replace("）", ")")
    clause = squeezed(row.clause).replace("（", "(").replace("）", ")")
    assert clause in text
    assert squeezed(row.within).replace("（", "(") in text
    assert row.matters
    assert set(row.matters) <= {"need", "incident", "lead"}


@pytest.mark.parametrize(("number", "row"), ROUTES)
def test_a_number_that_the_text_does_not_give_says_who_chose_it(number, row):
    assert not re.search(r"\d", row.within), "then the number is the text's own"
    if row.limit is not None and row.within != "当场":
        assert row.chosen.startswith("演示约定")


def test_004_says_nothing_of_routes_and_the_others_all_do():
    routed = {number for number, key in PACKAGE_OF.items() if package(key).route}
    assert routed == {"000", "001", "002", "003"}


def test_every_incident_reaches_an_office_with_accounts():
    for number, key in PACKAGE_OF.items():
        for row in package(key).route:
            kinds = {office_of(words).kind for words in row.to}
            if "incident" in row.matters:
                assert kinds & {OfficeKind.TOWNSHIP, OfficeKind.COUNTY}, (number, row.key)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({"limit": 2, "limit_unit": "hours", "within": "立即"}, "chosen"),
        ({"limit": 0, "limit_unit": "hours", "chosen": "选定"}, "limit"),
        ({"limit": -1, "limit_unit": "days", "chosen": "选定"}, "limit"),
        ({"limit": 2, "limit_unit": "weeks", "chosen": "选定"}, "limit_unit"),
        ({"since": "noon"}, "since"),
        ({"matters": ("wish",)}, "matters"),
        ({"to": ()}, "to"),
    ],
)
def test_a_route_that_says_nothing_clear_is_found(row, where):
    report = Report("x.toml")
    made = RouteRow(**{"key": "r", "label": "l", "clause": "c", "to": ("县民政局",), **row})
    check_routing(_with(made), report)
    assert [f.place.endswith(where) for f in report.findings] == [True]


@pytest.mark.parametrize("within", ["当场", "当日内", "24 小时内"])
def test_a_time_that_the_text_gives_needs_no_chooser(within):
    report = Report("x.toml")
    made = RouteRow(key="r", label="l", clause="c", to=("县民政局",), within=within, limit=1, limit_unit="days")  # fmt: skip
    check_routing(_with(made), report)
    assert report.findings == []


def _with(row) -> Package:
    from msgspec.structs import replace

    return replace(package("home-care"), route=(row,))
