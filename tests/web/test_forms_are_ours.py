"""Every change must come from a form of ours; nothing changes by looking."""

import hashlib
import re

import pytest
from sqlalchemy import text

from tests.web.conftest import an_app, through_the_door, token_on

UUID = "01890000-0000-7000-8000-000000000000"


def changing_routes(engine):
    return sorted(
        (method, route.path)
        for route in an_app(engine).routes
        for handler in route.route_handlers
        for method in handler.http_methods - {"GET", "HEAD", "OPTIONS"}
    )


def filled(path):
    return re.sub(r"{\w+:uuid}", UUID, path).replace("{what:str}", "absence")


def test_every_change_without_the_token_is_refused(engine, demo):
    through_the_door(demo)
    routes = changing_routes(engine)
    assert len(routes) >= 4
    for method, path in routes:
        for body in ({}, {"_csrf": ""}, {"_csrf": "x"}, {"_csrf": "令牌"}):
            answer = demo.request(method, filled(path), data=body)
            assert answer.status_code == 403, (method, path, body)
            assert "刷新页面" in answer.text
        answer = demo.request(method, filled(path), json={"_csrf": "x"})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.test"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_asked_for_by_another_site_is_refused_even_with_the_token(demo, headers):
    token = through_the_door(demo)
    answer = demo.post("/sign-out", data={"_csrf": token}, headers=headers)
    assert answer.status_code == 403
    assert demo.get("/me").status_code == 200


def test_the_token_may_come_in_a_header_as_htmx_sends_it(demo):
    token = through_the_door(demo)
    headers = {"x-csrf-token": token, "origin": "http://yizhan.test", "hx-request": "true"}
    answer = demo.post("/sign-out", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["hx-redirect"] == "/"


def test_the_token_of_one_session_is_worth_nothing_in_another(demo):
    before = token_on(demo.get("/"))
    first = through_the_door(demo)
    second = through_the_door(demo)
    assert len({before, first, second}) == 3
    assert demo.post("/sign-out", data={"_csrf": first}).status_code == 403


def content(engine):
    digest = hashlib.sha256()
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
        for (name,) in sorted(tables.fetchall()):
            for row in connection.execute(text(f'SELECT * FROM "{name}"')):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def test_looking_changes_nothing(engine, demo):
    through_the_door(demo)
    before = content(engine)
    for route in an_app(engine).routes:
        demo.get(filled(route.path).replace("{part:str}", "today"))
    assert content(engine) == before


def test_invisible_signs_repeated_and_unknown_fields_are_refused_in_chinese(demo):
    token = token_on(demo.get("/"))
    for data in (
        {"role": "wor\x00ker"},
        {"role": "worker\u202e"},
        {"role": ["worker", "county"]},
        {"role": "worker", "place": "yanshi"},
    ):
        answer = demo.post("/door", data=data | {"_csrf": token})
        assert answer.status_code == 422, data
        assert "请" in answer.text


def test_rare_names_are_let_through():
    from web.posted import clean

    for name in ("𠮷田𡈼", "㐀", "𰻝", "葛󠄀", "﨑", "买买提·艾力", "\ue000", "\U00031350"):
        assert clean("name", name) == name
