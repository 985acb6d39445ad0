"""佐证照片: a thumbnail, a large view, and the original for whoever says why; each within reach."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.evidence import evidence_of, evidence_row, photos_elsewhere
from core.activities.listing import names_of
from core.evidence.claims import claims_of
from core.evidence.keeping import Kind
from core.evidence.seeing import bytes_of, original_of
from core.evidence.signals import signals_of
from core.facts.vocabulary import EVIDENCE
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, page
from web.given import Desk, Engine, Posted, Station
from web.handing_out import CACHE, NOBODY, SHELTERED, served
from web.pages.activities.showing import seen_record, withheld_from

#: Photos of earlier visits that a photo is held against.
COMPARED = 12
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


def seen_evidence(desk: Any, station: Any, connection: Connection, uuid: str) -> tuple[Any, Any]:
    """A piece of evidence with a photo that is there, and its record; both within reach.

    Forbidden for the photos of children that are not for whoever asks.
    """
    piece = evidence_row(connection, desk.county, uuid)
    if piece is None or not piece.file or piece.arrived_at is None:
        raise Missing(NOBODY)
    row = seen_record(desk, station, connection, piece.record, "evidence.see")
    if withheld_from(desk, connection, [row.uuid]):
        raise Forbidden(SHELTERED)
    return piece, row


def _drawn(desk: Any, station: Any, engine: Any, uuid: str, kind: Kind) -> Response[bytes]:
    with reading(engine) as connection:
        piece, row = seen_evidence(desk, station, connection, uuid)
    content = bytes_of(station.files, desk.county, kind, piece.file)
    return served(content, "image/jpeg", _named(piece, row, "image/jpeg"), "inline", CACHE)


@get("/evidence/{evidence:uuid}/thumbnail", opt={"permission": "evidence.see"}, sync_to_thread=True)
def thumbnail(
    desk: Desk, station: Station, engine: Engine, evidence: FromPath[UUID]
) -> Response[bytes]:
    """The photo, small: drawn anew, without anything that rode along."""
    return _drawn(desk, station, engine, str(evidence), Kind.THUMBNAIL)


@get("/evidence/{evidence:uuid}/view", opt={"permission": "evidence.see"}, sync_to_thread=True)
def view(desk: Desk, station: Station, engine: Engine, evidence: FromPath[UUID]) -> Response[bytes]:
    """The photo as large as a screen: drawn anew, without anything that rode along."""
    return _drawn(desk, station, engine, str(evidence), Kind.VIEW)


@get("/evidence/{evidence:uuid}", opt={"permission": "evidence.see"}, sync_to_thread=True)
def look(desk: Desk, station: Station, engine: Engine, evidence: FromPath[UUID]) -> Answer:
    """A page of its own: works without scripts, with a keyboard, on paper."""
    return _show(desk, station, engine, str(evidence))


def _show(
    desk: Any,
    station: Any,
    engine: Any,
    uuid: str,
    *,
    refused: Refused | None = None,
) -> Answer:
    with reading(engine) as connection:
        piece, row = seen_evidence(desk, station, connection, uuid)
        shown = [one for one in evidence_of(connection, row.id) if one["arrived_at"]]
        ids = [one["uuid"] for one in shown]
        at = ids.index(uuid)
        context = {
            "piece": shown[at],
            "row": row,
            "kind_label": station.catalogue.label_of_kind(row.kind),
            "number": at + 1,
            "of": len(ids),
            "before": ids[at - 1] if at else "",
            "after": ids[at + 1] if at + 1 < len(ids) else "",
            "who": names_of(connection, {piece.added_by}).get(piece.added_by, ""),
            "may_original": _may_original(desk, row),
            "signals": _signals(desk, station, connection, row, piece, shown),
        }
    return page(
        desk,
        "pages/evidence.html",
        status=422 if refused else 200,
        say=refused.say if refused else "",
        problems=dict(refused.problems) if refused else {},
        **context,
    )


def _signals(
    desk: Any, station: Any, connection: Connection, row: Any, piece: Any, shown: Any
) -> tuple[str, ...]:
    """What the photo's own claims say against its record: for whoever checks the work there."""
    if not any(desk.can(one, place=row.site) for one in ("evidence.original", "record.approve")):
        return ()
    claims = claims_of(connection, station.files, desk.county, [one["file"] for one in shown])
    own = claims.pop(piece.file, None)
    if own is None:
        return ()
    elsewhere = photos_elsewhere(connection, row.id, COMPARED)
    before = claims_of(connection, station.files, desk.county, elsewhere)
    return signals_of(own, row.day, claims.values(), before.values())


def _may_original(desk: Any, row: Any) -> bool:
    return bool(desk.can("evidence.original", place=row.site))


@post(
    "/evidence/{evidence:uuid}/original",
    opt={"permission": "evidence.original"},
    status_code=200,
    sync_to_thread=True,
)
def original(
    desk: Desk, station: Station, engine: Engine, posted: Posted, evidence: FromPath[UUID]
) -> Response[Any]:
    """The bytes as they were taken, to whoever said why: the audit has it before they leave."""
    posted.only(("reason",))
    uuid = str(evidence)
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            piece, row = seen_evidence(desk, station, unit.connection, uuid)
            if not _may_original(desk, row):
                raise Forbidden("没有查看原件的权限。")
            media = original_of(unit, uuid, piece.file, posted.text("reason"))
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return _show(desk, station, engine, uuid, refused=refused)
    content = bytes_of(station.files, desk.county, Kind.ORIGINAL, piece.file)
    return served(content, media, _named(piece, row, media), "attachment", "no-store")


def _named(piece: Any, row: Any, media: str) -> str:
    """What the file is called when it is saved: our own words, never those of whoever sent it."""
    return f"{EVIDENCE[piece.kind]}-{row.day.isoformat()}.{ENDINGS[media]}"


HANDLERS = [thumbnail, view, look, original]
