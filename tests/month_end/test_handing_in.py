"""交账: one act that freezes a month; what comes later stands beside it and is booked in the next.

The county is made once: each test has a contract, or months of one, to itself.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec
import pytest
from sqlalchemy import delete, insert, select, text, update

from core.facts import EntryStatus
from core.field.rows import CONFLICT
from core.ledger.overriding import override_day
from core.ledger.rows import BOOKED_ELSEWHERE, ENTRY, SEAL
from core.ledger.upkeep import verify
from core.month_end.checklist import blocked_by, month_of, wants_two
from core.month_end.gathering import gather
from core.month_end.handing_in import hand_in
from core.month_end.loading import changed_entries, changes_of, handed_in
from core.month_end.rows import SNAPSHOT
from core.month_end.verifying import broken_snapshots
from core.packages.schema import Choice
from core.places.working_days import said_of_days
from core.recording import accept, void
from core.store import Actor, new_id
from core.store.errors import Refused
from tests.county import WORKER

MANAGER = Actor(id="manager", name="周启明", role="manager")
SECOND = Actor(id="second", name="吴站长", role="manager")
MARCH = datetime(2026, 3, 2, 4, tzinfo=UTC)
STATION = "yanshi/tianchi/xianheguan"


@pytest.fixture
def county(shared_county):
    """The county of all tests of this module, in March."""
    shared_county.at = MARCH
    return shared_county


def hand(county, contract, month, at=MARCH, actor=MANAGER, changed=None, **more):
    with county.act(actor, at) as (unit, book):
        book = changed(book) if changed else book
        return hand_in(unit, county.station.catalogue, book, contract, month, **more)


def checklist(county, contract, month, day=date(2026, 3, 2)):
    with county.station.engine.connect() as connection:
        book = county.station.book(connection)
        period = month_of(book.terms[contract], month)
        return gather(connection, county.station.catalogue, book, contract, period, day)


def training(county, day, site=STATION, evidence=("sign_in", "training_record")):
    fields = {"training_topic": "party_led_governance"}
    heads = {"community_worker": 40}
    posted = county.posted(
        "training", day, evidence=evidence, fields=fields, minutes=180, site=site, heads=heads
    )
    return county.record(posted)


def counted_in(recorded, contract):
    return next(
        e for e in recorded.entries if e.contract == contract and e.status is EntryStatus.COUNTED
    )


def changes(county, contract, month):
    with county.station.engine.connect() as connection:
        book = county.station.book(connection)
        terms = book.terms[contract]
        period = month_of(terms, month)
        entries, more = changed_entries(connection, book, terms, period)
        assert not more
        return changes_of(connection, book, terms, period), [one.entry for one in entries]


def line_of(found, key, site=""):
    part = next(one for one in found.content["sites"] if one["site"] == site)
    return next(line for line in part["lines"] if line["key"] == key)


def test_a_month_is_frozen_once_and_what_comes_later_stands_beside_it(county):
    mine = "xianheguan"
    first = training(county, date(2026, 1, 12))
    counted = counted_in(first, mine)
    after_it = training(county, date(2026, 2, 10))
    with pytest.raises(Refused, match="先交 2026 年 1 月的"):
        hand(county, mine, "2026-02")
    with pytest.raises(Refused, match="还没有开始"):
        hand(county, mine, "2026-01", at=datetime(2025, 12, 30, tzinfo=UTC))
    one = hand(county, mine, "2026-01", note="按时报送").handed_in
    again = hand(county, mine, "2026-01", actor=SECOND, note="再点一次")
    assert again.again and again.handed_in == one

    frozen = line_of(one, counted.line)
    assert frozen["value"] == "1" and line_of(one, counted.line, STATION) == frozen
    assert one.content["handed_in"]["by"]["name"] == "周启明"
    assert one.content["package"]["version"] == one.package_version
    assert one.content["judged_on"] == "2026-02-01"
    # Anybody can recompute it: from the bytes, and from the content in its canonical form.
    assert sha256(one.text.encode()).hexdigest() == one.digest
    parsed = json.loads(one.text)
    assert one.text == json.dumps(parsed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert counted_in(after_it, mine).booking == "2026-02" and changes(county, mine, "2026-01") == (
        {},
        [],
    )
    late = training(county, date(2026, 1, 20))
    assert counted_in(late, mine).booking == "2026-02"
    found, entries = changes(county, mine, "2026-01")
    assert (found[counted.line].quantity, found[counted.line].entries) == (1, 1)
    assert {entry.record for entry in entries} == {late.id}
    with county.act(MANAGER, MARCH) as (unit, book):
        void(unit, book, first.id, version=1, reason="记错了")
        assert verify(unit, book) == []
    found, entries = changes(county, mine, "2026-01")
    assert (found[counted.line].quantity, found[counted.line].entries) == (0, 2)
    assert {entry.sign for entry in entries} == {1, -1}
    two = hand(county, mine, "2026-02").handed_in
    assert line_of(two, counted.line)["value"] == "2"
    with county.act() as (unit, book):
        assert handed_in(unit.connection, book, mine, "2026-01") == one
        assert list(broken_snapshots(unit.connection, book)) == []
        unit.connection.execute(
            update(SNAPSHOT).where(SNAPSHOT.c.uuid == one.uuid).values(content=one.text + " ")
        )
        said = [found.say for found in broken_snapshots(unit.connection, book)]
        assert said == ["xianheguan 2026-01：交账单与校验值不符"]
        unit.connection.execute(
            update(SNAPSHOT).where(SNAPSHOT.c.uuid == one.uuid).values(content=one.text)
        )


def test_of_two_at_once_one_hands_in_and_the_other_sees_it_done(county):
    with ThreadPoolExecutor(3) as pool:
        done = list(
            pool.map(
                lambda n: hand(county, "dadong", "2026-01", actor=replace(MANAGER, id=f"m{n}")),
                range(3),
            )
        )
    assert len({one.handed_in.uuid for one in done}) == 1
    assert [one.again for one in done].count(False) == 1
    with county.act() as (unit, book):
        seals = unit.connection.execute(
            select(SEAL).where(SEAL.c.contract_id == book.ids["dadong"])
        ).all()
    assert len(seals) == 1 and seals[0].verdicts


def test_the_checklist_names_what_is_missing_and_a_conflict_blocks(county):
    mine, site = "sanli", "yanshi/nanta/sanli"
    bare = training(county, date(2026, 1, 14), site, evidence=())
    brief = county.record(
        county.posted(
            "monthly_brief", date(2026, 1, 20), site=site, dates={"reporting": date(2026, 1, 20)}
        )
    )
    seen = checklist(county, mine, "2026-01")
    assert [seen.by_key[key].number for key in ("evidence", "outputs", "papers")] == [1, 1, 1]
    assert seen.may_hand_in and {p.due.key: p.handed_in for p in seen.papers}["r10-3a"] is False
    with county.act(MANAGER) as (unit, book):
        accept(unit, book, brief.id, version=1, reason="")
    after = checklist(county, mine, "2026-01")
    assert after.by_key["outputs"].done and after.by_key["papers"].done
    with county.act(WORKER) as (unit, _):
        unit.connection.execute(
            insert(CONFLICT).values(
                uuid=new_id(), county="yanshi", record=bare.id, content={}, digest="d", base=1,
                reason="", account="worker", device_id=None, made_at=None, received_at=MARCH,
                state="open", settled_how="", settled_by="", settled_at=None, settled_reason="",
            )
        )  # fmt: skip
    assert [item.key for item in checklist(county, mine, "2026-01").blocking] == ["conflicts"]
    with pytest.raises(Refused, match="待选定的记录 1"):
        hand(county, mine, "2026-01")
    with county.act() as (unit, book):
        assert not unit.connection.execute(
            select(SEAL).where(SEAL.c.contract_id == book.ids[mine])
        ).all()
        unit.connection.execute(delete(CONFLICT))
    choosing = choosing_for(mine, hand_in="evidence")
    with pytest.raises(Refused, match="缺佐证、没有计入的记录 1"):
        hand(county, mine, "2026-01", changed=choosing)


def test_people_who_have_too_little_are_named(county):
    wang = county.person(categories=("tekun_scattered",))
    with county.act() as (_, book):
        tier = book.terms["jinshan"].package.tier[0].key
    county.enrol(wang, "jinshan", tier)
    owed = checklist(county, "jinshan", "2026-01")
    assert owed.by_key["quotas"].number == 1
    assert {one.person for short in owed.quotas for one in short.short} == {wang}


def choosing_for(contract, **chosen):
    """A book whose package chose something about a month's end."""

    def changed(book):
        terms = book.terms[contract]
        rows = tuple(
            Choice(id=rule, about="月末", rule=rule, choose=answer, say="县局选定")
            for rule, answer in chosen.items()
        )
        package = msgspec.structs.replace(terms.package, choice=(*terms.package.choice, *rows))
        return replace(book, terms={**book.terms, contract: replace(terms, package=package)})

    return changed


def test_the_package_may_want_two_people(county):
    two = choosing_for("jingdezhen", hand_in_by="two")
    with county.act() as (_, book):
        terms = two(book).terms["jingdezhen"]
        assert wants_two(terms) and blocked_by(terms) == {"conflicts"}
    assert hand(county, "jingdezhen", "2026-01", changed=two).handed_in is None
    with pytest.raises(Refused, match="另一位同事"):
        hand(county, "jingdezhen", "2026-01", changed=two)
    done = hand(county, "jingdezhen", "2026-01", changed=two, actor=SECOND).handed_in
    assert (done.by, done.content["handed_in"]["asked_by"]) == ("second", "manager")


def test_looks_at_adjustments_go_by_their_own_index(county):
    with county.station.engine.connect() as connection:
        dialect = connection.dialect.name
        if dialect == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN" if dialect == "sqlite" else "EXPLAIN"
        plan = connection.execute(
            text(
                f"{explain} SELECT line, count(*) FROM ledger_entry WHERE contract_id = 1 "
                "AND day BETWEEN '2026-01-01' AND '2026-01-31' "
                f"AND {BOOKED_ELSEWHERE[dialect]} GROUP BY line"
            )
        ).all()
    assert "ix_ledger_entry_adjusting" in str(plan)


def test_a_day_that_the_county_declares_free_makes_a_paper_late_and_taken_back_timely(county):
    day = date(2026, 2, 28)
    county.at = datetime(2026, 2, 28, 3, tzinfo=UTC)
    dates = {"reporting": day, "handed_in": day}
    posted = county.posted("home_care_ledger", day, site="yanshi", dates=dates)
    made = county.record(posted, provider="changzhe")
    with county.act(MANAGER) as (unit, book):
        accept(unit, book, made.id, version=1, reason="")

    def late():
        with county.station.engine.connect() as connection:
            rows = connection.execute(
                select(ENTRY.c.late)
                .where(ENTRY.c.record == made.id, ENTRY.c.line == "monthly-ledger")
                .order_by(ENTRY.c.id.desc())
            )
            return rows.scalars().first()

    def say(working):
        with county.act(MANAGER) as (unit, book):
            return override_day(unit, book, day, working, "县政府通知")

    assert late() is False
    assert say(False) == 1 and late() is True
    with county.act() as (unit, book):
        assert verify(unit, book) == []
    assert say(None) == 1 and late() is False
    with county.act() as (unit, book):
        assert verify(unit, book) == []
        assert [one.working for one in said_of_days(unit.connection, "yanshi")] == [None, False]
    with pytest.raises(Refused, match="已经是这样定的"):
        say(None)
