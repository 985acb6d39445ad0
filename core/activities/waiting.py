"""Outputs on their way to acceptance 验收: those that wait, those that were sent back 退回."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select

from core.activities.rows import RECORD, SENT_BACK
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible

RETURNED = exists().where(SENT_BACK.c.record_id == RECORD.c.id, SENT_BACK.c.mended_at.is_(None))
#: Neither accepted nor void.
UNDECIDED = and_(RECORD.c.accepted == false(), RECORD.c.void == false())


class Stage(StrEnum):
    """Where an output stands."""

    WAITING = "waiting"
    SENT_BACK = "sent_back"
    ACCEPTED = "accepted"


def at_stage(stage: Stage, kinds: Iterable[str]) -> ColumnElement[bool]:
    """A condition on ``RECORD``: outputs at this stage; ``kinds`` are those that are accepted."""
    if stage is Stage.ACCEPTED:
        accepted = and_(RECORD.c.accepted, RECORD.c.void == false())
        return and_(accepted, RECORD.c.kind.in_(sorted(kinds)))
    return and_(UNDECIDED, RETURNED if stage is Stage.SENT_BACK else ~RETURNED)


def numbers_undecided(
    connection: Connection, county: str, *, reviews: Scope | None, author: str
) -> tuple[int, int]:
    """How many wait for a reviewer of this reach, and how many of the author's were sent back.

    Nobody reviews their own: those are left out of the first number.
    """
    mine = RECORD.c.worker == author
    wanted = and_(mine, RETURNED)
    if reviews is not None:
        wanted = or_(wanted, and_(~mine, ~RETURNED, visible(reviews, PLACE.c.key)))
    rows = connection.execute(
        select(mine.label("mine"), func.count().label("number"))
        .select_from(RECORD)
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .where(RECORD.c.county == county, UNDECIDED, wanted)
        .group_by(mine)
    )
    found = {bool(row.mine): int(row.number) for row in rows}
    return found.get(False, 0), found.get(True, 0)
