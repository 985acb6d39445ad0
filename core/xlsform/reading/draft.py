"""A question on its way from the file to a package's form."""

from collections.abc import Collection
from dataclasses import dataclass

from core.plugin import QuestionKind
from core.xlsform.reading.lists import ChoiceList
from core.xlsform.reading.sheet import Line


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """One question as read, under the name that the file gives it.

    ``choices`` is None where the list could not be read; ``when`` holds the expressions that open it,
    its own and those of its groups, each with its cell.
    """

    name: str
    line: Line
    kind: QuestionKind
    label: str
    hint: str = ""
    unit: str = ""
    section: str = ""
    required: bool = False
    choices: ChoiceList | None = None
    other: bool = False
    minimum: int | None = None
    maximum: int | None = None
    when: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafts:
    """The questions in their order; ``spoiled`` are names that were refused and said already."""

    questions: tuple[Draft, ...] = ()
    spoiled: Collection[str] = ()
