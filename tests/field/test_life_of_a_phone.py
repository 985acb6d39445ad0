"""How long a phone stays signed in, what its PIN opens, and what goes on after it was stopped."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.store import new_id
from tests.field.phone import phone_of
from tests.web.conftest import token_on
from tests.web.worker_station import AT, as_worker

MINUTES, HOURS = (lambda n: timedelta(minutes=n)), (lambda n: timedelta(hours=n))


@pytest.fixture
def app(station):
    """A real station: half an hour of rest ends a session."""
    return station.app(demo=False)


def proof_of(key: str, account: str) -> str:
    """What a phone sends when it was opened with its PIN."""
    nonce, cipher = secrets.token_bytes(12), AESGCM(urlsafe_b64decode(key + "="))
    sealed = nonce + cipher.encrypt(nonce, b"", f"unlocked:{account}".encode())
    return urlsafe_b64encode(sealed).decode()


def cookie_set(answer, name: str) -> str:
    """The line that sets a cookie."""
    return next(
        line for line in answer.headers.get_list("set-cookie") if line.startswith(f"{name}=")
    ).lower()


def test_the_session_of_an_enrolled_phone_outlasts_its_window_but_not_its_own_end(station, app):
    with phone_of(station, app=app) as phone:
        told = cookie_set(phone.enrol(), "yizhan")
        assert f"max-age={12 * 3600}" in told
        assert "httponly" in told
        app.state.clock = lambda: AT + HOURS(11.99)
        assert phone.look().status_code == 401


def test_signing_in_on_the_phone_lasts_and_at_a_desk_goes_with_the_window(station):
    demo = station.app()
    with phone_of(station, app=demo) as phone, phone_of(station, "zhouqiming", demo) as desk:
        phone.enrol()
        for client, lasts in ((phone.client, True), (desk.client, False)):
            data = {"role": "worker", "_csrf": token_on(client.get("/"))}
            told = cookie_set(client.post("/door", data=data), "yizhan")
            assert ("max-age" in told) == lasts


def test_after_a_rest_the_pin_lets_a_phone_go_on_and_nothing_else_does(station, app):
    me = as_worker(station).id
    with phone_of(station, app=app) as phone, phone_of(station, app=app) as desk:
        key = phone.enrol().json()["recovery_key"]
        app.state.clock = lambda: AT + HOURS(3)
        for wrong in ("", "x", proof_of(key, "somebody"), proof_of(key[::-1], me)):
            assert phone.look(wrong).status_code == 401
            assert phone.client.get("/today").status_code == 303
        assert desk.look(proof_of(key, me)).status_code == 401
        assert phone.look(proof_of(key, me)).status_code == 200
        assert phone.look().status_code == 200
        app.state.clock = lambda: AT + HOURS(12) + MINUTES(1)
        assert phone.look(proof_of(key, me)).status_code == 401


def test_a_stopped_phone_is_not_let_on_by_its_pin(station, app):
    with phone_of(station, app=app) as phone:
        key = phone.enrol().json()["recovery_key"]
        data = {"_csrf": phone.csrf, "reason": "丢了"}
        phone.client.post(f"/me/devices/{phone.id}/revoke", data=data)
        answer = phone.look(proof_of(key, as_worker(station).id))
        assert answer.json()["code"] == "device_revoked"


def test_the_key_of_a_stopped_phone_goes_on_for_its_author_and_for_nobody_else(station):
    with phone_of(station) as phone:
        key = phone.enrol().json()["recovery_key"]
        stopped = []
        for _ in range(2):
            data = {"_csrf": phone.csrf, "reason": "丢了"}
            phone.client.post(f"/me/devices/{phone.id}/revoke", data=data)
            stopped.insert(0, phone.id)
            token = token_on(phone.client.get("/"))
            phone.client.post("/door", data={"role": "worker", "_csrf": token})
            phone.look()
            phone.id = new_id()
            assert phone.enrol(after=tuple(stopped)).json()["recovery_key"] == key
        with phone_of(station, "zhouqiming") as other:
            assert other.enrol(after=(phone.id, *stopped)).json()["recovery_key"] != key
            assert phone.enrol(after=("x",)).status_code == 200  # known already: nothing to look up
            other.id = new_id()
            assert other.enrol(after=("x",)).status_code == 422
