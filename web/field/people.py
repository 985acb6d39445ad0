"""The people of a round: who they are to their worker, whom to call, what may be recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.facts import Enrolment
from core.facts.vocabulary import ADULT_AGE
from core.ledger.book import Book
from core.packages.rows import enrolments_of_people
from core.people.rows import PERSON, SEARCH_KEY
from core.people.vocabulary import RELATIONS
from core.people.whole import whole_people
from core.places.rows import PLACE
from core.recording.asking import may_count_in
from web.pages.people.seeing import age_of
from web.pages.record.sheet import provider_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """Somebody around a person; ``first`` is called first in an emergency."""

    name: str
    relation: str
    phone: str
    first: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """A person as the phone takes them along. Of a child neither address nor contacts."""

    small: int
    id: str
    name: str
    sex: str
    age: int | None
    site: str
    site_name: str
    address: str
    home: str
    phone: str
    contacts: tuple[Contact, ...]
    enrolments: tuple[Enrolment, ...]

    def contracts(self, desk: Any, book: Book, kind: str) -> list[str]:
        """The contracts that may count what is recorded of a kind for this person, in order."""
        found = may_count_in(book, kind, desk.day, provider_of(desk), self.site, self.enrolments)
        return [terms.contract.key for terms in found]


def people_taken(desk: Any, connection: Connection, uuids: Iterable[str]) -> tuple[Taken, ...]:
    """These people as far as they are within reach, alive, by place and name."""
    rows = connection.execute(
        select(PERSON.c.id, PLACE.c.name.label("site_name"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.uuid.in_(sorted(uuids)), PERSON.c.county == desk.county)
    )
    places = {row.id: row.site_name for row in rows}
    whole = whole_people(connection, places)
    held: dict[str, tuple[Enrolment, ...]] = {}
    for (_, person), many in enrolments_of_people(connection, list(places)).items():
        held[person] = (*held.get(person, ()), *many)
    found = [
        _taken(desk, small, one, places[small], held.get(one["id"], ()))
        for small, one in whole.items()
        if not one["died_on"] and desk.can("person.see", place=one["place"])
    ]
    return tuple(sorted(found, key=lambda one: (one.site, one.name)))


def _taken(
    desk: Any, small: int, one: dict[str, Any], site_name: str, enrolments: tuple[Enrolment, ...]
) -> Taken:
    age = age_of(one, desk.day)
    minor = age is not None and age < ADULT_AGE
    shielded = minor and not desk.can("person.child", place=one["place"])
    may_call = bool(desk.can("record.create", place=one["place"])) and not shielded
    return Taken(
        small=small,
        id=one["id"],
        name=one["name"],
        sex=one["sex"],
        age=age,
        site=one["place"],
        site_name=site_name,
        address="" if shielded else one["address"],
        home=one["household"] or "",
        phone=one["phone"] if may_call and one["has_phone"] else "",
        contacts=_contacts(one, desk.day) if may_call else (),
        enrolments=enrolments,
    )


def _contacts(one: dict[str, Any], day: date) -> tuple[Contact, ...]:
    found = [
        Contact(
            name=c["name"],
            relation=RELATIONS.get(c["relation"], ""),
            phone=c["phone"],
            first=bool(c["first_for_emergency"]),
        )
        for c in one["contacts"]
        if c["phone"] and (not c["ended_on"] or c["ended_on"] > day.isoformat())
    ]
    return tuple(sorted(found, key=lambda contact: not contact.first))


def search_keys(connection: Connection, county: str, people: Iterable[int]) -> dict[int, list[str]]:
    """Person → the beginnings by which the search finds them: name, pinyin, initials, number."""
    found: dict[int, list[str]] = {}
    rows = connection.execute(
        select(SEARCH_KEY.c.person_id, SEARCH_KEY.c.key).where(
            SEARCH_KEY.c.county == county, SEARCH_KEY.c.person_id.in_(list(people))
        )
    )
    for row in rows:
        found.setdefault(row.person_id, []).append(row.key)
    return found
