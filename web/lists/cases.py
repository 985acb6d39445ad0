"""The list of cases and groups, as its page narrows it."""

from typing import Any

from core.activities.listing import cursor, names_of
from core.cases.listing import CaseListed, cases_page
from core.facts.vocabulary import STAGES
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.cases.listing import FILTERS, people_named

Row = tuple[str, str, CaseListed]


def part(asked: Asked, after: str, size: int) -> Part:
    """Cases and groups, newest first."""
    desk, given = asked.desk, asked.filters
    rows, more = cases_page(
        asked.connection,
        desk.county,
        scope=desk.scope("case.see"),
        kind=given["kind"],
        closed={"open": False, "closed": True}.get(given["state"]),
        void=given["state"] == "void",
        text=given["q"],
        people=people_named(desk, asked.connection, given["q"]),
        after=cursor(after),
        limit=size,
    )
    workers = names_of(asked.connection, {row.worker for row in rows})
    label = asked.station.catalogue.label_of_kind
    found: list[Any] = [(label(row.kind), workers.get(row.worker, ""), row) for row in rows]
    return Part(rows=found, after=rows[-1].cursor if more else "")


def _members(row: Row) -> str:
    return "、".join(dict.fromkeys(member.name for member in row[2].members))


CASES = List(
    key="cases",
    label="个案与小组",
    permission="case.see",
    names=FILTERS,
    part=part,
    columns=(
        Column(key="kind", heading="种类", value=lambda row: row[0], width=14),
        Column(key="title", heading="名称", value=lambda row: row[2].title, width=28),
        Column(key="members", heading="成员", value=_members, width=24),
        Column(key="place", heading="村（社区）", value=lambda row: row[2].site_name, width=18),
        Column(key="stage", heading="阶段", value=lambda row: STAGES.get(row[2].stage, row[2].stage)),
        Column(key="opened", heading="立案日期", value=lambda row: row[2].opened, kind=Kind.DAY),
        Column(key="closed", heading="结案日期", value=lambda row: row[2].closed, kind=Kind.DAY),
        Column(key="worker", heading="工作人员", value=lambda row: row[1]),
        Column(key="id", heading="编号", value=lambda row: row[2].uuid, width=38),
    ),
)  # fmt: skip
