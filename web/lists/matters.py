"""The list of matters 需求与异常, as its page narrows it and as far as the reader sees it."""

from core.activities.listing import names_of
from core.calendar import business_day
from core.matters.facts import OPEN
from core.matters.listing import MatterListed, Wanted, matters_page
from core.packages.fields import MATTER_KINDS
from core.packages.sentences.offices import SEVERITY
from web.lists.declared import Asked, Column, Kind, List, Part
from web.matters import reader_of
from web.pages.matters.listing import FILTERS
from web.pages.today import whose
from web.posted import whole_number
from web.words import MATTER_STATES

Row = tuple[MatterListed, str]


def part(asked: Asked, after: str, size: int) -> Part:
    """The most urgent first."""
    desk, given = asked.desk, asked.filters
    state = given["state"]
    wanted = Wanted(
        kind=given["kind"] if given["kind"] in MATTER_KINDS else "",
        states=(state,) if state in MATTER_STATES else tuple(one.value for one in OPEN),
        mine=desk.actor.id if whose(desk, given["whose"]) == "mine" else "",
    )
    skip = whole_number(after)
    rows, more = matters_page(
        asked.connection,
        desk.county,
        reader_of(desk),
        wanted,
        at=desk.now,
        skip=skip,
        limit=size,
    )
    workers = names_of(asked.connection, {row.worker for row in rows})
    return Part(
        rows=[(row, workers.get(row.worker, "")) for row in rows],
        after=str(skip + size) if more else "",
    )


def _due(row: Row) -> object:
    return business_day(row[0].due_at) if row[0].due_at else None


MATTERS = List(
    key="matters",
    label="需求与异常",
    permission="need.see",
    names=FILTERS,
    part=part,
    columns=(
        Column(key="found", heading="发现日期", value=lambda row: business_day(row[0].found_at), kind=Kind.DAY),
        Column(key="kind", heading="种类", value=lambda row: MATTER_KINDS.get(row[0].kind, row[0].kind)),
        Column(key="severity", heading="轻重", value=lambda row: SEVERITY.get(row[0].severity, ""), width=8),
        Column(key="name", heading="对象", value=lambda row: row[0].name),
        Column(key="place", heading="村（社区）", value=lambda row: row[0].site_name, width=18),
        Column(key="what", heading="情况", value=lambda row: row[0].what, width=40),
        Column(key="state", heading="状态", value=lambda row: MATTER_STATES[row[0].state].word),
        Column(key="due", heading="答复期限", value=_due, kind=Kind.DAY),  # type: ignore[arg-type]
        Column(key="worker", heading="上报人", value=lambda row: row[1]),
        Column(key="id", heading="编号", value=lambda row: row[0].uuid, width=38),
    ),
)  # fmt: skip
