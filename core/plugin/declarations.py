"""Declarations: frozen, keyword-only values with named pure functions. Plugins say, the core does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from core.facts import Entry, Noun, Record
from core.plugin.drawn import Drawn
from core.plugin.papers import Need, PaperFacts, Per
from core.plugin.questions import Form, Option, Question
from core.plugin.tables import Column

if TYPE_CHECKING:
    from core.plugin.documents import Document


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper 文书 that an office expects; drawn from facts, never typed twice.

    ``draw`` makes of the facts that the core gathered (``needs``) one drawn value, without facts a blank
    paper. A paper of a record is for records of ``kinds``. ``formats`` are the files it is made as, the
    one that offices take first. ``columns`` can be put in another order, contract by contract.
    """

    key: str
    label: str
    draw: Callable[[PaperFacts], Drawn] | None = None
    per: Per = Per.RECORD
    clause: str = ""
    kinds: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    formats: tuple[str, ...] = ("word", "pdf", "excel")
    columns: tuple[Column, ...] = ()


class Severity(StrEnum):
    """Errors block; warnings need a tick and a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing wrong with a package: code, place, a Chinese sentence, and what to do."""

    code: str
    severity: Severity
    place: str
    say: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """A named question about one record; returns Chinese sentences, empty when all is well."""

    key: str
    label: str
    ask: Callable[[Record], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Exporter:
    """A named way to turn a table of facts into a file's bytes."""

    key: str
    label: str
    media_type: str
    write: Callable[[Mapping[str, Any]], bytes]


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractType:
    """A contract type 合同类型: what its packages may speak of.

    ``package_checks`` receive a package's plain tables and return findings of their own.
    ``documents`` are 文书 beside those that every case, group and event has.
    """

    key: str
    label: str
    sentence: str
    activities: tuple[ActivityKind, ...]
    forms: tuple[Form, ...] = ()
    measures: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    checks: tuple[Check, ...] = ()
    has_roster: bool = False
    documents: "tuple[Document, ...]" = ()
    package_checks: tuple[Callable[[Mapping[str, Any]], tuple[Finding, ...]], ...] = field(
        default=()
    )


EntryListener = Callable[[tuple[Entry, ...]], None]
