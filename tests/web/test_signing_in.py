"""Signing in through the pages: cookies, fixation, doors, sessions, and what is refused."""

import re

from litestar.testing import TestClient

from tests.web.conftest import PASSWORD, an_app, through_the_door, token_on


def enter(client, login="luomin", password=PASSWORD, **more):
    token = token_on(client.get("/sign-in"))
    data = {"login": login, "password": password, "_csrf": token} | more
    return client.post("/sign-in", data=data)


def test_the_three_doors_say_what_awaits_and_lead_in(demo):
    front = demo.get("/")
    for label in ("我是社工", "我是站长", "我是民政局", "演示数据"):
        assert label in front.text
    for role, name in (("worker", "罗敏"), ("manager", "周启明"), ("county", "陈书远")):
        through_the_door(demo, role)
        assert name in demo.get("/me").text


def test_there_is_no_fourth_door(demo):
    token = token_on(demo.get("/"))
    assert demo.post("/door", data={"role": "system", "_csrf": token}).status_code == 422


def test_signing_in_gives_a_new_cookie_that_scripts_cannot_read(real):
    answer = enter(real)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/home"
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("yizhan=")]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    assert "Path=/" in cookie
    assert "罗敏" in real.get("/me").text


def test_behind_https_the_cookie_belongs_to_this_host_alone(engine):
    app = an_app(engine, secure_cookies=True)
    with TestClient(app, base_url="https://yizhan.test") as client:
        client.follow_redirects = False
        token = token_on(client.get("/"))
        answer = client.post("/door", data={"role": "worker", "_csrf": token})
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if "__Host-yizhan=" in c]
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_session_chosen_by_somebody_else_is_not_taken_over(real):
    real.cookies.set("yizhan", "chosen-by-an-attacker")
    answer = enter(real)
    assert answer.status_code == 303
    assert real.cookies.get("yizhan", domain="yizhan.test") != "chosen-by-an-attacker"


def test_two_session_cookies_are_none(real):
    enter(real)
    value = real.cookies.get("yizhan")
    real.cookies.clear()
    answer = real.get("/me", headers={"cookie": f"yizhan={value}; yizhan={value}"})
    assert answer.status_code == 303
    assert real.get("/me", headers={"cookie": f"yizhan={value}"}).status_code == 200


def test_a_tampered_or_giant_cookie_is_no_session_and_no_error(real):
    for value in ("x", "x" * 8000, "%00", "一"):
        cookie = f"yizhan={value}; yizhan_visitor={value}; yizhan_flash={value}"
        answer = real.get("/me", headers={b"cookie": cookie.encode()})
        assert answer.status_code in (303, 400, 431), value
        assert real.get("/sign-in", headers={b"cookie": cookie.encode()}).status_code < 500


def test_a_wrong_password_and_an_unknown_login_read_the_same(real):
    wrong, unknown = enter(real, password="wrong"), enter(real, login="nobody")
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "登录名或密码不正确。" in answer.text
    assert "wrong" not in wrong.text


def test_the_sixth_try_is_told_to_wait(real):
    for _ in range(5):
        assert enter(real, password="wrong").status_code == 422
    answer = enter(real)
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.text


def test_a_made_up_forwarding_header_gains_no_tries(real):
    token = token_on(real.get("/sign-in"))
    answers = [
        real.post(
            "/sign-in",
            data={"login": f"user{n}", "password": "wrong", "_csrf": token},
            headers={"x-forwarded-for": f"10.0.0.{n}"},
        ).status_code
        for n in range(22)
    ]
    assert answers.count(422) == 20
    assert answers[20:] == [429, 429]


def test_after_signing_in_one_goes_on_to_a_page_of_ours_only(real):
    assert enter(real, next="/me?x=1").headers["location"] == "/me?x=1"
    for elsewhere in ("https://evil.test/", "//evil.test", "/\\evil.test", "javascript:1", "x"):
        real.cookies.clear()
        assert enter(real, next=elsewhere).headers["location"] == "/home"


def test_signing_out_ends_the_session_on_the_server_too(demo):
    token = through_the_door(demo)
    cookie = demo.cookies.get("yizhan")
    assert demo.post("/sign-out", data={"_csrf": token}).status_code == 303
    assert demo.get("/me", headers={"cookie": f"yizhan={cookie}"}).status_code == 303


def test_a_lost_phone_is_signed_out_from_the_desk_at_once(engine):
    app = an_app(engine)
    with TestClient(app, base_url="http://yizhan.test") as phone:
        phone.follow_redirects = False
        through_the_door(phone)
        with TestClient(app, base_url="http://yizhan.test") as desk:
            desk.follow_redirects = False
            token = through_the_door(desk)
            forms = re.findall(
                r'action="(/me/sessions/[^"]+/revoke)">.*?<button[^>]*>([^<]+)',
                desk.get("/me").text,
            )
            (other,) = [action for action, word in forms if word == "让它退出"]
            assert desk.post(other, data={"_csrf": token}).status_code == 303
            assert "已让那台设备退出。" in desk.get("/me").text
            assert "已让那台设备退出。" not in desk.get("/me").text
        assert phone.get("/me").status_code == 303


def test_nobody_ends_the_session_of_somebody_else(engine):
    app = an_app(engine)
    with TestClient(app, base_url="http://yizhan.test") as worker:
        worker.follow_redirects = False
        through_the_door(worker)
        forms = re.findall(r'action="(/me/sessions/[^"]+/revoke)"', worker.get("/me").text)
        with TestClient(app, base_url="http://yizhan.test") as county:
            county.follow_redirects = False
            token = through_the_door(county, "county")
            assert county.post(forms[0], data={"_csrf": token}).status_code == 404
        assert worker.get("/me").status_code == 200
