"""The forms of a draft: each with its questions in order and the options of each question.

A form is one row on 活动与表单, a question one on 表单题目, an option one on 选项; the rows name
their owner by its key, as in the workbook.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from core.packages.schema import FormQuestion, FormRow
from core.store.errors import Missing
from core.studio.grid import Cells
from core.studio.loading import Draft, DraftRow, Found, Reading
from core.studio.unfinished import form_said
from core.workbook.headings import heading_of
from core.workbook.reading.cells import key_of
from core.workbook.sheets import NESTED_SHEETS, PARTS, SOURCE, TABLE_SHEETS

FORMS = TABLE_SHEETS["form"]
QUESTIONS, (FORM_OF_QUESTION,) = NESTED_SHEETS["form", "questions"]
OPTIONS, (FORM_OF_OPTION, QUESTION_OF_OPTION) = NESTED_SHEETS["form", "questions", "options"]
FORM_KEY = heading_of(FormRow, "key")[0]
LABEL = heading_of(FormRow, "label")[0]
QUESTION_KEY = heading_of(FormQuestion, "key")[0]
OPTION_KEY, OPTION_LABEL = (heading for _, heading, _ in PARTS[OPTIONS])


@dataclass(frozen=True, kw_only=True)
class DraftQuestion:
    """One question as it stands in a draft, with the rows of its options."""

    row: DraftRow
    key: str
    options: tuple[DraftRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DraftForm:
    """One form as it stands in a draft; ``gone`` are the questions that were taken out."""

    row: DraftRow
    key: str
    label: str
    questions: tuple[DraftQuestion, ...] = ()
    gone: tuple[DraftQuestion, ...] = ()

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        """Every row that belongs to the form and was not taken out."""
        asked = (row for one in self.questions for row in (one.row, *one.options))
        return (self.row, *asked)

    @property
    def seen(self) -> str:
        """A mark that changes whenever anybody changes a row of the form."""
        said = "|".join(f"{row.uuid} {row.version}" for row in self.rows)
        return sha256(said.encode()).hexdigest()[:16]

    def question(self, row: str) -> DraftQuestion:
        """One question by the id of its row, taken out or not; ``Missing`` when it was never there."""
        every = (*self.questions, *self.gone)
        found = next((one for one in every if one.row.uuid == row), None)
        if found is None:
            raise Missing("这张表单里没有这道题。")
        return found


def key_in(cells: Cells, heading: str) -> str:
    """A key as it is compared; empty where none stands."""
    return key_of(cells[heading]) if heading in cells else ""


def forms_in(draft: Draft) -> tuple[DraftForm, ...]:
    """The forms of a draft in their order."""
    return tuple(_form(draft, row) for row in draft.by_sheet[FORMS])


def form_in(draft: Draft, row: str) -> DraftForm:
    """One form by the id of its row; ``Missing`` when it was taken out or never there."""
    found = draft.row(row)
    if found.sheet != FORMS or found.removed:
        raise Missing("草稿里没有这张表单，可能刚被删去。")
    return _form(draft, found)


def form_of_row(draft: Draft, row: DraftRow) -> str:
    """The id of the form that a row belongs to, or is; empty when it belongs to none."""
    headings = {FORMS: FORM_KEY, QUESTIONS: FORM_OF_QUESTION, OPTIONS: FORM_OF_OPTION}
    key = key_in(row.cells, headings[row.sheet]) if row.sheet in headings else ""
    if not key or (row.sheet == OPTIONS and not is_option_of(row, key)):
        return ""
    rows = draft.by_sheet[FORMS]
    return next((one.uuid for one in rows if key_in(one.cells, FORM_KEY) == key), "")


def _form(draft: Draft, row: DraftRow) -> DraftForm:
    key = key_in(row.cells, FORM_KEY)
    own = [
        one
        for one in draft.rows
        if one.sheet == QUESTIONS and key_in(one.cells, FORM_OF_QUESTION) == key
    ]
    options: dict[str, list[DraftRow]] = {}
    for one in draft.by_sheet[OPTIONS]:
        if is_option_of(one, key):
            options.setdefault(key_in(one.cells, QUESTION_OF_OPTION), []).append(one)
    found = [
        DraftQuestion(row=one, key=name, options=tuple(options.get(name, ())))
        for one in own
        for name in [key_in(one.cells, QUESTION_KEY)]
    ]
    return DraftForm(
        row=row,
        key=key,
        label=str(row.cells.get(LABEL, "")) or key,
        questions=tuple(one for one in found if not one.row.removed),
        gone=tuple(one for one in found if one.row.removed),
    )


def is_option_of(row: DraftRow, form: str, question: str = "") -> bool:
    """Whether a row of 选项 belongs to a form, and to that question of it."""
    if row.sheet != OPTIONS or key_in(row.cells, SOURCE) not in ("", QUESTIONS):
        return False
    return key_in(row.cells, FORM_OF_OPTION) == form and question in (
        "",
        key_in(row.cells, QUESTION_OF_OPTION),
    )


def form_read(reading: Reading, row: str) -> FormRow | None:
    """The form as far as its cells can be read: what cannot be read is left at its default."""
    table, index = reading.places.get(row, ("", ()))
    if table != "form":
        return None
    return form_said(reading.tables["form"][index[0]])


def findings_on(reading: Reading, rows: Iterable[DraftRow]) -> tuple[Found, ...]:
    """The findings that stand on these rows."""
    own = {row.uuid for row in rows}
    return tuple(one for one in reading.findings if one.row in own)
