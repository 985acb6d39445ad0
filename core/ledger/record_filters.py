"""Conditions on records by what became of them: counted in a contract, refused, in nobody's count.

Each record of a list is asked in turn, newest first: a page ends with its last row, where all that
is counted would have to be gathered before the first one.
"""

from sqlalchemy import ColumnElement, and_, exists

from core.activities.rows import RECORD
from core.facts import EntryStatus
from core.ledger.rows import STANDING
from core.packages.rows import CONTRACT
from core.places.rows import PLACE
from core.trust import Scope
from core.trust.visible import visible

COUNTED = EntryStatus.COUNTED.value


def met_by_contracts(scope: Scope) -> ColumnElement[bool]:
    """Records that a contract within the scope meets through its own entries.

    A condition on ``RECORD`` and on the ``PLACE`` where it was done.
    """
    return (
        exists()
        .where(STANDING.c.record == RECORD.c.uuid, CONTRACT.c.id == STANDING.c.contract_id)
        .where(visible(scope, PLACE.c.key, CONTRACT.c.key))
        .correlate(RECORD, PLACE)
    )


def became(fate: str, contract_id: int | None = None) -> ColumnElement[bool] | None:
    """``counted``, ``refused`` or ``nowhere``, in one contract or in any; else no condition."""
    if fate == "nowhere":
        return ~_has_entry(contract_id, STANDING.c.status == COUNTED)
    if fate == "counted":
        return _asked_in(contract_id, STANDING.c.status == COUNTED)
    if fate == "refused":
        return _asked_in(contract_id, STANDING.c.status != COUNTED)
    return _asked_in(contract_id) if contract_id is not None else None


def _has_entry(contract_id: int | None, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    entry = exists().where(STANDING.c.record == RECORD.c.uuid, *conditions).correlate(RECORD)
    return entry if contract_id is None else entry.where(STANDING.c.contract_id == contract_id)


def _asked_in(contract_id: int | None, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of a contract without any such entry no record is asked."""
    if contract_id is None:
        return _has_entry(None, *conditions)
    some = exists().where(STANDING.c.contract_id == contract_id, *conditions).correlate(None)
    return and_(some, _has_entry(contract_id, *conditions))
