"""Pruning: what has to be kept for some months only is taken away when they are over.

Sign-in attempts are part of the network log: never fewer than 184 days (six calendar months, 网络安全法),
a year unless the installation says otherwise. The audit chain is never pruned. Nonces need no pruning:
they carry their own seal and stand in no table.
"""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select

from core.calendar.slots import Daily
from core.jobs.job import CatchUp, House, Job
from core.ledger.book import Book
from core.notices.rows import DISPATCH, NOTICE
from core.store import Unit
from core.store.jobs import JOB_RUN
from core.trust.tables import ATTEMPT

LEAST_DAYS = 184
KEPT_DAYS = 366


def days_kept(house: House, connection: Connection, slot: datetime, at: datetime) -> int:
    """For how many days sign-in attempts are kept: what was set, and no less than the law asks."""
    return max(house.care.attempts_kept_days, LEAST_DAYS)


def prune(unit: Unit, book: Book, slot: datetime, days: int) -> str:
    """Take away what is older; the last run of every job stays."""
    old = unit.at - timedelta(days=KEPT_DAYS)
    last = select(func.max(JOB_RUN.c.id)).group_by(JOB_RUN.c.county, JOB_RUN.c.job)
    done = or_(DISPATCH.c.sent_at < old, DISPATCH.c.given_up_at < old)
    gone = {
        "登录尝试": _gone(unit, ATTEMPT, ATTEMPT.c.at < unit.at - timedelta(days=days)),
        "看过的通知": _gone(
            unit, NOTICE, NOTICE.c.county == unit.county, NOTICE.c.read_at < old
        ),
        "发过的消息": _gone(unit, DISPATCH, DISPATCH.c.county == unit.county, done),
        "运行记录": _gone(
            unit, JOB_RUN, JOB_RUN.c.county == unit.county, JOB_RUN.c.at < old,
            JOB_RUN.c.id.not_in(last.scalar_subquery()),
        ),
    }  # fmt: skip
    said = "，".join(f"{word} {number} 条" for word, number in gone.items() if number)
    return f"清理{said}" if said else "没有到期要清理的"


def _gone(unit: Unit, table: Any, *conditions: Any) -> int:
    return int(unit.connection.execute(delete(table).where(*conditions)).rowcount)


PRUNING = Job(
    key="pruning",
    label="清理到期的日志",
    hint="登录尝试、看过的通知和运行记录保存一年（不少于六个月）后清理；审计链不动。",
    when=Daily(at=time(3, 30)),
    catch_up=CatchUp.LATEST,
    look=days_kept,
    do=prune,
)
