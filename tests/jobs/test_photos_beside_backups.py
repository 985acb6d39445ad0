"""A night's backup holds the photos, each once; a restored database finds them, whole or named as missing."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from core.evidence.arrived import make_ready
from core.evidence.keeping import Files, Kind
from core.evidence.lacking import lacking, spoken_of
from core.evidence.store import open_store
from core.jobs.backups import back_up, put_back
from core.jobs.file_copies import copies_beside, copy_new, put_files_back
from core.recording import EvidenceInput
from core.recording.arriving import arrive
from core.recording.looking import forget_bytes, looked_at
from core.store import new_id, open_engine, reading
from core.store.errors import Refused
from core.trust.secrets import new_keys, sealer_from
from tests.databases import postgres_programs
from tests.evidence.conftest import a_bucket, s3_server
from tests.evidence.pictures import a_photo
from tests.jobs.test_what_jobs_do import elsewhere
from tests.notices.scene import house

__all__ = ["elsewhere", "s3_server"]

NIGHT = datetime(2026, 6, 24, 17, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def photographed(county, tmp_path, monkeypatch):
    """A county with two visits and a photo each, and a folder for its backups."""
    monkeypatch.setenv("PATH", str(postgres_programs()), prepend=":")
    person = county.person("王长根", categories=["tekun_scattered"], levels={"health": "fair"})
    names = [visit(county, person, number) for number in (1, 2)]
    return county, person, names, tmp_path / "backups"


def visit(county, person: str, number: int) -> str:
    """A visit of that day of the month with a photo; its SHA-256."""
    ready = make_ready(county.station.files, "yanshi", a_photo(number, (64, 48)))
    posted = county.filled(county.posted("home_visit", date(2026, 6, number), person))
    piece = EvidenceInput(id=new_id(), kind="photo", file=ready.sha256)
    with county.act() as (unit, book):
        arrive(unit, book, county.station.files, ready)
    county.record(msgspec.structs.replace(posted, evidence=(piece,)))
    return ready.sha256


def away(*_: object) -> str:
    """A scanner or a store that does not answer."""
    raise OSError


def wanted_of(url: str) -> frozenset[str]:
    """The photos of which a database speaks."""
    engine = open_engine(url)
    with reading(engine) as connection:
        found = spoken_of(connection, "yanshi")
    engine.dispose()
    return found


def test_each_night_copies_what_is_new_and_a_restored_house_has_every_photo(
    photographed, elsewhere, tmp_path
):
    county, person, names, folder = photographed
    at_home = house(county, backups=str(folder))
    assert "照片 2 张，新备份 2 张" in back_up(at_home, NIGHT, NIGHT)
    copies = copies_beside(folder, county.station.files)
    [first] = [path for path in folder.rglob(names[0]) if "original" in path.parts]
    written = first.stat().st_mtime_ns
    names.append(visit(county, person, 3))
    assert "照片 3 张，新备份 1 张" in back_up(at_home, NIGHT + DAY, NIGHT + DAY)
    assert first.stat().st_mtime_ns == written
    assert first.stat().st_mode & 0o077 == 0
    assert set(copies.names("yanshi", Kind.ORIGINAL)) == set(names)
    assert a_photo(1, (64, 48)) not in first.read_bytes(), "sealed as in the store"

    empty = Files(open_store(str(tmp_path / "empty")), county.sealer)
    found = put_files_back(empty, folder, "yanshi", frozenset(names[:2]))
    assert (found.back, found.missing) == (2, ())
    put_back(max(folder.glob("*.backup")), county.sealer, elsewhere)
    wanted = wanted_of(elsewhere)
    assert wanted == frozenset(names)
    assert lacking(empty, "yanshi", wanted) == [names[2]]
    assert put_files_back(empty, folder, "yanshi", wanted).back == 1
    assert empty.get("yanshi", Kind.ORIGINAL, names[0]) == a_photo(1, (64, 48))
    assert empty.get("yanshi", Kind.THUMBNAIL, names[0]).startswith(b"\xff\xd8")
    assert put_files_back(empty, folder, "yanshi", wanted).back == 0


def test_a_copy_that_was_changed_or_opens_with_other_keys_is_named_and_not_put_back(
    photographed, tmp_path
):
    county, _, names, folder = photographed
    copy_new(county.station.files, folder, "yanshi", frozenset(names))
    [path] = [one for one in folder.rglob(names[0]) if "original" in one.parts]
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    empty = Files(open_store(str(tmp_path / "new")), county.sealer)
    found = put_files_back(empty, folder, "yanshi", frozenset(names))
    assert (found.back, found.missing) == (1, (names[0],))
    assert lacking(empty, "yanshi", frozenset(names)) == [names[0]]
    strange = Files(open_store(str(tmp_path / "other")), sealer_from(new_keys("other")))
    assert put_files_back(strange, folder, "yanshi", frozenset(names)).back == 0


def test_what_the_store_has_lost_is_said_and_its_copy_stays(photographed):
    county, _, names, folder = photographed
    files, at_home = county.station.files, house(county, backups=str(folder))
    back_up(at_home, NIGHT, NIGHT)
    files.delete("yanshi", Kind.ORIGINAL, names[0])
    said = back_up(at_home, NIGHT + DAY, NIGHT + DAY)
    assert "照片 1 张，新备份 0 张，有 1 张照片不在存放处" in said
    assert put_files_back(files, folder, "yanshi", frozenset(names)).back == 1
    assert lacking(files, "yanshi", frozenset(names)) == []


def test_the_copy_of_what_was_refused_later_goes_the_next_night_and_no_other(photographed):
    county, _, names, folder = photographed
    files, at_home = county.station.files, house(county, backups=str(folder))
    waits = make_ready(files, "yanshi", a_photo(9, (64, 48)), scanner=away)
    with county.act() as (unit, book):
        arrive(unit, book, files, waits)
    assert "新备份 3 张" in back_up(at_home, NIGHT, NIGHT)
    with county.act() as (unit, book):
        looked_at(unit, book, waits.sha256, "Eicar")
    forget_bytes(files, "yanshi", [waits.sha256])
    said = back_up(at_home, NIGHT + DAY, NIGHT + DAY)
    assert "照片 2 张，新备份 0 张，清掉后来没有收下的 1 张" in said
    assert "不在存放处" not in said
    copies = copies_beside(folder, files)
    for kind in (Kind.ORIGINAL, Kind.THUMBNAIL):
        assert set(copies.names("yanshi", kind)) == set(names)
    assert "清掉" not in back_up(at_home, NIGHT + 2 * DAY, NIGHT + 2 * DAY)


def test_a_bucket_keeps_its_own_and_is_asked_what_it_lacks(s3_server, tmp_path):
    files = Files(a_bucket(s3_server, tmp_path.name), sealer_from(new_keys("test")))
    held = make_ready(files, "yanshi", a_photo(5, (64, 48))).sha256
    wanted = frozenset({held, "ab" * 32})
    said = copy_new(files, tmp_path / "backups", "yanshi", wanted)
    assert "由存储桶的版本管理保管" in said
    assert "有 1 张照片不在存放处" in said
    assert not (tmp_path / "backups").exists()
    assert put_files_back(files, tmp_path / "backups", "yanshi", wanted).missing == ("ab" * 32,)


def test_a_store_that_does_not_answer_fails_the_night_with_a_sentence(photographed, monkeypatch):
    county, *_, folder = photographed

    monkeypatch.setattr(Files, "names", away)
    with pytest.raises(Refused, match="没有应答"):
        back_up(house(county, backups=str(folder)), NIGHT, NIGHT)
    assert len(list(folder.glob("*.backup"))) == 1, "the database is there all the same"
