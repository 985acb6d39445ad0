"""A record and its photo arrive in any order; the record counts once both are there, and once."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from core.activities.evidence import evidence_of
from core.activities.loading import load_records
from core.activities.rows import EVIDENCE, RECORD
from core.evidence.arrived import make_ready
from core.evidence.exif import Exif
from core.evidence.header import BROKEN
from core.evidence.keeping import Kind
from core.evidence.limits import Limits, TooMuch, check_day
from core.evidence.receiving import (
    Part,
    WrongOffset,
    add_part,
    begin_again,
    forget_parts,
    keep_part,
    put_together,
)
from core.evidence.rows import FILE, FILE_EXIF, UPLOAD, file_row
from core.evidence.tidying import forget_strays, give_up
from core.ledger.rows import ENTRY, STANDING
from core.ledger.upkeep import verify
from core.recording import EvidenceInput, attach, look_ahead, record, record_many, withdraw_evidence
from core.recording.arriving import arrive
from core.store import Actor, new_id
from core.store.audit import AUDIT
from core.store.errors import Refused
from core.trust.secrets import Unreadable
from tests.county import County
from tests.evidence.pictures import a_photo, a_scene, as_jpeg
from tests.recording.test_batch import agree

DAY = date(2026, 6, 3)
#: The business day on which the county of the tests acts.
TODAY = date(2026, 6, 30)
CONTRACT, LINE, AGENCY, PLACE = "dadong", "visit-key", "dashou", "yanshi/dadong"
PHOTO = a_photo(7, (320, 240))


def a_visit(county: County, person: str, content: bytes):
    """A visit whose photo is on its way."""
    ready = make_ready(county.station.files, "yanshi", content)
    posted = county.filled(county.posted("home_visit", DAY, person, site=PLACE), AGENCY)
    piece = EvidenceInput(id=new_id(), kind="photo", file=ready.sha256)
    return msgspec.structs.replace(posted, evidence=(piece,)), ready


def save(county: County, posted):
    with county.act() as (unit, book):
        return record(unit, county.station.catalogue, book, posted, AGENCY)


def comes(county: County, ready, actor: Actor | None = None):
    with county.act(*([actor] if actor else [])) as (unit, book):
        return arrive(unit, book, county.station.files, ready)


def reasons(county: County, recorded) -> set[str]:
    return {reason.say for entry in recorded.entries for reason in entry.reasons}


def standing_reasons(county: County) -> set[tuple[str, str]]:
    """Why the records do not count in the line now, as code and words."""
    with county.act() as (unit, _):
        rows = unit.connection.execute(
            select(ENTRY.c.reasons)
            .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
            .where(STANDING.c.line == LINE)
        )
        return {(code, say) for reasons in rows.scalars() for code, say in reasons}


def wants_photo(county: County) -> str:
    """A person whose visits count in a contract that wants a photo."""
    person = county.person(
        "王长根", PLACE, categories=["tekun_scattered"], levels={"health": "fair"}
    )
    county.enrol(person, CONTRACT, "key")
    return person


def test_a_record_counts_when_its_photo_has_come_and_not_before(county: County) -> None:
    posted, ready = a_visit(county, wants_photo(county), PHOTO)
    saved = save(county, posted)
    with county.act() as (unit, book):
        fact = load_records(unit.connection, [saved.id])[saved.id]
        ahead = look_ahead(unit, county.station.catalogue, book, posted, AGENCY)
    assert (fact.evidence, fact.awaited) == (frozenset(), {"photo": ""})
    assert "照片待传" in reasons(county, saved)
    assert all("照片" not in reason.say for entry in ahead.entries for reason in entry.reasons)
    assert county.counted(CONTRACT, LINE) == 0
    arrived = comes(county, ready)
    assert (arrived.state, arrived.say) == ("kept", "照片已收到。")
    assert county.counted(CONTRACT, LINE) == 1
    with county.act() as (unit, _):
        fact = load_records(unit.connection, [saved.id])[saved.id]
    assert (fact.evidence, fact.awaited) == ({"photo"}, {})
    agree(county)


def test_a_photo_that_came_first_counts_at_once_and_twice_is_once(county: County) -> None:
    posted, ready = a_visit(county, wants_photo(county), PHOTO)
    comes(county, ready)
    assert comes(county, ready).kept
    saved = save(county, posted)
    assert "照片待传" not in reasons(county, saved)
    assert county.counted(CONTRACT, LINE) == 1
    assert save(county, posted).again
    with county.act() as (unit, _):
        assert unit.connection.execute(select(func.count()).select_from(FILE)).scalar() == 1
    agree(county)


def test_in_any_order_the_ledger_is_the_same(county: County) -> None:
    wang = wants_photo(county)
    first, one = a_visit(county, wang, PHOTO)
    second, two = a_visit(county, wang, a_photo(8, (320, 240)))
    with county.act() as (unit, book):
        record_many(unit, county.station.catalogue, book, [first, second], AGENCY)
    comes(county, two)
    comes(county, one)
    with county.act() as (unit, book):
        assert verify(unit, book) == []
    agree(county)


def test_one_photo_on_several_records_is_kept_once_and_every_page_says_so(county: County) -> None:
    wang = wants_photo(county)
    saved = []
    for _ in range(5):
        posted, ready = a_visit(county, wang, PHOTO)
        saved.append(save(county, posted))
    comes(county, ready)
    with county.act() as (unit, _):
        assert unit.connection.execute(select(func.count()).select_from(FILE)).scalar() == 1
        small = unit.connection.execute(select(RECORD.c.id)).scalars().all()
        told = [one["elsewhere"] for n in small for one in evidence_of(unit.connection, n)]
        waiting = unit.connection.execute(
            select(func.count()).where(EVIDENCE.c.arrived_at.is_(None))
        ).scalar()
    assert told == [4] * 5
    assert waiting == 0
    agree(county)


def test_a_refused_photo_leaves_the_record_waiting_and_nothing_in_the_store(
    county: County,
) -> None:
    posted, ready = a_visit(county, wants_photo(county), PHOTO[:900])
    saved = save(county, posted)
    arrived = comes(county, ready)
    assert (arrived.state, arrived.say) == ("refused", BROKEN)
    assert comes(county, ready) == arrived
    files = county.station.files
    for kind in (Kind.ORIGINAL, Kind.VIEW, Kind.THUMBNAIL):
        with pytest.raises(FileNotFoundError):
            files.get("yanshi", kind, ready.sha256)
    with county.act() as (unit, _):
        fact = load_records(unit.connection, [saved.id])[saved.id]
        [row] = unit.connection.execute(select(RECORD.c.id)).scalars()
        [piece] = evidence_of(unit.connection, row)
        told = unit.connection.execute(
            select(AUDIT.c.reason).where(AUDIT.c.action == "file.refuse")
        ).scalars()
        assert list(told) == [BROKEN]
    assert fact.awaited == {"photo": "refused"}
    assert standing_reasons(county) == {("evidence.photo.refused", "照片没有收下")}
    assert piece["refused"] == BROKEN
    agree(county)


def test_a_photo_can_be_attached_later_and_withdrawn(county: County) -> None:
    person = wants_photo(county)
    posted = county.filled(county.posted("home_visit", DAY, person, site=PLACE), AGENCY)
    saved = save(county, posted)
    ready = make_ready(county.station.files, "yanshi", PHOTO)
    comes(county, ready)
    piece = EvidenceInput(id=new_id(), kind="photo", file=ready.sha256)
    with county.act() as (unit, book):
        attach(unit, book, saved.id, [piece])
        assert load_records(unit.connection, [saved.id])[saved.id].evidence == {"photo"}
        withdraw_evidence(unit, book, piece.id, reason="拍错了")
        assert load_records(unit.connection, [saved.id])[saved.id].evidence == frozenset()
    with county.act() as (unit, book), pytest.raises(Refused, match="编号"):
        attach(unit, book, saved.id, [EvidenceInput(id=new_id(), kind="photo", file="../x")])
    agree(county)


def test_what_the_camera_said_is_sealed_for_its_own_file(county: County) -> None:
    exif = a_scene(1).getexif()
    exif[0x010F] = "某牌"
    exif[0x0132] = "2026:06:03 09:12:00"
    ready = make_ready(county.station.files, "yanshi", as_jpeg(a_scene(1), exif=exif))
    comes(county, ready)
    with county.act() as (unit, _):
        sealed = unit.connection.execute(select(FILE_EXIF.c.sealed)).scalar_one()
    assert "某牌".encode() not in sealed
    opened = county.sealer.unseal_bytes(sealed, "file_exif.sealed", ready.sha256)
    found = msgspec.json.decode(opened, type=Exif)
    assert found.taken == "2026:06:03 09:12:00"
    with pytest.raises(Unreadable):
        county.sealer.unseal_bytes(sealed, "file_exif.sealed", "0" * 64)


def test_after_a_crash_between_bytes_and_row_the_next_try_is_whole(county: County) -> None:
    posted, ready = a_visit(county, wants_photo(county), PHOTO)
    save(county, posted)
    with pytest.raises(RuntimeError), county.act() as (unit, book):
        arrive(unit, book, county.station.files, ready)
        raise RuntimeError("the lights went out")
    with county.act() as (unit, _):
        assert file_row(unit.connection, "yanshi", ready.sha256) is None
    agree(county)
    assert comes(county, make_ready(county.station.files, "yanshi", PHOTO)).kept
    assert county.station.files.get("yanshi", Kind.ORIGINAL, ready.sha256) == PHOTO
    agree(county)


def test_parts_make_the_whole_on_both_stores(county: County, files) -> None:
    ready = make_ready(files, "yanshi", PHOTO)
    at, upload = 0, None
    while at < len(PHOTO):
        some = PHOTO[at : at + 1500]
        part = Part(sha256=ready.sha256, offset=at, length=len(PHOTO), content=some)
        name = keep_part(files, "yanshi", part)
        with county.act() as (unit, _):
            upload = add_part(unit, Limits(), part, name)
            with pytest.raises(WrongOffset):
                add_part(unit, Limits(), part, name)
        at += len(some)
        assert upload.received == at
    assert put_together(files, upload) == PHOTO
    forget_parts(files, "yanshi", upload.parts)
    assert put_together(files, upload) is None
    with county.act() as (unit, _):
        begin_again(unit, ready.sha256)
        assert unit.connection.execute(select(UPLOAD.c.received)).scalar_one() == 0


def test_what_nobody_goes_on_with_is_cleared_away_and_nothing_else(county: County, files) -> None:
    long_ago = county.at - timedelta(days=40)
    kept = make_ready(files, "yanshi", PHOTO).sha256
    for at, sha in ((long_ago, "ab" * 32), (county.at, "cd" * 32)):
        part = Part(sha256=sha, offset=0, length=9, content=b"abc")
        with county.act(at=at) as (unit, _):
            add_part(unit, Limits(), part, keep_part(files, "yanshi", part))
    stray = keep_part(files, "yanshi", Part(sha256="ef" * 32, offset=0, length=9, content=b"abc"))
    soon = datetime.now(UTC) + timedelta(minutes=1)  # ids are made by the real clock
    with county.act() as (unit, _):
        assert forget_strays(unit, files, soon - timedelta(days=1)) == 0
        assert stray in files.names("yanshi", Kind.PART)
        assert forget_strays(unit, files, soon) == 1
        assert give_up(unit, county.at - timedelta(days=30)) == 1
        assert give_up(unit, county.at - timedelta(days=30)) == 0
        assert forget_strays(unit, files, soon) == 1
        assert len(list(files.names("yanshi", Kind.PART))) == 1
    assert files.get("yanshi", Kind.ORIGINAL, kept) == PHOTO
    agree(county)


def test_parts_of_something_else_are_not_taken_for_the_photo(county: County) -> None:
    files = county.station.files
    part = Part(sha256="ab" * 32, offset=0, length=5, content=b"other")
    with county.act() as (unit, _):
        upload = add_part(unit, Limits(), part, keep_part(files, "yanshi", part))
    assert put_together(files, upload) is None


def test_an_account_may_bring_so_much_in_a_day_and_no_more(county: County) -> None:
    few = Limits(files=3, bytes=10_000)
    for number in range(3):
        ready = make_ready(county.station.files, "yanshi", b"x" * (number + 1))
        with county.act() as (unit, book):
            check_day(unit.connection, unit.actor.id, TODAY, few, ready.length)
            arrive(unit, book, county.station.files, ready)
    with county.act() as (unit, _):
        with pytest.raises(TooMuch, match="3 张"):
            check_day(unit.connection, unit.actor.id, TODAY, few, 1)
        with pytest.raises(TooMuch, match="上限"):
            check_day(unit.connection, unit.actor.id, TODAY, Limits(files=9, bytes=6), 1)
    with county.act(Actor(id="somebody-else", name="别人", role="worker")) as (unit, _):
        check_day(unit.connection, unit.actor.id, TODAY, few, 1)
