"""Phones: who is signed in, enrolling, stopping; a stopped phone is refused at its next request."""

from sqlalchemy import select

from core.field.rows import DEVICE
from core.store import new_id
from tests.field.phone import phone_of
from tests.web.conftest import token_on


def test_a_phone_is_told_who_is_signed_in_and_gets_a_fresh_nonce(station):
    with phone_of(station) as phone:
        told = phone.look().json()
        assert told["account"]["name"] == "罗敏"
        assert told["device"] == {"state": "unknown", "id": "", "name": ""}
        assert told["time"] == "2026-06-21T02:00:00Z"
        assert len(told["version"]) == 12
        assert told["nonce"].startswith("2026-06-21T02:00:00.000+00:00~")


def test_who_is_signed_out_is_told_so_in_json(station):
    with phone_of(station) as phone:
        phone.client.cookies.clear()
        for answer in (
            phone.client.get("/api/session"),
            phone.post("/api/records", {"items": []}),
            phone.post("/api/devices", {"id": new_id(), "name": "a"}),
            phone.client.get("/api/openapi.json"),
        ):
            assert answer.status_code == 401
            assert answer.json()["code"] == "signed_out"
            assert answer.json()["error"]["say"] == "请先登录。"


def test_a_stale_token_is_told_apart_from_a_stopped_phone(station):
    with phone_of(station) as phone:
        phone.csrf = "x"
        answer = phone.post("/api/records", {"items": []})
        assert (answer.status_code, answer.json()["code"]) == (403, "stale_token")


def test_errors_below_api_are_never_pages(station):
    with phone_of(station) as phone:
        for path in ("/api", "/api/", "/api/nothing", "/api/records", "/api/session/x"):
            answer = phone.client.get(path, headers={"accept": "text/html"})
            assert answer.headers["content-type"].startswith("application/json"), path
            assert answer.json()["error"]["say"]


def test_enrolling_again_gives_the_same_key_and_another_account_another_one(station):
    with phone_of(station) as phone:
        first, again = phone.enrol().json(), phone.enrol("红米 2").json()
        assert len(first["recovery_key"]) == 43
        assert first["recovery_key"] == again["recovery_key"]
        assert phone.look().json()["device"] == {
            "state": "enrolled",
            "id": phone.id,
            "name": "红米 2",
        }
        phone.client.cookies.set("yizhan", station.token("zhouqiming"), domain="yizhan.test")
        assert phone.look().json()["device"]["state"] == "unknown"
        other = phone.enrol().json()
        assert other["id"] == phone.id
        assert other["recovery_key"] != first["recovery_key"]
    with station.county.station.engine.connect() as connection:
        rows = connection.execute(select(DEVICE)).all()
    assert len(rows) == 2
    assert not any(first["recovery_key"].encode() in bytes(row.recovery) for row in rows)


def test_a_stopped_phone_is_refused_at_its_next_request_and_its_session_has_ended(station):
    with phone_of(station) as phone, phone_of(station) as desk:
        phone.enrol()
        assert phone.look().status_code == 200
        html = desk.client.get("/me").text
        assert "红米" in html
        stopped = desk.client.post(
            f"/me/devices/{phone.id}/revoke", data={"_csrf": desk.csrf, "reason": "丢了"}
        )
        assert stopped.status_code == 303
        for answer in (
            phone.client.get("/api/session"),
            phone.post("/api/records", {"items": []}),
        ):
            assert answer.status_code == 403
            assert answer.json()["code"] == "device_revoked"
            assert answer.json()["wipe"] is True
        assert phone.client.get("/today").headers["location"].startswith("/sign-in")
        # Without the phone's cookie the session is over, too.
        del phone.client.cookies["yizhan_device"]
        assert phone.client.get("/api/session").status_code == 401
        assert desk.look().status_code == 200


def test_a_stopped_phone_comes_back_after_signing_in_and_under_a_new_id_only(station):
    with phone_of(station) as phone:
        phone.enrol()
        data = {"_csrf": phone.csrf, "reason": "丢了"}
        phone.client.post(f"/me/devices/{phone.id}/revoke", data=data)
        assert phone.look().json()["code"] == "device_revoked"
        token = token_on(phone.client.get("/"))
        assert (
            phone.client.post("/door", data={"role": "worker", "_csrf": token}).status_code == 303
        )
        assert phone.look().json()["device"]["state"] == "unknown"
        assert phone.enrol().json()["code"] == "device_revoked"
        phone.id = new_id()
        assert phone.enrol().status_code == 200
        assert phone.look().json()["device"]["state"] == "enrolled"


def test_a_manager_sees_who_changed_phones_and_stops_one(station):
    with phone_of(station) as phone, phone_of(station) as second:
        phone.enrol("旧手机")
        second.enrol("新手机")
        with phone_of(station, "zhouqiming") as manager:
            manager.id = phone.id
            manager.enrol("借用")
            html = manager.client.get("/devices").text
            assert "2 台在用" in html
            assert "这台手机上还登记过：周启明" in html
            path = f"/devices/{station.accounts['luomin'].id}/{phone.id}/revoke"
            token = {"_csrf": manager.csrf}
            assert manager.client.post(path, data=token | {"reason": ""}).status_code == 422
            assert manager.client.post(path, data=token | {"reason": "离职"}).status_code == 303
            assert "离职" in manager.client.get("/devices").text
        assert phone.look().json()["code"] == "device_revoked"
        assert second.look().status_code == 200


def test_nobody_stops_a_phone_out_of_reach(station):
    with phone_of(station) as phone, phone_of(station, "xianheguan") as other:
        phone.enrol()
        own = f"/me/devices/{phone.id}/revoke"
        data = {"_csrf": other.csrf, "reason": "x"}
        assert other.client.post(own, data=data).status_code == 404
        path = f"/devices/{station.accounts['luomin'].id}/{phone.id}/revoke"
        assert other.client.post(path, data=data).status_code == 403
        assert phone.look().status_code == 200
