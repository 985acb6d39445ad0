"""A scope as an SQL filter. Exact for any key, and an index on the place column is used.

SQLite's LIKE ignores case and PostgreSQL's < follows the language of the database, so each gets
the comparison that is both exact and indexed there.
"""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, false, literal, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from core.trust.rules import Scope

#: The character after "/": everything below "a/b" sorts from "a/b/" up to, but without, "a/b0".
AFTER_SLASH = chr(ord("/") + 1)


class _Below(FunctionElement[bool]):
    """``column`` starts with a prefix; arguments: column, low end, high end, LIKE pattern."""

    type = Boolean()
    inherit_cache = True
    name = "below"


@compiles(_Below)
def _by_pattern(element: Any, compiler: Any, **kw: Any) -> str:
    column, _, _, pattern = element.clauses
    return rf"{compiler.process(column, **kw)} LIKE {compiler.process(pattern, **kw)}"


@compiles(_Below, "sqlite")
def _by_range(element: Any, compiler: Any, **kw: Any) -> str:
    column, low, high, _ = element.clauses
    named = compiler.process(column, **kw)
    least, most = compiler.process(low, **kw), compiler.process(high, **kw)
    return f"({named} >= {least} AND {named} < {most})"


def at_or_below(column: ColumnElement[Any], place: str) -> ColumnElement[bool]:
    """The place itself or any place below it, by key path."""
    pattern = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in place) + "/%"
    below = _Below(column, literal(f"{place}/"), literal(f"{place}{AFTER_SLASH}"), literal(pattern))
    return or_(column == place, below)


def visible(
    scope: Scope,
    place_column: ColumnElement[Any],
    contract_column: ColumnElement[Any] | None = None,
) -> ColumnElement[bool]:
    """The rows on which the action of this scope is allowed.

    Without a contract column the rows belong to no contract: only reaches for every contract
    count, as in ``can(..., contract="")``.
    """
    parts: list[ColumnElement[bool]] = []
    for reach in sorted(scope.reaches):
        near = at_or_below(place_column, reach.place)
        if reach.contract == "":
            parts.append(near)
        elif contract_column is not None:
            parts.append(and_(near, contract_column == reach.contract))
    return or_(*parts) if parts else false()
