"""What the house already knows of the places, people, rosters and cases that records name.

Asked once for many records: the number of statements does not grow with the number of records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, select

from core.cases.rows import CASE
from core.evidence.rows import states_of
from core.facts import Enrolment
from core.ledger.book import Book
from core.ledger.rules.facts import CountingFacts
from core.packages.rows import enrolments_of_people
from core.people.loading import chunks, load_people, person_id_of
from core.places.rows import place_ids
from core.recording.inputs import RecordInput


@dataclass(frozen=True, kw_only=True)
class Known:
    """Small keys by permanent id or path, each person's enrolments in time order, states of files."""

    places: Mapping[str, int] = field(default_factory=dict)
    people: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)
    enrolments: Mapping[str, tuple[Enrolment, ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def facts(self, connection: Connection, book: Book) -> CountingFacts:
        """The same people and enrolments as counting wants them."""
        people = load_people(connection, self.people.values()) if self.people else {}
        held: dict[tuple[str, str], tuple[Enrolment, ...]] = {}
        for person, enrolments in self.enrolments.items():
            for one in enrolments:
                key = one.contract, person
                held[key] = (*held.get(key, ()), one)
        return CountingFacts(
            people={person.id: person for person in people.values()},
            enrolments=held,
            words=book.words,
        )


def canonical_id(text: str | None) -> str | None:
    """The id in its one spelling; nothing for what is no id at all."""
    try:
        return str(UUID(text)) if isinstance(text, str) else None
    except ValueError:
        return None


def known_of(connection: Connection, county: str, records: Iterable[RecordInput]) -> Known:
    """Look up everything that these records name; what is not there is left out."""
    records = tuple(records)
    wanted = {a.person for r in records for a in r.attendances}
    wanted |= {i.person for r in records for i in r.items if i.person}
    people = person_id_of(connection, sorted(filter(None, map(canonical_id, wanted))))
    enrolments: dict[str, tuple[Enrolment, ...]] = {}
    if people:
        for (_, person), held in enrolments_of_people(connection, people.values()).items():
            enrolments[person] = (*enrolments.get(person, ()), *held)
    return Known(
        places=place_ids(connection, county, {record.site for record in records}),
        people=people,
        cases=_cases(connection, county, records),
        enrolments=enrolments,
        files=states_of(connection, county, (e.file for r in records for e in r.evidence)),
    )


def _cases(connection: Connection, county: str, records: Iterable[RecordInput]) -> dict[str, int]:
    named = sorted({one for r in records if (one := canonical_id(r.case)) is not None})
    found: dict[str, int] = {}
    for some in chunks(named):
        rows = connection.execute(
            select(CASE.c.uuid, CASE.c.id).where(CASE.c.uuid.in_(some), CASE.c.county == county)
        )
        found.update((row.uuid, row.id) for row in rows)
    return found
