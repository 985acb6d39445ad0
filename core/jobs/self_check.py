"""The nightly self-check: sums against entries, seals, the audit chain, and a part of the records.

Sums, seals and the chain are read as a whole, without holding up anybody who writes. Records are
recounted chunk by chunk, each in a short transaction that is taken back; so many a night that every
record has its turn in the end, and the ledger as a whole is looked at by ``yizhan ledger verify``.
"""

from datetime import datetime, time, timedelta

from core.calendar import business_day
from core.calendar.slots import Daily
from core.jobs.job import CLOCK, CatchUp, House, Job
from core.ledger.recount import sums_differ
from core.ledger.seals import broken_seals
from core.ledger.strays import strays
from core.ledger.upkeep import differing, uuids_of_part
from core.notices.events import SELF_CHECK, Notice
from core.notices.telling import notify
from core.notices.who import holders
from core.store import reading
from core.store.audit import verify as verify_chain

SHOWN = 3


def check(house: House, slot: datetime, at: datetime) -> str:
    """Look at everything; whoever keeps the house is told when something does not agree."""
    with reading(house.engine) as connection:
        book = house.book(connection)
        found = [one.say for one in broken_seals(connection, book)]
        found += [one.say for one in strays(connection, book)]
        found += [one.say for one in sums_differ(connection, book)]
        found += [f"审计链第 {one.seq} 条：{one.say}" for one in verify_chain(connection)]
        turn = business_day(slot).toordinal()
        chunks = list(uuids_of_part(connection, house.county, turn, house.care.checked_a_night))
    for chunk in chunks:
        with house.work(actor=CLOCK, at=at, county=house.county) as unit:
            found += [one.say for one in differing(unit, house.book(unit.connection), chunk)]
    if not found:
        return f"重算 {sum(map(len, chunks))} 条记录，核对合计、封账和审计链，全部一致"
    with house.work(actor=CLOCK, at=at, county=house.county) as unit:
        day = business_day(at)
        keepers = holders(unit.connection, unit.county, SELF_CHECK.roles, day)
        notice = Notice(
            event=SELF_CHECK,
            subject=house.county,
            slot=day.isoformat(),
            number=len(found),
            link="/jobs",
            place=house.county,
        )
        notify(unit, notice, keepers)
    return f"{len(found)} 处不一致：{'；'.join(found[:SHOWN])}"


NIGHTLY_CHECK = Job(
    key="self_check",
    label="夜间自检",
    hint="核对合计、封账、审计链，并重算一部分记录，每条记录轮得到。",
    when=Daily(at=time(2, 30)),
    catch_up=CatchUp.NONE,
    grace=timedelta(hours=2),
    apart=check,
)
