"""A changed person's next version: the whole person, read back and kept with its audit entry."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import RowMapping

from core.people.rows import PERSON
from core.people.service.once import refuse
from core.people.whole import whole_people
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.errors import Missing
from core.store.ids import checked_id
from core.store.versions import keep

REASON_LIMIT = 400


def person_row(unit: Unit, uuid: str) -> RowMapping:
    """The person's row, if it belongs to the unit's county."""
    wanted = select(PERSON).where(PERSON.c.uuid == checked_id(uuid), PERSON.c.county == unit.county)
    row = unit.connection.execute(wanted).mappings().first()
    if row is None:
        raise Missing("没有这位对象。", field="id")
    return row


def keep_person(
    unit: Unit, person: RowMapping, action: str, reason: str = "", **changed: Any
) -> str:
    """Write the changed columns and the next version; answers the person's permanent id."""
    refuse({"reason": text_problem(reason, "原因", REASON_LIMIT)})
    version = person["version"] + 1
    unit.connection.execute(
        update(PERSON).where(PERSON.c.id == person["id"]).values(**changed, version=version)
    )
    keep(
        unit,
        action=action,
        kind="person",
        object_id=person["uuid"],
        version=version,
        content=whole_people(unit.connection, [person["id"]])[person["id"]],
        reason=reason,
    )
    return str(person["uuid"])
