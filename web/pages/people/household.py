"""一户一档: the people of a household, what each is owed and was given, and their one plan."""

from typing import Any
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import Listed, Wanted, records_page
from core.ledger.record_filters import met_by_contracts
from core.ledger.today import due_people, enrolled
from core.packages.roster_list import rosters_of
from core.people.households import Home, home_of
from core.people.listing import categories_held
from core.people.plans import plan_for
from core.people.plans.inputs import GOAL_STATES
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.people.listing import roster_tags
from web.said import due_row

#: As which files it is kept: address and word.
FILES = (("word", "Word"), ("pdf", "PDF"))
#: The latest records of each person that stand side by side.
SHOWN = 4


def seen_home(desk: Any, connection: Connection, uuid: str) -> Home:
    """The household, if within reach."""
    home = home_of(connection, desk.county, uuid)
    if home is None or not desk.can("person.see", place=home.site):
        raise Missing("没有这一户，或者不在您的权限范围内。")
    return home


@get("/households/{household:uuid}", opt={"permission": "person.see"}, sync_to_thread=True)
def file(desk: Desk, station: Station, engine: Engine, household: FromPath[UUID]) -> Answer:
    """The household's file."""
    with reading(engine) as connection:
        book = station.book(connection)
        home = seen_home(desk, connection, str(household))
        ids = [one.id for one in home.people]
        held = rosters_of(connection, desk.county, ids)
        records = {one.uuid: _latest(desk, connection, one.uuid) for one in home.people}
        owed = {}
        for one in home.people:
            dues = due_people(connection, book, desk.day, enrolled(person=one.uuid))
            if dues:
                owed[one.uuid] = due_row(station.catalogue, book, dues[0], desk.day, may_call=False)
        context: dict[str, Any] = {
            "home": home,
            "tiers": {key: roster_tags(book, many, desk.day) for key, many in held.items()},
            "categories": categories_held(connection, ids, desk.day),
            "records": records,
            "owed": owed,
            "plan": plan_for(connection, household=home.id),
        }
    return page(
        desk,
        "pages/household.html",
        kind_of=station.catalogue.label_of_kind,
        may_change=bool(desk.can("person.register", place=home.site)),
        may_record=bool(desk.can("record.create", place=home.site)),
        GOAL_STATES=GOAL_STATES,
        files=FILES if desk.can("paper.print", place=home.site) else (),
        **context,
    )


def _latest(desk: Any, connection: Connection, person: str) -> list[Listed]:
    scope = desk.scope("activity.see")
    rows, _ = records_page(
        connection,
        desk.county,
        scope=scope,
        wanted=Wanted(person=person, void=False),
        also=met_by_contracts(scope) if scope.contracts is not None else None,
        limit=SHOWN,
    )
    return rows


HANDLERS = [file]
