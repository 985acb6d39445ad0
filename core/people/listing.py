"""The list of people 对象, narrowed by village, category and whatever a caller adds."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from core.people.rows import CATEGORY, PERSON
from core.people.search import Found, people_page, search_people
from core.places.rows import PLACE, within
from core.store.ids import small_key
from core.trust import Scope
from core.trust.visible import visible


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowed:
    """What a list of people is narrowed to; what is left empty narrows nothing."""

    text: str = ""
    place: str = ""
    category: str = ""
    gone: bool = False


def people_where(
    scope: Scope,
    narrowed: Narrowed,
    day: date,
    also: ColumnElement[bool] | None = None,
    among: ColumnElement[bool] | None = None,
) -> ColumnElement[bool]:
    """The condition on ``PERSON`` and ``PLACE``; ``also`` is a further way to be visible."""
    seen = visible(scope, PLACE.c.key)
    parts = [seen if also is None else or_(seen, also)]
    if narrowed.place:
        parts.append(within(narrowed.place))
    if narrowed.category:
        held = select(CATEGORY.c.person_id).where(
            CATEGORY.c.code == narrowed.category,
            CATEGORY.c.start <= day,
            CATEGORY.c.end.is_(None) | (CATEGORY.c.end > day),
        )
        parts.append(PERSON.c.id.in_(held))
    parts.append(PERSON.c.died_on.is_not(None) if narrowed.gone else PERSON.c.died_on.is_(None))
    if among is not None:
        parts.append(among)
    return and_(*parts)


def people_listed(
    connection: Connection,
    county: str,
    condition: ColumnElement[bool],
    *,
    text: str = "",
    after: str = "",
    limit: int = 50,
) -> tuple[list[Found], str]:
    """One page of people and the cursor of the next, empty when there is none.

    A search answers its best matches in one go; a list without one goes on page by page.
    """
    if text:
        return search_people(connection, county, text, condition, limit), ""
    got = people_page(connection, county, condition, _after(after), limit + 1)
    shown = got[:limit]
    cursor = "{}.{}".format(*shown[-1][0]) if len(got) > limit else ""
    return [found for _, found in shown], cursor


def _after(text: str) -> tuple[int, int] | None:
    first, _, second = text.partition(".")
    place, person = small_key(first), small_key(second)
    return (place, person) if place is not None and person is not None else None


def categories_held(
    connection: Connection, person_ids: list[int], day: date
) -> dict[int, tuple[str, ...]]:
    """Person → codes of the categories held on the day, in one statement."""
    rows: Any = connection.execute(
        select(CATEGORY.c.person_id, CATEGORY.c.code)
        .where(
            CATEGORY.c.person_id.in_(person_ids),
            CATEGORY.c.start <= day,
            CATEGORY.c.end.is_(None) | (CATEGORY.c.end > day),
        )
        .order_by(CATEGORY.c.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.person_id] = (*found.get(row.person_id, ()), row.code)
    return found
