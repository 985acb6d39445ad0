"""B36: another day, an editor, photos of one record far apart: said to whoever checks, never refused."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from core.activities.evidence import photos_elsewhere
from core.activities.rows import RECORD
from core.evidence.claims import claims_of
from core.evidence.exif import Exif
from core.evidence.signals import metres, signals_of, taken_on
from tests.evidence.pictures import a_scene, as_jpeg
from tests.evidence.test_arriving import PLACE, a_visit, comes, save, wants_photo

DAY = date(2026, 6, 3)


def at(latitude, longitude, **more):
    return Exif(latitude=Decimal(latitude), longitude=Decimal(longitude), **more)


@pytest.mark.parametrize(
    ("exif", "said"),
    [
        (Exif(taken="2026:06:03 23:59:59"), ""),
        (Exif(taken="2026:06:02 23:59:59"), "拍摄日期是 2026-06-02，记录的日期是 2026-06-03"),
        (Exif(taken="2026:06:02 17:00:00", offset="+00:00"), ""),
        (Exif(taken="2019:01:01 00:00:00"), "拍摄日期是 2019-01-01"),
        (Exif(taken="0000:00:00 00:00:00"), ""),
        (Exif(taken="昨天"), ""),
        (Exif(taken="2026:06:03 08:00:00", offset="east"), ""),
        (Exif(), ""),
        (Exif(software="Adobe Photoshop 25.1"), "经过修图软件处理（Adobe Photoshop 25.1）"),
        (Exif(software="美图秀秀 10.2"), "经过修图软件处理"),
        (Exif(software="HDR+ 1.0.345"), ""),
        (Exif(software="17.5.1"), ""),
    ],
)
def test_a_photos_own_claims_are_held_against_its_record(exif, said):
    found = signals_of(exif, DAY)
    assert len(found) == bool(said)
    assert said in "".join(found)


def test_photos_of_one_record_far_apart_are_said_and_near_ones_are_not():
    here = at("27.647639", "113.867500")
    assert metres(here, at("27.656639", "113.867500")) in range(995, 1008)
    assert signals_of(here, DAY, [at("27.656639", "113.867500"), Exif()]) == ()
    [said] = signals_of(here, DAY, [at("27.737639", "113.867500")])
    assert "相距约 10 公里" in said
    assert signals_of(Exif(), DAY, [here]) == ()


def test_a_photo_far_from_where_this_person_was_always_visited_is_said():
    home, near, far = (at(north, "113.867500") for north in ("27.6476", "27.6500", "27.7376"))
    [said] = signals_of(far, DAY, before=[home, near, Exif()])
    assert "以往的照片都在 9 公里以上" in said
    assert signals_of(near, DAY, before=[home, far]) == ()
    assert signals_of(far, DAY, before=[home, Exif()]) == ()
    assert signals_of(Exif(), DAY, before=[home, near]) == ()


def test_what_a_camera_wrote_is_read_back_from_its_seal(county):
    exif = a_scene(1).getexif()
    exif[0x0132], exif[0x0131] = "2019:01:01 00:00:00", "GIMP 2.10"
    content = as_jpeg(a_scene(44, (320, 240)), exif=exif)
    _, ready = a_visit(county, wants_photo(county), content)
    comes(county, ready)
    with county.station.engine.connect() as connection:
        [(sha, found)] = claims_of(
            connection, county.station.files, "yanshi", [ready.sha256, "0" * 64]
        ).items()
    assert sha == ready.sha256
    assert taken_on(found) == date(2019, 1, 1)
    assert len(signals_of(found, DAY)) == 2


def test_a_visit_is_held_against_other_visits_to_the_same_person_alone(county):
    person = wants_photo(county)
    photos = [as_jpeg(a_scene(number, (320, 240))) for number in (51, 52, 53)]
    seen = []
    for content in photos:
        posted, ready = a_visit(county, person, content)
        seen.append((save(county, posted).id, ready.sha256))
        comes(county, ready)
    somebody = county.person("李桂英", PLACE)
    other, ready = a_visit(county, somebody, as_jpeg(a_scene(54, (320, 240))))
    save(county, other)
    comes(county, ready)
    with county.station.engine.connect() as connection:
        rows = connection.execute(select(RECORD.c.uuid, RECORD.c.id))
        numbers = {row.uuid: row.id for row in rows}
        found = photos_elsewhere(connection, numbers[seen[0][0]], 12)
        assert found == [seen[2][1], seen[1][1]]
        assert photos_elsewhere(connection, numbers[seen[2][0]], 1) == [seen[1][1]]
        assert photos_elsewhere(connection, numbers[other.id], 12) == []
