"""Finding villages and communities by a part of their name."""

from sqlalchemy import Connection, RowMapping, select
from sqlalchemy.sql.elements import ColumnElement

from core.places.rows import PLACE


def places_named(
    connection: Connection, county: str, text: str, reach: ColumnElement[bool], limit: int
) -> list[RowMapping]:
    """Places within reach whose name holds the text, in the order of the county."""
    rows = (
        select(PLACE)
        .where(PLACE.c.county == county, PLACE.c.name.contains(text, autoescape=True), reach)
        .order_by(PLACE.c.key)
        .limit(limit)
    )
    return list(connection.execute(rows).mappings())
