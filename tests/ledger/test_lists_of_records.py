"""The list of records narrowed by what became of them: page by page and as one stream the same."""

from datetime import date

import pytest
from sqlalchemy import select

from core.activities.listing import Wanted, cursor, every_record, records_page
from core.ledger.record_filters import became, met_by_contracts
from core.ledger.rows import STANDING
from core.trust import Reach, Scope
from tests.ledger.test_seen_ahead import BESIDE, CONTRACT, training

COUNTY = Scope(reaches=frozenset({Reach(place="yanshi")}))
OF_CONTRACT = Scope(reaches=frozenset({Reach(place="yanshi", contract=CONTRACT)}))


@pytest.fixture
def told(scene):
    """Some records by what became of them in the contract."""
    counted = [training(scene, date(2026, 2, day)) for day in (6, 9, 9)]
    refused = [training(scene, date(2026, 3, day), evidence=()) for day in (2, 4)]
    visit = scene.posted("home_visit", date(2026, 3, 5), scene.person(), evidence=["photo"])
    assert scene.record(visit)
    ids = {"counted": counted, "refused": refused, "nowhere": [visit]}
    return {fate: {one.id for one in some} for fate, some in ids.items()}


def listed(scene, **narrowed):
    """Both ways, two rows at a time."""
    asked = {"scope": COUNTY, "wanted": Wanted(), **narrowed}
    streamed = list(every_record(scene.connection, "yanshi", **asked, size=2))
    paged, after = [], None
    while True:
        rows, more = records_page(scene.connection, "yanshi", **asked, after=after, limit=2)
        paged += rows
        if not more:
            break
        after = cursor(rows[-1].cursor)
    assert streamed == paged
    return {row.uuid for row in streamed}


def test_a_stream_gives_what_the_pages_give(scene, told):
    everything = set().union(*told.values())
    assert listed(scene) == everything
    assert listed(scene, wanted=Wanted(kind="home_visit")) == told["nowhere"]
    [visit] = every_record(
        scene.connection, "yanshi", scope=COUNTY, wanted=Wanted(kind="home_visit")
    )
    assert len(visit.names) == 1 and visit.evidence == ("photo",)
    with_heads = next(iter(every_record(scene.connection, "yanshi", scope=COUNTY, wanted=Wanted())))
    assert with_heads.heads + len(with_heads.names) > 0


def statuses(scene, number):
    """Record → the statuses of its entries that stand in the contract."""
    found = {}
    rows = select(STANDING.c.record, STANDING.c.status).where(STANDING.c.contract_id == number)
    for row in scene.connection.execute(rows):
        found.setdefault(row.record, set()).add(row.status)
    return found


def test_records_are_narrowed_by_their_fate(scene, told):
    number = scene.station.book(scene.connection).ids[CONTRACT]
    stand = statuses(scene, number)
    counted = {record for record, some in stand.items() if "counted" in some}
    assert told["counted"] <= counted and counted <= told["counted"] | told["refused"]
    assert listed(scene, among=became("counted", number)) == counted
    refused = {record for record, some in stand.items() if some - {"counted"}}
    assert told["refused"] <= refused
    assert listed(scene, among=became("refused", number)) == refused
    every = listed(scene)
    assert listed(scene, among=became("nowhere", number)) == every - counted
    assert listed(scene, among=became("", number)) == set(stand)
    assert listed(scene, among=became("nowhere")) == every - listed(scene, among=became("counted"))
    assert became("") is None


def test_a_contract_sees_what_it_counts_or_refuses(scene, told):
    seen = listed(scene, scope=OF_CONTRACT, also=met_by_contracts(OF_CONTRACT))
    assert seen == listed(
        scene, among=became("", scene.station.book(scene.connection).ids[CONTRACT])
    )
    beside = Scope(reaches=frozenset({Reach(place=BESIDE, contract=CONTRACT)}))
    assert listed(scene, scope=beside, also=met_by_contracts(beside)) == set()
    assert listed(scene, scope=OF_CONTRACT) == set()
