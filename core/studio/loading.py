"""Reading drafts: the list, one draft with its rows, and what its rows say as a package."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from core.packages.schema import Package
from core.plugin import Finding, Severity
from core.plugin.catalogue import Catalogue
from core.rehearsal.ladder import climb_all
from core.store.errors import Missing
from core.store.ids import checked_id
from core.studio.grid import Cells, cells_of
from core.studio.rows import DRAFT, DRAFT_ROW
from core.studio.unfinished import check_unfinished
from core.workbook.layout import sheets
from core.workbook.places import Place, at_cells
from core.workbook.reading import SheetRow, read_rows
from core.workbook.writing.rows import heads_of

OPEN, PUBLISHED, WITHDRAWN = "open", "published", "withdrawn"


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """One row of a draft; ``number`` is its place on its sheet, as the workbook would number it."""

    uuid: str
    sheet: str
    number: int
    cells: Cells
    remark: str
    removed: bool
    version: int


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A draft with its rows in their order, removed ones at their old places."""

    id: int
    uuid: str
    county: str
    title: str
    source: str
    notes: str
    base_key: str
    base_version: int | None
    state: str
    published_version: int | None
    authors: tuple[str, ...]
    ticks: Mapping[str, Mapping[str, str]]
    made_at: datetime
    made_by: str
    changed_at: datetime
    changed_by: str
    version: int
    rows: tuple[DraftRow, ...] = ()

    @cached_property
    def by_sheet(self) -> Mapping[str, tuple[DraftRow, ...]]:
        """The rows of every sheet, those that are left."""
        found: dict[str, list[DraftRow]] = {sheet.title: [] for sheet in sheets()}
        for row in self.rows:
            if not row.removed and row.sheet in found:
                found[row.sheet].append(row)
        return {title: tuple(rows) for title, rows in found.items()}

    def row(self, uuid: str) -> DraftRow:
        """One row; ``Missing`` when the draft has none of that id."""
        wanted = checked_id(uuid)
        found = next((row for row in self.rows if row.uuid == wanted), None)
        if found is None:
            raise Missing("草稿里没有这一行。")
        return found


@dataclass(frozen=True, kw_only=True)
class Found:
    """A finding on a draft, the row and heading it stands at, and whether a warning was accepted."""

    finding: Finding
    id: str
    row: str = ""
    heading: str = ""
    accepted: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the draft cannot be published with it."""
        return self.finding.severity is Severity.ERROR or not self.accepted


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a draft says: the package when its rows make one, the findings, the row of each place."""

    package: Package | None
    findings: tuple[Found, ...]
    tables: Mapping[str, Any]
    places: Mapping[str, tuple[str, tuple[int, ...]]]

    @property
    def errors(self) -> tuple[Found, ...]:
        """What blocks whatever anybody says."""
        return tuple(one for one in self.findings if one.finding.severity is Severity.ERROR)

    @property
    def open_warnings(self) -> tuple[Found, ...]:
        """Warnings that nobody has accepted with a reason."""
        return tuple(
            one
            for one in self.findings
            if one.finding.severity is not Severity.ERROR and not one.accepted
        )


def drafts_of(connection: Connection, county: str) -> list[Draft]:
    """The drafts of a county without their rows, the newest change first."""
    rows = connection.execute(
        select(DRAFT).where(DRAFT.c.county == county).order_by(DRAFT.c.changed_at.desc())
    )
    return [_draft(row) for row in rows.mappings()]


def load_draft(connection: Connection, county: str, uuid: str) -> Draft:
    """A draft with its rows; ``Missing`` when the county has none of that id."""
    row = (
        connection.execute(
            select(DRAFT).where(DRAFT.c.uuid == checked_id(uuid), DRAFT.c.county == county)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Missing("没有这份草稿。")
    kept = connection.execute(
        select(DRAFT_ROW)
        .where(DRAFT_ROW.c.draft_id == row["id"])
        .order_by(DRAFT_ROW.c.position, DRAFT_ROW.c.id)
    )
    numbers: dict[str, int] = {}
    found = []
    for one in kept:
        if not one.removed:
            numbers[one.sheet] = numbers.get(one.sheet, 0) + 1
        found.append(
            DraftRow(
                uuid=one.uuid,
                sheet=one.sheet,
                number=numbers.get(one.sheet, 0),
                cells=cells_of(one.cells),
                remark=one.remark,
                removed=one.removed,
                version=one.version,
            )
        )
    return replace(_draft(row), rows=tuple(found))


def _draft(row: RowMapping) -> Draft:
    return Draft(**{**row, "authors": tuple(row["authors"])})


def read_draft(draft: Draft, catalogue: Catalogue) -> Reading:
    """Put the rows together, check the package on every rung, and say where each finding stands."""
    spots: dict[str, tuple[str, str]] = {}
    rows: dict[str, tuple[SheetRow, ...]] = {}
    for sheet in sheets():
        headings = [head.heading for head in heads_of(sheet)]
        kept = draft.by_sheet[sheet.title]
        found = []
        for row in kept:
            first = f"{sheet.title} 第 {row.number} 行"
            spots[first] = (row.uuid, "")
            places = {heading: f"{first}“{heading}”" for heading in headings}
            spots |= {place: (row.uuid, heading) for heading, place in places.items()}
            found.append(SheetRow(cells=row.cells, places=places, first=first))
        rows[sheet.title] = tuple(found)
    read = read_rows(rows, catalogue, "")
    findings = read.findings
    if read.package is not None:
        rungs = climb_all(read.package, catalogue, "")
        ladder = tuple(finding for rung in rungs for finding in rung.findings)
    else:
        ladder = check_unfinished(read.tables, catalogue)
    findings = (*findings, *at_cells(ladder, "", read.tables, read.cells))
    return Reading(
        package=read.package,
        findings=tuple(_found(one, spots, draft) for one in findings),
        tables=read.tables,
        places=_rows_of(read.cells, spots),
    )


def _found(finding: Finding, spots: Mapping[str, tuple[str, str]], draft: Draft) -> Found:
    row, heading = spots.get(finding.place.strip(), ("", ""))
    number = sha256(f"{finding.code}|{row}|{heading}|{finding.say}".encode()).hexdigest()[:16]
    accepted = draft.ticks.get(number, {}).get("reason", "")
    return Found(finding=finding, id=number, row=row, heading=heading, accepted=accepted)


def _rows_of(
    cells: Mapping[Place, str], spots: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Row id → the table and place of what it became."""
    return {
        spots[place][0]: (table, index)
        for (table, index, field), place in cells.items()
        if not field and place in spots
    }
