"""Whole forms into a draft: a new one, one like a contract type's own, one read from an XLSForm.

All of a form is taken or nothing. A form that takes the place of another keeps that one's key, and
the rows of both that ask the same stay the same rows.
"""

from collections.abc import Iterable, Mapping

import msgspec
from sqlalchemy import func, select

from core.packages.schema import FormQuestion, FormRow
from core.plugin import Form, Question
from core.plugin.catalogue import Catalogue
from core.store import Unit
from core.store.errors import Conflict, Refused
from core.store.ids import checked_id
from core.studio.drafts import MOST_ROWS, keep_row, open_draft, row_of, write_rows, written
from core.studio.forms import (
    FORMS,
    OPTION_KEY,
    OPTIONS,
    QUESTION_KEY,
    QUESTION_OF_OPTION,
    QUESTIONS,
    DraftForm,
    form_in,
    forms_in,
    key_in,
)
from core.studio.grid import Cells, GridRow, grid_of_tables, kept_cells
from core.studio.loading import DraftRow, load_draft
from core.studio.parts import take_out_whole
from core.studio.questions import put_in_order
from core.studio.rows import DRAFT_ROW
from core.workbook.canonical import plain_row

#: What an XLSForm of elsewhere does not say, and what therefore stays as it stands.
OFFICE = ("原文条款", "记录种类", "用途", "版本")
Name = tuple[str, str, str]


def like(form: Form, key: str, label: str) -> FormRow:
    """A form with the questions of a contract type's own, under keys of its own."""
    start = key.replace("-", "_")
    names = {question.key: f"{start}_{question.key}" for question in form.questions}
    return FormRow(
        key=key,
        label=label,
        clause="",
        kinds=form.kinds,
        questions=tuple(_like(question, names) for question in form.questions),
    )


def _like(question: Question, names: Mapping[str, str]) -> FormQuestion:
    opener, answers = question.when or ("", ())
    return FormQuestion(
        key=names[question.key],
        label=question.label,
        kind=question.kind.value,
        options={option.key: option.label for option in question.options},
        required=question.required,
        unit=question.unit,
        hint=question.hint,
        section=question.section,
        when_question=names.get(opener, opener),
        when_answers=answers,
        months=tuple(sorted(question.months)),
        other=question.other,
        minimum=question.minimum,
        maximum=question.maximum,
        ends_form_on=question.ends_form_on,
    )


def take_in(unit: Unit, catalogue: Catalogue, uuid: str, row: str, form: FormRow) -> str:
    """Take a form into a draft as a new one; the same id again takes nothing."""
    wanted = checked_id(row)
    open_draft(unit, uuid)
    draft = load_draft(unit.connection, unit.county, uuid)
    if any(one.uuid == wanted for one in draft.rows):
        return wanted
    if form.key in [one.key for one in forms_in(draft)]:
        raise Refused(
            f"草稿里已有编号为“{form.key}”的表单。请换一个编号，或者选择替换那一张。", field="into"
        )
    _add(unit, uuid, _grid(form, catalogue), first=wanted)
    return wanted


def take_in_place(
    unit: Unit, catalogue: Catalogue, uuid: str, row: str, form: FormRow, *, seen: str
) -> str:
    """Take a form into a draft in place of another, as that was ``seen``; returns the form's row.

    Conflict when anybody has changed the form since. What the new form does not ask any more is taken
    out and can be put back.
    """
    draft = load_draft(unit.connection, unit.county, uuid)
    old = form_in(draft, row)
    if old.seen != seen:
        raise Conflict("有人刚改过这张表单，没有导入。请看过改动，再上传一次。")
    fresh = {_name(one.sheet, one.cells): one for one in _grid(_named(form, old), catalogue)}
    known = {_name(one.sheet, one.cells): one for one in old.rows}
    _drop(unit, uuid, [row for name, row in known.items() if name not in fresh])
    _drop(unit, uuid, [row for row in old.rows if row not in known.values()])
    for name, one in known.items():
        if name in fresh:
            _follow(unit, uuid, one, fresh[name])
    ids = {name: one.uuid for name, one in known.items()}
    ids |= _add(unit, uuid, [one for name, one in fresh.items() if name not in known])
    groups: dict[tuple[str, str], list[str]] = {}
    for name in fresh:
        owner = name[1] if name[2] else ""
        groups.setdefault((name[0], owner), []).append(ids[name])
    for rows in groups.values():
        put_in_order(unit, uuid, rows)
    return old.row.uuid


def _named(form: FormRow, old: DraftForm) -> FormRow:
    return msgspec.structs.replace(form, key=old.key)


def _grid(form: FormRow, catalogue: Catalogue) -> list[GridRow]:
    said = plain_row(form)
    if not form.clause:
        del said["clause"]  # an empty cell, so that it is found to be missing
    rows = grid_of_tables({"package": {}, "form": [said]}, catalogue)
    return [row for row in rows if row.sheet in (FORMS, QUESTIONS, OPTIONS)]


def _name(sheet: str, cells: Cells) -> Name:
    """What makes two rows of a form the same: the question, and the option of it."""
    if sheet == FORMS:
        return (sheet, "", "")
    if sheet == QUESTIONS:
        return (sheet, key_in(cells, QUESTION_KEY), "")
    return (sheet, key_in(cells, QUESTION_OF_OPTION), key_in(cells, OPTION_KEY))


def _drop(unit: Unit, uuid: str, rows: Iterable[DraftRow]) -> None:
    """Take out what the new form does not ask; a question goes, and comes back, with its options."""
    for row in rows:
        kept = row_of(unit, open_draft(unit, uuid), row.uuid)
        if not kept.removed:
            take_out_whole(unit, uuid, row.uuid, version=kept.version)


def _follow(unit: Unit, uuid: str, row: DraftRow, fresh: GridRow) -> None:
    """Let a row of the draft say what the new form says."""
    draft = open_draft(unit, uuid)
    kept = row_of(unit, draft, row.uuid)
    cells = kept_cells(fresh.cells)
    if row.sheet == FORMS:
        silent = [heading for heading in OFFICE if heading in kept.cells and heading not in cells]
        cells |= {heading: kept.cells[heading] for heading in silent}
    if cells != kept.cells:
        keep_row(unit, draft, kept, cells=cells)


def _add(unit: Unit, uuid: str, rows: list[GridRow], first: str = "") -> dict[Name, str]:
    """Add rows at the end of the draft, the first under an id of its own; the id of each by name."""
    draft = open_draft(unit, uuid)
    mine = select(func.count(), func.max(DRAFT_ROW.c.position)).where(
        DRAFT_ROW.c.draft_id == draft.id
    )
    number, last = unit.connection.execute(mine).one()
    if number + len(rows) > MOST_ROWS:
        raise Refused(f"一份采购包最多 {MOST_ROWS} 行。", field="file")
    ids = write_rows(unit, draft.id, rows, after=int(last or 0), first=first)
    if ids:
        written(unit, draft)
    return {_name(row.sheet, row.cells): one for row, one in zip(rows, ids, strict=True)}
