"""Every event, brought about as in life around one person: her name and words go nowhere."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text, update

from core.calendar.slots import Every
from core.jobs.deadlines import DEADLINE_WARNINGS
from core.jobs.delivery import DELIVERY
from core.jobs.digest import DAILY_DIGEST, REMINDERS
from core.jobs.escalation import ESCALATION
from core.jobs.job import CatchUp, Job
from core.jobs.month_end import MONTH_END_LIST
from core.jobs.roster_reviews import ROSTER_REVIEWS
from core.jobs.running import run_due
from core.jobs.self_check import NIGHTLY_CHECK
from core.ledger.rows import TALLY
from core.matters.rules.offices import OfficeKind
from core.matters.steps import acknowledge
from core.notices.choosing import try_robot
from core.notices.events import EVENTS
from core.packages.rosters import assign
from core.packages.rows import ENROLMENT
from core.recording.record import send_back
from core.store import Actor
from tests.matters.scene import an_incident, raised
from tests.notices.scene import by_hand, dispatches, house, notices, staffed, wanting_everything
from tests.recording.test_documents import Casework

#: A working day, ten in the morning in China; the brief of the month is due on the 25th.
TEN = datetime(2026, 6, 24, 2, tzinfo=UTC)
#: The person's name, and everything that anybody writes about her.
SENTINEL = "甄识别"
WORDS = f"{SENTINEL}在院子里摔倒"


def _bring_about_everything(county, staff, robot):
    luo, zhou, zhong = staff["luo"], staff["zhou"], staff["zhong"]
    person = county.person(SENTINEL, categories=["tekun_scattered"], levels={"self_care": "none"})
    for contract, tier in (("jingdezhen", "key_visits"), ("jinshan", "self_reliant")):
        uuid = county.enrol(person, contract, tier)
        with county.act() as (unit, _):
            assign(unit, uuid, luo.id)
            ends = update(ENROLMENT).where(ENROLMENT.c.uuid == uuid)
            unit.connection.execute(ends.values(end=date(2026, 7, 10)))
    for severity in ("urgent", "major"):
        matter = raised(
            county, luo, an_incident(person, severity=severity, what=WORDS, found_at=TEN)
        )
    with county.act(zhong) as (unit, book):
        acknowledge(unit, book, matter, version=1, offices={OfficeKind.TOWNSHIP}, note=WORDS)
    output = county.posted(
        "typical_experience",
        date(2026, 6, 20),
        site="yanshi/tianchi/xianheguan",
        dates={"handed_in": date(2026, 6, 20)},
    )
    made = county.record(output, actor=luo)
    with county.act(zhou) as (unit, _):
        send_back(unit, made.id, version=made.version, reason=WORDS)
    case = Casework(county)
    handed = case.write("intake", hand_in=True, actor=luo)
    case.send_back(handed, WORDS)
    with county.act(staff["xitong"]) as (unit, _):
        try_robot(unit, robot)


def _let_the_clock_do_everything(county, xi):
    for job in (DAILY_DIGEST, DEADLINE_WARNINGS, ROSTER_REVIEWS, MONTH_END_LIST):
        by_hand(county, job, xi)
    by_hand(county, REMINDERS, xi, TEN + timedelta(days=6))
    by_hand(county, ESCALATION, xi, TEN + timedelta(days=2))
    with county.station.engine.begin() as connection:
        connection.execute(update(TALLY).values(counted=TALLY.c.counted + 1))
    by_hand(county, NIGHTLY_CHECK, xi)

    def fails(unit, book, slot, seen):
        unit.connection.execute(text(f"SELECT '{SENTINEL}' FROM nowhere"))
        return ""

    bad = Job(key="bad", label="坏了的事", hint="", when=Every(minutes=1),
              catch_up=CatchUp.LATEST, do=fails)  # fmt: skip
    for minutes in (0, 2, 5):
        run_due(house(county), [bad], TEN + timedelta(minutes=minutes))


def test_no_message_of_any_event_names_anybody(county):
    staff = staffed(county, TEN)
    robot = wanting_everything(county, staff)
    _bring_about_everything(county, staff, robot)
    _let_the_clock_do_everything(county, staff["xitong"])
    out = []

    def send(address, title, said):
        out.append(f"{title}\n{said}")
        return True

    mail = "mailtos://notice@example.cn:secret@smtp.example.cn:465"
    for minute in range(8):
        by_hand(
            county, DELIVERY, staff["xitong"], TEN + timedelta(days=7, minutes=minute), send=send,
            mail=mail, address="https://yizhan.example.cn",
        )  # fmt: skip
    told = {event for _, event, *_ in notices(county)} | {row.event for row in dispatches(county)}
    assert told == set(EVENTS), "every event was brought about, and told"
    assert all(row.sent_at for row in dispatches(county))
    assert len(out) == len(dispatches(county))
    kept = [" ".join(map(str, one)) for one in notices(county)]
    for said in (*out, *kept, *(str(tuple(row)) for row in dispatches(county))):
        assert not set(SENTINEL) & set(said), said
    assert any("https://yizhan.example.cn/matters/" in said for said in out)
    assert any("金山镇" in said or "小枧村" in said for said in out), "the place is named"
    assert isinstance(staff["luo"], Actor)
