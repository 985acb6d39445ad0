"""Writing one question of a draft's form with its options: added, changed, moved.

Everything goes through the draft's own rows, so that two who meet at one cell are both shown.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from core.packages.check.references import KEY
from core.store import Unit
from core.store.errors import Conflict, Refused
from core.studio.drafts import add_row, fill_in, keep_row, open_draft, row_of, same_text, take_out
from core.studio.forms import (
    FORM_OF_OPTION,
    FORM_OF_QUESTION,
    OPTION_KEY,
    OPTION_LABEL,
    OPTIONS,
    QUESTION_KEY,
    QUESTION_OF_OPTION,
    QUESTIONS,
    DraftForm,
    form_in,
    is_option_of,
    key_in,
)
from core.studio.grid import text_in
from core.studio.loading import Draft, DraftRow, load_draft
from core.studio.rows import DRAFT_ROW
from core.workbook.sheets import SOURCE

BOTH = "有人刚改过同一处，两边都在下面，请选定后再保存。"


@dataclass(frozen=True, kw_only=True)
class OptionSaid:
    """One option as it was sent: the id of its row, what the writer saw, what is to stand there."""

    row: str
    seen: str
    said: str


def add_question(
    unit: Unit,
    uuid: str,
    form: str,
    row: str,
    said: Mapping[str, str],
    options: Iterable[OptionSaid] = (),
) -> str:
    """Add a question at the end of a form; the same id again adds nothing.

    A question without a key is given one that no question of the form has had.
    """
    draft = load_draft(unit.connection, unit.county, uuid)
    if any(one.uuid == row for one in draft.rows):
        return row
    own = form_in(draft, form)
    if not own.key:
        raise Refused("这张表单还没有编号。请先在“活动与表单”里填写编号。")
    key = said.get(QUESTION_KEY, "") or free_key(own)
    last = own.questions[-1].row.uuid if own.questions else ""
    cells = {**said, FORM_OF_QUESTION: own.key, QUESTION_KEY: key}
    add_row(unit, uuid, row, QUESTIONS, cells, last)
    _write_options(unit, draft, own, key, options)
    return row


def change_question(
    unit: Unit,
    uuid: str,
    form: str,
    row: str,
    seen: Mapping[str, str],
    said: Mapping[str, str],
    options: Iterable[OptionSaid],
) -> None:
    """Write what was changed in a question and its options, all of it or nothing.

    Conflict where another has changed the same cell meanwhile: ``problems`` name every such place
    by its heading, or by the id of the option's row.
    """
    draft = load_draft(unit.connection, unit.county, uuid)
    own = form_in(draft, form)
    question = own.question(row)
    clashes = _clashes(lambda: fill_in(unit, uuid, row, seen, said))
    clashes |= _write_options(unit, draft, own, question.key, options)
    if clashes:
        raise Conflict(BOTH, problems=clashes)


def _clashes(write: Callable[[], object], name: str = "") -> dict[str, str]:
    """What a write met; under one name when it is the write of an option."""
    try:
        write()
    except Conflict as met:
        if not name and not met.problems:
            raise
        return {name: next(iter(met.problems.values()), met.say)} if name else dict(met.problems)
    return {}


def _write_options(
    unit: Unit,
    draft: Draft,
    form: DraftForm,
    key: str,
    options: Iterable[OptionSaid],
) -> dict[str, str]:
    """Write the options that differ; blank ones are taken out; what met another's change is named."""
    known = {row.uuid: row for row in draft.rows if is_option_of(row, form.key, key)}
    taken = {key_in(row.cells, OPTION_KEY) for row in known.values()}
    last = next((row.uuid for row in reversed(known.values()) if not row.removed), "")
    clashes: dict[str, str] = {}
    for option in options:
        stands = known.get(option.row)
        if stands is not None:
            if not same_text(option.seen, option.said):
                clashes |= _change_option(unit, draft, stands, option)
        elif option.said.strip():
            taken.add(name := _next("a", taken))
            cells = {
                SOURCE: QUESTIONS,
                FORM_OF_OPTION: form.key,
                QUESTION_OF_OPTION: key,
                OPTION_KEY: name,
                OPTION_LABEL: option.said,
            }
            last = add_row(unit, draft.uuid, option.row, OPTIONS, cells, last)
    return clashes


def _change_option(
    unit: Unit, draft: Draft, stands: DraftRow, option: OptionSaid
) -> dict[str, str]:
    if stands.removed:
        return {} if not option.said.strip() else {option.row: "这个选项刚被别人删去。"}
    now = text_in(stands.cells, OPTION_LABEL)
    if not option.said.strip() and same_text(now, option.seen):
        take_out(unit, draft.uuid, option.row, version=stands.version)
        return {}
    cells = {heading: text_in(stands.cells, heading) for heading in stands.cells}
    seen, said = (
        {**cells, OPTION_LABEL: option.seen},
        {**cells, OPTION_LABEL: option.said},
    )
    return _clashes(lambda: fill_in(unit, draft.uuid, option.row, seen, said), option.row)


def free_key(form: DraftForm) -> str:
    """A key for a new question: of the form's own, so that no other form asks under it."""
    start = re.sub(r"[^a-z0-9]+", "_", form.key) if KEY.match(form.key) else "q"
    return _next(f"{start}_", {one.key for one in (*form.questions, *form.gone)})


def _next(start: str, taken: Iterable[str]) -> str:
    known = set(taken)
    number = 1
    while f"{start}{number}" in known:
        number += 1
    return f"{start}{number}"


def move_question(unit: Unit, uuid: str, form: str, row: str, *, past: str, up: bool) -> None:
    """Let a question change places with its neighbour ``past``; sent twice it moves once.

    Conflict when the two are no neighbours any more.
    """
    own = form_in(load_draft(unit.connection, unit.county, uuid), form)
    order = [one.row.uuid for one in own.questions]
    if row not in order or past not in order or abs(order.index(row) - order.index(past)) != 1:
        raise Conflict("题目的先后刚被别人改过，请看过新的先后再移。")
    at, to = order.index(row), order.index(past)
    if (to < at) == up:
        order[at], order[to] = past, row
        put_in_order(unit, uuid, order)


def put_in_order(unit: Unit, uuid: str, rows: Sequence[str]) -> None:
    """Give rows of one sheet this order among themselves; only those that move are written."""
    draft = open_draft(unit, uuid)
    stand = select(DRAFT_ROW.c.uuid, DRAFT_ROW.c.position).where(DRAFT_ROW.c.draft_id == draft.id)
    positions = {one.uuid: int(one.position) for one in unit.connection.execute(stand)}
    place = -1
    for row, position in zip(rows, sorted(positions[row] for row in rows), strict=True):
        place = max(position, place + 1)
        if positions[row] != place:
            keep_row(unit, open_draft(unit, uuid), row_of(unit, draft, row), position=place)
