"""What a paper is drawn from: the ledger's own figures, and nobody whom the reader may not see."""

from datetime import UTC, date, datetime

import pytest

from core.matters.inputs import MatterInput
from core.matters.raising import raise_matter
from core.matters.steps import handle
from core.packages.rosters import sign_agreement
from core.papers.gather import gather, periods_for
from core.papers.making import drawn
from core.papers.reader import MINOR, Reader, masked
from core.papers.source import Source
from core.papers.writings import Place, choose_columns, hand_over, take_back, write
from core.plugin import Per
from core.plugin.drawn import Grid, Prose, cell
from core.recording import repost_people
from core.recording.in_words import OUT_OF_REACH
from core.store import Actor, new_id, reading
from core.store.errors import Conflict, Refused
from core.trust import Grant
from core.trust.service import create_account

AT = datetime(2026, 4, 3, 9, 20, tzinfo=UTC)
DAY = date(2026, 4, 3)
MARCH = date(2026, 3, 1)


def a_reader(role="manager", place="yanshi", **changes):
    grant = Grant(id="g", role=role, place=place, valid_from=date(2026, 1, 1))
    return Reader(
        **{"account": "reader", "grants": (grant,), "day": DAY, "county": "yanshi"} | changes
    )


def source_of(county, connection, reader):
    station = county.station
    return Source(
        connection=connection,
        book=station.book(connection),
        catalogue=station.catalogue,
        reader=reader,
    )


def made(county, contract, key, *, reader=None, start=MARCH):
    """The facts and the drawn papers of a contract's paper in the period that holds a day."""
    with reading(county.station.engine) as connection:
        source = source_of(county, connection, reader or a_reader())
        terms = source.book.terms[contract]
        declared = county.station.catalogue.contract_types[terms.package.package.type].papers
        paper = next(one for one in declared if one.key == key)
        periods = periods_for(terms, paper.per, DAY)
        period = next(one for one in periods if one.contains(start))
        facts = gather(source, paper, terms, period)
        return facts, drawn(source, paper, facts, AT)


def words_of(paper):
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    return [str(cell(one).value) for grid in grids for row in grid.rows for one in row]


@pytest.fixture(scope="module")
def county(shared_county):
    """Two people of 金山镇: one visited and called twice in March, one only visited."""
    county = shared_county
    county.at = AT
    people = {
        name: county.person(name, place)
        for name, place in (
            ("王长根", "yanshi/jinshan/xiaojian"),
            ("李秀英", "yanshi/jinshan/hengjiang"),
        )
    }
    for person in people.values():
        county.enrol(person, "jinshan", "self_reliant")
    for name, kind, day in (
        ("王长根", "home_visit", 5),
        ("王长根", "phone_call", 12),
        ("王长根", "phone_call", 20),
        ("李秀英", "home_visit", 6),
    ):
        county.record(
            county.posted(kind, date(2026, 3, day), people[name], evidence=("photo",)), "qinghe"
        )
    return county


def test_a_ledger_lists_what_counted_and_says_from_when_it_is(county):
    facts, [ledger] = made(county, "jinshan", "visit-ledger")
    assert [one.person.name for one in facts.records] == ["王长根", "李秀英", "王长根", "王长根"]
    words = words_of(ledger)
    assert words[:3] == ["序号", "日期", "服务对象"]
    assert "小枧村" in words and "横江村" in words
    assert ledger.foot.startswith("采购包 jinshan-visits@1 · 合同 ")
    assert ledger.foot.endswith("2026 年 3 月 · 数据截至 2026-04-03 17:20")


def test_a_summary_owes_each_person_what_the_package_says(county):
    facts, [summary] = made(county, "jinshan", "monthly-summary")
    quotas = {line.key: (line.owed, line.served) for line in facts.lines if line.quota}
    assert quotas == {"home-visit": (2, 2), "greeting": (2, 1)}
    assert "每月线上问候 0/2" in words_of(summary)
    february, _ = made(county, "jinshan", "monthly-summary", start=date(2026, 2, 1))
    assert {line.served for line in february.lines if line.quota} == {0}
    assert all(line.value == 0 for line in february.lines if not line.quota)


def test_who_lives_out_of_reach_is_not_named(county):
    reader = a_reader(place="yanshi/jinshan/xiaojian")
    facts, [ledger] = made(county, "jinshan", "visit-ledger", reader=reader)
    assert [one.person.name for one in facts.records].count(OUT_OF_REACH) == 1
    assert "李秀英" not in words_of(ledger)


def test_minors_are_named_to_those_only_who_may_see_their_files(county):
    child = county.person("侯晓彤", "yanshi/dadong", born=date(2015, 1, 1))
    county.enrol(child, "dadong", "key")
    kept = made(county, "dadong", "classification-list")[0]
    shielded = made(county, "dadong", "classification-list", reader=a_reader("worker"))[0]
    handed = made(county, "dadong", "classification-list", reader=a_reader(shielding=True))[0]
    assert [one.person.name for one in kept.roster] == ["侯晓彤"]
    assert [one.person.name for one in shielded.roster] == [MINOR]
    assert [one.person.name for one in handed.roster] == [MINOR]


def test_a_visit_record_is_one_sheet_for_each_visit(county):
    facts, sheets = made(county, "jinshan", "visit-record")
    assert len(sheets) == len(facts.records) == 4
    assert all("记录编号" in one.foot for one in sheets)


def test_quarters_are_those_of_the_contract(county):
    with reading(county.station.engine) as connection:
        terms = county.station.book(connection).terms["xianheguan"]
    kinds = {one.kind.value for one in periods_for(terms, Per.QUARTER, DAY)}
    assert kinds == {"contract_quarter"}


def place_in(county, key, period="2026-03", contract="jinshan"):
    with reading(county.station.engine) as connection:
        number = county.station.book(connection).ids[contract]
    return Place(contract_id=number, contract=contract, paper=key, period=period)


def test_what_was_handed_over_stays_and_can_be_taken_back(county):
    place = place_in(county, "monthly-summary")
    with county.act() as (unit, _):
        version = write(unit, place, {"situation": "雨天较多。"}, (), version=0)
    _, [paper] = made(county, "jinshan", "monthly-summary")
    assert any(getattr(block, "text", "") == "雨天较多。" for block in paper.blocks)
    with county.act() as (unit, _):
        version = hand_over(unit, place, paper, version=version)
    with county.act() as (unit, _), pytest.raises(Conflict, match="已经交出"):
        write(unit, place, {"situation": "改"}, (), version=version)
    with county.act() as (unit, _), pytest.raises(Refused, match="请填写取回的原因"):
        take_back(unit, place, version=version, reason=" ")
    with county.act() as (unit, _):
        assert take_back(unit, place, version=version, reason="漏了一人") == version + 1
    with county.act() as (unit, _), pytest.raises(Conflict, match="刚被别人改过"):
        write(unit, place, {"situation": "改"}, (), version=version)


def test_a_phone_number_is_never_whole():
    assert masked("13812345678") == "138****5678"
    assert masked("1234567") == "****"
    assert masked("") == ""


def test_a_county_s_own_columns_are_used_from_then_on(county):
    place = place_in(county, "visit-ledger")
    with county.act() as (unit, _):
        choose_columns(unit, place, "民政所的格式", ["visitor", "day", "name", "day"])
    _, [ledger] = made(county, "jinshan", "visit-ledger")
    assert words_of(ledger)[:3] == ["服务人员", "日期", "服务对象"]
    assert "序号" not in words_of(ledger)
    with county.act() as (unit, _), pytest.raises(Refused, match="改正"):
        choose_columns(unit, place, "", [])


def test_final_accounts_reckon_what_the_ledger_booked_at_the_agreed_prices(county):
    severe, moderate, unsigned = (county.person(name) for name in ("甲", "乙", "丙"))
    for person, tier, signed in (
        (severe, "severe", date(2026, 1, 1)),
        (moderate, "moderate", date(2026, 1, 1)),
        (unsigned, "severe", None),
    ):
        roster = county.enrol(person, "home-care", tier)
        if signed:
            with county.act() as (unit, book):
                sign_agreement(unit, roster, signed)
                repost_people(unit, book, [person])
    for person, day in ((severe, 3), (severe, 17), (moderate, 9), (unsigned, 10)):
        county.record(
            county.posted(
                "care_visit", date(2026, 3, day), person, evidence=("photo", "signature")
            ),
            "changzhe",
        )
    facts, [accounts] = made(county, "home-care", "final-accounts")
    march = next(one for one in facts.payments if one.start == MARCH)
    assert {line.key: (line.quantity, line.amount) for line in march.lines} == {
        "tier.severe": (1, 30000),
        "tier.moderate": (1, 20000),
    }
    assert march.over and not march.sealed
    assert any("协议" in why for _, why, _ in march.not_paid)
    assert [one.start.month for one in facts.payments] == [1, 2, 3, 4]
    assert "待填" in words_of(accounts)


def test_a_service_has_the_name_that_it_has_in_the_contract_s_own_package(county):
    person = county.person("关大爷", "yanshi/dadong")
    county.enrol(person, "dadong", "key")
    visit = county.posted(
        "home_visit",
        date(2026, 3, 9),
        person,
        site="yanshi/dadong",
        items=("03",),
        evidence=("photo",),
    )
    county.record(visit, "dashou")
    _, [listed] = made(county, "dadong", "work-list")
    words = words_of(listed)
    assert "理发" in words and "建立档案" not in words


def test_questionnaires_are_those_of_the_roster_though_no_line_counts_them(county):
    asked, stranger = county.person("问甲"), county.person("问乙")
    county.enrol(asked, "home-care", "severe")
    for person in (asked, stranger):
        posted = county.posted("home_care_survey", date(2026, 3, 12), person)
        county.record(posted, "changzhe")
    facts, [sheet] = made(county, "home-care", "questionnaire")
    assert [one.person.name for one in facts.records] == ["问甲"]
    assert sheet.title == "满意度调查问卷"


def test_the_needs_ledger_of_a_station_holds_what_its_people_found_at_its_places(county):
    """004 asks for the ledger and routes nothing: its needs are those that the station's people found."""
    here, there = "yanshi/tianchi/xianheguan", "yanshi/jinshan/xiaojian"
    old, far = county.person("需甲", here), county.person("需乙", there)
    with county.act() as (unit, _):
        luo, other = (
            create_account(unit, login=login, name=login, agency=agency).id
            for login, agency in (("needluo", "qinghe"), ("needtan", "changzhe"))
        )
    for account, person, what in (
        (luo, old, "配老花镜"),
        (luo, far, "别处的需求"),
        (other, old, "别家发现的需求"),
    ):
        found = datetime(2026, 3, 9, 2, tzinfo=UTC)
        posted = MatterInput(id=new_id(), kind="need", what=what, person=person, found_at=found)
        with county.act(Actor(id=account, name="员")) as (unit, book):
            uuid = raise_matter(unit, book, posted).id
        if what == "配老花镜":
            with county.act(Actor(id=account, name="员")) as (unit, book):
                handle(unit, book, uuid, version=1, note="眼镜已送到。")
    _, [ledger] = made(county, "xianheguan", "needs-ledger", start=date(2026, 3, 1))
    words = words_of(ledger)
    assert words[8:] == [
        "1",
        "2026-03-09",
        "仙鹤观社区",
        "需甲",
        "配老花镜",
        "一般",
        "处理中",
        "眼镜已送到。",
    ]


def test_two_visits_in_one_week_are_not_one_in_each(county):
    """Of somebody who is owed a visit every week: twice in one week is done for that week only."""
    twice = county.person("周甲", "yanshi/dadong")
    county.enrol(twice, "dadong", "special")
    for day in (3, 5):
        where = {"site": "yanshi/dadong", "evidence": ("photo",)}
        county.record(county.posted("home_visit", date(2026, 3, day), twice, **where), "dashou")
    facts, [summary] = made(county, "dadong", "monthly-summary")
    [mine] = [one for one in facts.roster if one.person.name == "周甲"]
    [weekly] = [key for key, owed in mine.owed.items() if owed > 1]
    assert mine.done[weekly] == 1
    label = next(line.label for line in facts.lines if line.key == weekly)
    [words] = [block.suggested for block in summary.blocks if isinstance(block, Prose)]
    assert f"“{label}”应服务 1 人，已完成 0 人" in words


def test_the_share_of_a_month_is_that_month_s_though_the_next_has_begun(county):
    visited = county.person("率甲", "yanshi/jinshan/hengjiang")
    county.enrol(visited, "jingdezhen", "general")
    where = {"site": "yanshi/jinshan/hengjiang", "evidence": ("photo",)}
    county.record(county.posted("home_visit", MARCH, visited, **where), "xiangzhen")
    facts, _ = made(county, "jingdezhen", "monthly-summary")
    [share] = [line for line in facts.lines if line.key == "coverage"]
    assert (share.value, share.done, share.goal, share.unit) == (100, 100, 100, "%")
    assert share.percent == 100
