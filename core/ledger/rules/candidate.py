"""A candidate: one possible entry of one line, before claim, unit and cap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import msgspec

from core.facts import Enrolment, Reason, Record
from core.ledger.rules.facts import CountingFacts, Words
from core.ledger.rules.places import nearest
from core.ledger.rules.taking_part import Part
from core.packages.terms import WHOLE_CONTRACT, CountedLine, Terms

#: What a record tells of itself by name, whatever its form asks.
OF_RECORD = frozenset({"kind", "role", "minutes", "people", "members", "stage", "site"})


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One possible entry; it passes when ``reasons`` is empty.

    ``pending`` marks a line whose rule failed: nobody knows yet whether the record counts.
    """

    contract: str
    line: str
    source: tuple[str, ...]
    unit: str
    day: date
    quantity: Decimal = Decimal(0)
    site: str = ""
    person: str | None = None
    facet: str = ""
    late: bool = False
    reasons: tuple[Reason, ...] = ()
    pending: bool = False

    @property
    def passes(self) -> bool:
        """Whether every condition holds."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Looking:
    """One record under one contract, with the people and the words that it takes.

    What several lines ask of the same record is found once.
    """

    terms: Terms
    record: Record
    facts: CountingFacts
    words: Words
    _enrolments: dict[tuple[str, date], Enrolment | None] = field(default_factory=dict)

    def enrolment(self, person: str, day: date) -> Enrolment | None:
        """The person's enrolment in the contract on that day."""
        asked = person, day
        if asked not in self._enrolments:
            held = self.facts.enrolments_of(self.terms.contract.key, person)
            self._enrolments[asked] = next((e for e in held if e.on_roster(day)), None)
        return self._enrolments[asked]


def candidate_of(
    at: Looking,
    line: CountedLine,
    day: date,
    *,
    part: Part | None = None,
    unit: str = "",
    quantity: Decimal = Decimal(0),
    reasons: tuple[Reason, ...] = (),
) -> Candidate:
    """The candidate of a record, or of one part of it, in a line."""
    source = (at.record.id, *part.path) if part is not None else (at.record.id,)
    return Candidate(
        contract=at.terms.contract.key,
        line=line.key,
        source=source,
        unit=unit or "/".join(source),
        day=day,
        quantity=quantity,
        site=at.record.site,
        person=part.person if part is not None else None,
        facet=_facet(at, line) if line.coverage else "",
        reasons=reasons,
    )


def candidate_of_whole(
    terms: Terms, record: Record, day: date, reason: Reason, person: str | None = None
) -> Candidate:
    """What the contract refuses as a whole: the record, or one person of it."""
    source = (record.id, person) if person else (record.id,)
    return Candidate(
        contract=terms.contract.key,
        line=WHOLE_CONTRACT,
        source=source,
        unit="/".join(source),
        day=day,
        site=record.site,
        person=person,
        reasons=(reason,),
    )


def record_field(record: Record, name: str) -> object:
    """A field of the record itself: one of the closed list, a date, or an answer of its form."""
    if name in OF_RECORD:
        return getattr(record, name)
    if name == "sessions":
        return len(record.session_sizes)
    if name in record.fields:
        answer = record.fields[name]
        return answer.get("result") if isinstance(answer, Mapping) else answer
    return record.dates.get(name)


def _facet(at: Looking, line: CountedLine) -> str:
    """The value by which a coverage target tells kinds apart.

    A place speaks for the lowest listed place that it is or lies below: a talk in a village whose
    own station is listed says nothing for the township above it.
    """
    if line.coverage == "site":
        places = (*line.coverage_values, *at.terms.contract.sites)
        return nearest(at.record.site, places) or at.record.site
    return str(record_field(at.record, line.coverage) or "")
