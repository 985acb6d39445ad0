"""What each job tells whom, from worked cases; pruning, the self-check, and backups put back."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from core.jobs.backups import BACKUP, back_up, kept_backups, put_back
from core.jobs.deadlines import DEADLINE_WARNINGS
from core.jobs.digest import DAILY_DIGEST, REMINDERS
from core.jobs.month_end import MONTH_END_LIST
from core.jobs.pruning import PRUNING
from core.jobs.roster_reviews import ROSTER_REVIEWS
from core.jobs.self_check import NIGHTLY_CHECK
from core.ledger.rows import TALLY
from core.ledger.upkeep import verify
from core.notices.rows import NOTICE
from core.packages.deadlines import deadlines_between
from core.packages.rosters import assign
from core.packages.rows import ENROLMENT
from core.people.rows import PERSON
from core.station import open_station
from core.store import new_id, reading
from core.store.audit import verify as verify_chain
from core.store.errors import Refused
from core.trust.secrets import new_keys, sealer_from
from core.trust.tables import ATTEMPT
from tests.copies import CONFIG
from tests.databases import drop, fresh_postgres_url, postgres_programs
from tests.notices.scene import by_hand, due, house, notices, staffed

#: Wednesday 24 June 2026, ten in the morning in China; the brief of June is due on Thursday.
TEN = datetime(2026, 6, 24, 2, tzinfo=UTC)
DAY = timedelta(days=1)
BRIEF = "xianheguan", "month"


@pytest.fixture
def scene(county):
    return county, staffed(county, TEN)


def served(county, worker, number, contract="jinshan", tier="self_reliant"):
    """So many people on a roster, with this worker."""
    found = []
    for _ in range(number):
        person = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
        uuid = county.enrol(person, contract, tier)
        with county.act() as (unit, _):
            assign(unit, uuid, worker.id)
        found.append((person, uuid))
    return found


def test_in_the_morning_workers_and_managers_hear_how_many_are_to_be_served_once_a_day(scene):
    county, staff = scene
    people = served(county, staff["luo"], 3)
    for kind in ("home_visit", "phone_call", "phone_call", "phone_call", "phone_call"):
        county.record(county.posted(kind, date(2026, 6, 10), people[0][0], minutes=40))
    due(county, [DAILY_DIGEST], TEN)
    due(county, [DAILY_DIGEST], TEN + timedelta(hours=2))
    told = {(account, number) for account, _, number, *_ in notices(county)}
    assert {account for account, _ in told} == {staff["luo"].id, staff["zhou"].id}
    assert len(notices(county)) == 2, "once that day"
    assert {number for _, number in told} <= {2, 3}
    due(county, [DAILY_DIGEST], TEN + 3 * DAY)
    assert len(notices(county)) == 4, "after three days of standstill one digest, not three"


def test_in_the_last_third_of_the_month_the_worker_is_reminded(scene):
    county, staff = scene
    served(county, staff["luo"], 2)
    by_hand(county, REMINDERS, staff["xitong"], datetime(2026, 6, 5, 8, tzinfo=UTC))
    assert notices(county) == []
    by_hand(county, REMINDERS, staff["xitong"], datetime(2026, 6, 29, 8, tzinfo=UTC))
    assert [one[:3] for one in notices(county)] == [(staff["luo"].id, "due", 2)]


def test_a_deadline_is_warned_of_some_working_days_before_and_not_when_it_is_handed_in(scene):
    county, staff = scene
    friday = datetime(2026, 6, 19, 2, tzinfo=UTC)  # a holiday: 端午
    by_hand(county, DEADLINE_WARNINGS, staff["xitong"], friday - DAY, warn_working_days=3)
    assert notices(county) == [], "four working days before"
    by_hand(county, DEADLINE_WARNINGS, staff["xitong"], TEN)
    by_hand(county, DEADLINE_WARNINGS, staff["xitong"], TEN + timedelta(hours=1))
    told = notices(county, "deadline")
    assert {one[0] for one in told} == {staff["zhou"].id}
    assert len(told) == 2, "two stations of 004, once each"
    assert all("简报" in about and "6 月 25 日（周四）前" in about for *_, about, _ in told)


def test_what_was_handed_in_is_not_warned_of(scene):
    county, staff = scene
    posted = county.posted("monthly_brief", date(2026, 6, 20), site="yanshi/tianchi/xianheguan",
                           dates={"reporting": date(2026, 6, 1), "handed_in": date(2026, 6, 20)},
                           evidence=("document",))  # fmt: skip
    with county.act() as (unit, book):
        [line] = deadlines_between(book.terms["xianheguan"], date(2026, 6, 25), date(2026, 6, 25))
        county_id = book.ids["xianheguan"]
        unit.connection.execute(insert(TALLY).values(
            contract_id=county_id, line=line.key, scope="term", site=posted.site,
            period="2026-06", booking="2026-06", facet="", quantity=1, counted=1, refused=0,
            claimed=0, duplicate=0, overflow=0, late=0))  # fmt: skip
    by_hand(county, DEADLINE_WARNINGS, staff["xitong"], TEN)
    assert ["仙鹤观" in about for *_, about, _ in notices(county, "deadline")] == [False]


def test_rosters_that_end_within_a_month_are_brought_up_once_a_week(scene):
    county, staff = scene
    (_, ends), (_, later) = served(county, staff["luo"], 2)
    for uuid, end in ((ends, date(2026, 7, 20)), (later, date(2026, 9, 1))):
        with county.act() as (unit, _):
            unit.connection.execute(
                update(ENROLMENT).where(ENROLMENT.c.uuid == uuid).values(end=end)
            )
    for day in range(7):
        by_hand(county, ROSTER_REVIEWS, staff["xitong"], TEN + day * DAY)
    told = notices(county, "roster")
    assert [(account, number) for account, _, number, *_ in told] == [
        (staff["luo"].id, 1),
        (staff["zhou"].id, 1),
    ] * 2, "in the week of the 24th, and in the next one"


def test_the_month_end_list_tells_each_station_once_a_month_and_catches_up_each_month(scene):
    county, staff = scene
    due(county, [MONTH_END_LIST], TEN)
    first = notices(county, "month_end")
    assert first
    assert {one[0] for one in first} <= {staff["zhou"].id, staff["mamin"].id}
    assert all("6 月" in about for *_, about, _ in first)
    due(county, [MONTH_END_LIST], TEN + 65 * DAY)
    months = {about.split("，")[-1] for *_, about, _ in notices(county, "month_end")}
    assert months == {"6 月", "7 月", "8 月"}, "each month that was left out"


def test_the_self_check_says_all_agrees_and_who_keeps_the_house_hears_when_it_does_not(scene):
    county, staff = scene
    (person, _), *_ = served(county, staff["luo"], 1)
    county.record(county.posted("home_visit", date(2026, 6, 10), person, minutes=40))
    assert "全部一致" in by_hand(county, NIGHTLY_CHECK, staff["xitong"])
    assert notices(county) == []
    with county.station.engine.begin() as connection:
        connection.execute(update(TALLY).values(counted=TALLY.c.counted + 1))
    assert "处不一致" in by_hand(county, NIGHTLY_CHECK, staff["xitong"])
    assert [one[:2] for one in notices(county)] == [(staff["xitong"].id, "self_check")]
    with county.act() as (unit, book):
        assert verify(unit, book), "the check has mended nothing"


def test_pruning_keeps_sign_in_attempts_for_half_a_year_at_least(scene):
    county, staff = scene
    old, young = TEN - 200 * DAY, TEN - 183 * DAY
    with county.act() as (unit, _):
        for at in (old, young):
            unit.connection.execute(
                insert(ATTEMPT).values(login="x" * 64, address="1.2.3.4", at=at, ok=False)
            )
        for read_at in (None, TEN - 400 * DAY):
            unit.connection.execute(insert(NOTICE).values(
                uuid=new_id(), county="yanshi", account="a", event="digest",
                subject=str(read_at), slot="", at=TEN - 500 * DAY, number=1, about="", link="/",
                read_at=read_at))  # fmt: skip
    by_hand(county, PRUNING, staff["xitong"], attempts_kept_days=1)

    def left(table):
        with reading(county.station.engine) as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    assert left(ATTEMPT) == 1, "no less than 184 days, whatever was set"
    assert left(NOTICE) == 1, "what nobody has read stays"
    assert by_hand(county, PRUNING, staff["xitong"]) == "没有到期要清理的"


@pytest.fixture
def elsewhere(county, tmp_path):
    """The address of a place for a second database of the same kind."""
    if county.station.engine.dialect.name == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored' / 'yizhan.db'}"
        return
    url = fresh_postgres_url()
    yield url
    drop(url)


def test_a_backup_is_read_back_and_its_ledger_and_chain_verify(
    scene, elsewhere, tmp_path, monkeypatch
):
    county, staff = scene
    monkeypatch.setenv("PATH", str(postgres_programs()), prepend=":")
    (person, _), *_ = served(county, staff["luo"], 1)
    county.record(county.posted("home_visit", date(2026, 6, 10), person, minutes=40))
    folder = tmp_path / "backups"
    for night in range(4):
        due(county, [BACKUP], TEN + night * DAY, backups=str(folder), backups_kept=2)
    newest, *rest = kept_backups(folder)
    assert len(rest) == 1
    assert newest.name == "yizhan-20260626T173000Z.backup", "half past one at night in China"
    assert newest.stat().st_mode & 0o077 == 0
    assert "王长根".encode() not in newest.read_bytes()
    put_back(newest, county.sealer, elsewhere)
    again = open_station(elsewhere, config=CONFIG, sealer=county.sealer, county="yanshi",
                         outside=False, files=str(tmp_path / "files"))  # fmt: skip
    try:
        with again.work(actor=staff["xitong"], at=TEN, county="yanshi") as unit:
            assert verify(unit, again.book(unit.connection)) == []
            assert list(verify_chain(unit.connection)) == []
            names = unit.connection.execute(select(PERSON.c.name)).scalars().all()
        assert names == ["王长根"]
    finally:
        again.close()
    with pytest.raises(Refused):
        put_back(newest, county.sealer, elsewhere)


def test_a_backup_that_was_changed_cut_or_is_of_other_keys_puts_nothing_back(
    scene, elsewhere, tmp_path, monkeypatch
):
    county, _ = scene
    if not elsewhere.startswith("sqlite"):
        pytest.skip("the seal is the same for both")
    at_home = house(county, backups=str(tmp_path / "backups"))
    back_up(at_home, TEN, TEN)
    (whole,) = kept_backups(tmp_path / "backups")
    content, broken = whole.read_bytes(), tmp_path / "broken.backup"
    target = Path(elsewhere.removeprefix("sqlite:///"))
    size = len(content)
    wrong = [content[: size // 2], content[:-1], content + b"x", b"", b"YIZHAN-BACKUP-1\n"]
    for place in (20, 40, size // 3, size // 2, size - 1):
        wrong.append(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    for bytes_ in wrong:
        broken.write_bytes(bytes_)
        with pytest.raises(Refused):
            put_back(broken, county.sealer, elsewhere)
        assert not target.exists()
    with pytest.raises(Refused):
        put_back(whole, sealer_from(new_keys("other")), elsewhere)
    assert not target.exists()
