"""The conflicts that wait for the person at the desk: one's own, or those of one's station."""

from litestar import get

from core.activities.listing import names_of, record_listed
from core.field.conflicts import open_conflicts
from core.store import reading
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.waiting import own_conflicts


@get("/conflicts", opt={"permission": "record.correct"}, sync_to_thread=True)
def conflicts(desk: Desk, station: Station, engine: Engine) -> Answer:
    """What waits, oldest first."""
    with reading(engine) as connection:
        found = open_conflicts(connection, desk.county, own_conflicts(desk))
        rows = {one.record: record_listed(connection, desk.county, one.record) for one in found}
        who = names_of(connection, {one.account for one in found})
    return page(
        desk,
        "pages/conflicts.html",
        found=[(one, row) for one in found if (row := rows[one.record]) is not None],
        who=who,
        kind_of=station.catalogue.label_of_kind,
    )


HANDLERS = [conflicts]
