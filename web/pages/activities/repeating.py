"""再办一次: the form of an event or a session, begun with the people, place and words of an earlier one."""

from uuid import UUID

from litestar import get
from litestar.params import FromPath

from core.recording.contents import newest_content
from core.store import reading
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.activities.showing import seen_record
from web.pages.record.draft import draft_of, repeated
from web.pages.record.sheet import sheet_of, shown


@get("/activities/{record:uuid}/again", opt={"permission": "record.create"}, sync_to_thread=True)
def again(desk: Desk, station: Station, engine: Engine, record: FromPath[UUID]) -> Answer:
    """A new record, on today's date; nothing of its heads and evidence is taken over."""
    uuid = str(record)
    with reading(engine) as connection:
        row = seen_record(desk, station, connection, uuid)
        content = newest_content(connection, uuid)
        asked = sheet_of(desk, station, connection, draft_of(content, (), row.version))
        draft = repeated(draft_of(content, asked.questions, row.version))
        sheet = sheet_of(desk, station, connection, draft)
        context = shown(desk, station, connection, sheet)
    return page(desk, "pages/record.html", **context)


HANDLERS = [again]
