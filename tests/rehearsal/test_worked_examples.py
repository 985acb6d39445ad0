"""Worked examples of a package: they come out, or the check says what was expected and what came."""

from decimal import Decimal

import msgspec
import pytest

from core.packages.schema import Example
from core.plugin import Severity
from core.rehearsal.examples import check_examples
from tests.workbook.scene import CATALOGUE, FIVE, a_package

CARE, LEZHI, JINSHAN, DADONG = "home-care", "lezhi-station", "jinshan-visits", "dadong-visits"


def checked(package):
    return check_examples(package, CATALOGUE, "包")


def with_examples(name, *rows):
    """The package with these examples behind its own."""
    package = a_package(name)
    made = tuple(
        Example(key=f"x{n}", label="样例", clause="c", **row) for n, row in enumerate(rows)
    )
    return msgspec.structs.replace(package, example=(*package.example, *made))


@pytest.mark.parametrize("name", FIVE)
def test_the_packages_of_the_house_show_an_example_of_every_rule_and_all_come_out(name):
    assert a_package(name).example
    assert [(f.place, f.say) for f in checked(a_package(name))] == []


@pytest.mark.parametrize("name", FIVE)
def test_every_example_of_the_house_depends_on_what_it_expects(name):
    package = a_package(name)
    for row in package.example:
        other = {"gives": (row.gives or 0) + 60, "refused": ""}
        rows = tuple(
            msgspec.structs.replace(one, **other) if one is row else one for one in package.example
        )
        found = checked(msgspec.structs.replace(package, example=rows))
        assert [(f.code, f.place) for f in found] in (
            [("example.differs", f"包 example “{row.key}” gives")],
            [("example.number", f"包 example “{row.key}” number")],
        )


VISIT = {"about": "home-visit", "kind": "home_visit", "tier": "self_reliant"}
REACHED = (("outcome", "=", "reached"),)
BROKEN = {
    "more is expected": ({**VISIT, "where": REACHED, "gives": 2}, "example.differs", "应得 2 次，按现在的规则得 计 1 次"),
    "refused although it counts": ({**VISIT, "where": REACHED, "refused": "时长"}, "example.differs", "应得 不计（时长）"),
    "refused for another reason": ({**VISIT, "where": (("outcome", "=", "failed"),), "refused": "时长"}, "example.differs", "得 不计（"),
    "a person of no tier": ({"about": "home-visit", "kind": "home_visit", "where": REACHED, "gives": 1}, "example.differs", "没有分级"),
    "no kind": ({"about": "home-visit", "gives": 1}, "example.word", "没有填写记录种类"),
    "an unknown field": ({**VISIT, "where": (("wether", "=", "x"),), "gives": 1}, "example.word", "没有“wether”这个字段"),
    "an unknown tier": ({**VISIT, "tier": "nobody", "gives": 1}, "example.word", "没有“nobody”这个分级"),
    "unknown evidence": ({**VISIT, "evidence": ("foto",), "gives": 1}, "example.word", "没有“foto”这个佐证"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_an_example_that_is_wrong_is_named_with_what_came_instead(name):
    row, code, say = BROKEN[name]
    [finding] = checked(with_examples(JINSHAN, row))
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert say in finding.say and finding.remedy


def test_a_key_used_twice_is_said():
    package = with_examples(JINSHAN, {**VISIT, "where": REACHED, "gives": 1})
    twice = msgspec.structs.replace(package, example=(*package.example, package.example[-1]))
    assert [f.code for f in checked(twice)] == ["ref.twice"]


def test_a_group_a_person_of_eighty_and_a_household_are_told_by_where():
    rows = [
        {"about": "r3-1", "kind": "household_survey", "people": 3, "gives": 3},
        {"about": "r4-1", "kind": "resource_link", "where": (("category", "=", "dibao"),), "gives": 1},
        {"about": "r9-1b", "kind": "training", "tier": "community_worker", "minutes": 45,
         "evidence": ("sign_in",), "refused": "缺"},
    ]  # fmt: skip
    assert checked(with_examples(LEZHI, *rows)) == ()


@pytest.mark.parametrize(
    ("about", "number", "gives"),
    [
        ("satisfaction", "95", 0),
        ("satisfaction", "90.1", 0),
        ("satisfaction", "90", 3),
        ("satisfaction", "70", 10),
        ("frequency", "21", 20),
        ("good", "80", 95),
        ("good", "89.99", 98),
        ("excellent", "90", 100),
        ("severe", "1", 300),
        ("moderate", "0.5", 100),
    ],
)
def test_scores_grades_and_prices_come_out_of_the_rules_themselves(about, number, gives):
    row = {"about": about, "number": Decimal(number), "gives": Decimal(gives)}  # fmt: skip
    assert checked(with_examples(CARE, row)) == ()
    wrong = {**row, "gives": row["gives"] + 60}
    assert [f.code for f in checked(with_examples(CARE, wrong))] == ["example.differs"]
