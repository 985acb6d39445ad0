"""Bad photos through both doors, the phone's and a page's: a sentence, and nothing of them kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from core.evidence.rows import FILE, REFUSED
from core.store.audit import AUDIT
from tests.evidence.pictures import a_photo
from tests.evidence.test_bad_files import BAD, ODD
from tests.web.test_photos import Phone, kept, parts, sha_of, station
from tests.web.test_worker_pages import answered, form_of, signed_in, visit_form

__all__ = ["station"]

PIECE = 512 * 1024
#: Several megabytes each: the usual run sends them to ``examined`` only.
LARGE = frozenset(name for name in BAD if "20 MB" in name or "million" in name)
NAMES = (
    "../../../etc/passwd",
    "..\\..\\门口.jpg",
    "/dev/null",
    ".htaccess",
    "门口.php;.jpg",
    'a"; filename="b.html',
    "张三.jpg\r\nX-Injected: yes",
    "👵🏻" * 60,
    "长" * 255,
    " ",
)


@dataclass(frozen=True)
class Doors:
    """Somebody who has saved a visit, to which photos may come through a page or from a phone."""

    client: Any
    phone: Phone
    address: str
    posted: dict[str, Any]

    def page(self, content: bytes, name: str = "门口.jpg") -> Any:
        """One photo through the page, whatever it is, called a JPEG."""
        return self.pages([(name, content)])

    def pages(self, named: list[tuple[str, bytes]]) -> Any:
        """Several in one form."""
        files = [("file", (name, content, "image/jpeg")) for name, content in named]
        return self.client.post(f"{self.address}/evidence", data=self.posted, files=files)

    def shown(self) -> list[str]:
        """The ids of the photos on the visit's page."""
        html = self.client.get(self.address).text
        return [part.partition("/")[0] for part in html.split('src="/evidence/')[1:]]


@pytest.fixture(scope="module")
def doors(station) -> Iterator[Doors]:
    with signed_in(station) as client:
        saved = client.post("/record", data=answered(visit_form(client, station)))
        address = saved.headers["location"].partition("?")[0]
        posted = form_of(client.get(address).text, "note") | {"kind": "photo"}
        del posted["file"]
        yield Doors(client, Phone(client), address, posted)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(sorted(set(BAD) - LARGE), id="usual"),
        pytest.param(sorted(LARGE), id="large", marks=pytest.mark.slow),
    ],
)
def test_every_bad_photo_is_refused_at_both_doors_and_nothing_of_it_is_kept(station, doors, names):
    """The name and the media type that come along say JPEG each time: neither is believed."""
    before, shown = parts(station), doors.shown()
    for name in names:
        make, said = BAD[name]
        content = make()
        if not content:  # an empty field of a form is no photo; a phone is told so
            assert doors.phone.part(sha_of(content), 0, 0, b"").status_code == 422
            continue
        page = doors.page(content)
        assert (page.status_code, said in page.text) == (422, True), name
        answer = doors.phone.part(sha_of(content), 0, len(content), content[:PIECE])
        if said.startswith("照片超过 20 MB"):
            assert (answer.status_code, answer.json()["error"]["say"]) == (413, said), name
        else:
            assert answer.json() == {"state": "refused", "say": said}, name
        assert kept(station, sha_of(content)) == [], name
    assert (parts(station), doors.shown()) == (before, shown)


def test_a_bad_photo_in_parts_is_refused_and_its_parts_go(station, doors):
    """As a phone sends it, which has no page to go through first."""
    before = parts(station)
    for name in ("a JPEG that is a page", "a PNG that is a zip", "fifty thousand segments", "SVG"):
        make, said = BAD[name]
        content = make() + bytes(1)  # another file than the one that a page has brought
        sha, length, half = sha_of(content), len(content), len(content) // 2
        assert doors.phone.part(sha, 0, length, content[:half]).status_code == 204
        answer = doors.phone.part(sha, half, length, content[half:])
        assert answer.json() == {"state": "refused", "say": said}, name
        assert doors.phone.how_far(sha) == (length, "refused")
        assert kept(station, sha) == []
    assert parts(station) == before


def test_an_odd_but_honest_photo_comes_through_both_doors(station, doors):
    before = len(doors.shown())
    small = [content for make in ODD.values() if len(content := make()) < PIECE]
    for content in small:
        assert doors.phone.send(content).json()["state"] == "kept"
        assert doors.page(content).status_code == 303
        assert kept(station, sha_of(content)) == ["original", "thumbnail"]
    assert len(doors.shown()) == before + len(small)


def test_no_name_of_a_file_reaches_a_header_a_page_or_the_disk(station, doors):
    before = doors.shown()
    for number, name in enumerate(NAMES):
        content = a_photo(500 + number, (64, 48))
        assert doors.page(content, name).status_code == 303, name
        assert kept(station, sha_of(content)) == ["original", "thumbnail"]
    fresh = [one for one in doors.shown() if one not in before]
    assert len(fresh) == len(NAMES)
    for one in fresh:
        shown = doors.client.get(f"/evidence/{one}/thumbnail")
        assert "x-injected" not in shown.headers
        assert "filename*=UTF-8''%E7%85%A7%E7%89%87" in shown.headers["content-disposition"]
        assert Image.open(BytesIO(shown.content)).format == "JPEG"
    html = doors.client.get(doors.address).text
    for trick in ("passwd", "htaccess", "X-Injected", "👵🏻👵🏻", "长长"):
        assert trick not in html


def test_more_than_fits_into_one_form_is_refused_as_a_whole(station, doors):
    many = [(f"{n}.jpg", a_photo(600 + n, (64, 48))) for n in range(10)]
    answer = doors.pages(many)
    assert answer.status_code == 422
    assert "一次最多上传 9 张照片" in answer.text
    assert all(kept(station, sha_of(content)) == [] for _, content in many)


@pytest.mark.parametrize("found", ["Eicar-Test", ""])
def test_what_the_scanner_finds_is_refused_at_both_doors(station, doors, monkeypatch, found):
    said = "没有通过查毒，没有保存"
    monkeypatch.setattr(station.county.station, "scanner", lambda content: found)
    one, other = (a_photo(700 + 2 * bool(found) + n, (64, 48)) for n in (0, 1))
    page, answer = doors.page(one), doors.phone.send(other).json()
    assert (said in page.text) == (said in answer["say"]) == bool(found)
    for content in (one, other):
        assert bool(kept(station, sha_of(content))) is not bool(found)


def test_every_refusal_stands_in_the_audit_with_its_reason_and_has_no_bytes(station, doors):
    assert "没有保存" in doors.page(b"GIF89a" + bytes(50)).text
    with station.county.station.engine.connect() as connection:
        refused = select(FILE.c.sha256, FILE.c.refused_because).where(FILE.c.state == REFUSED)
        rows = connection.execute(refused).all()
        noted = select(func.count()).where(AUDIT.c.action == "file.refuse")
        assert connection.execute(noted).scalar_one() == len(rows) > 0
    assert all("没有保存" in row.refused_because for row in rows)
    assert not any(kept(station, row.sha256) for row in rows)
