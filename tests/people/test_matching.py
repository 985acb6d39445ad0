"""Whom a pasted list means: the rest of a line decides between namesakes, and nobody is invented."""

from datetime import date

import pytest

from core.people.matching import Sure, lines_of, match_people
from core.people.service import record_death, register_person
from core.store import reading

pytestmark = pytest.mark.usefixtures("county")
XINMIN = "yanshi/jinshan/xinmin"


def test_headings_numbers_and_empty_lines_are_no_names():
    text = "序号\t姓名\n1\t王长根\t小枧村\n\n 2、\t罗贵生\n何小妹，13900000000\n\t\n"
    assert [(one.name, one.rest) for one in lines_of(text)] == [
        ("王长根", ("小枧村",)),
        ("罗贵生", ()),
        ("何小妹", ("13900000000",)),
    ]


def test_what_else_stands_in_the_line_decides_between_namesakes(engine, in_unit, sealer, a_person):
    people = {
        "old": a_person("王长根", phone="13800001111", birth_date=date(1940, 6, 1)),
        "young": a_person("王长根", phone="13800002222", place=XINMIN),
        "one": a_person("罗贵生", phone="13800003333"),
        "gone": a_person("周春梅"),
    }
    for person in people.values():
        in_unit(register_person, sealer, person)
    in_unit(record_death, people["gone"].id, date(2026, 6, 1), "病故")
    known = {person.id: key for key, person in people.items()}
    with reading(engine) as connection:
        for text, sure, meant in (
            ("王长根", Sure.DOUBTFUL, {"old", "young"}),
            ("王长根\t13800001111", Sure.KNOWN, {"old"}),
            ("王 长 根\t2222", Sure.KNOWN, {"young"}),
            ("王长根\t新民村", Sure.KNOWN, {"young"}),
            ("王长根\t360322194006010110", Sure.KNOWN, {"old"}),
            ("王长根\t13900009999", Sure.DOUBTFUL, {"old", "young"}),
            ("罗贵生", Sure.KNOWN, {"one"}),
            ("罗贵生\t0110", Sure.KNOWN, {"one"}),
            ("罗贵生\t13900009999", Sure.DOUBTFUL, {"one"}),
            ("罗贵", Sure.UNKNOWN, set()),
            ("周春梅", Sure.UNKNOWN, set()),
        ):
            (found,) = match_people(connection, "yanshi", lines_of(text), None)
            assert (found.sure, {known[one.uuid] for one in found.people}) == (sure, meant), text
