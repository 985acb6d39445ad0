"""What a service is called: 03 is a haircut in one package and opening a file in the next."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from core.facts import Record
from core.ledger.book import Book
from core.packages.rows import enrolments_of_people
from core.packages.terms import Terms
from core.people.loading import person_id_of
from core.recording.asking import may_count_in


def services_of(
    connection: Connection, book: Book, facts: Iterable[Record]
) -> dict[str, Mapping[str, str]]:
    """Record → code → name, in the words under which the record's own contracts offered it.

    These are the contracts that the record may count in; a code that none of them lists has the
    name that any package gives it.
    """
    facts = tuple(facts)
    asked = {a.person for fact in facts if fact.items for a in fact.attendances}
    held = enrolments_of_people(connection, person_id_of(connection, asked).values())
    found: dict[str, Mapping[str, str]] = {}
    for fact in facts:
        people = {one.person for one in fact.attendances}
        own = [one for (_, who), many in held.items() if who in people for one in many]
        day = fact.dates.get("service") or min(fact.dates.values())
        contracts = may_count_in(book, fact.kind, day, fact.provider, fact.site, own)
        found[fact.id] = services_in(book, contracts if fact.items else ())
    return found


def services_in(book: Book, contracts: Iterable[Terms]) -> Mapping[str, str]:
    """Code → name: as these contracts call it; several names of one code stand beside each other."""
    own: dict[str, list[str]] = {}
    for terms in contracts:
        for item in terms.package.item:
            own.setdefault(item.code, []).append(item.label)
    return dict(book.words.items) | {
        code: "／".join(dict.fromkeys(labels)) for code, labels in own.items()
    }
