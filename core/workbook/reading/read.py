"""Reading a workbook into a package: rows, findings at their cells, and the cell of every field."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.packages.read import BadFile, decode_package
from core.packages.schema import Package
from core.plugin import Finding
from core.plugin.catalogue import Catalogue
from core.spreadsheets import OpenedSheet, open_book
from core.store.errors import Refused
from core.workbook.layout import sheets
from core.workbook.lookups import folded, word_lists
from core.workbook.places import Place, at_cells
from core.workbook.reading.assemble import assemble
from core.workbook.reading.linking import Assembly
from core.workbook.reading.notes import Notes, Slip
from core.workbook.reading.sheet_rows import SheetRow
from core.workbook.reading.tables import rows_of_sheet
from core.workbook.sheets import COVER, GUIDE, LISTS


@dataclass(frozen=True, kw_only=True)
class ReadWorkbook:
    """What a workbook says: ``package`` only when nothing blocks; ``tables`` and ``cells`` as far as read."""

    package: Package | None
    findings: tuple[Finding, ...]
    tables: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[Place, str] = field(default_factory=dict)


def read_workbook(content: bytes, catalogue: Catalogue, name: str) -> ReadWorkbook:
    """Read the bytes of an .xlsx file; ``name`` stands before the cell in every finding.

    A file that cannot be opened is one finding. Blanks around a text are not kept.
    """
    rows, found = rows_of_workbook(content, name)
    return read_rows(rows, catalogue, name, found)


def rows_of_workbook(
    content: bytes, name: str
) -> tuple[Mapping[str, tuple[SheetRow, ...]], tuple[Finding, ...]]:
    """The rows of every known sheet as they stand there, and what was found on the way to them."""
    notes = Notes(name=name)
    try:
        opened = open_book(content).sheets
    except Refused as refused:
        notes.add("", Slip(code="book.file", say=refused.say, remedy="请改好后重新上传。"))
        return {}, tuple(notes.findings)
    return _rows(opened, notes), tuple(notes.findings)


def read_rows(
    rows: Mapping[str, tuple[SheetRow, ...]],
    catalogue: Catalogue,
    name: str,
    found: tuple[Finding, ...] = (),
) -> ReadWorkbook:
    """Put rows together to a package; ``found`` are the findings that came before."""
    notes = Notes(name=name, findings=list(found))
    if notes.blocked and not rows:
        return ReadWorkbook(package=None, findings=found)
    build = Assembly(notes=notes, lists=word_lists(catalogue))
    assemble(rows, build)
    if notes.blocked:
        return ReadWorkbook(
            package=None, findings=_in_order(notes), tables=build.tables, cells=build.cells
        )
    package, late = _decoded(build, name)
    return ReadWorkbook(
        package=package,
        findings=(*_in_order(notes), *late),
        tables=build.tables,
        cells=build.cells,
    )


def _rows(opened: tuple[OpenedSheet, ...], notes: Notes) -> dict[str, tuple[SheetRow, ...]]:
    """The rows of every known sheet; what is unknown or missing is said."""
    known = {sheet.title: sheet for sheet in sheets()}
    rows: dict[str, tuple[SheetRow, ...]] = {}
    for one in opened:
        title = folded(one.name)
        if title in rows:
            say = f"有两张工作表都叫“{title}”。"
            notes.add(f"{one.name}!A1", Slip(code="sheet.twice", say=say, remedy="请合成一张。"))
        elif title in known:
            rows[title] = rows_of_sheet(known[title], one, notes)
        elif title not in (GUIDE, LISTS) and one.rows:
            near = difflib.get_close_matches(title, known, n=1, cutoff=0.5)
            remedy = f"是否应为“{near[0]}”？" if near else "不需要的话，请确认。"
            say = f"工作表“{one.name}”没有读入。"
            slip = Slip(code="sheet.unknown", say=say, remedy=remedy, warning=True)
            notes.add(f"{one.name}!A1", slip)
    if not any(row.cells for row in rows.get(COVER, ())):
        say, remedy = f"没有工作表“{COVER}”，或者它是空的。", "请使用空白工作簿，填写封面。"
        notes.add(f"{COVER}!A1", Slip(code="sheet.cover", say=say, remedy=remedy))
    gone = [title for title in known if title not in rows and title != COVER]
    if gone:
        say = f"缺少工作表：{'、'.join(gone)}；按没有内容处理。"
        remedy = "确实没有内容的，请确认；误删的，请从空白工作簿复制回来。"
        notes.add("", Slip(code="sheet.missing", say=say, remedy=remedy, warning=True))
    return rows


def _in_order(notes: Notes) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(notes.findings))


def _decoded(build: Assembly, name: str) -> tuple[Package | None, tuple[Finding, ...]]:
    try:
        return decode_package(build.tables, name), ()
    except BadFile as bad:
        return None, at_cells(bad.findings, name, build.tables, build.cells)
