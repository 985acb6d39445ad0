"""Questions of a form 题目 and their kinds: declared once, drawn, checked, printed and read back alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    TIME = "time"
    DURATION = "duration"
    PERSON = "person"
    HOUSEHOLD = "household"
    PROXY = "proxy"
    PLACE = "place"
    PHOTO = "photo"
    SIGNATURE = "signature"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer to choose; the key never changes, the label may."""

    key: str
    label: str


#: 正常/异常/未查 with a note: the answers of a CHECK question.
CHECK_OPTIONS = (
    Option(key="ok", label="正常"),
    Option(key="issue", label="异常"),
    Option(key="unchecked", label="未查"),
)
#: 已做/未做/谢绝: the answers of a SERVICE question.
SERVICE_OPTIONS = (
    Option(key="done", label="已做"),
    Option(key="not_done", label="未做"),
    Option(key="refused", label="谢绝"),
)
#: The answers that may bring a note along: what is wrong, why it was not looked at or not wanted.
WITH_NOTE: Mapping[QuestionKind, tuple[str, ...]] = {
    QuestionKind.CHECK: ("issue", "unchecked"),
    QuestionKind.SERVICE: ("refused",),
}
#: Kinds whose answer is a file: its SHA-256, and a piece of evidence of the kind's own name.
FILES = (QuestionKind.PHOTO, QuestionKind.SIGNATURE)
#: The answers of a YES_NO question.
YES_NO_OPTIONS = (Option(key="yes", label="是"), Option(key="no", label="否"))
#: The answer that ``other`` offers beside the options.
OTHER_OPTION = Option(key="other", label="其他")


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question of a form.

    ``months`` limits it to a season; ``when`` (another question's key and the answers that open
    this one) is the skip logic; ``ends_form_on`` names the answers after which nothing more is
    asked; ``other`` offers a free text beside the options; ``link`` asks for an address on the web.
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
    link: bool = False

    @property
    def answers(self) -> tuple[Option, ...]:
        """The options that the answer is taken from; empty for free answers."""
        if self.kind is QuestionKind.CHECK:
            return CHECK_OPTIONS
        if self.kind is QuestionKind.SERVICE:
            return SERVICE_OPTIONS
        return self.options

    @property
    def with_note(self) -> tuple[str, ...]:
        """The answers that may bring a note along."""
        return WITH_NOTE.get(self.kind, ())

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
