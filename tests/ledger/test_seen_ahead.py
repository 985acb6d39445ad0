"""Months as they stood, sealed months with later changes, who stands beside whom; both databases."""

from datetime import date
from decimal import Decimal

import pytest

from core.ledger.by_worker import by_worker
from core.ledger.dashboard import board
from core.ledger.history import boards_of_months
from core.ledger.latest import latest_entry
from core.ledger.opened import NOT_COUNTED, Narrowed, entries_of
from core.ledger.ranking import entries_because, ranked_reasons
from core.ledger.rules.verdicts import State
from core.ledger.side_by_side import by_month, by_site
from tests.county import WORKER
from tests.plans import walks

CONTRACT, LINE = "xianheguan", "r2-1"
STATION, BESIDE = "yanshi/tianchi/xianheguan", "yanshi/tianchi/mianhuawan"
DAY = date(2026, 6, 3)


def training(scene, day, *people, site=STATION, evidence=("sign_in", "training_record")):
    """A training that counts once a quarter; without its papers it counts for nobody's hours."""
    fields = {"training_topic": "party_led_governance"}
    heads = {} if people else {"community_worker": 12}
    posted = scene.posted(
        "training", day, *people, site=site, evidence=evidence, heads=heads, minutes=180,
        fields=fields,
    )  # fmt: skip
    assert scene.record(posted)
    return posted


def row_of(scene, day=DAY, **limits):
    book = scene.station.book(scene.connection)
    return board(scene.connection, book, CONTRACT, day, **limits).by_key[LINE]


def at_end_of(scene, month, day=DAY):
    book = scene.station.book(scene.connection)
    found = boards_of_months(scene.connection, book, {CONTRACT: [month]}, day)
    return found[CONTRACT, month].by_key[LINE]


def quarters(row):
    """(Value, met, changed after sealing) of each quarter that has begun."""
    cells = [cell for part in row.verdict.parts for cell in part.cells]
    return [(c.value, c.met, c.changed) for c in cells if c.phase != "future"]


def test_a_back_dated_training_fills_an_open_quarter_and_the_pace(scene):
    assert row_of(scene).state is State.BEHIND
    training(scene, date(2026, 2, 6))
    training(scene, date(2026, 4, 16))
    row = row_of(scene)
    assert quarters(row) == [(1, True, 0), (1, True, 0)]
    assert row.state is State.ON and row.verdict.value == 2


def test_what_comes_after_sealing_stands_beside_the_missed_quarter_and_changes_nothing_in_it(scene):
    for _ in range(3):
        scene.seal(CONTRACT)
    late = training(scene, date(2026, 2, 6))
    training(scene, date(2026, 4, 16))
    row = row_of(scene)
    assert quarters(row) == [(0, False, 1), (1, True, 0)]
    assert row.state is State.BEHIND and row.verdict.value == 2
    scene.void(late.id)
    assert quarters(row_of(scene))[0] == (0, False, 0)


def test_a_record_taken_back_after_sealing_leaves_the_sealed_quarter_met(scene):
    kept = training(scene, date(2026, 2, 6))
    for _ in range(3):
        scene.seal(CONTRACT)
    scene.void(kept.id)
    row = row_of(scene)
    assert quarters(row)[0] == (1, True, -1)
    assert row.verdict.value == 0


def test_a_past_month_shows_what_was_booked_by_its_end(scene):
    training(scene, date(2026, 2, 6))
    for _ in range(3):
        scene.seal(CONTRACT)
    training(scene, date(2026, 3, 9))
    training(scene, date(2026, 4, 16))
    march, april = at_end_of(scene, "2026-03"), at_end_of(scene, "2026-04")
    assert (march.verdict.value, at_end_of(scene, "2026-01").verdict.value) == (1, 0)
    assert april.verdict.value == 3
    assert march.verdict.expected < april.verdict.expected < row_of(scene).verdict.expected


def test_places_months_and_workers_stand_side_by_side_in_the_same_sums(scene):
    training(scene, date(2026, 2, 6))
    training(scene, date(2026, 2, 10), site=BESIDE)
    training(scene, date(2026, 4, 16))
    book = scene.station.book(scene.connection)
    asked = scene.connection, book, CONTRACT
    assert by_site(*asked)[LINE] == {STATION: 2, BESIDE: 1}
    assert by_site(*asked, (BESIDE,))[LINE] == {BESIDE: 1}
    assert by_month(*asked)[LINE] == {"2026-02": 2, "2026-04": 1}
    assert by_month(*asked, (), [LINE])[LINE] == {"2026-02": 2, "2026-04": 1}
    assert row_of(scene, places=(BESIDE,)).verdict.value == 1
    terms, february = book.terms[CONTRACT], (date(2026, 2, 1), date(2026, 2, 28))
    made = by_worker(scene.connection, book, terms, *february)
    assert made[LINE] == {WORKER.id: Decimal(2)}
    assert by_worker(scene.connection, book, terms, *february, places=(BESIDE,))[LINE] == {
        WORKER.id: Decimal(1)
    }


def test_a_reason_leads_to_the_records_that_it_kept_out(scene):
    chen = scene.person(place=STATION, categories=["community_worker"])
    scene.enrol(chen, CONTRACT, "community_worker")
    training(scene, date(2026, 2, 6), chen, evidence=("training_record",))
    training(scene, date(2026, 3, 6), chen, evidence=("training_record",))
    training(scene, date(2026, 4, 6), chen, evidence=("sign_in",), site=BESIDE)
    book = scene.station.book(scene.connection)
    asked = scene.connection, book, CONTRACT, "r9-1b"
    ranked, newest_only = ranked_reasons(*asked)
    assert [(one.say, one.number) for one in ranked] == [("缺签到表", 2), ("缺培训记录", 1)]
    assert not newest_only
    found = entries_because(*asked, ranked[0].code)
    assert [one.entry.day.month for one in found.entries] == [3, 2]
    near, until = Narrowed(places=(BESIDE,)), Narrowed(months=("2026-01", "2026-02"))
    assert [one.say for one in ranked_reasons(*asked, narrowed=near)[0]] == ["缺培训记录"]
    assert len(entries_of(*asked, NOT_COUNTED, narrowed=until).entries) == 1


def test_the_latest_entry_of_a_contract_grows_with_its_own_entries_only(scene):
    def latest(*keys):
        return latest_entry(scene.connection, scene.station.book(scene.connection), keys)

    before, other = latest(CONTRACT), latest("home-care")
    training(scene, date(2026, 2, 6))
    assert latest(CONTRACT) > before and latest("home-care") == other
    assert latest(CONTRACT, "home-care") == max(latest(CONTRACT), other)
    assert latest() == 0


def test_nothing_of_it_walks_through_a_table_that_grows(scene):
    if scene.connection.dialect.name != "sqlite":
        pytest.skip("an empty table has no interesting plan there")
    training(scene, date(2026, 2, 6))
    with walks(scene.station.engine, scene.connection) as found:
        book = scene.station.book(scene.connection)
        asked = scene.connection, book, CONTRACT
        at_end_of(scene, "2026-02")
        row_of(scene, places=(STATION, BESIDE))
        by_month(*asked, (STATION,), [LINE])
        by_worker(scene.connection, book, book.terms[CONTRACT], date(2026, 2, 1), DAY)
        narrowed = Narrowed(places=(STATION,), months=("2026-02",))
        ranked_reasons(*asked, LINE, narrowed=narrowed)
        entries_because(*asked, LINE, "evidence", narrowed=narrowed)
        entries_of(*asked, LINE, NOT_COUNTED, narrowed=narrowed)
        latest_entry(scene.connection, book, [CONTRACT])
    assert found == {}
