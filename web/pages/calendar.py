"""A person's calendar: opened by its token alone, as calendars on phones can."""

from litestar import Response, get
from litestar.params import FromPath

from core.notices.feed import owner_of
from core.store import reading
from core.store.errors import Missing
from core.trust.rows import grants_of
from web.agenda import agenda, as_icalendar
from web.given import Desk, Engine, Station

ENDING = ".ics"
LONGEST = 100


@get("/calendar/{file:str}", opt={"permission": "public"}, sync_to_thread=True)
def calendar(desk: Desk, engine: Engine, station: Station, file: FromPath[str]) -> Response[bytes]:
    """The calendar of whoever made this address; 404 for any other, and for one that was revoked."""
    token = file.removesuffix(ENDING)
    with reading(engine) as connection:
        found = owner_of(connection, token) if token != file and len(file) < LONGEST else None
        if found is None:
            raise Missing("没有这个日历，或者地址已经作废。")
        number, account = found
        grants = grants_of(connection, number)
        wanted = agenda(connection, station.book(connection), account, grants, desk.now)
    text = as_icalendar(wanted, desk.now, desk.settings.address)
    return Response(text, media_type="text/calendar")


HANDLERS = [calendar]
