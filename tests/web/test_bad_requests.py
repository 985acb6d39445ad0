"""Whatever comes in: a plain Chinese 4xx, never a 5xx, never a trace."""

import json
import re

import pytest
from litestar import get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.testing import TestClient
from sqlalchemy.exc import OperationalError

from core.store.errors import Conflict, Forbidden, Missing, Refused
from tests.web.conftest import an_app, through_the_door, token_on
from web.desk import Answer, page
from web.given import Desk

CHINESE = re.compile(r"[一-鿿]{4}")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"


def plain(answer, *, allowed=range(400, 500)):
    assert answer.status_code in allowed, (answer.status_code, answer.text[:300])
    assert CHINESE.search(answer.text)
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith(POLICY)
    return answer


@post("/json", opt={"permission": "public"}, sync_to_thread=True)
def takes_json(data: JSONBody[dict[str, object]], desk: Desk) -> dict[str, int]:
    return {"keys": len(data)}


@get("/number/{number:int}", opt={"permission": "public"}, sync_to_thread=True)
def takes_a_number(desk: Desk, number: FromPath[int], page_number: FromQuery[int] = 1) -> Answer:
    return page(desk, "pages/sign_in.html", to="", login="", say=str(number))


ERRORS = {
    "refused": Refused("时长应在 1 到 600 分钟之间。", field="minutes"),
    "conflict": Conflict("别人已经改过了，请刷新后再改。"),
    "missing": Missing("没有这个人。"),
    "forbidden": Forbidden("不能给自己授权。"),
    "recursion": RecursionError(),
    "memory": MemoryError(),
    "unicode": UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
    "database": OperationalError("SELECT 王长根", {}, Exception("disk full 王长根")),
    "bug": ZeroDivisionError("王长根"),
}


@get("/raises/{name:str}", opt={"permission": "public"}, sync_to_thread=True)
def raises(name: FromPath[str]) -> None:
    raise ERRORS[name]


@pytest.fixture
def client(engine):
    app = an_app(engine, more=(takes_json, takes_a_number, raises))
    with TestClient(app, base_url="http://yizhan.test", raise_server_exceptions=False) as client:
        client.follow_redirects = False
        yield client


def token(client):
    return {"x-csrf-token": token_on(client.get("/"))}


@pytest.mark.parametrize("depth", [100, 1_000, 10_000, 300_000])
@pytest.mark.parametrize("sign", ["[]", "{}"])
def test_deep_json_is_refused(client, depth, sign):
    opening = '{"a":' if sign == "{}" else "["
    closing = "}" if sign == "{}" else "]"
    body = '{"a":' + opening * depth + "1" + closing * depth + "}"
    headers = {"content-type": "application/json"} | token(client)
    answer = client.post("/json", content=body, headers=headers)
    if depth > 100:
        plain(answer)
    else:
        assert answer.status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a":1,}',
        b'{"a":NaN}',
        b'{"a":1e999999}',
        b"\xff\xfe",
        b'{"a":"\xff"}',
        b"[1]",
        b'"x"',
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_broken_json_is_refused_or_read_but_never_an_error(client, body):
    headers = {"content-type": "application/json"} | token(client)
    answer = client.post("/json", content=body, headers=headers)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        plain(answer)


def test_a_huge_body_is_refused(client):
    headers = token(client)
    huge = b'{"a":"' + b"x" * 2_000_000 + b'"}'
    sent = {"content-type": "application/json"} | headers
    assert plain(client.post("/json", content=huge, headers=sent)).status_code == 413
    assert plain(client.post("/door", data={"role": "x" * 2_000_000})).status_code == 413
    files = {"photo": ("a.jpg", b"x" * 2_000_000, "image/jpeg")}
    assert plain(client.post("/door", files=files, headers=headers)).status_code == 413


def test_a_body_that_lies_about_its_length_is_refused(client):
    headers = token(client) | {"content-type": "application/json"}
    for length in ("abc", "1.5", "99999999999999"):
        answer = client.post("/json", content=b"{}", headers=headers | {"content-length": length})
        plain(answer)


def test_strange_forms_are_refused(client):
    headers = token(client)
    bodies = [
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=x", b"\xff" * 100),
        ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nv\r\n' * 2000 + b"--x--",
        ),
        ("application/x-www-form-urlencoded", b"%ff=%fe&a=%00"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(100_000))),
        ("application/xml", b"<a/>"),
        ("", b"role=worker"),
    ]
    for media, body in bodies:
        answer = client.post("/door", content=body, headers=headers | {"content-type": media})
        plain(answer, allowed=(400, 413, 415, 422))


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST", "TRACE", "PROPFIND", "HEAD"])
def test_a_wrong_method_is_refused(client, method):
    answer = client.request(method, "/me")
    assert 400 <= answer.status_code < 500
    if method != "HEAD":
        plain(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/me/",
        "/me/sessions/1/revoke",
        "/number/x",
        "/number/99999999999999999999999999",
        "/number/1?page_number=x",
        "/number/1?page_number=99999999999999999999999",
        "/static/../../settings.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/css/yizhan.css",
        "/static/",
        "/gallery/%00",
        "/gallery/%ff",
        "/" + "x" * 5000,
        "/.env",
        "/schema",
        "/schema/openapi.json",
        "/sign-in?next=" + "x" * 600,
    ],
)
def test_unknown_addresses_and_odd_parameters_are_never_an_error(client, path):
    answer = client.get(path)
    assert answer.status_code < 500
    if answer.status_code >= 400:
        plain(answer)


def test_each_error_has_its_number_and_its_sentence(client):
    expected = {
        "refused": (422, "时长应在 1 到 600 分钟之间。"),
        "conflict": (409, "别人已经改过了"),
        "missing": (404, "没有这个人。"),
        "forbidden": (403, "不能给自己授权。"),
        "recursion": (400, "无法处理"),
        "memory": (413, "太大"),
        "unicode": (400, "无法处理"),
    }
    for name, (status, words) in expected.items():
        answer = plain(client.get(f"/raises/{name}"))
        assert answer.status_code == status
        assert words in answer.text


def test_a_busy_or_full_database_asks_to_try_again(client):
    answer = plain(client.get("/raises/database"), allowed=(503,))
    assert answer.headers["retry-after"] == "5"
    assert "王长根" not in answer.text


def test_an_error_of_ours_shows_a_reference_and_no_trace_and_logs_no_names(client, caplog):
    answer = plain(client.get("/raises/bug"), allowed=(500,))
    (reference,) = re.findall(r'<b class="num">([0-9a-f]{8})</b>', answer.text)
    assert "ZeroDivisionError" not in answer.text
    assert reference in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "王长根" not in caplog.text


def test_programs_get_json_and_htmx_gets_a_fragment(client):
    answer = client.get("/raises/refused", headers={"accept": "application/json"})
    error = json.loads(answer.text)["error"]
    assert error["problems"] == {"minutes": "时长应在 1 到 600 分钟之间。"}
    answer = client.get("/raises/refused", headers={"hx-request": "true"})
    assert answer.status_code == 422
    assert answer.headers["hx-retarget"] == "#flash"
    assert "<html" not in answer.text
    answer = client.get("/me", headers={"accept": "application/json"})
    assert answer.status_code == 401
    answer = client.get("/me", headers={"hx-request": "true"})
    assert answer.headers["hx-redirect"] == "/sign-in"


def test_under_another_name_the_site_does_not_answer(engine):
    app = an_app(engine, hosts=("yizhan.test",))
    with TestClient(app, base_url="http://yizhan.test") as client:
        assert client.get("/").status_code == 200
        for host in ("evil.test", "yizhan.test.evil.test", "", "yizhan.test@evil.test"):
            assert 400 <= client.get("/", headers={"host": host}).status_code < 500
        spoofed = {"x-forwarded-host": "evil.test", "x-http-method-override": "DELETE"}
        assert client.get("/", headers=spoofed).status_code == 200


def test_every_answer_carries_the_policy_and_pages_are_not_kept(client, engine):
    through_the_door(client)
    paths = ["/", "/me", "/gallery", "/nowhere", "/raises/bug", "/raises/refused"]
    for path in paths:
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith(POLICY)
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
    assert client.options("/me").headers["content-security-policy"].startswith(POLICY)


def test_static_files_are_named_by_their_content_and_kept_for_ever(client):
    (address,) = re.findall(r'href="(/static/css/[^"]+)"', client.get("/").text)
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-security-policy"].startswith(POLICY)
    assert client.get(address, headers={"accept-encoding": "gzip"}).text == answer.text
