"""The page that explains findings, through real requests."""

from core.packages.check.explained import FAMILIES, families
from tests.web.conftest import through_the_door


def test_every_explanation_stands_on_the_page_under_its_family(demo):
    through_the_door(demo, "county")
    answer = demo.get("/packages/findings")
    assert answer.status_code == 200
    for family, found in families().items():
        assert FAMILIES[family] in answer.text
        for code, one in found.items():
            assert f'id="{code}"' in answer.text and one.title in answer.text


def test_one_finding_says_what_it_means_why_and_how_to_mend_it(demo):
    through_the_door(demo, "county")
    answer = demo.get("/packages/findings/cell.number_period")
    assert answer.status_code == 200
    for said in (
        "次数和周期写在了一格",
        "怎样改",
        "为什么要紧",
        "周期选“季度”",
        "cell.number_period",
    ):
        assert said in answer.text


def test_the_finding_of_a_contract_type_leads_to_what_such_findings_are(demo):
    through_the_door(demo, "county")
    assert "合同类型自己的检查" in demo.get("/packages/findings/quota-period").text


def test_a_finding_that_no_check_makes_is_not_there(demo):
    through_the_door(demo, "county")
    for code in ("sense.nothing", "%3Cb%3E", "a" * 200):
        assert demo.get(f"/packages/findings/{code}").status_code == 404


def test_a_visitor_is_sent_to_the_door(demo):
    answer = demo.get("/packages/findings")
    assert answer.status_code in (302, 303, 401)
    assert "次数和周期" not in answer.text
