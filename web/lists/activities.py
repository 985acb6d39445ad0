"""The list of activities and the queue of outputs, as their pages narrow them."""

from functools import partial
from typing import Any

from core.activities.listing import Listed, Wanted, cursor, records_page
from core.activities.waiting import Stage, at_stage
from core.facts.vocabulary import EVIDENCE
from core.ledger.record_filters import became, met_by_contracts
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.activities.listing import FILTERS, wanted_of
from web.pages.outputs.listing import FILTERS as OUTPUT_FILTERS


def _page(asked: Asked, after: str, size: int, wanted: Wanted, among: Any) -> Part:
    desk = asked.desk
    scope = desk.scope("activity.see")
    label = asked.station.catalogue.label_of_kind
    rows, more = records_page(
        asked.connection,
        desk.county,
        scope=scope,
        wanted=wanted,
        also=met_by_contracts(scope) if scope.contracts is not None else None,
        among=among,
        after=cursor(after),
        limit=size,
    )
    return Part(
        rows=[(label(row.kind), row) for row in rows], after=rows[-1].cursor if more else ""
    )


def activities(asked: Asked, after: str, size: int) -> Part:
    """What was done, newest first."""
    given = asked.filters
    book = asked.station.book(asked.connection)
    wanted = wanted_of(asked.desk, asked.connection, given)
    among = became(given["fate"], book.ids.get(given["contract"]))
    return _page(asked, after, size, wanted, among)


def outputs(asked: Asked, after: str, size: int) -> Part:
    """Outputs at one stage, newest first."""
    said = asked.filters["stage"]
    stage = Stage(said) if said in set(Stage) else Stage.WAITING
    kinds = [key for key, kind in asked.station.catalogue.kinds.items() if kind.is_output]
    return _page(asked, after, size, Wanted(), at_stage(stage, kinds))


def _of(name: str, row: tuple[str, Listed]) -> Any:
    return getattr(row[1], name)


def _names(row: tuple[str, Listed]) -> str:
    return "、".join(name for _, name in row[1].names)


def _evidence(row: tuple[str, Listed]) -> str:
    return "、".join(EVIDENCE[key] for key in row[1].evidence)


def _state(row: tuple[str, Listed]) -> str:
    one = row[1]
    if one.void:
        return "已作废"
    return "已退回" if one.sent_back else "有效" if one.accepted else "待验收"


COLUMNS = (
    Column(key="day", heading="日期", value=partial(_of, "day"), kind=Kind.DAY),
    Column(key="kind", heading="做了什么", value=lambda row: row[0], width=18),
    Column(key="title", heading="名称", value=partial(_of, "title"), width=28),
    Column(key="people", heading="对象", value=_names, width=24),
    Column(key="place", heading="村（社区）", value=partial(_of, "site_name"), width=18),
    Column(key="worker", heading="工作人员", value=partial(_of, "worker_name")),
    Column(
        key="minutes",
        heading="时长（分）",
        value=partial(_of, "minutes"),
        kind=Kind.NUMBER,
        width=10,
    ),
    Column(
        key="heads", heading="未留名人次", value=partial(_of, "heads"), kind=Kind.NUMBER, width=10
    ),
    Column(key="evidence", heading="佐证", value=_evidence, width=20),
    Column(key="state", heading="状态", value=_state, width=8),
    Column(key="id", heading="记录编号", value=partial(_of, "uuid"), width=38),
)
ACTIVITIES = List(
    key="activities",
    label="活动",
    permission="activity.see",
    names=FILTERS,
    columns=COLUMNS,
    part=activities,
)
OUTPUTS = List(
    key="outputs",
    label="成果与验收",
    permission="activity.see",
    names=OUTPUT_FILTERS,
    columns=COLUMNS,
    part=outputs,
)
