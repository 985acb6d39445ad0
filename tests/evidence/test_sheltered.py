"""Of which records the photos are a child's: asked of both databases."""

from datetime import date

from core.activities.sheltered import case_photos_withheld, photos_withheld
from core.recording import CaseInput, open_case
from core.store import new_id
from core.trust import Scope


def test_who_was_a_child_on_the_day_stays_sheltered_and_an_adult_never_is(county):
    young = county.person("小雨", born=date(2008, 6, 4))
    both = county.person("小雨的姐姐", born=date(2008, 6, 3))
    records = {
        name: county.record(county.posted("home_visit", date(2026, 6, 3), person)).id
        for name, person in (("young", young), ("grown", both))
    }
    with county.station.engine.connect() as connection:
        hidden = photos_withheld(connection, records.values(), account="nobody", child=Scope())
        assert hidden == {records["young"]}
        assert photos_withheld(connection, (), account="nobody", child=Scope()) == frozenset()


def test_what_stands_in_the_documents_of_a_childs_case_is_sheltered_too(county):
    for born, hidden in ((date(2016, 1, 1), True), (date(1990, 1, 1), False)):
        case, place = new_id(), "yanshi/tianchi/xianheguan"
        person = county.person("阿宝", born=born)
        given = CaseInput(
            id=case,
            kind="case",
            site=place,
            title="一起",
            opened=date(2026, 6, 1),
            members=(person,),
        )
        with county.act() as (unit, book):
            open_case(unit, county.station.catalogue, book, given, "nobody")
            assert case_photos_withheld(unit.connection, case, account="x", child=Scope()) is hidden
            mine = unit.actor.id
            assert not case_photos_withheld(unit.connection, case, account=mine, child=Scope())
