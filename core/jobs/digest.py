"""Morning and afternoon: how many people are to be served, told to their workers and stations."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection

from core.calendar import business_day
from core.calendar.slots import Daily
from core.jobs.job import CatchUp, House, Job
from core.ledger.book import Book
from core.ledger.rules.owed import OwedState
from core.ledger.today import due_people
from core.notices.events import DIGEST, DUE, STATION_DIGEST, Event, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.packages.rows import ENROLMENT
from core.store import Unit

PRESSING = (OwedState.OVERDUE, OwedState.AT_RISK)


@dataclass(frozen=True, kw_only=True, slots=True)
class Owing:
    """To how many people something is owed now, by worker and by provider; and how pressingly."""

    by_worker: Mapping[str, int]
    by_provider: Mapping[str, int]
    pressing: Mapping[str, int]


def owing(house: House, connection: Connection, slot: datetime, at: datetime) -> Owing:
    """Look at everybody on a roster, once for all workers; each person counts once for each."""
    book, day = house.book(connection), business_day(at)
    workers: Counter[str] = Counter()
    providers: Counter[str] = Counter()
    pressing: Counter[str] = Counter()
    for due in due_people(connection, book, day, ENROLMENT.c.county == house.county):
        if due.state is OwedState.MET:
            continue
        held = [e for e in due.enrolments if e.on_roster(day)]
        mine = {e.worker for e in held if e.worker}
        workers.update(mine)
        providers.update({book.terms[e.contract].contract.provider for e in held})
        if due.state in PRESSING:
            pressing.update(mine)
    return Owing(by_worker=workers, by_provider=providers, pressing=pressing)


def _tell_workers(unit: Unit, event: Event, numbers: Mapping[str, int]) -> int:
    slot = business_day(unit.at).isoformat()
    told = 0
    for worker, number in sorted(numbers.items()):
        notice = Notice(event=event, subject=worker, slot=slot, number=number, link="/today")
        told += notify(unit, notice, [worker])
    return told


def morning(unit: Unit, book: Book, slot: datetime, seen: Owing) -> str:
    """Tell every worker, and the managers of every station, how many people are to be served."""
    day = business_day(unit.at)
    told = _tell_workers(unit, DIGEST, seen.by_worker)
    for provider, number in sorted(seen.by_provider.items()):
        managers = holders(unit.connection, unit.county, STATION_DIGEST.roles, day, agency=provider)
        notice = Notice(
            event=STATION_DIGEST,
            subject=provider,
            slot=day.isoformat(),
            number=number,
            link="/today",
            agency=provider,
        )
        told += notify(unit, notice, managers)
    return f"告知 {told} 人"


def afternoon(unit: Unit, book: Book, slot: datetime, seen: Owing) -> str:
    """Tell every worker whose people are overdue or in the last third of their period."""
    return f"提醒 {_tell_workers(unit, DUE, seen.pressing)} 人"


DAILY_DIGEST = Job(
    key="digest",
    label="每天的事",
    hint="早上告诉社工和站长，今天有多少人应当服务。",
    when=Daily(at=time(7, 30)),
    catch_up=CatchUp.LATEST,
    look=owing,
    do=morning,
)
REMINDERS = Job(
    key="reminders",
    label="临期与逾期提醒",
    hint="下午提醒社工：还有多少人逾期或临期没有服务。",
    when=Daily(at=time(16), working_days=True),
    catch_up=CatchUp.LATEST,
    look=owing,
    do=afternoon,
)
