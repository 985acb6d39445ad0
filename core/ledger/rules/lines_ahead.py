"""The lines that look at one kind of record, in the order of their claims, as a phone takes them along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.facts import SharingMode
from core.ledger.rules.candidate import Candidate
from core.ledger.rules.claims import Sharing
from core.packages.terms import CountedLine, Terms

Lines = list[tuple[Terms, CountedLine]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line that looks at a kind of record, as the phone knows it. ``shown`` says whether it asks
    for something; ``sites``, ``start`` and ``end`` are its contract's."""

    contract: str
    line: str
    title: str
    label: str
    unit: str
    decides: str
    shown: bool
    sites: tuple[str, ...]
    start: date
    end: date


def lines_ahead(
    in_force: Iterable[Terms], sharing: Sharing, kind: str, provider: str, day: date
) -> Lines:
    """The lines that look at this provider's records of a kind, in the order of their claims."""
    found = [
        (terms, line) for terms in in_force for line in sharing.lines_for(terms, kind, provider)
    ]
    return sorted(found, key=lambda one: _rank(sharing, one[0], one[1], day))


def bare_candidate(terms: Terms, line: CountedLine, day: date) -> Candidate:
    """A candidate of which only contract, line and day are known."""
    return Candidate(contract=terms.contract.key, line=line.key, source=("",), unit="", day=day)


def _rank(sharing: Sharing, terms: Terms, line: CountedLine, day: date) -> tuple[Any, ...]:
    return *sharing.rank(bare_candidate(terms, line, day)), terms.lines.index(line)


def line_ahead(terms: Terms, line: CountedLine, kind: str) -> Line:
    """The line as the phone knows it."""
    meant = [n for n in terms.lines if (n.quota or n.targets) and kind in n.kinds]
    contract = terms.contract
    return Line(
        contract=contract.key,
        line=line.key,
        title=contract.title,
        label=line.label,
        unit=line.unit_label,
        decides=line.decides,
        shown=line in meant or not meant,
        sites=contract.sites,
        start=contract.start,
        end=contract.end,
    )


def beside(sharing: Sharing, lines: Lines, day: date) -> list[tuple[int, int]]:
    """Which two lines may count the same source: by agreement, or within one contract."""
    found = []
    for a, (terms, line) in enumerate(lines):
        for b, (others, other) in enumerate(lines[:a]):
            if terms.contract.key == others.contract.key:
                fits = other.key not in line.exclusive_with and line.key not in other.exclusive_with
            else:
                one, two = bare_candidate(terms, line, day), bare_candidate(others, other, day)
                fits = sharing.mode(one, two) is not SharingMode.EXCLUSIVE
            if fits:
                found.append((b, a))
    return found
