"""The queue of outputs: what waits for acceptance, what was sent back, what was accepted."""

from typing import Any

from litestar import Request, get

from core.activities.listing import Wanted, cursor, records_page
from core.activities.waiting import Stage, at_stage
from core.ledger.record_filters import met_by_contracts
from core.store import reading
from web.desk import Answer, page
from web.filters import filters
from web.given import Desk, Engine, Station
from web.pages.activities.changing import reviews
from web.pages.activities.listing import fates_by_record

FILTERS = ("stage", "after")
STAGES = {Stage.WAITING: "待验收", Stage.SENT_BACK: "已退回", Stage.ACCEPTED: "已验收"}


@get("/outputs", opt={"permission": "activity.see"}, sync_to_thread=True)
def outputs(
    request: Request[Any, Any, Any], desk: Desk, station: Station, engine: Engine
) -> Answer:
    """Outputs at one stage, newest first; who reviews decides here, who made one mends it here."""
    asked = filters(request, FILTERS)
    stage = Stage(asked["stage"]) if asked["stage"] in set(Stage) else Stage.WAITING
    scope = desk.scope("activity.see")
    kinds = [key for key, kind in station.catalogue.kinds.items() if kind.is_output]
    with reading(engine) as connection:
        rows, more = records_page(
            connection,
            desk.county,
            scope=scope,
            wanted=Wanted(),
            also=met_by_contracts(scope) if scope.contracts is not None else None,
            among=at_stage(stage, kinds),
            after=cursor(asked["after"]),
        )
        accepted = [row.uuid for row in rows if row.accepted]
        fates = fates_by_record(station, connection, accepted) if accepted else {}
    return page(
        desk,
        "pages/outputs.html",
        stage=stage.value,
        tabs=[(word, asked.href(stage=key.value), key is stage) for key, word in STAGES.items()],
        rows=[
            (row, row.worker != desk.actor.id and reviews(desk, row), row.worker == desk.actor.id)
            for row in rows
        ],
        fates=fates,
        more=asked.href(after=rows[-1].cursor) if more else "",
        kind_of=station.catalogue.label_of_kind,
        may_record=bool(desk.may("record.create")),
    )


HANDLERS = [outputs]
