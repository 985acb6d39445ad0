"""Photos of children: hidden on every way by which a photo is shown, from whom they are not for."""

from datetime import date

import pytest

from core.activities.evidence import evidence_row
from core.store import unit_of_work
from core.trust.service import create_account, grant
from tests.evidence.pictures import a_photo
from tests.web.conftest import token_on
from tests.web.test_photos import with_photo
from tests.web.test_worker_pages import signed_in
from tests.web.worker_station import ADMIN, AT, XIAOJIAN

SAID = "只有记录人、责任社工和授权人员可以看"


@pytest.fixture(scope="module")
def station(shared):
    """With a child, and another worker of the same station."""
    shared.people["小雨"] = shared.county.person("小雨", XIAOJIAN, born=date(2015, 5, 4))
    with unit_of_work(shared.county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        account = create_account(unit, login="wangfang", name="王芳", agency="qinghe")
        shared.accounts["wangfang"] = account
        grant(
            unit,
            account=account.id,
            role="worker",
            place="yanshi/jinshan",
            valid_from=date(2026, 1, 1),
            reason="测试",
        )
    return shared


def test_on_every_way_a_childs_photo_is_for_the_author_the_assigned_and_the_authorised(station):
    piece = with_photo(station, a_photo(4001, (320, 240)), "小雨")
    with station.county.station.engine.connect() as connection:
        record = evidence_row(connection, "yanshi", piece).record
    paths = [f"/evidence/{piece}{end}" for end in ("", "/thumbnail", "/view")]
    shown_on = (f"/activities/{record}", f"/people/{station.people['小雨']}")
    for login, sees in (
        ("luomin", True),
        ("zhouqiming", True),
        ("wangfang", False),
    ):
        with signed_in(station, login) as client:
            answers = [client.get(path) for path in paths]
            assert {one.status_code for one in answers} == {200 if sees else 403}, login
            pages = [client.get(path).text for path in shown_on]
            assert [f"/evidence/{piece}" in page for page in pages] == [sees, sees], login
            assert (SAID in pages[0]) is not sees
            if not sees:
                assert SAID in answers[0].text
    station.enrol("小雨", "jinshan", "self_reliant", worker="wangfang")
    with signed_in(station, "wangfang") as client:
        assert client.get(paths[2]).status_code == 200


def test_the_original_of_a_childs_photo_is_refused_too(station):
    piece = with_photo(station, a_photo(4002, (320, 240)), "小雨")
    with unit_of_work(station.county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        account = create_account(unit, login="checker", name="查验", agency="minzheng")
        station.accounts["checker"] = account
        for role, place in (("county", "yanshi/tianchi"), ("agency", "yanshi/jinshan")):
            grant(
                unit,
                account=account.id,
                role=role,
                place=place,
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
    with signed_in(station, "checker") as client:
        posted = {"_csrf": token_on(client.get("/me")), "reason": "核对"}
        assert client.post(f"/evidence/{piece}/original", data=posted).status_code == 403
