"""Photos from a phone, part by part: HEAD says how far it got, PATCH goes on from there."""

from typing import Any

from litestar import Request, Response, head, patch
from litestar.exceptions import ClientException
from litestar.params import FromPath, RawBody

from core.evidence.arrived import Arrived
from core.evidence.limits import TooMuch
from core.evidence.receiving import LARGEST_PART, Part, WrongOffset
from core.evidence.rows import file_row, upload_row
from core.store import reading
from core.store.errors import Missing
from web.bringing import bring_part
from web.errors import Said, as_json
from web.given import Desk, Engine, Station

BYTES = frozenset({"application/offset+octet-stream", "application/octet-stream"})
LONGEST_NUMBER = 12


@head("/api/files/{sha256:str}", opt={"permission": "record.create"}, sync_to_thread=True)
def how_far(desk: Desk, engine: Engine, sha256: FromPath[str]) -> Response[None]:
    """How much of a file has come from this account, or that it came whole; 404 for none of it."""
    with reading(engine) as connection:
        known = file_row(connection, desk.county, sha256)
        upload = upload_row(connection, desk.county, desk.actor.id, sha256)
    if known is not None:
        return Response(None, headers=_headers(known.length, known.length, known.state))
    if upload is None:
        raise Missing("这张照片还没有开始传。")
    return Response(None, headers=_headers(upload.received, upload.length, "receiving"))


@patch(
    "/api/files/{sha256:str}",
    opt={"permission": "record.create"},
    request_max_body_size=LARGEST_PART,
    status_code=200,
    sync_to_thread=True,
)
def go_on(
    request: Request[Any, Any, Any],
    desk: Desk,
    station: Station,
    sha256: FromPath[str],
    body: RawBody,
) -> Response[Any]:
    """The next bytes. 204 with how far it got, or at the end whether the file was kept."""
    if request.content_type[0] not in BYTES:
        raise ClientException("bytes are wanted", status_code=415)
    part = Part(
        sha256=sha256,
        offset=_number(request, "upload-offset"),
        length=_number(request, "upload-length"),
        content=body,
    )
    try:
        found = bring_part(desk, station, part)
    except WrongOffset as wrong:
        headers = {"upload-offset": str(wrong.offset)}
        return as_json(Said(status=409, say=wrong.say, headers=headers))
    except TooMuch as much:
        return as_json(Said(status=413, say=much.say, headers={"retry-after": "3600"}))
    if isinstance(found, Arrived):
        headers = _headers(part.length, part.length, found.state)
        return Response({"state": found.state, "say": found.say}, headers=headers)
    return Response(None, status_code=204, headers=_headers(found, part.length, "receiving"))


def _headers(offset: int, length: int, state: str) -> dict[str, str]:
    return {"upload-offset": str(offset), "upload-length": str(length), "upload-state": state}


def _number(request: Request[Any, Any, Any], name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise ClientException(f"{name} is wanted")
    return int(text)


HANDLERS = [how_far, go_on]
