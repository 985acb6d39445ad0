"""Lists for programs: JSON lines or CSV, page by page by a cursor, within the account's reach."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from core.store import reading
from core.store.errors import Refused
from web.api.operation import Operation
from web.filters import filters
from web.given import Desk, Station
from web.lists.declared import Asked
from web.lists.taken import list_for
from web.lists.written import TYPES, as_json, written
from web.posted import whole_number

USUAL, MOST = 500, 2000


@get(
    "/api/lists/{key:str}",
    opt={"permission": "signed_in", "api": Operation(errors=(401, 403, 404, 422))},
    sync_to_thread=True,
)
def part_of_list(
    request: Request[Any, Any, Any], desk: Desk, station: Station, key: FromPath[str]
) -> Response[bytes]:
    """One page: `limit` rows after `after`; the header `x-next` goes on, and is absent at the end.

    The filters are those of the page. Nothing that is masked is ever in it; each page is an audit
    entry.
    """
    found = list_for(desk, key)
    asked = filters(request, {*found.names, "after", "limit", "format"})
    way = asked["format"] or "jsonl"
    if way not in ("jsonl", "csv"):
        raise Refused("format 只能是 jsonl 或 csv。", field="format")
    size = min(whole_number(asked["limit"]) or USUAL, MOST)
    columns = found.columns_for(reveal=False)
    with reading(station.engine) as connection:
        wanted = Asked(desk=desk, station=station, connection=connection, filters=asked)
        part = found.part(wanted, asked["after"], size)
        if way == "csv":
            file, _ = written(way, found.label, columns, lambda: part.rows)
            with file:
                content = file.read()
        else:
            content = "".join(f"{as_json(columns, row)}\n" for row in part.rows).encode()
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        unit.audit(
            "list.read",
            "list",
            found.key,
            content={"filters": dict(asked.values), "rows": len(part.rows)},
            reason=f"{len(part.rows)} 行",
        )
    headers = {"x-next": part.after} if part.after else {}
    return Response(content, media_type=TYPES[way], headers=headers)


HANDLERS = [part_of_list]
