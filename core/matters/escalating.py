"""Escalation by the clock: what nobody has acknowledged in its time is told to the next office.

The state says what is due, not the slots that have passed: after days of standstill one run tells
everybody whose turn has come, and a clock that jumps tells nobody twice.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from core.ledger.book import Book
from core.matters.loading import due_uuids, load_matter
from core.matters.writing import keep_standing, tell_next
from core.store import Unit


def anything_due(connection: Connection, county: str, at: datetime) -> bool:
    """Whether the clock has anything to tell by now: asked before a writing turn is taken."""
    return next(iter(due_uuids(connection, county, at)), None) is not None


def escalate(unit: Unit, book: Book) -> tuple[str, ...]:
    """Tell the next offices of every matter whose time has passed; ids of those matters."""
    done = []
    for uuid in list(due_uuids(unit.connection, unit.county, unit.at)):
        known = load_matter(unit.connection, unit.county, uuid)
        if known is None:
            continue
        small, before = known
        after = tell_next(unit, book, small, replace(before, version=before.version + 1))
        told = len(after.steps) > len(before.steps)
        keep_standing(unit, book, small, after if told else before)
        if told:
            done.append(uuid)
    return tuple(done)
