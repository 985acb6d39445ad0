"""The unit of work: one transaction with its rows, ledger entries and audit entries."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary
from zlib import crc32

from sqlalchemy import Connection, Engine, text

from core.facts import Entry
from core.store.audit import Act, append_many
from core.store.engine import WRITES


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who acts: an account's id and name, or a named machine such as the command line."""

    id: str
    name: str
    role: str = ""


@dataclass(kw_only=True, slots=True)
class Unit:
    """An open writing transaction of one county.

    ``at`` is the instant of the act. ``entries`` collects what was posted, for ``after_commit``.
    """

    connection: Connection
    actor: Actor
    at: datetime
    county: str
    entries: list[Entry] = field(default_factory=list)

    def audit(
        self,
        action: str,
        kind: str,
        object_id: str,
        *,
        version: int = 1,
        content: Any = None,
        reason: str = "",
    ) -> None:
        """Append an audit entry 审计 in this same transaction."""
        act = Act(
            action=action,
            kind=kind,
            object_id=object_id,
            version=version,
            content=content,
            reason=reason,
        )
        self.audit_many([act])

    def audit_many(self, acts: Iterable[Act]) -> None:
        """Append audit entries in this order, in two statements, however many."""
        append_many(
            self.connection,
            acts,
            county=self.county,
            at=self.at,
            actor=self.actor.id,
            role=self.actor.role,
        )


#: Writers of one process wait for each other here: at SQLite's own door whoever waits sleeps and tries
#: again, and under many writers some never get in.
_TURNS: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()
#: Seconds after which a writer tries SQLite's own door, which says so when it is still shut.
PATIENCE = 20.0


@contextmanager
def _turn(engine: Engine) -> Iterator[None]:
    turn = _TURNS.setdefault(engine, Lock())
    taken = turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if taken:
            turn.release()


@contextmanager
def unit_of_work(engine: Engine, *, actor: Actor, at: datetime, county: str) -> Iterator[Unit]:
    """One writing transaction: commits when the block ends, rolls back when it raises.

    Writers of one county follow each other (SQLite's one writer; an advisory lock on
    PostgreSQL), so that ledger cells and the audit chain never race.
    """
    turn = _turn(engine) if engine.dialect.name == "sqlite" else nullcontext()
    with turn, engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": crc32(county.encode())}
                )
            yield Unit(connection=connection, actor=actor, at=at, county=county)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read-only look at one consistent state."""
    with engine.connect() as connection, connection.begin():
        yield connection
