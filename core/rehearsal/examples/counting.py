"""What a line makes of the record of an example: a quantity, or the reasons why not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from core.facts import Entry, EntryStatus
from core.ledger.book import words_of
from core.ledger.rules.book import Rulebook, count_all
from core.ledger.rules.claims import Sharing
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import in_units
from core.ledger.rules.states import state_of_line
from core.packages.schema import ContractFile, Example, Measure, Package
from core.packages.shelf import terms_of
from core.packages.terms import CountedLine, Terms
from core.plugin.catalogue import Catalogue
from core.rehearsal.examples.facts import CONTRACT, COUNTY, PROVIDER, facts_of
from core.rehearsal.tables import GivenFacts


def day_of(row: Example, package: Package) -> date:
    """The day of an example; without one, the day on which the package takes effect."""
    return row.day or package.package.effective_from


def terms_in(package: Package, year: int, catalogue: Catalogue) -> Terms:
    """The package as a contract for that whole year, wherever its sites are."""
    head = package.package
    file = ContractFile(
        key=CONTRACT,
        title=head.title,
        package=head.id,
        package_version=head.version,
        county=COUNTY,
        purchaser=head.purchaser,
        provider=PROVIDER,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
    )
    return terms_of(file, package, catalogue)


def counted(row: Example, terms: Terms, catalogue: Catalogue) -> tuple[Decimal, tuple[str, ...]]:
    """The quantity in the line's own unit and, where nothing counts, the sentences why not."""
    line, day = terms.by_key[row.about], day_of(row, terms.package)
    given = facts_of(row, catalogue.kinds[row.kind], day)
    if line.measure is Measure.STATE:
        roster = Roster(enrolments=given.enrolments, people=given.people)
        return state_of_line(terms, line, roster, day), ()
    mine = [entry for entry in _entries(line, terms, given, catalogue) if _looked_at(line, entry)]
    fits = [entry for entry in mine if entry.status is EntryStatus.COUNTED]
    why = tuple(dict.fromkeys(reason.say for entry in mine for reason in entry.reasons))
    number = in_units(line, sum((entry.quantity for entry in fits), Decimal(0)))
    return number, why if fits or why else ("这一行不看这样的记录",)


def _entries(
    line: CountedLine, terms: Terms, given: GivenFacts, catalogue: Catalogue
) -> tuple[Entry, ...]:
    """Counted as if the line stood alone: other lines do not compete in an example."""
    alone = replace(terms, lines=(replace(line, exclusive_with=frozenset()),))
    by_key = {CONTRACT: alone}
    facts = CountingFacts(
        people=given.people,
        enrolments={(CONTRACT, one.person): (one,) for one in given.enrolments},
        words=words_of(catalogue, [terms.package]),
    )
    rulebook = Rulebook(terms=by_key, sharing=Sharing(terms=by_key))
    return count_all(rulebook, given.records, facts)


def _looked_at(line: CountedLine, entry: Entry) -> bool:
    """Its own entries of its first scope, and what the contract refuses as a whole."""
    own = line.scopes[0].split(":", 1)[0]
    return entry.line != line.key or entry.scope.split(":", 1)[0] == own
