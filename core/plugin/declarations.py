"""Declarations: frozen, keyword-only values with named pure functions. Plugins say, the core does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from core.facts import Entry, Noun, Record


class QuestionKind(StrEnum):
    """The question kinds of which every form is made."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO = "yes_no"
    DATE = "date"
    CHECK = "check"
    SERVICE = "service"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer to choose; the key never changes, the label may."""

    key: str
    label: str


#: 正常/异常 with a note: the answers of a CHECK question.
CHECK_OPTIONS = (Option(key="ok", label="正常"), Option(key="issue", label="异常"))
#: 已做/未做/谢绝: the answers of a SERVICE question.
SERVICE_OPTIONS = (
    Option(key="done", label="已做"),
    Option(key="not_done", label="未做"),
    Option(key="refused", label="谢绝"),
)
#: The answers of a YES_NO question.
YES_NO_OPTIONS = (Option(key="yes", label="是"), Option(key="no", label="否"))
#: The answer that ``other`` offers beside the options.
OTHER_OPTION = Option(key="other", label="其他")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of a form.

    ``months`` limits it to a season; ``when`` (another question's key and the answers that open
    this one) is the skip logic; ``ends_form_on`` names the answers after which nothing more is
    asked; ``other`` offers a free text beside the options.
    """

    key: str
    label: str
    kind: QuestionKind = QuestionKind.TEXT
    options: tuple[Option, ...] = ()
    required: bool = False
    unit: str = ""
    hint: str = ""
    section: str = ""
    when: tuple[str, tuple[str, ...]] | None = None
    months: frozenset[int] = frozenset()
    other: bool = False
    minimum: int | None = None
    maximum: int | None = None
    ends_form_on: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[Option, ...]:
        """The options that the answer is taken from; empty for free answers."""
        if self.kind is QuestionKind.CHECK:
            return CHECK_OPTIONS
        if self.kind is QuestionKind.SERVICE:
            return SERVICE_OPTIONS
        return self.options

    @property
    def closed_answers(self) -> tuple[Option, ...]:
        """Every answer that a condition may name: the options, 是 and 否, 其他; none of free texts."""
        if self.kind is QuestionKind.YES_NO:
            return YES_NO_OPTIONS
        if self.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
            return (*self.options, OTHER_OPTION) if self.other else self.options
        return self.answers if self.kind in (QuestionKind.CHECK, QuestionKind.SERVICE) else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A versioned list of questions, asked for records of ``kinds``."""

    key: str
    label: str
    kinds: tuple[str, ...]
    version: int = 1
    questions: tuple[Question, ...] = ()
    clause: str = ""


class Who(StrEnum):
    """Whom a record of a kind names."""

    PERSON = "person"
    PEOPLE = "people"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class ActivityKind:
    """A kind of record: what it is, whom it names, which dates, evidence and measures fit it.

    ``fields`` are the questions every record of the kind answers whatever the contract.
    ``contact`` marks a contact with one person (home, phone, video): quotas look at it.
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """A paper 文书 that an office expects; drawn from records, never typed twice."""

    key: str
    label: str
    template: str
    per: str = "record"
    clause: str = ""


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
    package_checks: tuple[Callable[[Mapping[str, Any]], tuple[Finding, ...]], ...] = field(
        default=()
    )


EntryListener = Callable[[tuple[Entry, ...]], None]
