"""Looking for the same thing recorded before: an output of the same words, the last reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, false, literal_column, select

from core.activities.rows import RECORD
from core.places.rows import PLACE

#: How long before and after a day the same thing is looked for.
NEAR = timedelta(days=370)


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """A record of the same kind that is there already."""

    uuid: str
    day: date
    title: str
    site_name: str
    fields: Mapping[str, Any]


def outputs_alike(
    connection: Connection,
    county: str,
    provider: str,
    *,
    kind: str,
    own: str,
    day: date,
    told: Mapping[str, str],
    alike: Iterable[tuple[str, ...]],
) -> list[Before]:
    """The provider's records of the kind that may be the same thing, newest first.

    ``told`` are title, day and answers as texts; they agree when all names of one group of
    ``alike`` do, upper and lower case and blanks apart. A group with an empty text never agrees.
    """
    groups = [names for names in alike if all(_folded(told.get(name)) for name in names)]
    if not groups:
        return []
    rows = connection.execute(
        _outputs(county, provider, kind, own)
        .where(RECORD.c.day >= day - NEAR, RECORD.c.day <= day + NEAR)
        .order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
    )
    return [row for row in map(_before, rows) if _agrees(row, told, groups)]


def reading_before(
    connection: Connection, county: str, provider: str, *, kind: str, own: str, site: str, day: date
) -> Before | None:
    """The last reading of an outside counter at this place, not later than the day."""
    rows = connection.execute(
        _outputs(county, provider, kind, own)
        .where(PLACE.c.key == site, RECORD.c.day <= day)
        .order_by(RECORD.c.day.desc(), RECORD.c.id.desc())
        .limit(1)
    )
    return next(map(_before, rows), None)


def _outputs(county: str, provider: str, kind: str, own: str) -> Select[Any]:
    return (
        select(
            RECORD.c.uuid, RECORD.c.day, RECORD.c.title, RECORD.c.fields,
            PLACE.c.name.label("site_name"),
        )
        .join(PLACE, PLACE.c.id == RECORD.c.place_id)
        .where(
            RECORD.c.county == county,
            RECORD.c.kind == kind,
            RECORD.c.noun != literal_column("'activity'"),
            RECORD.c.provider == provider,
            RECORD.c.void == false(),
            RECORD.c.uuid != own,
        )
    )  # fmt: skip


def _before(row: Any) -> Before:
    return Before(
        uuid=row.uuid,
        day=row.day,
        title=row.title,
        site_name=row.site_name,
        fields=row.fields,
    )


def _agrees(row: Before, told: Mapping[str, str], groups: Iterable[tuple[str, ...]]) -> bool:
    held = {**row.fields, "title": row.title, "day": row.day.isoformat()}
    return any(
        all(_folded(held.get(name)) == _folded(told.get(name)) for name in names)
        for names in groups
    )


def _folded(value: Any) -> str:
    return "".join(str(value or "").split()).casefold()
