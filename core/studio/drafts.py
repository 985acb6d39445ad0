"""Writing drafts: begin, fill in cells, add and take out rows, accept a warning, withdraw.

Several people may work on one draft. Cells are compared one by one: whoever changes a cell that
another has changed meanwhile is shown both, and nothing is overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert, select, update

from core.store import Unit, new_id
from core.store.audit import Act
from core.store.errors import Conflict, Missing, Refused
from core.store.ids import checked_id
from core.store.versions import keep, keep_many
from core.studio.grid import Cells, GridRow, cells_of, heads_of_row, kept_cells, sheet_of, text_in
from core.studio.loading import OPEN, WITHDRAWN
from core.studio.rows import DRAFT, DRAFT_ROW

#: Room between two rows, so that a new one finds a place without moving the others.
STEP = 1024
LONGEST_CELL = 4000
LONGEST_REASON = 400
MOST_ROWS = 3000


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What a draft begins with; ``base`` is the published version that it changes."""

    title: str
    source: str
    rows: tuple[GridRow, ...]
    base: tuple[str, int] | None = None
    notes: str = ""


def begin(unit: Unit, uuid: str, begun: Begun) -> str:
    """Keep a new draft; the same id again gives the same draft."""
    wanted = checked_id(uuid)
    if unit.connection.execute(select(DRAFT.c.id).where(DRAFT.c.uuid == wanted)).first():
        return wanted
    title = begun.title.strip()[:120]
    if not title:
        raise Refused("请写下草稿的名称。", field="title")
    if len(begun.rows) > MOST_ROWS:
        raise Refused(f"一份采购包最多 {MOST_ROWS} 行。", field="file")
    key, version = begun.base or ("", None)
    draft_id = unit.connection.execute(
        insert(DRAFT)
        .values(
            uuid=wanted,
            county=unit.county,
            title=title,
            source=begun.source[:200],
            notes=begun.notes,
            base_key=key,
            base_version=version,
            state=OPEN,
            published_version=None,
            authors=[unit.actor.id],
            ticks={},
            made_at=unit.at,
            made_by=unit.actor.id,
            changed_at=unit.at,
            changed_by=unit.actor.id,
            version=1,
        )
        .returning(DRAFT.c.id)
    ).scalar_one()
    write_rows(unit, draft_id, begun.rows)
    unit.audit("draft.begin", "package_draft", wanted, content={"title": title})
    return wanted


def write_rows(
    unit: Unit, draft_id: int, rows: Iterable[GridRow], *, after: int = 0, first: str = ""
) -> list[str]:
    """Keep rows behind a position, the first under an id of its own; returns their ids."""
    kept = [
        {
            "uuid": first if first and not number else new_id(),
            "draft_id": draft_id,
            "sheet": row.sheet,
            "position": after + (number + 1) * STEP,
            "cells": kept_cells(row.cells),
            "remark": row.remark,
            "removed": False,
            "version": 1,
        }
        for number, row in enumerate(rows)
    ]
    if kept:
        unit.connection.execute(insert(DRAFT_ROW), kept)
        keep_many(unit, [_made(row) for row in kept])
    return [str(row["uuid"]) for row in kept]


def _made(row: Mapping[str, Any], version: int = 1) -> Act:
    content = {"sheet": row["sheet"], "cells": row["cells"]}
    return Act(
        action="draft.row",
        kind="draft_row",
        object_id=row["uuid"],
        version=version,
        content=content,
    )


def open_draft(unit: Unit, uuid: str) -> Any:
    """The draft's own row, to be written to; one that is published or withdrawn is refused."""
    row = unit.connection.execute(
        select(DRAFT).where(DRAFT.c.uuid == checked_id(uuid), DRAFT.c.county == unit.county)
    ).first()
    if row is None:
        raise Missing("没有这份草稿。")
    if row.state != OPEN:
        done = "已经撤回" if row.state == WITHDRAWN else "已经发布"
        raise Refused(f"这份草稿{done}，不能再改。要改动，请从已发布的版本另起一份草稿。")
    return row


def touch(unit: Unit, draft: Any, **values: Any) -> None:
    """Note who changed the draft last; a writer becomes one of its authors."""
    unit.connection.execute(
        update(DRAFT)
        .where(DRAFT.c.id == draft.id)
        .values(
            **{
                "changed_at": unit.at,
                "changed_by": unit.actor.id,
                "version": draft.version + 1,
                **values,
            }
        )
    )


def written(unit: Unit, draft: Any) -> None:
    """Note the writer as one of the draft's authors."""
    touch(unit, draft, authors=list(dict.fromkeys([*draft.authors, unit.actor.id])))


def row_of(unit: Unit, draft: Any, row: str) -> Any:
    """A row of the draft as it is kept; ``Missing`` when it has none of that id."""
    found = unit.connection.execute(
        select(DRAFT_ROW).where(
            DRAFT_ROW.c.uuid == checked_id(row), DRAFT_ROW.c.draft_id == draft.id
        )
    ).first()
    if found is None:
        raise Missing("草稿里没有这一行。")
    return found


def fill_in(
    unit: Unit, uuid: str, row: str, seen: Mapping[str, str], said: Mapping[str, str]
) -> int:
    """Write what was changed in a row; returns its version.

    ``seen`` is what the writer saw under each heading, ``said`` what is to stand there. A cell
    that another has changed meanwhile is a Conflict that names both; then nothing is written.
    """
    draft = open_draft(unit, uuid)
    kept = row_of(unit, draft, row)
    if kept.removed:
        raise Conflict("这一行刚被删去。要用它，请先恢复。")
    cells = cells_of(kept.cells)
    merged = _merged(kept.sheet, cells, seen, said)
    if kept_cells(merged) == kept.cells:
        return int(kept.version)
    return keep_row(unit, draft, kept, cells=kept_cells(merged))


def _merged(
    sheet: str, cells: Cells, seen: Mapping[str, str], said: Mapping[str, str]
) -> dict[str, Any]:
    merged = dict(cells)
    clashes: dict[str, str] = {}
    headings = [head.heading for head in heads_of_row(sheet)]
    if strange := [heading for heading in said if heading not in headings]:
        raise Refused(f"“{sheet}”里没有“{strange[0][:40]}”这一列。")
    for heading in headings:
        now = _clean(said.get(heading, ""))
        was, stands = seen.get(heading, ""), text_in(cells, heading)
        if same_text(now, was) or same_text(now, stands):
            continue
        if len(now) > LONGEST_CELL:
            raise Refused(f"“{heading}”太长，最多 {LONGEST_CELL} 个字。", field=heading)
        if not same_text(was, stands):
            clashes[heading] = f"别人刚改成“{stands or '（空）'}”，您写的是“{now or '（空）'}”。"
            continue
        merged[heading] = now
    if clashes:
        raise Conflict("有人刚改过同一格，两边都在下面，请选定后再保存。", problems=clashes)
    return merged


def _clean(text: str) -> str:
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign >= " ")


def same_text(one: str, other: str) -> bool:
    """Whether two texts are the same to an officer's eye: ends of lines and blanks around apart."""
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def keep_row(unit: Unit, draft: Any, kept: Any, *, reason: str = "", **values: Any) -> int:
    """Keep what became of a row as its next version; returns that version."""
    version = int(kept.version) + 1
    unit.connection.execute(
        update(DRAFT_ROW).where(DRAFT_ROW.c.id == kept.id).values(**values, version=version)
    )
    content = {"sheet": kept.sheet, "cells": kept.cells, **values}
    keep(
        unit,
        action="draft.row",
        kind="draft_row",
        object_id=kept.uuid,
        version=version,
        content=content,
        reason=reason,
    )
    written(unit, draft)
    return version


def add_row(
    unit: Unit, uuid: str, row: str, sheet: str, said: Mapping[str, str], after: str = ""
) -> str:
    """Add a row to a sheet, behind another one or at its end; the same id again adds nothing."""
    draft = open_draft(unit, uuid)
    wanted = checked_id(row)
    known = unit.connection.execute(
        select(DRAFT_ROW.c.draft_id).where(DRAFT_ROW.c.uuid == wanted)
    ).first()
    if known:
        if known.draft_id != draft.id:
            raise Conflict("这一行的编号已经用在别的草稿里，请刷新页面后再加。")
        return wanted
    if sheet_of(sheet) is None:
        raise Missing("没有这张工作表。")
    number = unit.connection.execute(
        select(func.count()).where(DRAFT_ROW.c.draft_id == draft.id)
    ).scalar_one()
    if number >= MOST_ROWS:
        raise Refused(f"一份采购包最多 {MOST_ROWS} 行。")
    cells = _merged(sheet, {}, {}, said)
    if not kept_cells(cells):
        raise Refused("这一行还没有内容，请至少填一格。")
    kept = {
        "uuid": wanted,
        "draft_id": draft.id,
        "sheet": sheet,
        "position": _place(unit, draft, after),
        "cells": kept_cells(cells),
        "remark": "",
        "removed": False,
        "version": 1,
    }
    unit.connection.execute(insert(DRAFT_ROW), [kept])
    keep_many(unit, [_made(kept)])
    written(unit, draft)
    return wanted


def _place(unit: Unit, draft: Any, after: str) -> int:
    """A position behind a row; at the end of the draft when none is named."""
    mine = select(func.max(DRAFT_ROW.c.position)).where(DRAFT_ROW.c.draft_id == draft.id)
    last = unit.connection.execute(mine).scalar_one() or 0
    if not after:
        return int(last) + STEP
    stands = int(row_of(unit, draft, after).position)
    following = unit.connection.execute(
        select(func.min(DRAFT_ROW.c.position)).where(
            DRAFT_ROW.c.draft_id == draft.id, DRAFT_ROW.c.position > stands
        )
    ).scalar_one()
    return int(last) + STEP if following is None else (stands + int(following)) // 2


def take_out(unit: Unit, uuid: str, row: str, *, version: int) -> int:
    """Take a row out of the draft; it can be put back. Conflict when it was changed meanwhile."""
    draft = open_draft(unit, uuid)
    kept = row_of(unit, draft, row)
    if kept.version != version:
        raise Conflict("这一行刚被别人改过，请看过新的内容再删。")
    return keep_row(unit, draft, kept, removed=True)


def put_back(unit: Unit, uuid: str, row: str) -> int:
    """Put back a row that was taken out."""
    draft = open_draft(unit, uuid)
    kept = row_of(unit, draft, row)
    return keep_row(unit, draft, kept, removed=False) if kept.removed else int(kept.version)


def accept_warning(unit: Unit, uuid: str, finding: str, reason: str) -> None:
    """Accept a warning with a reason; an empty reason takes the acceptance back."""
    draft = open_draft(unit, uuid)
    why = _clean(reason).strip()
    if len(why) > LONGEST_REASON:
        raise Refused(f"理由最多 {LONGEST_REASON} 个字。", field="reason")
    ticks = dict(draft.ticks)
    if why:
        ticks[finding] = {"reason": why, "by": unit.actor.id, "at": unit.at.isoformat()}
    else:
        ticks.pop(finding, None)
    unit.audit("draft.accept_warning", "package_draft", draft.uuid, content=finding, reason=why)
    touch(unit, draft, ticks=ticks)


def withdraw(unit: Unit, uuid: str, *, reason: str) -> None:
    """Withdraw a draft; it stays readable."""
    draft = open_draft(unit, uuid)
    why = _clean(reason).strip()[:LONGEST_REASON]
    if not why:
        raise Refused("请写明撤回的原因。", field="reason")
    unit.audit("draft.withdraw", "package_draft", draft.uuid, reason=why)
    touch(unit, draft, state=WITHDRAWN)
