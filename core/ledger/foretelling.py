"""What records of some people would count for 预计, taken along by a phone: lines, rules, what is held.

Each rule stands once, however many people and lines it holds for. Lines under a cap, with a deadline
or with an answer in time depend on more than a form: they are left out, and said later.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from core.facts import EntryStatus, Noun, Person, Record
from core.ledger.book import Book
from core.ledger.posting import load_facts_of
from core.ledger.rows import STANDING
from core.ledger.rules.book import scope_instance
from core.ledger.rules.candidate import Looking
from core.ledger.rules.candidates import references
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.foretold import Foretold, foretold
from core.ledger.rules.lines_ahead import Line, bare_candidate, beside, line_ahead, lines_ahead
from core.packages.terms import CountedLine, Terms
from core.plugin import ActivityKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What a phone takes along: ``rules`` by number, ``lines`` of each kind with the pairs of them
    that may count the same source (``beside``), and for each person and kind: line, rules, held."""

    rules: tuple[Foretold, ...]
    lines: Mapping[str, tuple[Line, ...]]
    beside: Mapping[str, tuple[tuple[int, int], ...]]
    people: Mapping[str, Mapping[str, tuple[tuple[int, tuple[int, ...], bool], ...]]]


def foretell(
    connection: Connection,
    book: Book,
    provider: str,
    day: date,
    kinds: Iterable[ActivityKind],
    people: Iterable[str],
) -> Told:
    """What records of these kinds would count for on that day, for each of these people."""
    facts = load_facts_of(connection, book, people)
    numbers: dict[Foretold, int] = {}
    found: dict[str, dict[str, list[tuple[int, tuple[int, ...], bool]]]] = {
        person: {} for person in facts.people
    }
    by_kind = {
        kind.key: lines_ahead(book.in_force(day), book.agreed, kind.key, provider, day)
        for kind in kinds
    }
    for kind, lines in by_kind.items():
        for number, (terms, line) in enumerate(lines):
            if line.cap is not None or line.deadline is not None:
                continue
            held = _held(connection, book, terms, line, facts.people.values(), day)
            for person in facts.people:
                rules = dict.fromkeys(_rules(facts, kind, terms, line, person, day))
                which = tuple(numbers.setdefault(rule, len(numbers)) for rule in rules)
                if which:
                    found[person].setdefault(kind, []).append((number, which, person in held))
    return Told(
        rules=tuple(numbers),
        lines={
            key: tuple(line_ahead(t, n, key) for t, n in lines) for key, lines in by_kind.items()
        },
        beside={key: tuple(beside(book.agreed, lines, day)) for key, lines in by_kind.items()},
        people={p: {k: tuple(rows) for k, rows in many.items()} for p, many in found.items()},
    )


def _rules(
    facts: CountingFacts, kind: str, terms: Terms, line: CountedLine, person: str, day: date
) -> Iterator[Foretold]:
    # Of the record only its kind and its day are looked at: the form says the rest.
    record = Record(id="", noun=Noun.ACTIVITY, kind=kind, dates={line.decides: day, "service": day})
    at = Looking(terms, record, facts, facts.words.about(kind))
    refer = references(at, line, day)
    for selector in line.selectors:
        if kind in selector.kinds:
            rule = foretold(at, line, selector, person, day, refer)
            if rule is not None:
                yield rule


def _held(
    connection: Connection,
    book: Book,
    terms: Terms,
    line: CountedLine,
    people: Iterable[Person],
    day: date,
) -> frozenset[str]:
    """The people whose unit is counted already, where a unit is not the record itself."""
    if not {"person", "household"} & set(line.unit) or {"record", "item"} & set(line.unit):
        return frozenset()
    units: dict[str, list[str]] = {}
    for person in people:
        parts = {"person": person.id, "household": person.household, "day": day.isoformat()}
        if all(parts.get(name) for name in line.unit):
            unit = "/".join(str(parts[name]) for name in line.unit)
            units.setdefault(unit, []).append(person.id)
    rows = connection.execute(
        select(STANDING.c.unit).where(
            STANDING.c.contract_id == book.ids[terms.contract.key],
            STANDING.c.line == line.key,
            STANDING.c.scope
            == scope_instance(terms, line.scopes[0], bare_candidate(terms, line, day)),
            STANDING.c.unit.in_(sorted(units)),
            STANDING.c.status == EntryStatus.COUNTED.value,
        )
    )
    return frozenset(person for row in rows for person in units[row.unit])
