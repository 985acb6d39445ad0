"""Each of these was once an error, or worse: found by the sweep, kept here as a sentence."""

from datetime import date

import pytest
from litestar.testing import TestClient
from sqlalchemy import select

from core.packages.rosters import enrol
from core.packages.rows import ENROLMENT
from core.people.rows import PERSON
from core.store import new_id
from core.studio.drafts import Begun, begin
from tests.web.conftest import token_on
from tests.web.worker_station import furnished


@pytest.fixture
def station(county):
    return furnished(county)


@pytest.fixture
def signed_in(station):
    with TestClient(station.app(), base_url="http://yizhan.test") as client:
        client.follow_redirects = False

        def sign_in(login):
            client.cookies.set("yizhan", station.token(login), domain="yizhan.test")
            return client, token_on(client.get("/me"))

        yield sign_in


def test_a_roster_of_somebody_else_cannot_be_decided_from_a_file_without_one(station, signed_in):
    # Where nothing can be chosen, nothing that was made up may be taken.
    waiting = new_id()
    with station.county.act() as (unit, _):
        person = station.people["王长根"]
        start = date(2026, 3, 1)
        enrol(unit, uuid=waiting, contract="jingdezhen", person=person, start=start, tier="general")
    client, token = signed_in("chenshuyuan")
    path = f"/people/{station.people['李秀英']}/change/decide"
    posted = {"fresh": new_id(), "enrolment": waiting, "state": "approved", "on": "2026-06-21"}
    answer = client.post(path, data=posted | {"_csrf": token})
    assert answer.status_code == 422
    with station.county.station.engine.connect() as connection:
        found = select(ENROLMENT.c.state).where(ENROLMENT.c.uuid == waiting)
        assert connection.execute(found).scalar_one() == "proposed"


def test_a_correction_that_says_nothing_of_the_birth_date_keeps_it(station, signed_in):
    person = station.people["李秀英"]
    client, token = signed_in("luomin")
    posted = {"_csrf": token, "address": "村东头", "version": "1", "reason": "搬家"}
    assert client.post(f"/people/{person}/correct", data=posted).status_code == 303
    with station.county.station.engine.connect() as connection:
        found = select(PERSON.c.birth_date, PERSON.c.address).where(PERSON.c.uuid == person)
        assert connection.execute(found).one() == (date(1940, 3, 4), "村东头")


@pytest.mark.parametrize("version", ["²", "٣", "9" * 5000, "", "-1"])
def test_a_version_that_is_no_number_is_an_old_one(station, signed_in, version):
    person = station.people["李秀英"]
    client, token = signed_in("luomin")
    posted = {"_csrf": token, "address": "村东头", "version": version, "reason": "搬家"}
    answer = client.post(f"/people/{person}/correct", data=posted)
    assert answer.status_code == 409
    assert "刚被别人改过" in answer.text


def test_a_title_or_a_reason_that_is_too_long_is_said_beside_its_field(station, signed_in):
    client, token = signed_in("luomin")
    person = station.people["李秀英"]
    posted = {
        "_csrf": token,
        "record.id": new_id(),
        "record.kind": "case",
        "record.site": "yanshi/jinshan/xiaojian",
        "record.person": person,
        "record.title": "长" * 121,
        "record.date.opened": "2026-06-01",
    }
    answer = client.post("/cases", data=posted)
    assert answer.status_code == 422
    assert "最多 120 个字，现有 121 个" in answer.text
    early = client.post("/cases", data=posted | {"record.date.opened": "0001-01-01"})
    assert "立案日期过早" in early.text
    assert client.post("/cases", data=posted | {"record.title": "照料"}).status_code == 303
    closing = {
        "_csrf": token,
        "version": "1",
        "closed": "2026-06-02",
        "closing": "other",
        "reason": "长" * 201,
    }
    answer = client.post(f"/cases/{posted['record.id']}/close", data=closing)
    assert answer.status_code == 422
    assert "最多 197 个字，现有 201 个" in answer.text


def test_a_program_is_told_in_json_what_is_wrong_with_its_form(signed_in, station):
    client, token = signed_in("luomin")
    posted = {
        "_csrf": token,
        "record.id": new_id(),
        "record.kind": "case",
        "record.site": "yanshi/jinshan/xiaojian",
        "record.person": station.people["李秀英"],
        "record.title": "长" * 121,
        "record.date.opened": "2026-06-01",
    }
    answer = client.post("/cases", data=posted, headers={"accept": "application/json"})
    assert answer.status_code == 422
    error = answer.json()["error"]
    assert "最多 120 个字" in "".join([error["say"], *error["problems"].values()])
    posted = {"_csrf": token, "login": "luomin", "password": ""}
    answer = client.post("/sign-in", data=posted, headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["error"]["say"] == "请填写登录名和密码。"


@pytest.mark.parametrize("sheet", ["", "没有这张", "x" * 300])
def test_a_row_for_a_sheet_that_no_package_has_is_not_added(station, signed_in, sheet):
    with station.county.act() as (unit, _):
        draft = begin(unit, new_id(), Begun(title="一份草稿", source="", rows=()))
    client, token = signed_in("chenshuyuan")
    posted = {"_csrf": token, "id": new_id(), "sheet": sheet, "cell.0": "一"}
    answer = client.post(f"/drafts/{draft}/rows", data=posted)
    assert answer.status_code == 404
    assert "没有这张工作表" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/people?after=9223372036854775808.9223372036854775808",
        "/people?after=².²",
        "/activities?after=2026-06-21.99999999999999999999",
        "/cases?after=2026-06-21.99999999999999999999",
        "/today?after=²",
        "/indicators/jinshan/home-visit?tab=people&from=²",
    ],
)
def test_a_place_in_a_list_that_cannot_be_is_its_beginning(signed_in, path):
    client, _ = signed_in("luomin")
    assert client.get(path).status_code == 200


def test_an_id_that_is_none_is_refused_before_the_database_is_asked(signed_in):
    client, _ = signed_in("luomin")
    for path in ("/activities?person=x", "/record?kind=case_session&case=x", "/record?person=x"):
        answer = client.get(path)
        assert answer.status_code == 422, path
        assert "编号格式不正确" in answer.text


def test_one_comes_back_from_signing_in_to_an_address_in_chinese(signed_in, station):
    with TestClient(station.app(demo=False), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        to = client.get("/contracts/王?q=李").headers["location"]
        assert to == "/sign-in?next=%2Fcontracts%2F%25E7%258E%258B%3Fq%3D%25E6%259D%258E"
        client.cookies.set("yizhan", station.token("luomin"), domain="yizhan.test")
        back = client.get(to).headers["location"]
        assert back == "/contracts/%E7%8E%8B?q=%E6%9D%8E"
        assert client.get("/sign-in?next=/王").headers["location"] == "/home"


@pytest.mark.parametrize("host", ["[::1", "yizhan.test:x:y", "yizhan.test:99999", "evil.test\\"])
def test_a_name_that_is_no_host_is_no_error(signed_in, host):
    client, _ = signed_in("luomin")
    for path in ("/me", "/nowhere", "/today"):
        assert client.get(path, headers={"host": host}).status_code < 500
