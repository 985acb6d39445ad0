"""The file of a household 一户一档 to keep: everybody within reach in one file, masked."""

from typing import Any
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from core.papers.making import foot_alone
from core.people.plans import plan_for
from core.store import reading
from core.store.errors import Missing
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.papers.file_templates import HOUSEHOLD, file_alone, own_template
from web.pages.papers.household_file import household_file
from web.pages.papers.person_file import FILES
from web.pages.people.household import seen_home
from web.pages.people.paper import file_in_words


@get("/households/{household:uuid}/file", opt={"permission": "paper.print"}, sync_to_thread=True)
def file_of_household(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    household: FromPath[UUID],
) -> Response[bytes]:
    """The household and the file of each of its members, in one file."""
    asked, uuid = filters(request, ("format",)), str(household)
    with reading(engine) as connection:
        home = seen_home(desk, connection, uuid)
        desk.require("paper.print", place=home.site)
        plan = plan_for(connection, household=home.id)
        members = []
        for one in home.people:
            try:
                found = file_in_words(desk, station, connection, one.uuid)
            except Missing:
                continue
            if desk.can("paper.print", place=found["whole"]["place"]):
                members.append(found)
        own = own_template(connection, desk.county, HOUSEHOLD)
    drawn = household_file(home, plan, members, foot_alone(uuid, desk.now))
    known = asked["format"] if asked["format"] in FILES else ""
    name = f"一户一档 {home.number or home.site_name}"
    return file_alone(station, desk.county, drawn, known, name, own)


HANDLERS = [file_of_household]
