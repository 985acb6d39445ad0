"""What people wrote in a paper, and the columns and templates that a county has chosen for it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from core.papers.frozen import thawed
from core.papers.rows import PAPER_COLUMNS, PAPER_TEMPLATE, PAPER_TEXT
from core.plugin.drawn import Drawn


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """What stands in one paper beside its figures; version 0 while nobody has written anything.

    ``handed`` is the paper as it was handed over, none while it is a draft. ``photos`` are ids of
    evidence in the order in which they stand.
    """

    uuid: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    photos: tuple[str, ...] = ()
    handed: Drawn | None = None
    handed_at: datetime | None = None
    handed_by: str = ""
    changed_at: datetime | None = None
    changed_by: str = ""
    version: int = 0


def written_in(connection: Connection, contract_id: int, paper: str, period: str) -> Written:
    """What was written in the paper of a contract and a period."""
    row: Any = connection.execute(
        select(PAPER_TEXT).where(
            PAPER_TEXT.c.contract_id == contract_id,
            PAPER_TEXT.c.paper == paper,
            PAPER_TEXT.c.period == period,
        )
    ).first()
    if row is None:
        return Written()
    return Written(
        uuid=row.uuid,
        texts=dict(row.texts),
        photos=tuple(row.photos),
        handed=thawed(row.handed) if row.handed else None,
        handed_at=row.handed_at,
        handed_by=row.handed_by,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        version=row.version,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnsChosen:
    """An order of columns under its name."""

    uuid: str
    name: str
    columns: tuple[str, ...]
    version: int


def columns_chosen(connection: Connection, contract_id: int, paper: str) -> list[ColumnsChosen]:
    """The orders of columns of a paper of a contract, the one that is used first."""
    rows = connection.execute(
        select(PAPER_COLUMNS)
        .where(PAPER_COLUMNS.c.contract_id == contract_id, PAPER_COLUMNS.c.paper == paper)
        .order_by(PAPER_COLUMNS.c.changed_at.desc(), PAPER_COLUMNS.c.id.desc())
    )
    return [
        ColumnsChosen(uuid=row.uuid, name=row.name, columns=tuple(row.columns), version=row.version)
        for row in rows
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateKept:
    """One revision of a county's own template; ``standing`` gives the standing one back."""

    uuid: str
    revision: int
    name: str
    reason: str
    made_at: datetime
    made_by: str
    standing: bool


def templates_kept(
    connection: Connection, county: str, contract_type: str, paper: str
) -> list[TemplateKept]:
    """Every revision of the template of a paper, the one that is used first."""
    rows = connection.execute(
        select(
            *(column for column in PAPER_TEMPLATE.c if column.name != "content"),
            func.length(PAPER_TEMPLATE.c.content).label("length"),
        )
        .where(*_of(county, contract_type, paper))
        .order_by(PAPER_TEMPLATE.c.revision.desc())
    )
    return [
        TemplateKept(
            uuid=row.uuid,
            revision=row.revision,
            name=row.name,
            reason=row.reason,
            made_at=row.made_at,
            made_by=row.made_by,
            standing=row.length == 0,
        )
        for row in rows
    ]


def template_used(connection: Connection, county: str, contract_type: str, paper: str) -> bytes:
    """The county's own template of a paper; empty where the standing one is used."""
    newest = (
        select(PAPER_TEMPLATE.c.content)
        .where(*_of(county, contract_type, paper))
        .order_by(PAPER_TEMPLATE.c.revision.desc())
        .limit(1)
    )
    return bytes(connection.execute(newest).scalar() or b"")


def _of(county: str, contract_type: str, paper: str) -> tuple[ColumnElement[bool], ...]:
    return (
        PAPER_TEMPLATE.c.county == county,
        PAPER_TEMPLATE.c.contract_type == contract_type,
        PAPER_TEMPLATE.c.paper == paper,
    )
