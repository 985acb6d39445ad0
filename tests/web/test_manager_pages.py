"""指标、合同、采购包 through real requests: every state by rule, every number opened, every clause."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from litestar.testing import TestClient

from core.ledger.dashboard import board
from core.ledger.opened import COUNTED, NOT_COUNTED, entries_of
from core.ledger.ranking import rank
from core.ledger.rules.verdicts import State
from core.ledger.upkeep import rebuild, seal
from core.packages.publish import publish
from core.packages.reach import within_reach
from core.packages.read import decode_package, parse_toml
from core.packages.rows import PACKAGE_VERSION
from core.people.inputs import AbsenceInput
from core.people.service.absences import add_absence
from core.recording import accept
from core.store import Actor, new_id, unit_of_work
from core.trust import Reach, Scope
from core.trust.service import create_account, grant
from tests.apps import app_of
from tests.counting import statements
from tests.county import County
from tests.plans import walks
from tests.web.conftest import through_the_door
from web.settings import Settings

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
STATION = "yanshi/tianchi/xianheguan"
GRANTS = (
    ("demo-worker", "罗敏", "worker", "yanshi/tianchi", "qinghe"),
    ("demo-manager", "周启明", "manager", "yanshi/tianchi", "qinghe"),
    ("demo-county", "陈书远", "county", "yanshi", ""),
)


@dataclass
class Office:
    """A county with people at its desks."""

    county: County
    accounts: dict[str, Any]

    @property
    def luo(self) -> Actor:
        """The worker who makes the records."""
        return Actor(id=self.accounts["demo-worker"].id, name="罗敏", role="worker")

    @property
    def zhou(self) -> Actor:
        """The manager who accepts them."""
        return Actor(id=self.accounts["demo-manager"].id, name="周启明", role="manager")

    def record(self, kind: str, day: date, *people: str, **more: Any) -> str:
        """A record of the station of 仙鹤观."""
        more.setdefault("site", STATION)
        made = self.county.record(self.county.posted(kind, day, *people, **more), actor=self.luo)
        return made.id

    def training(self, day: date, *people: str, evidence=("sign_in", "training_record"), **more):
        """A training of community workers."""
        fields = {"training_topic": "party_led_governance"}
        return self.record(
            "training", day, *people, evidence=evidence, fields=fields, minutes=180, **more
        )

    def board(self, contract: str, day: date = DAY):
        """The board of a contract on a day."""
        with self.county.station.engine.connect() as connection:
            book = self.county.station.book(connection)
            return board(connection, book, contract, day)

    @contextmanager
    def at_desk(self, role: str):
        """A client of somebody who went through the door."""
        settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
        app = app_of(self.county.station, settings)
        with TestClient(app, base_url="http://yizhan.test") as client:
            client.follow_redirects = False
            through_the_door(client, role)
            yield client


@pytest.fixture
def office(county: County) -> Office:
    accounts = {}
    at = datetime(2026, 1, 1, 1, tzinfo=UTC)
    with unit_of_work(county.station.engine, actor=ADMIN, at=at, county="yanshi") as unit:
        for login, name, role, place, agency in GRANTS:
            accounts[login] = create_account(unit, login=login, name=name, agency=agency)
            grant(
                unit,
                account=accounts[login].id,
                role=role,
                place=place,
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
    county.at = AT
    return Office(county=county, accounts=accounts)


def plain(text: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


# ------------------------------------------------------------------------- the board


def test_each_state_comes_by_rule(office):
    worker = office.county.person("陈翠兰", STATION, categories=["community_worker"])
    office.county.enrol(worker, "xianheguan", "community_worker")
    office.training(date(2026, 2, 6), worker)
    for month in (2, 5, 8, 11):
        office.record("policy_talk", date(2026, month, 3), fields={"topic": "social_work"})
    states = {key: row.state for key, row in office.board("xianheguan").by_key.items()}
    assert states["r9-2a"] is State.MET  # 2 of 2
    assert states["r2-1"] is State.BEHIND  # two closed quarters without a training
    assert states["r9-1b"] is State.ON  # one person, hours still open
    assert states["r3-3"] is State.NOT_STARTED
    assert states["r7-3a"] is State.BEHIND  # 4 of 10 after nine tenths of the year
    early = office.board("xianheguan", date(2026, 6, 1)).by_key
    assert early["r7-3a"].state is State.BEHIND
    assert early["r9-2a"].state is State.MET
    jinshan = office.board("jinshan").by_key
    assert jinshan["home-visits"].state is State.INFO


def test_a_total_just_reached_by_the_pace_is_at_risk(office):
    for month in range(1, 10):
        office.record("policy_talk", date(2026, month, 3), fields={"topic": "other"})
    row = office.board("xianheguan", date(2026, 11, 18)).by_key["r7-3a"]
    assert (row.verdict.value, row.state) == (9, State.AT_RISK)
    assert row.outlook.startswith("按此进度")


def test_a_missed_quarter_is_said_and_cannot_be_made_up(office):
    for day in (date(2026, 2, 6), date(2026, 5, 14), date(2026, 10, 9), date(2026, 10, 20)):
        office.training(day, heads={"community_worker": 12})
    row = office.board("xianheguan").by_key["r2-1"]
    assert row.verdict.value == 4
    assert row.state is State.BEHIND
    assert row.outlook == "第三季度已缺，无法补"


def test_a_quota_is_summed_up_over_the_people_who_are_owed(office):
    people = [
        office.county.person(
            name,
            "yanshi/jinshan/xiaojian",
            categories=["tekun_scattered"],
            levels={"self_care": "full"},
        )
        for name in ("王长根", "李秀英", "单福生")
    ]
    for person in people:
        office.county.enrol(person, "jinshan", "self_reliant")
    site = "yanshi/jinshan/xiaojian"
    office.record("home_visit", date(2026, 11, 4), people[0], site=site)
    office.record("home_visit", date(2026, 10, 4), people[0], site=site)
    row = office.board("jinshan").by_key["home-visit"]
    assert (row.round.done, row.round.owed, row.round.missed_before) == (1, 3, 2)
    assert row.state is State.AT_RISK  # the last third of November
    assert row.outlook == "还有 2 人，11 月 30 日前；10 月 2 人缺"
    assert office.board("jinshan", date(2026, 11, 5)).by_key["home-visit"].state is State.ON
    assert row.round.each[0].done == 0  # who lacks most comes first


def test_a_rate_asks_who_was_served_and_a_rebuild_agrees(office):
    person = office.county.person(
        "王长根",
        "yanshi/jinshan/xiaojian",
        categories=["tekun_scattered"],
        levels={"self_care": "full"},
    )
    office.county.enrol(person, "jingdezhen", "general")
    posted = office.county.posted("home_visit", date(2026, 11, 4), person)
    office.county.record(posted, provider="xiangzhen")
    row = office.board("jingdezhen").by_key["coverage"]
    running = next(c for c in row.verdict.parts[0].cells if c.key == "2026-11")
    assert (running.value, running.of, running.met) == (100, 1, True)
    with office.county.act() as (unit, book):
        assert rebuild(unit, book).differences == []


def test_a_rate_opens_to_who_is_missing_and_who_does_not_stand_below_the_line(office):
    people = {
        name: office.county.person(
            name, categories=["tekun_scattered"], levels={"self_care": "full"}
        )
        for name in ("王长根", "李守田", "赵桂兰")
    }
    for person in people.values():
        office.county.enrol(person, "jingdezhen", "general")
    posted = office.county.posted("home_visit", date(2026, 11, 4), people["王长根"])
    office.county.record(posted, provider="xiangzhen")
    with office.county.act() as (unit, _):
        hospital = AbsenceInput(id=new_id(), reason="hospital", start=date(2026, 10, 20))
        add_absence(unit, people["赵桂兰"], hospital)
    with office.at_desk("county") as client:
        first = client.get("/indicators/jingdezhen/coverage").text
        assert "按人" in plain(first)
        rows = client.get("/indicators/jingdezhen/coverage?tab=people").text.split('class="row"')
    said = [plain(row) for row in rows[1:]]
    assert len(said) == 2
    assert "李守田" in said[0] and "未完成" in said[0] and "0 / 1" in said[0]
    assert "赵桂兰" in said[1] and "11 月不计入分母：住院" in said[1] and "/ 1" not in said[1]


def test_the_board_shows_sections_counts_and_a_link_behind_every_number(office):
    office.training(date(2026, 2, 6), heads={"community_worker": 9})
    with office.at_desk("manager") as client:
        answer = client.get("/indicators?contract=xianheguan")
    assert answer.status_code == 200
    text = plain(answer.text)
    assert "先看这些" in text and "R6 开展老幼关爱" in text
    assert "未开始" in text and "落后" in text
    lines = office.board("xianheguan").rows
    for row in lines:
        assert f'href="/indicators/xianheguan/{row.line.key}"' in answer.text


def test_sorting_filtering_and_searching(office):
    office.record("policy_talk", date(2026, 2, 3), fields={"topic": "funeral"})
    with office.at_desk("county") as client:
        by_text = client.get("/indicators?contract=xianheguan&sort=text").text
        assert "先看这些" not in by_text
        assert by_text.index('data-line="r7-3a"') < by_text.index('data-line="r7-3d"')
        assert '<tr class="child" aria-selected="false" data-line="r7-3d">' in by_text
        behind = client.get("/indicators?contract=xianheguan&state=behind").text
        assert set(re.findall(r'data-line="([^"]+)"', behind)) == {
            row.line.key for row in office.board("xianheguan").rows if row.state is State.BEHIND
        }
        for question in ("惠民殡葬", "R7.3d", "hmbzzcxj", "qzhmbz"):
            found = client.get(f"/indicators?contract=xianheguan&q={question}").text
            assert 'data-line="r7-3d"' in found, question
            assert 'data-line="r1-2"' not in found
        nothing = client.get("/indicators?contract=xianheguan&q=没有这样的指标").text
        assert "没有符合条件的指标" in nothing


def test_stations_stand_side_by_side(office):
    office.record("policy_talk", date(2026, 2, 3), fields={"topic": "funeral"})
    other = "yanshi/tianchi/mianhuawan"
    office.record("policy_talk", date(2026, 3, 3), fields={"topic": "other"}, site=other)
    with office.at_desk("manager") as client:
        compared = client.get("/indicators?contract=xianheguan&view=sites&q=R7.3a").text
        cells = re.findall(r'<td class="right num"><a [^>]*site=([^"]+)"[^>]*>1</a></td>', compared)
        assert len(cells) == 2 and cells[-1].endswith("mianhuawan")
        one = client.get(f"/indicators?contract=xianheguan&site={other}").text
        assert re.search(r'aria-label="政策宣讲：1，目标 10 场', one)


# ------------------------------------------------------------------------- a number opened


def test_a_refused_record_is_read_with_every_reason(office):
    office.training(date(2026, 9, 22), evidence=("photo",), title="岗位培训", heads={"elder": 5})
    with office.at_desk("manager") as client:
        answer = client.get("/indicators/xianheguan/r9-1b?tab=not")
        text = plain(client.get("/indicators/xianheguan/r2-1?tab=not").text)
        hours = plain(answer.text)
    assert "未计：参加者为老年人，本指标要求社区工作者" in text
    assert "9 月 22 日 岗位培训" in text and "记录人 罗敏" in text and "佐证：照片" in text
    assert "缺签到表" in hours and "缺培训记录" in hours
    assert "1 条： 缺签到表" in hours or "1 条：缺签到表" in hours


def test_the_sheet_says_the_clause_and_the_sentence_and_links_to_the_package(office):
    with office.at_desk("manager") as client:
        sheet = client.get("/indicators/xianheguan/r7-3d", headers={"hx-request": "true"})
        whole = client.get("/indicators/xianheguan/r7-3d")
    assert sheet.text.lstrip().startswith('<div class="sheet-in"')
    assert "<html" in whole.text
    for answer in (sheet, whole):
        assert "其中开展惠民殡葬政策宣讲4场" in answer.text
        assert "每办一场计 1 场；合同期内至少 4 场" in answer.text
        assert 'href="/packages/lezhi-station/1#line-r7-3d"' in answer.text


def test_a_counted_record_links_to_itself_and_says_its_quantity(office):
    made = office.record(
        "policy_talk",
        date(2026, 2, 3),
        title="殡葬政策进院坝",
        heads={"elder": 30},
        fields={"topic": "funeral", "copies": 80},
    )
    with office.at_desk("manager") as client:
        text = client.get("/indicators/xianheguan/r7-3e").text
    assert f'href="/activities/{made}"' in text
    assert "80 <small>份</small>" in text
    assert "老年人 30 人" in text


def test_what_the_contract_refuses_as_a_whole_is_shown_with_the_lines_and_by_itself(office):
    office.record("policy_talk", date(2026, 2, 3), title="院坝会", site="yanshi/dongshan")
    with office.at_desk("county") as client:
        beside = plain(client.get("/indicators/xianheguan/r7-3a?tab=not").text)
        own = plain(client.get("/indicators/xianheguan/-").text)
        other_kind = plain(client.get("/indicators/xianheguan/r8-1?tab=not").text)
    assert "地点为东山镇，不在本合同的服务范围" in beside
    assert "院坝会" in own and "整份合同不收的记录" in own
    assert "院坝会" not in other_kind


def test_a_record_claimed_by_another_contract_says_by_which(office):
    person = office.county.person(
        "王长根",
        "yanshi/jinshan/xiaojian",
        categories=["tekun_scattered"],
        levels={"self_care": "full"},
    )
    office.county.enrol(person, "jinshan", "self_reliant")
    with office.county.station.engine.connect() as connection:
        book = office.county.station.book(connection)
        assert (
            rank(
                [
                    [("a", "缺签到表"), ("b", "时长 25 分钟，要求 ≥ 30 分钟")],
                    [("a", "缺签到表"), ("b", "时长 20 分钟，要求 ≥ 30 分钟")],
                ]
            )[0].number
            == 2
        )
        found = entries_of(connection, book, "jinshan", "home-visit", NOT_COUNTED)
    assert found.entries == ()


def test_pages_of_fifty_go_on_by_key_and_miss_nothing(office):
    day = date(2026, 1, 5)
    for number in range(57):
        office.record("community_event", day + timedelta(days=number % 5), title=f"活动 {number}")
    with office.county.station.engine.connect() as connection:
        book = office.county.station.book(connection)
        seen, before, pages = [], None, 0
        while True:
            found = entries_of(
                connection,
                book,
                "xianheguan",
                "r7-4",
                NOT_COUNTED + COUNTED,
                before=before,
                limit=20,
            )
            seen += [one.id for one in found.entries]
            pages, before = pages + 1, found.after
            if before is None:
                break
        whole = entries_of(connection, book, "xianheguan", "r7-4", NOT_COUNTED + COUNTED, limit=99)
    assert pages == 3 and len(seen) == len(set(seen)) == 57
    assert seen == [one.id for one in whole.entries]
    with office.at_desk("manager") as client:
        first = client.get("/indicators/xianheguan/r7-4?tab=not").text
        more = re.search(r'href="([^"]+after=[^"]+)"', first).group(1).replace("&amp;", "&")
        rest = client.get(more, headers={"hx-request": "true"}).text
    assert first.count('class="row entry"') == 50
    assert rest.count('class="row entry"') == 7 and "<html" not in rest


def test_people_are_listed_lowest_first(office):
    people = {}
    for name, minutes in (("满学时", 900), ("缺一些", 450), ("一次没来", 0)):
        people[name] = office.county.person(name, STATION, categories=["community_worker"])
        office.county.enrol(people[name], "xianheguan", "community_worker")
        if minutes:
            office.record(
                "training",
                date(2026, 3, 3),
                people[name],
                minutes=minutes,
                evidence=("sign_in", "training_record"),
                fields={"training_topic": "party_members"},
            )
    with office.at_desk("manager") as client:
        text = plain(client.get("/indicators/xianheguan/r9-1b?tab=people").text)
    assert text.index("一次没来") < text.index("缺一些") < text.index("满学时")
    assert "10 / 20 学时" in text


def test_names_are_for_those_who_may_read_them(office):
    child = office.county.person("小雨", STATION, born=date(2015, 5, 4))
    office.record(
        "aid_service", date(2026, 3, 3), child, items=["counselling"], fields={}, title="陪伴"
    )
    with office.at_desk("worker") as client:
        seen = client.get("/indicators/xianheguan/r6-5").text
    assert "陪伴" in seen and "小雨" not in seen and "1 人" in seen
    with office.at_desk("manager") as client:
        assert "小雨" in client.get("/indicators/xianheguan/r6-5").text


# ------------------------------------------------------------------------- contracts and packages


def test_contracts_show_parties_term_places_overrides_and_agreements(office):
    with office.at_desk("county") as client:
        listed = plain(client.get("/contracts").text)
        one = plain(client.get("/contracts/xianheguan").text)
    assert "6 份在您的范围内" in listed and "达标 0 / 69" in listed
    assert "青禾社会工作服务中心" in one and "示范社工室 仙鹤观社区" in one
    assert "按本合同改为：棉花湾社区、天池街道、童家镇，每一样至少 1 个" in one
    assert "兼计" in one and "县民政局" in one
    assert "社区工作者 0 人" in one


def test_sealed_months_are_marked(office):
    with office.county.act() as (unit, book):
        seal(unit, book, "xianheguan", "2026-01")
    with office.at_desk("county") as client:
        text = client.get("/contracts/xianheguan").text
    assert 'title="1 月 已封账"' in text and 'title="2 月 未封账"' in text


def test_a_package_is_read_beside_its_clauses_open_choices_first(office):
    with office.at_desk("county") as client:
        text = client.get("/packages/lezhi-station/1").text
        listed = plain(client.get("/packages").text)
    assert "县域三级社工服务体系·天池街道仙鹤观社区" in listed
    first = text.index('id="choice-A004-R6.8b"')
    assert first < text.index('id="choice-A004-1"')
    row = text[text.index('id="line-r7-3d"') :]
    row = row[: row.index("</article>")]
    assert "每办一场计 1 场" in row and "其中开展惠民殡葬政策宣讲4场" in row
    with office.county.station.engine.connect() as connection:
        book = office.county.station.book(connection)
        package = book.terms["xianheguan"].package
    for line in package.line:
        assert f'id="line-{line.key}"' in text
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_searching_a_package_keeps_the_rows_that_answer(office):
    with office.at_desk("county") as client:
        found = client.get("/packages/home-care/1?q=满意度").text
    assert 'id="score_item-satisfaction"' in found
    assert 'id="score_item-systems"' not in found


def test_every_package_page_and_form_opens_and_the_text_comes_as_published(office):
    with office.at_desk("county") as client, office.county.station.engine.connect() as connection:
        for row in connection.execute(PACKAGE_VERSION.select()).all():
            path = f"/packages/{row.key}/{row.version}"
            assert client.get(path).status_code == 200
            package = decode_package(parse_toml(row.text, row.key), row.key)
            for form in package.form:
                shown = client.get(f"{path}/forms/{form.key}")
                assert shown.status_code == 200
                assert form.questions[0].label in shown.text
            text = client.get(f"{path}/text")
            assert text.content.decode() == row.text
            assert text.headers["content-disposition"] == (
                f'attachment; filename="{row.key}-v{row.version}.toml"'
            )


def test_labels_of_a_package_are_text_and_never_markup(office):
    with office.county.station.engine.connect() as connection:
        row = connection.execute(
            PACKAGE_VERSION.select().where(PACKAGE_VERSION.c.key == "jinshan-visits")
        ).one()
    text = row.text.replace("version = 1", "version = 2", 1)
    text = text.replace('label = "上门巡访人次"', 'label = "<script>alert(1)</script>"')
    with office.county.act() as (unit, _):
        publish(unit, decode_package(parse_toml(text, "x"), "x"), text)
    with office.at_desk("county") as client:
        shown = client.get("/packages/jinshan-visits/2").text
        echoed = client.get("/indicators?contract=jinshan&q=<script>alert(1)</script>").text
    for answer in (shown, echoed):
        assert "<script>alert(1)" not in answer
        assert "&lt;script&gt;alert(1)" in answer


# ------------------------------------------------------------------------- reach, errors, cost


def test_out_of_reach_does_not_exist(office):
    with office.at_desk("manager") as client:
        assert client.get("/indicators/xianheguan/r7-3a").status_code == 200
        for path in (
            "/indicators?contract=jinshan",
            "/indicators/jinshan/home-visit",
            "/indicators/xianheguan/no-such-line",
            "/indicators/no-such-contract/r7-3a",
            "/contracts/home-care",
            "/contracts/no-such-contract",
            "/packages/home-care/1",
            "/packages/lezhi-station/9",
            "/packages/lezhi-station/1/forms/none",
            "/packages/home-care/1/text",
        ):
            assert client.get(path).status_code == 404, path
        assert client.get("/packages/lezhi-station/1").status_code == 200
    with office.at_desk("worker") as client:
        assert client.get("/packages").status_code == 403
        assert client.get("/indicators").status_code == 200


def test_nonsense_in_the_address_shows_the_usual_view(office):
    with office.at_desk("county") as client:
        for path in (
            "/indicators?sort=sideways&state=purple&site=elsewhere&view=cube",
            "/indicators/xianheguan/r7-3a?tab=upstairs&after=yesterday.x&from=-3&site=nowhere",
            "/indicators/xianheguan/r7-3a?after=2026-02-30.99999999999999999999",
        ):
            assert client.get(path).status_code == 200, path


def test_a_contract_is_within_reach_by_place_by_name_and_by_agency(office):
    with office.county.station.engine.connect() as connection:
        terms = office.county.station.book(connection).terms
    xianheguan, home_care = terms["xianheguan"].contract, terms["home-care"].contract

    def reach(place, contract=""):
        return Scope(reaches=frozenset({Reach(place=place, contract=contract)}))

    assert within_reach(reach("yanshi"), home_care)
    assert within_reach(reach("yanshi/tianchi"), xianheguan)
    assert not within_reach(reach("yanshi/nanta"), xianheguan)
    assert not within_reach(reach("yanshi/tianchi"), home_care)
    assert within_reach(reach("yanshi/tianchi", "home-care"), home_care)
    assert not within_reach(reach("yanshi", "home-care"), xianheguan)
    assert within_reach(reach("yanshi"), xianheguan, "qinghe")
    assert within_reach(reach("yanshi"), xianheguan, "minzheng")
    assert not within_reach(reach("yanshi"), xianheguan, "changzhe")


PATHS = (
    "/indicators?contract=xianheguan",
    "/indicators/xianheguan/r5-1",
    "/indicators/xianheguan/r5-1?tab=not",
    "/indicators/xianheguan/r9-1b?tab=people",
    "/contracts",
)


def test_no_page_walks_through_a_table_that_grows(office):
    if office.county.station.engine.dialect.name != "sqlite":
        pytest.skip("an empty table has no interesting plan there")
    with office.at_desk("county") as client, walks(office.county.station.engine) as found:
        for path in PATHS:
            assert client.get(path).status_code == 200
    assert found == {}


def test_the_number_of_statements_does_not_grow_with_the_records(office):
    people = [office.county.person(f"李{n}", STATION, categories=["dibao"]) for n in range(4)]

    def cost():
        found = []
        with office.at_desk("county") as client:
            client.get(PATHS[0])
            for path in PATHS:
                with statements(office.county.station.engine) as seen:
                    assert client.get(path).status_code == 200
                found.append(len(seen))
                if path == PATHS[0]:
                    assert not any(
                        "FROM record" in one or "FROM ledger_entry" in one
                        for one in seen
                        if not one.startswith("SELECT max(ledger_entry.id)")
                    )
        return found

    for number in range(20):
        day = date(2026, 1, 5) + timedelta(days=number)
        outcome = "reached" if number % 3 else "failed"
        office.record("home_visit", day, people[number % 4], fields={"outcome": outcome})
    few = cost()
    for number in range(280):
        day = date(2026, 1, 25) + timedelta(days=number)
        outcome = "reached" if number % 3 else "failed"
        office.record("home_visit", day, people[number % 4], fields={"outcome": outcome})
    assert cost() == few
    assert max(few) <= 30


def test_an_output_waits_for_acceptance_and_then_counts(office):
    day = date(2026, 3, 3)
    dates = {"handed_in": day}
    made = office.record("needs_list", day, title="一季度需求清单", dates=dates)
    with office.at_desk("manager") as client:
        assert "待验收，验收通过后计入" in client.get("/indicators/xianheguan/r3-3?tab=not").text
        with office.county.act(office.zhou) as (unit, book):
            accept(unit, book, made, version=1)
        assert "一季度需求清单" in client.get("/indicators/xianheguan/r3-3?tab=counted").text
