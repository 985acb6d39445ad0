"""The parts of a record (service items, evidence) carry permanent ids of their own, used once."""

from collections.abc import Iterable

from sqlalchemy import select

from core.activities.rows import EVIDENCE, SERVICE_ITEM
from core.recording.inputs import RecordInput
from core.recording.known import canonical_id
from core.store import Unit
from core.store.errors import Refused
from core.store.prepared import Among, Prepared

ITEMS, PIECES = (
    Prepared(select(table.c.uuid).where(Among(table.c.uuid, "ids")))
    for table in (SERVICE_ITEM, EVIDENCE)
)


def taken_parts(unit: Unit, posted: Iterable[RecordInput]) -> set[str]:
    """Ids of service items and evidence that are in use already."""
    found: set[str] = set()
    for there, ids in (
        (ITEMS, [canonical_id(i.id) for one in posted for i in one.items]),
        (PIECES, [canonical_id(e.id) for one in posted for e in one.evidence]),
    ):
        if wanted := sorted(set(filter(None, ids))):
            found.update(row.uuid for row in there.rows(unit.connection, ids=wanted))
    return found


def own_parts(one: RecordInput, taken: set[str]) -> set[str]:
    """The ids of the record's parts; refused when one of them is no id or stands elsewhere."""
    own: set[str] = set()
    for name, parts in (("items", one.items), ("evidence", one.evidence)):
        for part in parts:
            uuid = canonical_id(part.id)
            if uuid is None:
                raise Refused("编号格式不正确。", field=name)
            if uuid in taken or uuid in own:
                raise Refused("同一份佐证或服务项目已在另一条记录里。", field=name)
            own.add(uuid)
    return own
