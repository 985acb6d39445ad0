"""Documents 文书 of the professional methods: versioned forms that a supervisor approves.

A document belongs to one case, group or event. Its questions are those of every form; what is
asked several times (goals, sessions planned, a budget) is a row of questions, numbered from 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.plugin.activity import ActivityKind
from core.plugin.questions import FILES, Question

#: What may stand behind a question's key: its free text, as it is kept and as a form names it.
ENDINGS = ("", "_other", "__other", "__note")


class Absent(StrEnum):
    """What a missing document does to the next stage: nothing, a warning, or it blocks."""

    ALLOWED = "allowed"
    WARNS = "warns"
    BLOCKS = "blocks"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Questions that are asked again for each goal, session or article: ``least`` to ``most`` rows.

    The answer of column ``c`` in row 2 is kept as ``key.2.c``.
    """

    key: str
    label: str
    columns: tuple[Question, ...]
    least: int = 0
    most: int = 10

    def numbered(self, number: int) -> tuple[Question, ...]:
        """The questions of one row, under the names by which they are kept."""
        return tuple(
            replace(
                column,
                key=f"{self.key}.{number}.{column.key}",
                section=f"{self.label} {number}",
            )
            for column in self.columns
        )

    def filled(self, answers: Mapping[str, Any]) -> tuple[int, ...]:
        """The numbers of the rows in which something stands."""
        return tuple(
            number
            for number in range(1, self.most + 1)
            if any(
                answers.get(f"{self.key}.{number}.{column.key}") not in (None, "", [])
                for column in self.columns
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One document of a method, for the kinds of case it names or every kind of a ``group``.

    ``stage`` is the stage of the method whose work it writes down. ``begins_with`` names the
    document whose answers a new one starts with. ``evidence`` is what the case has once the
    document was approved. ``money`` names the questions whose answers are whole fen, typed in 元.
    ``repeats``: there may be several, as of 回访记录.
    """

    key: str
    label: str
    parts: tuple[Question | Rows, ...]
    kinds: tuple[str, ...] = ()
    group: str = ""
    stage: str = ""
    version: int = 1
    absent: Absent = Absent.WARNS
    repeats: bool = False
    begins_with: str = ""
    evidence: tuple[str, ...] = ()
    money: frozenset[str] = frozenset()
    signatures: tuple[str, ...] = ("经办人", "督导")

    def fits(self, kind: ActivityKind) -> bool:
        """Whether a case, group or event of this kind has the document."""
        return kind.key in self.kinds or bool(self.group and kind.group == self.group)

    def is_money(self, key: str) -> bool:
        """Whether the answer under this name is whole fen."""
        return key.rpartition(".")[2] in self.money


def documents_of(documents: Iterable[Document], kind: ActivityKind) -> tuple[Document, ...]:
    """The documents of a kind, in the order of the method."""
    return tuple(one for one in documents if one.fits(kind))


def questions_asked(
    document: Document, answers: Mapping[str, Any], spare: int = 0
) -> tuple[Question, ...]:
    """Every question with every row that is filled or wanted, and ``spare`` empty rows."""
    found: list[Question] = []
    for part in document.parts:
        if isinstance(part, Question):
            found.append(part)
            continue
        rows = max(part.least, max(part.filled(answers), default=0) + spare)
        for number in range(1, min(rows, part.most) + 1):
            asked = part.numbered(number)
            if number > part.least and number not in part.filled(answers):
                asked = tuple(replace(question, required=False) for question in asked)
            found.extend(asked)
    return tuple(found)


def closed_up(document: Document, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers with no empty row between two filled ones."""
    found = dict(answers)
    for part in document.parts:
        if isinstance(part, Question):
            continue
        for to, number in enumerate(part.filled(answers), start=1):
            for column in part.columns:
                for end in ENDINGS:
                    name = f"{column.key}{end}"
                    value = found.pop(f"{part.key}.{number}.{name}", None)
                    if value not in (None, "", []):
                        found[f"{part.key}.{to}.{name}"] = value
    return found


def carried(document: Document, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Of another document's answers those that this one asks too: what a new one begins with.

    A photo or signature was given for the document in which it stands, and stays there.
    """
    asked = questions_asked(document, answers)
    wanted = {question.key for question in asked if question.kind not in FILES}
    return {key: value for key, value in answers.items() if key in wanted}
