"""Taking a list along: who may, how much of it, with which columns; and the audit of it."""

from typing import Any

from litestar import Response
from litestar.response import Stream

from core.people.service.once import refuse
from core.people.service.versions import REASON_LIMIT
from core.places.typed_text import text_problem
from core.store import reading
from core.store.errors import Forbidden, Missing, Refused
from web.filters import Filters
from web.lists.declared import Asked, List, rows_of
from web.lists.every import LISTS
from web.lists.written import TYPES, written

#: 两高个人信息司法解释: of people in duty 2,500 persons' data is the line; above it nobody takes
#: what is masked along alone.
MOST_REVEALED = 2500
PIECE = 256 * 1024
EXPORTS = ("export.make", "export.request")


def list_for(desk: Any, key: str) -> List:
    """The list, if this desk may see it and may take lists along."""
    found = LISTS.get(key)
    if found is None:
        raise Missing("没有这种名单。")
    if not desk.may(found.permission):
        raise Forbidden(desk.may(found.permission).why)
    if not any(desk.may(action) for action in EXPORTS):
        raise Forbidden("没有导出名单的权限，请找站长或县民政局。")
    return found


def take_along(
    desk: Any, station: Any, found: List, filters: Filters, way: str, reason: str = ""
) -> Response[Any]:
    """The whole list as a file. With a reason also what is masked, for whoever may see it.

    Who took which list, narrowed to what and how many rows, is an audit entry, written before the
    first byte goes out. Refused when too many people would be revealed at once.
    """
    if way not in TYPES:
        raise Refused("请选择 Excel 或 CSV。", field="format")
    reveal = bool(reason)
    if reveal:
        if not any(column.masked for column in found.columns) or not desk.may("person.reveal"):
            raise Forbidden("没有看证件号码与电话的权限。")
        refuse({"reason": text_problem(reason, "原因", REASON_LIMIT, required=True)})
    columns = found.columns_for(reveal)
    with reading(station.engine) as connection:
        asked = Asked(
            desk=desk, station=station, connection=connection, filters=filters, reveal=reveal
        )

        def rows() -> Any:
            for number, row in enumerate(rows_of(found, asked)):
                if reveal and number >= MOST_REVEALED:
                    say = (
                        f"一次最多导出 {MOST_REVEALED} 人的证件号码和电话，请按村或合同分几次导出。"
                    )
                    raise Refused(say, field="reason")
                yield row

        kept, number = written(way, found.label, columns, rows)
    narrowed = "&".join(
        f"{k}={v}" for k, v in filters.values.items() if v and k not in ("q", "after")
    )
    with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
        unit.audit(
            "list.export",
            "list",
            found.key,
            content={
                "filters": dict(filters.values),
                "rows": number,
                "format": way,
                "revealed": reveal,
            },
            reason=(reason or f"{number} 行 {narrowed}")[:REASON_LIMIT],
        )

    def pieces() -> Any:
        with kept:
            while piece := kept.read(PIECE):
                yield piece

    name = f"{found.key}-{desk.day:%Y%m%d}.{way}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "x-rows": str(number)}
    return Stream(pieces(), media_type=TYPES[way], headers=headers)
