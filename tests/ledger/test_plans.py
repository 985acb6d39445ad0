"""However many records there are: no statement of a write walks through a table that grows."""

from datetime import date

import msgspec
import pytest

from tests.plans import walks

DAY = date(2026, 6, 3)


def test_no_write_walks_through_a_table_that_grows(scene):
    if scene.connection.dialect.name != "sqlite":
        pytest.skip("an empty table has no interesting plan there")
    wang = scene.person(
        household=scene.household(), categories=["tekun_scattered"], levels={"self_care": "full"}
    )
    with walks(scene.station.engine, scene.connection) as found:
        enrolment = scene.enrol(wang, "jinshan", "self_reliant")
        scene.enrol(wang, "lab-a", "one")
        posted = scene.posted("home_visit", DAY, wang, evidence=["photo"], minutes=45)
        assert scene.record(posted)
        again = scene.visit(wang, DAY, minutes=45)
        for day in (4, 5, 6):
            scene.visit(wang, date(2026, 6, day), minutes=45)
        scene.correct(msgspec.structs.replace(posted, minutes=20))
        scene.attach(again.id)
        scene.void(again.id)
        scene.leave(wang, enrolment, date(2026, 7, 1))
    assert {row[5] for row in scene.standing()} >= {"counted", "duplicate", "overflow", "refused"}
    assert found == {}
