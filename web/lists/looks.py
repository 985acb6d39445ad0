"""Who looked at what is masked 查看记录, and who took lists along: for those who may read the audit."""

from core.activities.listing import cursor, names_of
from core.calendar import business_day
from core.store.looked import LookedAt, looks_page
from web.lists.declared import Asked, Column, Kind, List, Part

NAMES = ("after",)
ACTIONS = {
    "reveal_id_number": "查看证件号码与电话",
    "list.export": "导出名单",
    "list.read": "程序读取名单",
    "search.id_number": "按身份证号查找",
}
Row = tuple[LookedAt, str]


def part(asked: Asked, after: str, size: int) -> Part:
    """Looks, newest first; of the whole county, so for those who may read the county's audit."""
    asked.desk.require("audit.see", place=asked.desk.county)
    number = cursor(f"2000-01-01.{after}") if after else None
    rows = looks_page(
        asked.connection,
        asked.desk.county,
        tuple(ACTIONS),
        before=number[1] if number else None,
        limit=size + 1,
    )
    names = names_of(asked.connection, {row.actor for row in rows})
    shown = rows[:size]
    return Part(
        rows=[(row, names.get(row.actor, row.actor)) for row in shown],
        after=str(shown[-1].seq) if len(rows) > size else "",
    )


LOOKS = List(
    key="looks",
    label="查看记录",
    permission="audit.see",
    names=NAMES,
    part=part,
    columns=(
        Column(key="seq", heading="序号", value=lambda row: row[0].seq, kind=Kind.NUMBER, width=8),
        Column(key="day", heading="日期", value=lambda row: business_day(row[0].at), kind=Kind.DAY),
        Column(key="who", heading="谁", value=lambda row: row[1]),
        Column(
            key="action", heading="做了什么", value=lambda row: ACTIONS[row[0].action], width=24
        ),
        Column(key="object", heading="对象", value=lambda row: row[0].object_id, width=38),
        Column(key="reason", heading="原因", value=lambda row: row[0].reason, width=40),
    ),
)
