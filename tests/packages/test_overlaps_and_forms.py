"""Two contracts that would count one record, and quotas that nobody could write down."""

from datetime import date
from importlib import import_module

import pytest

from core.packages.check import check_overlaps
from core.packages.check.complete import check_complete
from core.packages.check.report import Report
from core.packages.schema import (
    Choice,
    ContractFile,
    FormQuestion,
    FormRow,
    Heading,
    Line,
    Package,
    Quota,
    SharingFile,
    SharingMember,
)
from core.plugin.rooms import catalogue_of, find_rooms

CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))


def a_package(key, kinds=("home_visit",), **tables):
    head = Heading(
        id=key, type="hardship_visits", title=key, version=1,
        effective_from=date(2026, 1, 1), source="s", clause="c",
    )  # fmt: skip
    line = Line(key="l", label="上门", clause="c", unit_label="人次", kinds=kinds)
    return Package(package=head, line=(line,), **tables)


def a_contract(key, package, **changes):
    values = {
        "title": key, "package": package, "package_version": 1, "county": "yanshi",
        "purchaser": "minzheng", "provider": "qinghe",
        "start": date(2026, 1, 1), "end": date(2026, 12, 31), **changes,
    }  # fmt: skip
    return ContractFile(key=key, **values)


def found(one, other, *packages, sharing=()):
    by_key = {(package.package.id, 1): package for package in packages}
    return [f.code for f in check_overlaps({one.key: one, other.key: other}, by_key, sharing)]


ONE, OTHER = a_contract("one", "a"), a_contract("other", "b")
CHOSEN = Choice(id="c", about="兼计", choose="named", say="按约定。", rule="contracts_in_common")
GROUP = SharingFile(
    key="g",
    mode="shared",
    say="都计。",
    members=(SharingMember(contract="one"), SharingMember(contract="other")),
)


def test_two_contracts_of_one_agency_that_look_at_the_same_records_must_say_so():
    assert found(ONE, OTHER, a_package("a"), a_package("b")) == ["sharing.unsaid"]


@pytest.mark.parametrize(
    ("other", "packages", "sharing"),
    [
        (OTHER, (a_package("a"), a_package("b")), (GROUP,)),
        (OTHER, (a_package("a", choice=(CHOSEN,)), a_package("b")), ()),
        (OTHER, (a_package("a"), a_package("b", kinds=("training",))), ()),
        (a_contract("other", "b", provider="dashou"), (a_package("a"), a_package("b")), ()),
        (a_contract("other", "b", county="else"), (a_package("a"), a_package("b")), ()),
        (
            a_contract("other", "b", start=date(2027, 1, 1), end=date(2027, 12, 31)),
            (a_package("a"), a_package("b")),
            (),
        ),
    ],
    ids=["agreed", "chosen", "other kinds", "another agency", "another county", "another year"],
)
def test_nothing_is_left_to_say(other, packages, sharing):
    assert found(ONE, other, *packages, sharing=sharing) == []


def test_a_quota_of_a_kind_without_any_question_wants_a_form():
    bare = next(key for key, kind in CATALOGUE.kinds.items() if not kind.fields)
    quota = Quota(key="q", label="频次", clause="c", kinds=(bare,), min=1, period="month")
    form = FormRow(
        key="f",
        label="表",
        clause="c",
        kinds=(bare,),
        questions=(FormQuestion(key="a", label="甲"),),
    )

    def codes(**tables):
        report = Report("包")
        check_complete(a_package("a", **tables), CATALOGUE, report)
        return [(one.code, one.place) for one in report.findings]

    assert codes(quota=(quota,)) == [("complete.quota_form", "包 quota “q” form")]
    assert codes(quota=(quota,), form=(form,)) == []
