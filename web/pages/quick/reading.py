"""The table of quick entry as it was posted, looked at row by row; or last week's people again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection

from core.activities.listing import Wanted, records_page
from core.plugin import ActivityKind, Who
from core.store import new_id
from core.store.errors import Missing
from core.store.ids import checked_id
from web.pages.quick.rows import MOST_ROWS, Row, Seen, record_of, rows_from, whom
from web.pages.record.draft import draft_from
from web.pages.record.sheet import kinds_of

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The whole form: the permanent id of the batch, the kind, the rows, the common answers."""

    batch: str
    kind: str
    rows: tuple[Row, ...]
    common: Mapping[str, Any] = field(default_factory=dict)


def quick_kinds(desk: Any, station: Any, connection: Connection) -> list[ActivityKind]:
    """Contacts with one person, of the worker's contracts."""
    kinds = kinds_of(desk, station, station.book(connection))
    return [kind for kind in kinds if kind.contact and kind.who is Who.PERSON]


def table_from(posted: Any) -> Table:
    """The form as posted; the common answers stand under the questions' own keys."""
    return Table(
        batch=checked_id(posted.text("quick.batch")),
        kind=posted.text("quick.kind"),
        rows=tuple(rows_from(posted)),
        common=_common(posted),
    )


def _common(posted: Any) -> dict[str, Any]:
    """Answers as the form of a record reads them, without what is the table's own."""
    fields = {
        name: values
        for name, values in posted.fields.items()
        if not name.startswith(("row.", "quick."))
    }
    return dict(draft_from(type(posted)(fields=fields | {"record.id": (new_id(),)})).answers)


def chosen(kinds: Iterable[ActivityKind], key: str) -> ActivityKind:
    """The kind of the table; raises Missing for one that is not entered this way."""
    for kind in kinds:
        if kind.key == key:
            return kind
    raise Missing("这种记录不能在快速登记里记。")


def look(
    desk: Any, station: Any, connection: Connection, kind: ActivityKind, table: Table
) -> list[Seen]:
    """Every row that names somebody, with whom it means and the record that comes of it."""
    return [
        record_of(
            desk,
            station,
            connection,
            whom(desk, connection, row),
            kind=kind,
            batch=table.batch,
            common=table.common,
        )
        for row in table.rows
        if not row.empty
    ]


def last_week(desk: Any, connection: Connection, kind: str) -> tuple[Row, ...]:
    """Whom one called or visited last week, each once, with today's date."""
    monday: date = desk.day - timedelta(days=desk.day.weekday())
    records, _ = records_page(
        connection,
        desk.county,
        scope=desk.scope("record.create"),
        wanted=Wanted(
            kind=kind,
            first=monday - WEEK,
            last=monday - timedelta(days=1),
            worker=desk.actor.id,
            void=False,
        ),
        limit=MOST_ROWS,
    )
    people = dict.fromkeys(record.names[0] for record in reversed(records) if record.names)
    return tuple(
        Row(number=number, who=name, person=uuid, day=desk.day.isoformat())
        for number, (uuid, name) in enumerate(people)
    )
