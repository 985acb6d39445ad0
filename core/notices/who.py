"""Who is told: the accounts that hold a role at a place, for an agency, on a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, or_, select

from core.trust.tables import ACCOUNT, GRANT


def holders(
    connection: Connection,
    county: str,
    roles: Iterable[str],
    day: date,
    *,
    place: str = "",
    agency: str = "",
) -> tuple[str, ...]:
    """The open accounts with one of these roles that day, oldest first.

    ``place``: only those whose grant covers it; ``agency``: only its own people.
    """
    rows = connection.execute(
        select(ACCOUNT.c.uuid, ACCOUNT.c.agency, GRANT.c.place)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            ACCOUNT.c.county == county,
            ACCOUNT.c.active,
            GRANT.c.role.in_(list(roles)),
            GRANT.c.valid_from <= day,
            or_(GRANT.c.valid_until.is_(None), GRANT.c.valid_until > day),
        )
        .order_by(ACCOUNT.c.id)
    )
    found = (
        row.uuid
        for row in rows
        if agency in ("", row.agency)
        and (not place or place == row.place or place.startswith(f"{row.place}/"))
    )
    return tuple(dict.fromkeys(found))
