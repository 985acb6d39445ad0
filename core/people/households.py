"""The household's file 一户一档: where it is, and who belongs to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from core.people.rows import HOUSEHOLD, PERSON
from core.places.rows import PLACE


@dataclass(frozen=True, kw_only=True, slots=True)
class LivesThere:
    """One person of a household."""

    id: int
    uuid: str
    name: str
    code: str
    sex: str
    birth_date: date | None
    died_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A household with its people, in the order in which they were registered."""

    id: int
    uuid: str
    number: str
    address: str
    site: str
    site_name: str
    people: tuple[LivesThere, ...]


def home_of(connection: Connection, county: str, uuid: str) -> Home | None:
    """The household of this permanent id, or none."""
    row = connection.execute(
        select(HOUSEHOLD, PLACE.c.key.label("site"), PLACE.c.name.label("site_name"))
        .join(PLACE, PLACE.c.id == HOUSEHOLD.c.place_id)
        .where(HOUSEHOLD.c.uuid == uuid, HOUSEHOLD.c.county == county)
    ).first()
    if row is None:
        return None
    people = connection.execute(
        select(*(PERSON.c[name] for name in LivesThere.__slots__))
        .where(PERSON.c.household_id == row.id)
        .order_by(PERSON.c.id)
    )
    return Home(
        id=row.id,
        uuid=row.uuid,
        number=row.number,
        address=row.address,
        site=row.site,
        site_name=row.site_name,
        people=tuple(LivesThere(**one) for one in people.mappings()),
    )
