"""What was decided of a conflict, for the phone that still keeps its version of the record."""

from sqlalchemy import Connection, select

from core.activities.listing import names_of
from core.calendar import business_day
from core.field.conflicts import HOW
from core.field.receipts import FirstAnswer
from core.field.rows import CONFLICT


def decided(connection: Connection, record: str, first: FirstAnswer) -> str | None:
    """The sentence for whoever sent an item that came into conflict; None while one waits.

    Of several conflicts of the record the one that this very item raised speaks, else the one that
    was settled last.
    """
    rows = connection.execute(
        select(CONFLICT)
        .where(CONFLICT.c.record == record)
        .order_by((CONFLICT.c.made_at == first.made_at).desc(), CONFLICT.c.settled_at.desc())
    ).all()
    if not rows or any(row.state == "open" for row in rows):
        return None if rows else ""
    last = rows[0]
    day = business_day(last.settled_at)
    who = names_of(connection, [last.settled_by]).get(last.settled_by, "")
    by = f"{day.month} 月 {day.day} 日{'，' + who if who else ''}"
    return f"这处冲突已经处理（{by}）：{HOW[last.settled_how]}。原因：{last.settled_reason}"
