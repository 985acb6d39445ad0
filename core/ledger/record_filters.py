"""Conditions on records by what became of them: counted in a contract, refused, in nobody's count."""

from sqlalchemy import ColumnElement, select

from core.activities.rows import RECORD
from core.facts import EntryStatus
from core.ledger.rows import STANDING
from core.packages.rows import CONTRACT
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible

COUNTED = EntryStatus.COUNTED.value


def met_by_contracts(scope: Scope) -> ColumnElement[bool]:
    """Records that a contract within the scope meets through its own entries."""
    one, where = RECORD.alias("met"), PLACE.alias("met_at")
    return RECORD.c.uuid.in_(
        select(STANDING.c.record)
        .join(CONTRACT, CONTRACT.c.id == STANDING.c.contract_id)
        .join(one, one.c.uuid == STANDING.c.record)
        .join(where, where.c.id == one.c.place_id)
        .where(visible(scope, where.c.key, CONTRACT.c.key))
    )


def became(fate: str, contract_id: int | None = None) -> ColumnElement[bool] | None:
    """``counted``, ``refused`` or ``nowhere``, in one contract or in any; else no condition."""
    entries = select(STANDING.c.record)
    if contract_id is not None:
        entries = entries.where(STANDING.c.contract_id == contract_id)
    counted = RECORD.c.uuid.in_(entries.where(STANDING.c.status == COUNTED))
    if fate == "counted":
        return counted
    if fate == "refused":
        return RECORD.c.uuid.in_(entries.where(STANDING.c.status != COUNTED))
    if fate == "nowhere":
        return ~counted
    return RECORD.c.uuid.in_(entries) if contract_id is not None else None
