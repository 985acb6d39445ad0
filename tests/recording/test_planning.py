"""Planned events: one thing with their record, for nothing counted before it; and their documents."""

from datetime import date

import msgspec
import pytest

from core.ledger.upkeep import rebuild, verify
from core.methods.planned import planned_event, planned_events
from core.recording import (
    DocumentInput,
    PlannedEventInput,
    drop_event,
    plan_event,
    void,
    write_document,
)
from core.store import new_id
from core.store.errors import Conflict, Refused
from tests.recording.test_documents import ANYWHERE, SITE

DAY = date(2026, 6, 20)


@pytest.fixture
def county(shared_county):
    return shared_county


def an_event(**more):
    given = {"id": new_id(), "kind": "elder_event", "site": SITE, "title": "敬老", "day": DAY}
    return PlannedEventInput(**given | more)


def planned(county, event, version=0):
    with county.act() as (unit, _):
        return plan_event(unit, county.station.catalogue, event, "qinghe", version=version)


def seen(county, event):
    with county.station.engine.connect() as connection:
        coming = [one.uuid for one in planned_events(connection, "yanshi", ANYWHERE)]
        return planned_event(connection, "yanshi", event.id), event.id in coming


def paper(county, event, kind, answers):
    posted = DocumentInput(id=new_id(), kind=kind, subject=event.id, answers=answers)
    with county.act() as (unit, _):
        return write_document(unit, county.station.catalogue, posted)


def test_a_plan_becomes_its_record_and_counts_only_then(county):
    event = an_event()
    assert planned(county, event) == planned(county, event) == 1
    paper(county, event, "event_plan", {"budget.1.item": "茶点", "budget.1.amount": 12050})
    assert seen(county, event) == (seen(county, event)[0], True)
    assert not [row for row in county.standing() if event.id in row[4]]
    county.record(
        county.posted("elder_event", DAY, id=event.id, site=SITE, evidence=["sign_in", "photo"])
    )
    row, coming = seen(county, event)
    assert row.held
    assert not coming
    assert [row for row in county.standing("xianheguan") if event.id in row[4]]
    paper(county, event, "event_report", {"materials.1.what": "毛巾", "materials.1.number": 30})
    with county.act() as (unit, book):
        void(unit, book, event.id, version=1, reason="重复")
    with pytest.raises(Refused, match="已经作废"):
        paper(county, event, "event_report", {})
    with county.act() as (unit, book):
        assert verify(unit, book) == []
        assert rebuild(unit, book).entries == 0


def test_a_plan_changes_until_it_is_called_off(county):
    event = an_event()
    planned(county, event)
    later = msgspec.structs.replace(event, day=date(2026, 7, 1))
    with pytest.raises(Conflict):
        planned(county, later)
    assert planned(county, later, version=1) == 2
    for reason, say in (("", "请写明取消的原因"), ("下雨", "")):
        with county.act() as (unit, _):
            if say:
                with pytest.raises(Refused, match=say):
                    drop_event(unit, event.id, version=2, reason=reason)
            else:
                assert drop_event(unit, event.id, version=2, reason=reason) == 3
    assert not seen(county, event)[1]
    with pytest.raises(Refused, match="已经取消"):
        planned(county, event, version=3)


def test_what_is_no_event_cannot_be_planned_and_money_is_whole_fen(county):
    for wrong, field in (
        ({"kind": "home_visit"}, "kind"),
        ({"site": "x"}, "site"),
        ({"title": ""}, "title"),
    ):
        with pytest.raises(Refused) as refused:
            planned(county, an_event(**wrong))
        assert set(refused.value.problems) == {field}
    event = an_event()
    planned(county, event)
    for amount, say in (("0.5", "写到分"), (-1, "不能小于"), ("十元", "应填数字")):
        with pytest.raises(Refused, match=say):
            paper(county, event, "event_plan", {"budget.1.amount": amount})
