"""What a phone takes along, and what may be kept in plain: no numbers of identity, no health."""

import json
import re
from dataclasses import fields
from datetime import date

import pytest
from litestar.testing import TestClient

from core.people.inputs import ContactInput
from core.people.service import add_contact
from core.plugin import Who
from core.store import new_id
from tests.web.worker_station import NAMES, as_worker, furnished
from web.assets import read_assets
from web.field.icons import SIZES, icon_png
from web.field.pairs import pairs_of
from web.pages.record.draft import Draft, draft_from
from web.posted import posted_from

HEALTH = ("tekun", "self_care", "full", "自理能力", "残疾", "身份证", "id_number")


@pytest.fixture
def station(county):
    return furnished(county)


@pytest.fixture
def phone(station):
    with TestClient(station.app(demo=False), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        client.cookies.set("yizhan", station.token("luomin"))
        yield client


@pytest.fixture
def anybody(station):
    with TestClient(station.app(demo=False), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        yield client


def test_the_round_holds_the_workers_own_people_and_what_is_owed_to_them(phone, station):
    found = phone.get("/api/round").json()
    assert {one["name"] for one in found["people"]} == set(NAMES)
    assert found["day"] == "2026-06-21"
    assert found["until"] == "2026-06-24T02:00:00Z"
    one = next(one for one in found["people"] if one["name"] == "单福生")
    assert {"dfs", "sfs"} & set(one["keys"])
    assert one["kinds"]["home_visit"] == ["jinshan"]
    assert "上门 <b" in one["card"]
    assert "为单福生记一笔" in found["today"]
    assert one["owed"]["jinshan/home-visit"] == [0, 1]


def test_the_card_tells_whom_to_call_and_nothing_of_health_or_identity(phone, station):
    with station.county.act() as (unit, _):
        son = ContactInput(
            id=new_id(),
            name="李某",
            relation="relative",
            phone="13900000001",
            first_for_emergency=True,
        )
        add_contact(unit, station.people["李秀英"], son)
    answer = phone.get("/api/round")
    one = next(one for one in answer.json()["people"] if one["name"] == "李秀英")
    assert 'href="tel:120"' in one["card"]
    assert one["card"].index("tel:120") < one["card"].index("tel:13900000001")
    assert "紧急时先找" in one["card"]
    for word in HEALTH:
        assert word not in one["card"]
        assert word not in json.dumps({**one, "card": ""}, ensure_ascii=False).replace(
            "self_reliant", ""
        )


def test_nobody_elses_people_come_along(phone, station):
    stranger = station.county.person("赵某某", "yanshi/jinshan/xiaojian")
    station.county.enrol(stranger, "jinshan", "self_reliant")
    assert "赵某某" not in phone.get("/api/round").text


def test_ones_own_records_come_along_as_the_form_that_corrects_them(phone, station):
    county = station.county
    posted = county.posted("phone_call", date(2026, 6, 20), station.people["周春梅"])
    county.record(posted, actor=as_worker(station))
    county.record(county.posted("phone_call", date(2026, 6, 19), station.people["周春梅"]))
    [own] = phone.get("/api/round").json()["records"]
    assert own["id"] == posted.id
    draft = draft_from(posted_from(own["fields"]))
    assert draft.version == 1
    assert draft.people == (station.people["周春梅"],)
    assert draft.answers["outcome"] == "reached"


def test_a_form_and_its_pairs_are_the_same_form():
    sample = {
        "id": new_id(),
        "dates": {"service": "2026-06-21"},
        "people": (new_id(), new_id()),
        "heads": {"elder": "3", "": "2"},
        "items": ("a1", "a2"),
        "evidence": ("photo",),
        "notes": {"photo": "柜子里"},
        "answers": {"topic": ["one", "two"], "outcome": "reached"},
        "version": 3,
        "case": new_id(),
        "forms": ("jinshan-visits@1/visit",),
        "files": {"photo": ("a" * 64,)},
        "stays": {new_id(): "20"},
    }
    given = {one.name: sample.get(one.name, "某") for one in fields(Draft)}
    left_out = {
        "find": "",
        "reason": "",
        "roll": "",
        "roll_class": "",
        "everybody": False,
        "sure": False,
    }
    draft = Draft(**{**given, **left_out})
    assert draft_from(posted_from(pairs_of(draft))) == draft


def test_the_forms_hold_every_kind_once_and_no_name_and_no_token(phone, station):
    answer = phone.get("/field/forms")
    assert not any(name in answer.text for name in NAMES)
    assert "_csrf" not in answer.text
    kinds = re.findall(r'<template data-kind="(\w+)"', answer.text)
    assert "home_visit" in kinds
    assert len(kinds) == len(set(kinds))
    assert set(kinds) >= {
        key for one in phone.get("/api/round").json()["people"] for key in one["kinds"]
    }
    assert 'data-contract="jinshan"' in answer.text
    again = phone.get("/field/forms", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_every_form_asks_what_the_page_would_ask(phone, station):
    """The questions of a person's form on the phone are those of the page 记一笔."""
    person = station.people["李秀英"]
    templates = dict(
        re.findall(
            r'<template data-kind="(\w+)"[^>]*>(.*?)</template>',
            phone.get("/field/forms").text,
            re.S,
        )
    )
    catalogue = station.county.station.catalogue
    one = next(one for one in phone.get("/api/round").json()["people"] if one["id"] == person)
    for kind, contracts in one["kinds"].items():
        if catalogue.kinds[kind].who is not Who.PERSON:
            continue
        page = phone.get(f"/record?kind={kind}&person={person}").text
        shown = set()
        for section in re.findall(
            r'<section class="form-part" data-contract="(\w*)"(.*?)</section>\s*(?=<section class="form-part|<details|</div>)',
            templates[kind],
            re.S,
        ):
            if section[0] in ("", *contracts):
                shown |= set(re.findall(r'data-key="(\w+)"', section[1]))
        assert set(re.findall(r'data-key="(\w+)"', page)) <= shown, kind


def test_the_shell_is_the_same_for_everybody_and_holds_nothing_of_anybody(phone, anybody):
    for path in ("/field", "/outbox"):
        answer = phone.get(path)
        assert answer.text == anybody.get(path).text
        assert "set-cookie" not in answer.headers
        assert "罗敏" not in answer.text
        assert "_csrf" not in answer.text


def test_the_worker_comes_from_the_root_and_keeps_only_what_is_the_same_for_all(anybody):
    answer = anybody.get("/sw.js")
    assert answer.headers["service-worker-allowed"] == "/"
    assert answer.headers["cache-control"] == "no-cache"
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", answer.text)[1])
    assert files[0] == "/field"
    assert all(file.startswith("/static/") for file in files[1:])
    assert all(anybody.get(file).status_code == 200 for file in files)


def test_scripts_name_each_other_by_content():
    assets = read_assets()
    addresses = {asset.address for asset in assets.values()}
    for name, asset in assets.items():
        if name.startswith("js/field/"):
            for near in re.findall(rb'from "\./(.+?)"', asset.content):
                assert f"/static/js/field/{near.decode()}" in addresses


def test_a_phone_can_install_it(anybody):
    found = anybody.get("/manifest.webmanifest").json()
    assert found["start_url"] == "/today"
    for icon in found["icons"]:
        assert anybody.get(icon["src"]).headers["content-type"].startswith(icon["type"])
    assert {icon["sizes"] for icon in found["icons"]} >= {f"{size}x{size}" for size in SIZES}
    assert icon_png("192").startswith(b"\x89PNG")
    assert anybody.get("/icons/77").status_code == 404


def test_the_round_is_for_people_who_have_one(anybody):
    assert anybody.get("/api/round").status_code == 401
    assert anybody.get("/field/forms").status_code == 303
