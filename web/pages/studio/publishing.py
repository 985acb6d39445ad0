"""Publishing by a second officer, from a day on; withdrawing."""

from datetime import date
from typing import Any

from litestar import get, post
from litestar.params import FromPath

from core.store import reading
from core.store.errors import Missing, Refused
from core.studio.drafts import withdraw
from core.studio.publishing import publish_draft
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.studio.drawn import next_month, shown
from web.pages.studio.one import changes_of, rehearsable
from web.posted import whole_number


@get("/drafts/{uuid:str}/publish", opt={"permission": "package.publish"}, sync_to_thread=True)
def review(desk: Desk, engine: Engine, station: Station, uuid: FromPath[str]) -> Answer:
    """What would be published: what changes, what it does to last month, what still blocks."""
    return _review(desk, engine, station, uuid, next_month(desk.day).isoformat())


def _review(
    desk: Any, engine: Any, station: Any, uuid: str, day: str, refused: Refused | None = None
) -> Answer:
    with reading(engine) as connection:
        found = shown(desk, connection, station, uuid)
        changed = changes_of(connection, station, found)
        contracts = rehearsable(desk, station.book(connection), found)
    return page(
        desk,
        "pages/draft_publish.html",
        status=422 if refused else 200,
        draft=found.draft,
        found=found,
        changed=changed,
        contracts=contracts,
        contract=contracts[0].key if contracts else "",
        day=day,
        mine=desk.actor.id in found.draft.authors,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
    )


@post(
    "/drafts/{uuid:str}/publish",
    opt={"permission": "package.publish"},
    status_code=200,
    sync_to_thread=True,
)
def publish(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[str]
) -> Answer:
    """Publish it as it was reviewed."""
    posted.only(("version", "day"))
    desk.require("package.publish", place=desk.county)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            key, version = publish_draft(
                unit,
                station.catalogue,
                uuid,
                version=whole_number(posted.text("version")),
                effective_from=_day(posted.text("day"), desk.day),
            )
    except Missing:
        raise
    except Refused as refused:
        return _review(desk, engine, station, uuid, posted.text("day"), refused)
    say = "已发布。合同仍按原来的版本，改用新版须在合同页变更。"
    return redirect(desk, f"/packages/{key}/{version}", say=say)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refused("请填写生效日期。", field="day") from None
    if day < today:
        raise Refused("生效日期不能早于今天。", field="day")
    return day


@post(
    "/drafts/{uuid:str}/withdraw",
    opt={"permission": "package.edit"},
    status_code=200,
    sync_to_thread=True,
)
def take_back(
    desk: Desk, engine: Engine, station: Station, posted: Posted, uuid: FromPath[str]
) -> Answer:
    """Withdraw a draft with a reason."""
    posted.only(("reason",))
    desk.require("package.edit", place=desk.county)
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        withdraw(unit, uuid, reason=posted.text("reason"))
    return redirect(desk, f"/drafts/{uuid}", say="草稿已撤回，仍可查看。")


HANDLERS = [review, publish, take_back]
