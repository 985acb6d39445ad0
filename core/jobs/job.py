"""A job 到点的事 as a frozen declaration: what, when, and how much of it after a standstill."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine

from core.calendar.slots import When
from core.evidence.keeping import Files
from core.ledger.book import Book
from core.notices.addresses import Mail
from core.notices.sending import Send
from core.store import Actor, Unit
from core.trust.secrets import Sealer

#: Under whose name the clock acts.
CLOCK = Actor(id="system", name="系统", role="machine")


class CatchUp(StrEnum):
    """What is done of the slots that a standstill has left out."""

    EACH = "each"
    LATEST = "latest"
    NONE = "none"


SAID = {
    CatchUp.EACH: "停机期间错过的，逐次补做",
    CatchUp.LATEST: "停机期间错过的，只补最近一次",
    CatchUp.NONE: "停机期间错过的不补，等下一次",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """What an installation sets for its jobs.

    ``warn_working_days`` before a deadline, ``review_days`` before an enrolment, a tier or an
    assessment ends; ``attempts_kept_days`` for sign-in attempts; ``checked_a_night`` records are
    recounted each night. ``backups`` is a folder (empty: none are made), of which ``backups_kept``
    stay. ``address`` is under which people open the house, for links in messages.
    """

    warn_working_days: int = 3
    review_days: int = 30
    attempts_kept_days: int = 366
    checked_a_night: int = 20_000
    backups: str = ""
    backups_kept: int = 14
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """What jobs work with: the database, the rulebook, the keys, photos, and how messages leave."""

    engine: Engine
    county: str
    sealer: Sealer
    book: Callable[[Connection], Book]
    work: Callable[..., Any]
    care: Care = field(default_factory=Care)
    files: Files | None = None
    mail: Mail | None = None
    send: Send | None = None


#: Reads what a slot needs, before a writing turn is taken: house, connection, slot, now.
Look = Callable[[House, Connection, datetime, datetime], Any]
#: Does it, in the transaction that claims the slot: unit, book, slot, what was looked up. A sentence.
Do = Callable[[Unit, Book, datetime, Any], str]
#: Does what no single transaction can hold, so that doing it twice harms nobody. A sentence.
Apart = Callable[[House, datetime, datetime], str]


def _always(connection: Connection, county: str, at: datetime) -> bool:
    return True


def _nothing(house: House, connection: Connection, slot: datetime, at: datetime) -> None:
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One job. Either ``do``, whose effect and slot are one transaction, or ``apart``.

    ``waits``: whether there is anything to do at all, asked first by jobs that run often, so that
    an idle one writes nothing. ``grace``: for how long after its slot a job that is not caught up
    is still in time. ``busy``: after so long an ``apart`` job whose process died may begin anew.
    """

    key: str
    label: str
    hint: str
    when: When
    catch_up: CatchUp
    do: Do | None = None
    apart: Apart | None = None
    look: Look = _nothing
    waits: Callable[[Connection, str, datetime], bool] = _always
    grace: timedelta = timedelta(hours=1)
    busy: timedelta = timedelta(hours=2)
    by_hand: bool = True
