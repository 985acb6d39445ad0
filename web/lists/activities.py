"""The list of activities and the queue of outputs, as their pages narrow them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from core.activities.listing import Listed, Wanted, cursor, every_record, records_page
from core.activities.waiting import Stage, at_stage
from core.facts.vocabulary import EVIDENCE
from core.ledger.record_filters import became, met_by_contracts
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.activities.listing import FILTERS, wanted_of
from web.pages.outputs.listing import FILTERS as OUTPUT_FILTERS

Narrowing = Callable[[Asked], dict[str, Any]]
Row = tuple[str, Listed]


def _activities(asked: Asked) -> dict[str, Any]:
    given = asked.filters
    contract = asked.station.book(asked.connection).ids.get(given["contract"])
    return {
        "wanted": wanted_of(asked.desk, asked.connection, given),
        "among": became(given["fate"], contract),
    }


def _outputs(asked: Asked) -> dict[str, Any]:
    said = asked.filters["stage"]
    stage = Stage(said) if said in set(Stage) else Stage.WAITING
    kinds = [key for key, kind in asked.station.catalogue.kinds.items() if kind.is_output]
    return {"wanted": Wanted(), "among": at_stage(stage, kinds)}


def _seen(asked: Asked, narrowing: Narrowing) -> dict[str, Any]:
    scope = asked.desk.scope("activity.see")
    also = met_by_contracts(scope) if scope.contracts is not None else None
    return {"scope": scope, "also": also, **narrowing(asked)}


def part(narrowing: Narrowing, asked: Asked, after: str, size: int) -> Part:
    """What was done or made, newest first."""
    label = asked.station.catalogue.label_of_kind
    rows, more = records_page(
        asked.connection,
        asked.desk.county,
        **_seen(asked, narrowing),
        after=cursor(after),
        limit=size,
    )
    return Part(
        rows=[(label(row.kind), row) for row in rows], after=rows[-1].cursor if more else ""
    )


def whole(narrowing: Narrowing, asked: Asked, size: int) -> Iterator[Row]:
    """The same rows, all of them."""
    label = asked.station.catalogue.label_of_kind
    seen = _seen(asked, narrowing)
    for row in every_record(asked.connection, asked.desk.county, **seen, size=size):
        yield label(row.kind), row


def _names(row: Row) -> str:
    return "、".join(name for _, name in row[1].names)


def _evidence(row: Row) -> str:
    return "、".join(EVIDENCE[key] for key in row[1].evidence)


def _state(row: Row) -> str:
    one = row[1]
    if one.void:
        return "已作废"
    return "已退回" if one.sent_back else "有效" if one.accepted else "待验收"


COLUMNS = (
    Column(key="day", heading="日期", value=lambda row: row[1].day, kind=Kind.DAY),
    Column(key="kind", heading="做了什么", value=lambda row: row[0], width=18),
    Column(key="title", heading="名称", value=lambda row: row[1].title, width=28),
    Column(key="people", heading="对象", value=_names, width=24),
    Column(key="place", heading="村（社区）", value=lambda row: row[1].site_name, width=18),
    Column(key="worker", heading="工作人员", value=lambda row: row[1].worker_name),
    Column(
        key="minutes",
        heading="时长（分）",
        value=lambda row: row[1].minutes,
        kind=Kind.NUMBER,
        width=10,
    ),
    Column(
        key="heads",
        heading="未留名人次",
        value=lambda row: row[1].heads,
        kind=Kind.NUMBER,
        width=10,
    ),
    Column(key="evidence", heading="佐证", value=_evidence, width=20),
    Column(key="state", heading="状态", value=_state, width=8),
    Column(key="id", heading="记录编号", value=lambda row: row[1].uuid, width=38),
)
ACTIVITIES = List(
    key="activities",
    label="活动",
    permission="activity.see",
    names=FILTERS,
    columns=COLUMNS,
    part=partial(part, _activities),
    whole=partial(whole, _activities),
)
OUTPUTS = List(
    key="outputs",
    label="成果与验收",
    permission="activity.see",
    names=OUTPUT_FILTERS,
    columns=COLUMNS,
    part=partial(part, _outputs),
    whole=partial(whole, _outputs),
)
