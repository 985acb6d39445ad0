"""A need or incident found without a signal: sent once, told at once, with its true time."""

from datetime import timedelta

from sqlalchemy import select

from core.field.rows import RECEIPT
from core.matters.rows import MATTER
from core.store import new_id
from tests.field.phone import phone_of
from tests.field.test_sending import number, outcomes
from tests.web.worker_station import AT

DAYS = timedelta(days=3)


def an_incident(phone, station, **more):
    fields = {
        "matter.id": new_id(),
        "matter.kind": "incident",
        "matter.severity": "urgent",
        "matter.person": station.people["李秀英"],
        "matter.what": "在院子里摔倒，脚踝肿",
        "matter.found_at": "2026-06-12T09:20",
        **more,
    }
    return phone.item("matter", AT - DAYS, fields=[[name, value] for name, value in fields.items()])


def test_an_incident_comes_once_and_keeps_the_time_at_which_it_was_found(station):
    with phone_of(station) as phone:
        item = an_incident(phone, station)
        assert outcomes(phone.send(item)) == ["saved"]
        assert outcomes(phone.send(item, item)) == ["again", "again"]
        other = item | {"fields": [*item["fields"][:-1], ["matter.found_at", "2026-06-12T11:00"]]}
        assert outcomes(phone.send(other)) == ["conflict"]
        page = phone.client.get(f"/matters/{item['fields'][0][1]}").text
        assert "在院子里摔倒" in page
    assert number(station, MATTER) == number(station, RECEIPT) == 1
    with station.county.station.engine.connect() as connection:
        found = connection.execute(select(MATTER.c.found_at, MATTER.c.received_at)).one()
    assert found.found_at.isoformat() == "2026-06-12T01:20:00+00:00"
    assert found.received_at == AT


def test_what_is_wrong_is_said_and_spoils_no_other(station):
    with phone_of(station) as phone:
        nobody = an_incident(phone, station, **{"matter.person": new_id()})
        empty = an_incident(phone, station, **{"matter.what": ""})
        never = an_incident(phone, station, **{"matter.found_at": "昨天"})
        good = an_incident(phone, station)
        answers = phone.send(nobody, empty, never, good)
    assert outcomes(answers) == ["refused", "refused", "refused", "saved"]
    assert all(one["say"] for one in answers[:3])
    assert number(station, MATTER) == 1
