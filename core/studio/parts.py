"""Taking out a form or a question with what belongs to it, and putting back just that."""

from core.store import Unit
from core.store.versions import versions_of
from core.studio.drafts import keep_row, open_draft, put_back, row_of, take_out
from core.studio.forms import (
    FORM_KEY,
    FORM_OF_QUESTION,
    FORMS,
    QUESTION_KEY,
    QUESTIONS,
    is_option_of,
    key_in,
)
from core.studio.loading import Draft, DraftRow, load_draft


def parts_of(draft: Draft, row: DraftRow) -> tuple[DraftRow, ...]:
    """What belongs to a row: to a question its options, to a form its questions and their options."""
    form, question = key_in(row.cells, FORM_KEY), ""
    if row.sheet == QUESTIONS:
        form, question = key_in(row.cells, FORM_OF_QUESTION), key_in(row.cells, QUESTION_KEY)
    elif row.sheet != FORMS:
        return ()
    return tuple(
        one
        for one in draft.rows
        if is_option_of(one, form, question)
        or (
            row.sheet == FORMS
            and one.sheet == QUESTIONS
            and key_in(one.cells, FORM_OF_QUESTION) == form
        )
    )


def take_out_whole(unit: Unit, uuid: str, row: str, *, version: int) -> None:
    """Take a row out with its parts. Conflict when the row was changed meanwhile."""
    draft = load_draft(unit.connection, unit.county, uuid)
    parts = parts_of(draft, draft.row(row))
    take_out(unit, uuid, row, version=version)
    for part in parts:
        if not part.removed:
            kept = row_of(unit, open_draft(unit, uuid), part.uuid)
            keep_row(unit, open_draft(unit, uuid), kept, removed=True, reason=_with(row))


def put_back_whole(unit: Unit, uuid: str, row: str) -> None:
    """Put back a row with the parts that were taken out with it, and no others."""
    draft = load_draft(unit.connection, unit.county, uuid)
    put_back(unit, uuid, row)
    for part in parts_of(draft, draft.row(row)):
        if part.removed and _reason(unit, part) == _with(row):
            put_back(unit, uuid, part.uuid)


def _with(row: str) -> str:
    return f"随 {row} 一起删去"


def _reason(unit: Unit, part: DraftRow) -> str:
    return str(versions_of(unit.connection, "draft_row", part.uuid)[-1]["reason"])
