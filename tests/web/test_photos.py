"""Photos over HTTP: part by part from a phone, whole from a form; seen within reach, and no further."""

import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image
from sqlalchemy import func, select

from core.evidence import header
from core.evidence.keeping import Kind
from core.evidence.rows import FILE, UPLOAD
from core.recording import EvidenceInput, record
from core.store import new_id
from core.store.audit import AUDIT
from tests.copies import a_county
from tests.evidence.pictures import a_photo, a_scene, as_jpeg
from tests.web.conftest import token_on
from tests.web.test_worker_pages import answered, form_of, signed_in, visit_form
from tests.web.worker_station import AT, WorkerStation, as_worker, furnished
from web.scanning import look_again

NUMBERS = count(100)
CONFIG = Path(__file__).resolve().parents[2] / "config"
BYTES = "application/offset+octet-stream"


@pytest.fixture(scope="module")
def station(tmp_path_factory) -> Iterator[WorkerStation]:
    """One station for all: each test brings photos of its own."""
    with a_county(tmp_path_factory.mktemp("photos")) as county:
        yield furnished(county)


@pytest.fixture
def photo() -> tuple[bytes, str]:
    """A photo that no other test has brought, and its SHA-256."""
    content = a_photo(next(NUMBERS), (320, 240))
    return content, sha_of(content)


def sha_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Phone:
    """A phone that sends photos in parts, with the token of its session."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.token = token_on(client.get("/me"))

    def part(self, sha: str, offset: int, length: int, content: bytes, **headers: str) -> Any:
        usual = {
            "upload-offset": str(offset),
            "upload-length": str(length),
            "content-type": BYTES,
            "x-csrf-token": self.token,
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.patch(f"/api/files/{sha}", content=content, headers=usual | given)

    def send(self, content: bytes, size: int = 512 * 1024) -> Any:
        sha, at = hashlib.sha256(content).hexdigest(), 0
        while True:
            answer = self.part(sha, at, len(content), content[at : at + size])
            if answer.status_code != 204:
                return answer
            at = int(answer.headers["upload-offset"])

    def how_far(self, sha: str) -> tuple[int, str]:
        answer = self.client.head(f"/api/files/{sha}")
        if answer.status_code == 404:
            return 0, ""
        return int(answer.headers["upload-offset"]), answer.headers["upload-state"]


def rows_of(station: WorkerStation, table: Any, sha: str) -> int:
    with station.county.station.engine.connect() as connection:
        wanted = select(func.count()).select_from(table).where(table.c.sha256 == sha)
        return connection.execute(wanted).scalar_one()


def kept(station: WorkerStation, sha: str) -> list[str]:
    """What lies in the store of a file."""
    root = station.county.station.files.store.root
    return sorted(path.relative_to(root).parts[1] for path in root.rglob(sha))


def parts(station: WorkerStation) -> int:
    """How many parts lie in the store."""
    root = station.county.station.files.store.root / "yanshi" / "part"
    return sum(path.is_file() for path in root.rglob("*"))


def with_photo(station: WorkerStation, content: bytes, name: str = "李秀英") -> str:
    """A visit of 罗敏 whose photo has arrived; returns the id of its evidence."""
    county = station.county
    posted = county.filled(county.posted("home_visit", date(2026, 6, 3), station.people[name]))
    piece = EvidenceInput(id=new_id(), kind="photo", file=sha_of(content))
    posted = msgspec.structs.replace(posted, evidence=(piece,))
    with county.act(as_worker(station)) as (unit, book):
        record(unit, county.station.catalogue, book, posted, "qinghe")
    with signed_in(station) as client:
        assert Phone(client).send(content).json()["state"] == "kept"
    return piece.id


# ---------------------------------------------------------------- part by part


def test_a_photo_comes_in_parts_and_is_whole(station, photo):
    content, sha = photo
    with signed_in(station) as client:
        phone = Phone(client)
        assert phone.how_far(sha) == (0, "")
        half = len(content) // 2
        first = phone.part(sha, 0, len(content), content[:half])
        assert (first.status_code, first.headers["upload-offset"]) == (204, str(half))
        assert phone.how_far(sha) == (half, "receiving")
        again = phone.part(sha, 0, len(content), content[:half])
        assert (again.status_code, again.headers["upload-offset"]) == (409, str(half))
        assert "接着传" in again.json()["error"]["say"]
        last = phone.part(sha, half, len(content), content[half:])
        assert last.json() == {"state": "kept", "say": "照片已收到。"}
        assert phone.how_far(sha) == (len(content), "kept")
        assert phone.part(sha, 0, len(content), content[:9]).json()["state"] == "kept"
    assert station.county.station.files.get("yanshi", Kind.ORIGINAL, sha) == content
    assert kept(station, sha) == ["original", "thumbnail"]
    assert rows_of(station, UPLOAD, sha) == 0


def test_cut_anywhere_the_photo_is_whole_by_its_hash_or_not_there(station):
    """R8: the line breaks after every 4 KB; what the server has not answered is sent again."""
    content = as_jpeg(a_scene(5, (640, 480)), 95)
    sha, files = hashlib.sha256(content).hexdigest(), station.county.station.files
    with signed_in(station) as client:
        phone = Phone(client)
        for cut in range(4096, len(content) + 4096, 4096):
            offset, state = phone.how_far(sha)
            assert state in ("", "receiving")
            with pytest.raises(FileNotFoundError):
                files.get("yanshi", Kind.ORIGINAL, sha)
            answer = phone.part(sha, offset, len(content), content[offset:cut])
            if cut % 8192 == 0:  # the answer was lost: the phone asks how far it got, and goes on
                assert phone.how_far(sha)[0] == min(cut, len(content))
        assert answer.json()["state"] == "kept"
    assert files.get("yanshi", Kind.ORIGINAL, sha) == content
    assert kept(station, sha) == ["original", "thumbnail"]


def test_when_every_byte_came_and_the_answer_did_not_an_empty_part_asks_for_it(
    station, photo, monkeypatch
):
    content, sha = photo
    import web.bringing

    with signed_in(station) as client:
        phone = Phone(client)
        monkeypatch.setattr(web.bringing, "make_ready", lambda *_: (_ for _ in ()).throw(OSError()))
        answer = phone.send(content, len(content) - 9)
        assert answer.status_code == 503
        assert "retry-after" in answer.headers
        monkeypatch.undo()
        assert phone.how_far(sha) == (len(content), "receiving")
        assert phone.part(sha, len(content), len(content), b"").json()["state"] == "kept"


def test_two_phones_send_one_photo_at_once(station, photo):
    content, sha = photo
    with signed_in(station) as one, signed_in(station, "zhouqiming") as other:
        phones = [Phone(one), Phone(other)]
        with ThreadPoolExecutor(2) as both:
            said = list(both.map(lambda phone: phone.send(content, 1024), phones))
    assert [answer.json()["state"] for answer in said] == ["kept", "kept"]
    assert rows_of(station, FILE, sha) == 1
    assert kept(station, sha) == ["original", "thumbnail"]


def test_one_account_sending_one_photo_twice_at_once_loses_nothing(station, photo):
    content, sha = photo
    with signed_in(station) as one, signed_in(station) as other:
        phones = [Phone(one), Phone(other)]

        def stubborn(phone: Phone) -> str:
            for _ in range(200):
                offset, state = phone.how_far(sha)
                if state == "kept":
                    return state
                answer = phone.part(sha, offset, len(content), content[offset : offset + 1024])
                assert answer.status_code in (200, 204, 409), answer.text
            return state

        with ThreadPoolExecutor(2) as both:
            assert list(both.map(stubborn, phones)) == ["kept", "kept"]
    assert station.county.station.files.get("yanshi", Kind.ORIGINAL, sha) == content
    assert kept(station, sha) == ["original", "thumbnail"]


def test_other_bytes_than_promised_begin_again(station, photo):
    content, _sha = photo
    other, before = "ab" * 32, parts(station)
    with signed_in(station) as client:
        phone = Phone(client)
        answer = phone.part(other, 0, len(content), content)
        assert (answer.status_code, answer.headers["upload-offset"]) == (409, "0")
        assert "从头" in answer.json()["error"]["say"]
        assert phone.part(other, 0, len(content), content[:99]).status_code == 204
        answer = phone.part(other, 99, len(content), content[99:])
        assert (answer.status_code, answer.headers["upload-offset"]) == (409, "0")
        assert phone.how_far(other) == (0, "receiving")
    assert rows_of(station, FILE, sha_of(content)) == 0
    assert parts(station) == before


def test_a_bad_file_is_refused_for_good_and_nothing_of_it_is_kept(station):
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    with signed_in(station) as client:
        phone = Phone(client)
        for _ in range(2):
            assert phone.send(svg).json() == {"state": "refused", "say": header.VECTOR}
        assert phone.how_far(hashlib.sha256(svg).hexdigest())[1] == "refused"
    assert kept(station, sha_of(svg)) == []
    with station.county.station.engine.connect() as connection:
        noted = select(AUDIT.c.reason).where(AUDIT.c.action == "file.refuse")
        assert connection.execute(
            noted.where(AUDIT.c.object_id == sha_of(svg))
        ).scalars().all() == [header.VECTOR]


def test_parts_that_cannot_be_are_refused(station, photo):
    _content, sha = photo
    before = parts(station)
    with signed_in(station) as client:
        phone = Phone(client)
        for status, answer in (
            (422, phone.part("zz", 0, 5, b"x")),
            (422, phone.part(sha.upper(), 0, 5, b"x")),
            (422, phone.part(sha, 0, 0, b"")),
            (422, phone.part(sha, 3, 4, b"xx")),
            (409, phone.part(sha, 3, 9, b"xx")),
            (413, phone.part(sha, 0, 21 * 1024 * 1024, b"x")),
            (413, phone.part(sha, 0, 1024 * 1024, bytes(512 * 1024 + 1))),
            (415, phone.part(sha, 0, 5, b"x", content_type="image/jpeg")),
            (400, phone.part(sha, 0, 5, b"x", upload_offset="-1")),
            (400, phone.part(sha, 0, 5, b"x", upload_length="9" * 40)),
            (403, phone.part(sha, 0, 5, b"x", x_csrf_token="nobody")),
        ):
            assert answer.status_code == status, answer.text
            assert re.search(r"[一-鿿]{4}", answer.json()["error"]["say"])
        first = phone.part(sha, 0, 9, b"xx")
        assert first.status_code == 204
        assert phone.part(sha, 2, 8, b"xx").status_code == 422
    with signed_in(station, "chenshuyuan") as client:
        assert Phone(client).part(sha, 0, 5, b"x").status_code == 403
    assert parts(station) == before + 1


def test_beyond_the_limit_of_a_day_photos_wait_for_tomorrow(station):
    from litestar.testing import TestClient

    app = station.app(files_a_day=2)
    with TestClient(app, base_url="http://yizhan.test") as client:
        client.cookies.set("yizhan", station.token("xianheguan"), domain="yizhan.test")
        phone = Phone(client)
        for number in (1, 2):
            assert phone.send(a_photo(number, (64, 48))).json()["state"] == "kept"
        assert phone.send(a_photo(1, (64, 48))).json()["state"] == "kept"  # known already
        answer = phone.send(a_photo(3, (64, 48)))
        assert answer.status_code == 413
        assert "请明天再传" in answer.json()["error"]["say"]
        assert "retry-after" in answer.headers


# ---------------------------------------------------------------- whole, from a form


def as_file(content: bytes, name: str = "门口.jpg") -> tuple[str, bytes, str]:
    return name, content, "image/jpeg"


def test_a_visit_is_saved_with_its_photos_without_any_script(station, photo):
    content, _ = photo
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        del posted["record.file.photo"]
        two = [as_file(content), as_file(a_photo(12, (64, 48)), 'x\r\nX: y".jpg')]
        answer = client.post(
            "/record", data=posted, files=[("record.file.photo", one) for one in two]
        )
        assert answer.status_code == 303, answer.text
        page = client.get(answer.headers["location"]).text
    assert page.count("/thumbnail") == 2
    assert "照片待传" not in page


def test_a_field_for_photos_that_was_left_empty_brings_nothing(station):
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        del posted["record.file.photo"]
        lines = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in posted.items()
        ]
        lines.append(
            '--x\r\nContent-Disposition: form-data; name="record.file.photo"; filename=""\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\r\n--x--\r\n"
        )
        media = {"content-type": "multipart/form-data; boundary=x"}
        answer = client.post("/record", content="".join(lines).encode(), headers=media)
        assert answer.status_code == 303, answer.text
        assert "/thumbnail" not in client.get(answer.headers["location"]).text


def test_a_form_that_is_refused_keeps_its_photos(station, photo):
    content, sha = photo
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        del posted["record.file.photo"]
        wrong = posted | {"record.date.service": "2026-02-30"}
        heic = b"\x00\x00\x00\x18ftypheic" + bytes(100)
        refused = client.post(
            "/record",
            data=wrong,
            files=[("record.file.photo", as_file(content))],
        )
        assert refused.status_code == 422
        assert f'name="record.file.photo" value="{sha}"' in refused.text
        assert "已收到 1 张照片" in refused.text
        bad = client.post("/record", data=posted, files=[("record.file.photo", as_file(heic))])
        assert bad.status_code == 422
        assert "这是 HEIC 照片" in bad.text
        saved = client.post("/record", data=posted | {"record.file.photo": sha})
        assert saved.status_code == 303
        assert "/thumbnail" in client.get(saved.headers["location"]).text


def test_looking_ahead_counts_a_photo_that_was_chosen_and_not_sent(station, photo):
    content, sha = photo
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        posted["record.file.photo"] = "[object File]"
        htmx = {"hx-request": "true", "x-csrf-token": posted["_csrf"]}
        assert client.post("/record/preview", data=posted, headers=htmx).status_code == 200
        assert client.post("/record", data=posted).status_code == 422
        plain = posted | {"record.file.photo": ""}
        shown = client.post(
            "/record/preview", data=plain, files=[("record.file.photo", as_file(content))]
        )
        assert sha in shown.text


def test_photos_come_later_to_a_record_and_with_a_correction(station, photo):
    content, _sha = photo
    with signed_in(station) as client:
        saved = client.post("/record", data=answered(visit_form(client, station)))
        address = saved.headers["location"].partition("?")[0]
        posted = form_of(client.get(address).text, "note") | {"kind": "photo"}
        del posted["file"]
        for _ in range(2):
            many = [("file", as_file(content)), ("file", as_file(a_photo(13, (64, 48))))]
            added = client.post(f"{address}/evidence", data=posted, files=many)
            assert added.status_code == 303, added.text
        assert client.get(address).text.count("/thumbnail") == 2
        html = client.get(f"{address}/correct").text
        posted = form_of(html) | {"record.reason": "补一张照片"}
        posted.pop("record.file.photo", None)
        third = [("record.file.photo", as_file(a_photo(14, (64, 48))))]
        corrected = client.post(f"{address}/correct", data=posted, files=third)
        assert corrected.status_code == 303, corrected.text
        assert client.get(address).text.count("/thumbnail") == 3
        bad = client.post(
            f"{address}/evidence",
            data=form_of(client.get(address).text, "note") | {"kind": "photo"},
            files=[("file", as_file(b"%PDF-1.4"))],
        )
        assert bad.status_code == 422
        assert "这是 PDF 文件" in bad.text


def test_a_photo_that_has_not_come_is_said_on_every_page(station, photo):
    content, sha = photo
    with signed_in(station) as client:
        posted = answered(visit_form(client, station), **{"record.file.photo": sha})
        saved = client.post("/record", data=posted)
        assert "照片待传" in client.get(saved.headers["location"]).text
        assert "照片待传" in re.sub(r"<[^>]+>", "", client.get("/activities").text)
        person = f"/people/{station.people['李秀英']}"
        assert "照片待传" in re.sub(r"<[^>]+>", "", client.get(person).text)
        assert Phone(client).send(content).json()["state"] == "kept"
        assert "待传" not in client.get(saved.headers["location"]).text
        assert "/thumbnail" in client.get(person).text


def test_a_list_says_of_a_refused_photo_that_it_was_not_taken(station):
    bad = b"GIF89a" + bytes(99)
    with signed_in(station) as client:
        posted = answered(visit_form(client, station), **{"record.file.photo": sha_of(bad)})
        assert client.post("/record", data=posted).status_code == 303
        assert Phone(client).send(bad).json()["state"] == "refused"
        for page in ("/activities", f"/people/{station.people['李秀英']}"):
            assert "照片没有收下" in re.sub(r"<[^>]+>", "", client.get(page).text)


def test_while_the_scanner_is_away_a_photo_waits_and_every_page_says_so(
    station, photo, monkeypatch
):
    def away(_content):
        raise ConnectionRefusedError

    content, sha = photo
    house = station.county.station
    monkeypatch.setattr(house, "scanner", away)
    with signed_in(station) as client:
        posted = answered(visit_form(client, station))
        del posted["record.file.photo"]
        saved = client.post("/record", data=posted, files=[("record.file.photo", as_file(content))])
        assert saved.status_code == 303, saved.text
        phone = Phone(client)
        assert phone.send(content).json()["state"] == "waiting"
        assert phone.how_far(sha) == (len(content), "waiting")
        address = saved.headers["location"].partition("?")[0]
        assert "照片待查" in client.get(address).text
        listed = re.sub(r"<[^>]+>", "", client.get("/activities").text)
        assert "照片待查" in listed
        assert "/thumbnail" not in client.get(address).text
        monkeypatch.setattr(house, "scanner", lambda _content: "")
        assert look_again(house, as_worker(station), AT) == 1
        assert "待查" not in client.get(address).text
        assert "/thumbnail" in client.get(address).text


# ---------------------------------------------------------------- seeing


def test_photos_are_seen_within_reach_and_by_nobody_else(station, photo):
    content, _sha = photo
    piece = with_photo(station, content)
    paths = [f"/evidence/{piece}{end}" for end in ("", "/thumbnail", "/view")]
    for login, status in (("luomin", 200), ("zhouqiming", 200), ("xianheguan", 404)):
        with signed_in(station, login) as client:
            assert [client.get(path).status_code for path in paths] == [status] * 3, login
            assert client.get(f"/evidence/{new_id()}/view").status_code == 404
    with signed_in(station) as client:
        client.cookies.clear()
        assert [client.get(path).status_code for path in paths] == [303] * 3


def test_what_is_served_is_drawn_anew_of_a_fixed_type_and_for_nobody_between(station):
    exif = a_scene(1).getexif()
    exif[0x010F] = "SecretCamera"
    piece = with_photo(station, as_jpeg(a_scene(3, (2000, 1500)), exif=exif))
    with signed_in(station) as client:
        for end, side in (("thumbnail", 320), ("view", 1600)):
            answer = client.get(f"/evidence/{piece}/{end}")
            assert answer.headers["content-type"] == "image/jpeg"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["cache-control"].startswith("private")
            told = answer.headers["content-disposition"]
            assert told.startswith("inline; filename=")
            assert "filename*=UTF-8''%E7%85%A7%E7%89%87-2026-06-03.jpg" in told
            assert b"Secret" not in answer.content
            assert max(Image.open(BytesIO(answer.content)).size) == side


def test_the_original_is_for_whoever_says_why_and_the_audit_knows(station):
    exif = a_scene(1).getexif()
    exif[0x010F], exif[0x0132] = "SecretCamera", "2019:01:01 00:00:00"
    content = as_jpeg(a_scene(3), exif=exif)
    piece = with_photo(station, content)
    with signed_in(station) as client:
        token = token_on(client.get("/me"))
        asked = {"_csrf": token, "reason": "想看看"}
        assert client.post(f"/evidence/{piece}/original", data=asked).status_code == 403
        page = client.get(f"/evidence/{piece}").text
        assert "看原件" not in page and "2019-01-01" not in page
    with signed_in(station, "chenshuyuan") as client:
        token = token_on(client.get("/me"))
        page = client.get(f"/evidence/{piece}").text
        assert "看原件" in page
        assert "照片里的拍摄日期是 2019-01-01，记录的日期是 2026-06-03" in page
        silent = client.post(f"/evidence/{piece}/original", data={"_csrf": token, "reason": " "})
        assert silent.status_code == 422
        assert "请写明为什么要看原件" in silent.text
        asked = {"_csrf": token, "reason": "核对拍摄时间"}
        answer = client.post(f"/evidence/{piece}/original", data=asked)
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["cache-control"] == "no-store"
    with station.county.station.engine.connect() as connection:
        noted = select(AUDIT.c.object_id, AUDIT.c.reason).where(
            AUDIT.c.action == "evidence.original"
        )
        assert connection.execute(noted).all() == [(piece, "核对拍摄时间")]


def test_a_file_that_is_gone_from_the_store_is_missing_and_no_trace(station, photo):
    content, sha = photo
    piece = with_photo(station, content)
    station.county.station.files.delete("yanshi", Kind.ORIGINAL, sha)
    with signed_in(station) as client:
        answer = client.get(f"/evidence/{piece}/view")
        assert answer.status_code == 404
        assert "告诉管理员" in answer.text
