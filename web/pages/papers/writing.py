"""Writing in a paper: its texts and photos, saved as versions; handed over, and taken back."""

from dataclasses import replace
from typing import Any

from litestar import Request, get, post
from litestar.params import FromPath

from core.papers.gather import gather, named_period
from core.papers.making import drawn
from core.papers.writings import MOST_PHOTOS, hand_over, take_back, write
from core.plugin.drawn import proses
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from core.store.versions import versions_of
from web.desk import Answer, page, redirect
from web.filters import filters
from web.given import Desk, Engine, Posted, Station
from web.pages.papers.asked import asked_of, may_write, place_of, source_of, written_of
from web.posted import whole_number

TEXT = "text."
#: Photos offered, the newest first.
OFFERED = 24
NOT_ALLOWED = "没有编写这份文书的权限。"
DONE = {
    "save": "已保存。",
    "hand_over": "已交出，内容和数字已固定。",
    "take_back": "已取回，可以修改。",
}


@get(
    "/papers/{contract:str}/{paper:str}/text",
    opt={"permission": "record.create"},
    sync_to_thread=True,
)
def form(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    engine: Engine,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Answer:
    """The texts of a paper beside what the figures suggest, and the photos to choose from."""
    period = filters(request, ("period",))["period"]
    return _form(desk, station, engine, contract, paper, period)


@post(
    "/papers/{contract:str}/{paper:str}/text",
    opt={"permission": "record.create"},
    sync_to_thread=True,
)
def save(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    contract: FromPath[str],
    paper: FromPath[str],
) -> Answer:
    """Save, hand over or take back; what was typed comes back when it is refused."""
    period, act = posted.text("period"), posted.text("act", "save")
    texts = {
        name.removeprefix(TEXT): posted.text(name).replace("\r\n", "\n")
        for name in posted.fields
        if name.startswith(TEXT)
    }
    photos, version = posted.all("photo"), whole_number(posted.text("version"))
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            source = source_of(desk, station, unit.connection)
            asked = asked_of(desk, station, source, contract, paper, period)
            if not may_write(desk, source, contract):
                raise Forbidden(NOT_ALLOWED)
            place = place_of(source, asked)
            if act == "take_back":
                take_back(unit, place, version=version, reason=posted.text("reason"))
            else:
                known = {one.key for one in _texts_of(source, asked, desk)}
                kept = {key: text for key, text in texts.items() if key in known}
                version = write(unit, place, kept, photos, version=version)
            if act == "hand_over":
                shielding = replace(source, reader=replace(source.reader, shielding=True))
                facts = gather(shielding, asked.paper, asked.terms, asked.period)
                [final] = drawn(shielding, asked.paper, facts, desk.now)
                hand_over(unit, place, final, version=version)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _form(
            desk, station, engine, contract, paper, period, refused=refused, typed=(texts, photos)
        )
    where = f"/papers/{contract}/{paper}"
    to = where if act == "hand_over" else f"{where}/text"
    return redirect(desk, f"{to}?period={period}", say=DONE.get(act, DONE["save"]))


def _texts_of(source: Any, asked: Any, desk: Any) -> tuple[Any, ...]:
    facts = gather(source, asked.paper, asked.terms, asked.period)
    return tuple(
        one for each in drawn(source, asked.paper, facts, desk.now) for one in proses(each)
    )


def _form(
    desk: Any,
    station: Any,
    engine: Any,
    contract: str,
    paper: str,
    period: str,
    *,
    refused: Refused | None = None,
    typed: tuple[dict[str, str], tuple[str, ...]] | None = None,
) -> Answer:
    with reading(engine) as connection:
        source = source_of(desk, station, connection)
        asked = asked_of(desk, station, source, contract, paper, period)
        if not may_write(desk, source, contract):
            raise Missing(NOT_ALLOWED)
        facts = gather(source, asked.paper, asked.terms, asked.period)
        found = drawn(source, asked.paper, facts, desk.now)
        written = written_of(source, asked)
        texts = [one for each in found for one in proses(each)]
        versions = versions_of(connection, "paper", written.uuid) if written.uuid else []
    if not texts:
        raise Missing("这份文书没有要人写的内容。")
    offered = [(photo, one) for one in reversed(facts.records) for photo in one.photos][:OFFERED]
    return page(
        desk,
        "papers/text.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=refused.problems if refused else {},
        title=facts.label,
        above=f"{asked.terms.contract.title} · {named_period(asked.period)}",
        texts=texts,
        typed=typed[0] if typed else written.texts,
        chosen=typed[1] if typed else written.photos,
        offered=offered,
        most=MOST_PHOTOS,
        written=written,
        versions=list(reversed(versions)),
        period=asked.period.key,
        path=asked.path,
    )


HANDLERS = [form, save]
