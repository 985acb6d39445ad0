"""Malware 查毒: refused when it is found, waiting while nobody answers, counted once it was looked at."""

import socketserver
import struct
import sys
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from core.activities.evidence import evidence_of, evidence_row
from core.evidence.arrived import INFECTED, SAY_WAITING, make_ready
from core.evidence.keeping import Kind
from core.evidence.rows import FILE, awaited_kinds
from core.evidence.scanning import open_scanner
from core.ledger.upkeep import verify
from core.recording.looking import waiting_files
from core.store import Actor
from core.store.audit import AUDIT
from tests.evidence.pictures import a_photo
from tests.evidence.test_arriving import (
    a_visit,
    comes,
    reasons,
    save,
    standing_reasons,
    wants_photo,
)
from tests.evidence.test_bad_files import SIGNATURE
from web.scanning import look_again

SYSTEM = Actor(id="system", name="系统", role="machine")
PHOTO = a_photo(31, (320, 240))
BAD = PHOTO + SIGNATURE


class ClamdStandIn(socketserver.StreamRequestHandler):
    """Speaks as clamd does: zINSTREAM, pieces with their length before them, one answer."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        said = b"stream: Eicar-Signature FOUND\0" if SIGNATURE in content else b"stream: OK\0"
        if b"too large" in content:
            said = b"INSTREAM size limit exceeded. ERROR\0"
        self.wfile.write(said)


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


SCRIPT = (
    "import sys; content = sys.stdin.buffer.read(); bad = b'EICAR' in content;"
    "print('stream: Eicar FOUND' if bad else 'OK'); sys.exit(2 if b'large' in content else bad)"
)


@pytest.fixture(params=["tcp", "unix", "command"])
def scanner(request, tmp_path):
    """Whoever is asked, in each of the three ways."""
    if request.param == "command":
        file = tmp_path / "look.py"
        file.write_text(SCRIPT, "utf-8")
        yield open_scanner(f"command:{sys.executable} {file}")
        return
    if request.param == "tcp":
        server = socketserver.TCPServer(("127.0.0.1", 0), ClamdStandIn)
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
    else:
        path = str(tmp_path / "clamd")
        server, address = socketserver.UnixStreamServer(path, ClamdStandIn), f"unix:{path}"
    with serving(server):
        yield open_scanner(address)


def test_each_way_of_asking_tells_what_was_found(scanner):
    assert scanner(PHOTO) == ""
    assert "Eicar" in scanner(BAD)
    with pytest.raises(OSError):
        scanner(PHOTO + b"too large")


@pytest.mark.parametrize(
    "address", ["127.0.0.1:3310", "tcp://:3310", "tcp://host:x", "unix:", "command:", "yes"]
)
def test_an_address_that_is_none_says_what_to_write(address):
    with pytest.raises(ValueError, match="tcp://主机:端口"):
        open_scanner(address)
    assert open_scanner("") is None


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "unix:/no/such", "command:/no/such"])
def test_who_is_away_gives_no_answer(address):
    with pytest.raises(OSError):
        open_scanner(address)(PHOTO)


def finds(content: bytes) -> str:
    return "Eicar" if SIGNATURE in content else ""


def away(_content: bytes) -> str:
    raise ConnectionRefusedError


def visited(county, content, scanner):
    """A visit whose photo comes while this scanner is asked; the record and the answer."""
    posted, ready = a_visit(county, wants_photo(county), content)
    recorded = save(county, posted)
    ready = make_ready(county.station.files, "yanshi", content, scanner)
    return recorded, comes(county, ready)


def bytes_of(county, sha256):
    files = county.station.files
    return [
        kind for kind in (Kind.ORIGINAL, Kind.THUMBNAIL) if sha256 in files.names("yanshi", kind)
    ]


def test_what_the_scanner_finds_is_refused_with_a_sentence_and_nothing_stays(county):
    ready = make_ready(county.station.files, "yanshi", BAD, finds)
    arrived = comes(county, ready)
    assert (arrived.state, arrived.say) == ("refused", INFECTED)
    assert "没有保存" in INFECTED and "请" in INFECTED
    assert bytes_of(county, ready.sha256) == []


def test_while_nobody_answers_a_photo_waits_and_counts_once_it_was_looked_at(county):
    recorded, arrived = visited(county, PHOTO, away)
    assert (arrived.state, arrived.say) == ("waiting", SAY_WAITING)
    assert (
        comes(county, make_ready(county.station.files, "yanshi", PHOTO, finds)).state == "waiting"
    )
    assert "照片待传" in reasons(county, recorded)
    assert standing_reasons(county) == {("evidence.photo.waiting", "照片待查")}
    with county.act() as (unit, book):
        assert verify(unit, book) == []
    station = county.station
    assert look_again(station, SYSTEM, county.at) == 0
    for scanner, number in ((away, 0), (finds, 1), (finds, 0)):
        station.scanner = scanner
        assert look_again(station, SYSTEM, county.at) == number
    with county.station.engine.connect() as connection:
        assert connection.execute(select(FILE.c.state)).scalars().all() == ["kept"]
        [piece] = evidence_of(connection, 1)
        assert evidence_row(connection, "yanshi", piece["uuid"]).arrived_at == county.at
        assert waiting_files(connection, "yanshi") == []
    assert county.counted("dadong", "visit-key") == 1
    with county.act() as (unit, book):
        assert verify(unit, book) == []


def test_what_is_found_later_never_counts_and_its_bytes_go(county):
    _, arrived = visited(county, BAD, away)
    assert arrived.state == "waiting"
    assert standing_reasons(county) == {("evidence.photo.waiting", "照片待查")}
    assert len(bytes_of(county, arrived.sha256)) == 2
    county.station.scanner = finds
    assert look_again(county.station, SYSTEM, county.at) == 1
    assert bytes_of(county, arrived.sha256) == []
    assert comes(county, make_ready(county.station.files, "yanshi", BAD)).state == "refused"
    assert county.counted("dadong", "visit-key") == 0
    assert standing_reasons(county) == {("evidence.photo.refused", "照片没有收下")}
    with county.station.engine.connect() as connection:
        noted = select(AUDIT.c.object_id).where(AUDIT.c.action == "file.refuse")
        assert connection.execute(noted).scalars().all() == [arrived.sha256]


def test_a_record_that_names_a_photo_already_waiting_is_told_to_wait(county):
    posted, _ = a_visit(county, wants_photo(county), PHOTO)
    comes(county, make_ready(county.station.files, "yanshi", PHOTO, away))
    recorded = save(county, posted)
    assert "照片待查" in reasons(county, recorded) and "照片待传" not in reasons(county, recorded)


def test_of_several_photos_of_a_kind_the_one_that_counts_soonest_speaks():
    both = [("photo", "refused"), ("photo", "waiting"), ("photo", ""), ("signature", "")]
    assert awaited_kinds(both) == {"photo": "waiting", "signature": ""}
    assert awaited_kinds([("photo", ""), ("photo", "refused")]) == {"photo": ""}
