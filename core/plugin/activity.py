"""Kinds of record: what each is, whom it names, which dates, evidence and measures fit it."""

from dataclasses import dataclass
from enum import StrEnum

from core.facts import Noun
from core.plugin.questions import Option, Question


class Who(StrEnum):
    """Whom a record of a kind names."""

    PERSON = "person"
    PEOPLE = "people"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class LeadQuestions:
    """Which answers of a record a lead 线索 is made of: the household, its address, what is wrong."""

    name: str
    address: str
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityKind:
    """A kind of record: what it is, whom it names, which dates, evidence and measures fit it.

    ``fields`` are the questions every record of the kind answers whatever the contract.
    ``contact`` marks a contact with one person (home, phone, video): quotas look at it.
    ``lead`` marks a record of somebody on no roster yet: it counts, and a lead can follow it up.
    ``alike`` says when two of the kind may be the same thing twice: groups of ``title``, ``day`` and
    question keys; the author is asked when all of one group agree.
    ``closings`` are the reasons for which a case of the kind is closed; without any, words.
    """

    key: str
    label: str
    noun: Noun = Noun.ACTIVITY
    who: Who = Who.NONE
    contact: str = ""
    dates: tuple[str, ...] = ("service",)
    fields: tuple[Question, ...] = ()
    evidence: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    group: str = ""
    closings: tuple[Option, ...] = ()
    lead: LeadQuestions | None = None
    alike: tuple[tuple[str, ...], ...] = ()

    @property
    def takes_place(self) -> bool:
        """Whether it is done somewhere for some time; what only persons are counted of is a result.

        Place, minutes, role and services are asked of what takes place.
        """
        return self.noun is Noun.ACTIVITY and set(self.measures) != {"persons"}

    @property
    def is_output(self) -> bool:
        """Whether it is a result 成果 rather than work: a document, something registered, a reading."""
        return self.noun is not Noun.CASE and not self.takes_place
