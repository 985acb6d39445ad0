"""Contracts put in force and amended: kept with their reason, checked, their records recounted."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import select

from core.ledger.dashboard import board
from core.ledger.rows import ENTRY
from core.ledger.upkeep import seal
from core.packages.schema import LineOverride, Pin, SharingFile, SharingMember, Target, TargetKind
from core.store.audit import AUDIT
from core.store.errors import Conflict, Missing, Refused
from core.studio.contract_effect import effect_of_contract
from core.studio.contracting import agree, put_in
from tests.studio.officers import JULY, ZHAO, Officer


@pytest.fixture
def officer(county):
    return Officer(county)


def visited(county, *days, place="yanshi/jinshan/xiaojian"):
    """Somebody on the roster who was visited on these days."""
    person = county.person(place=place)
    county.enrol(person, "jinshan", "self_reliant")
    for day in days:
        county.record(county.posted("home_visit", day, person, site=place))
    return person


def monthly(number):
    """At least so many summaries in each month."""
    target = Target(kind=TargetKind.EVERY_PERIOD, min=Decimal(number), period="month")
    return LineOverride(line="monthly-summaries", reason="双方商定。", targets=(target,))


def test_an_amended_target_moves_the_verdict_and_no_entry(county, officer):
    visited(county, date(2026, 6, 3))
    before = county.standing()
    with county.act() as (unit, book):
        was = board(unit.connection, book, "jinshan", date(2026, 6, 30)).by_key["monthly-summaries"]
    done = officer.amend("jinshan", override=(monthly(2),), reason="补充协议第二条。")
    assert (done.version, done.records, done.entries) == (2, 0, 0)
    assert county.standing() == before
    with county.act() as (unit, book):
        now = board(unit.connection, book, "jinshan", date(2026, 6, 30)).by_key["monthly-summaries"]
        audited = unit.connection.execute(
            select(AUDIT.c.actor, AUDIT.c.reason).where(AUDIT.c.action == "contract.amend")
        ).all()
    assert was.verdict.parts[0].cells[0].goal == 1
    assert now.verdict.parts[0].cells[0].goal == 2
    assert [tuple(row) for row in audited] == [("zhao", "补充协议第二条。")]
    first, second = officer.history("jinshan")
    assert (first.version, first.file.override) == (1, ())
    assert (second.actor, second.reason) == ("zhao", "补充协议第二条。")
    assert officer.differs() == []


def test_sites_that_are_taken_out_refuse_what_they_counted_and_undoing_brings_it_back(
    county, officer
):
    visited(county, date(2026, 6, 3), place="yanshi/jinshan/xiaojian")
    visited(county, date(2026, 6, 4), place="yanshi/jinshan/hengjiang")
    assert county.counted("jinshan", "home-visit") == 2
    before = county.standing()
    sites = officer.kept("jinshan").file.sites
    done = officer.amend("jinshan", sites=("yanshi/jinshan/xiaojian",))
    assert done.records == 2
    assert county.counted("jinshan", "home-visit") == 1
    assert officer.differs() == []
    officer.amend("jinshan", sites=sites, reason="改回。")
    assert county.standing() == before
    assert [one.version for one in officer.history("jinshan")] == [1, 2, 3]


def test_what_is_sealed_keeps_its_entries(county, officer):
    visited(county, date(2026, 1, 5), date(2026, 6, 3))
    with county.act() as (unit, book):
        seal(unit, book, "jinshan", "2026-01")
    officer.amend("jinshan", sites=("yanshi/jinshan/hengjiang",))
    with county.act() as (unit, _):
        booked = unit.connection.execute(
            select(ENTRY.c.sign, ENTRY.c.booking).where(
                ENTRY.c.line == "home-visit",
                ENTRY.c.day == date(2026, 1, 5),
                ENTRY.c.status == "counted",
            )
        ).all()
    assert sorted(map(tuple, booked)) == [(-1, "2026-02"), (1, "2026-01")]
    with pytest.raises(Refused) as refused:
        officer.amend("jinshan", start=date(2026, 2, 1))
    assert "已经封账" in refused.value.problems["start"]


def test_a_new_contract_counts_the_records_that_are_there(county, officer):
    person = visited(county, date(2026, 6, 3))
    file = msgspec.structs.replace(
        officer.kept("jinshan").file, key="jinshan-2", title="第二份", provider="changzhe"
    )
    with county.act(ZHAO) as (unit, book):
        effect = effect_of_contract(
            unit.connection, county.station.catalogue, book, file, date(2026, 6, 30)
        )
        assert (effect.errors, effect.records) == ((), 0)
        done = put_in(unit, county.station.catalogue, book, file)
    assert (done.version, done.records) == (1, 0)
    county.enrol(person, "jinshan-2", "self_reliant")
    county.record(county.posted("home_visit", date(2026, 6, 9), person), provider="changzhe")
    assert county.counted("jinshan-2", "home-visit") == 1
    with county.act(ZHAO) as (unit, book), pytest.raises(Refused) as taken:
        put_in(unit, county.station.catalogue, book, file)
    assert "已有合同" in taken.value.problems["key"]


WRONG = (
    ({"sites": ("yanshi/nowhere",)}, "sites", "不在本县"),
    ({"sites": ()}, "sites", "没有选服务范围"),
    ({"purchaser": "qinghe"}, "purchaser", "不是本县的采购人"),
    ({"provider": "nobody"}, "provider", "不是本县的服务机构"),
    ({"end": date(2025, 1, 1)}, "end", "早于起始日"),
    ({"price": -1}, "price", "小于零"),
    ({"payers": {"someone": "minzheng"}}, "payers", "分担里没有"),
    ({"override": (LineOverride(line="r9", reason="x"),)}, "override", "没有指标“r9”"),
    ({"override": (monthly(-1),)}, "override", "小于零"),
    ({"pinned": (Pin(since=JULY, version=7),)}, "package", "没有采购包"),
)


@pytest.mark.parametrize(
    ("fields", "at", "say"), WRONG, ids=[f"{at}: {say}" for _, at, say in WRONG]
)
def test_what_is_wrong_is_said_at_its_field_with_what_to_do(county, officer, fields, at, say):
    with pytest.raises(Refused) as refused:
        officer.amend("jinshan", **fields)
    assert say in refused.value.problems[at]
    assert officer.kept("jinshan").version == 1


def test_two_officers_do_not_overwrite_each_other_and_a_reason_is_asked(county, officer):
    officer.amend("jinshan", title="新名称")
    with pytest.raises(Conflict):
        officer.amend("jinshan", title="又一个名称", version=1)
    with pytest.raises(Refused) as refused:
        officer.amend("jinshan", title="又一个名称", reason="")
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="没有改动"):
        officer.amend("jinshan")


def test_a_contract_of_another_county_does_not_exist(county, officer):
    with pytest.raises(Missing):
        officer.amend("jinshan", county="elsewhere")
    file = officer.kept("jinshan").file
    with county.act(ZHAO) as (unit, book):
        unit.county = "elsewhere"
        other = msgspec.structs.replace(file, county="elsewhere", title="x")
        with pytest.raises(Missing):
            put_in(unit, county.station.catalogue, book, other, version=1, reason="x")


def twice(county, officer):
    """A second contract like 金山镇's of the same agency, and somebody who is on both rosters."""
    file = msgspec.structs.replace(officer.kept("jinshan").file, key="jinshan-2", title="第二份")
    with county.act(ZHAO) as (unit, book):
        put_in(unit, county.station.catalogue, book, file)
    person = visited(county)
    county.enrol(person, "jinshan-2", "self_reliant")
    county.record(county.posted("home_visit", date(2026, 6, 3), person))
    return sum(row[-1] == "claimed" for row in county.standing())


def test_a_title_that_stands_in_the_reasons_of_others_is_put_right_in_them(county, officer):
    assert twice(county, officer) > 0
    assert officer.amend("jinshan", title="改过的名称").records == 1
    assert officer.amend("jinshan-2", title="另一个改过的名称").records == 1
    assert officer.differs() == []


def test_more_records_than_a_page_can_recount_are_left_to_the_command_line(county, officer):
    visited(county, date(2026, 6, 3), date(2026, 6, 4))
    with pytest.raises(Refused, match="2 条记录，网页上最多 1 条"):
        officer.amend("jinshan", sites=("yanshi/jinshan/xiaojian",), most=1)
    assert county.counted("jinshan", "home-visit") == 2
    officer.amend("jinshan", sites=("yanshi/jinshan/hengjiang",), most=None)
    assert county.counted("jinshan", "home-visit") == 0


def test_an_agreement_that_is_made_lets_a_record_count_twice_and_amended_back_once(county, officer):
    exclusive = twice(county, officer)
    members = (SharingMember(contract="jinshan-2"), SharingMember(contract="jinshan"))
    file = SharingFile(key="both", mode="shared", say="两份都计。", members=members)

    def put(one, version, reason=""):
        with county.act(ZHAO) as (unit, book):
            return agree(unit, county.station.catalogue, book, one, version=version, reason=reason)

    assert exclusive > 0
    assert put(file, 0).version == 1
    assert sum(row[-1] == "claimed" for row in county.standing()) == 0
    assert officer.differs() == []
    alone = msgspec.structs.replace(file, mode="exclusive")
    with pytest.raises(Conflict):
        put(alone, 0)
    with pytest.raises(Refused):
        put(alone, 1)
    assert put(alone, 1, "改回独占。").version == 2
    assert sum(row[-1] == "claimed" for row in county.standing()) == exclusive
    with pytest.raises(Refused, match="两份合同"):
        put(msgspec.structs.replace(file, members=members[:1]), 2, "x")
