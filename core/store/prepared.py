"""Statements of the path that every record takes: compiled once, run by the driver itself.

Saving one visit takes some twenty statements. The database needs about ten microseconds for each;
building, caching and wrapping one anew costs ten times as much. A prepared statement means the
same as the statement that it is made of, on the same connection and in the same transaction.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    Boolean,
    Connection,
    Dialect,
    Insert,
    String,
    TypeDecorator,
    bindparam,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement

Change = Callable[[Any], Any]


class Among(ColumnElement[bool]):
    """``column`` is one of the keys of a list that is given as one value, however long."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: Any, name: str) -> None:
        self.column = column
        self.keys = bindparam(name, type_=_Listed(column.type))

    def self_group(self, against: Any = None) -> ColumnElement[bool]:
        """As it is: ``… = 1`` around it, as for other truths on SQLite, would hide the index."""
        return self


class _Listed(TypeDecorator[list[Any]]):
    """A list as one value: an array on PostgreSQL, JSON text on SQLite."""

    impl = String
    cache_ok = False

    def __init__(self, item: Any) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(ARRAY(self.item))
        return dialect.type_descriptor(String())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        keys = list(value)
        return keys if dialect.name == "postgresql" else msgspec.json.encode(keys).decode()


@compiles(Among)
def _among(element: Among, compiler: Any, **more: Any) -> str:
    column = compiler.process(element.column, **more)
    keys = compiler.process(element.keys, **more)
    if compiler.dialect.name == "postgresql":
        return f"{column} = ANY ({keys})"
    return f"{column} IN (SELECT value FROM json_each({keys}))"


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one dialect runs it: the text, its values in order, and what each has to become."""

    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]
    binders: Mapping[str, Change]
    at: tuple[tuple[int, Change], ...]
    row: Callable[[Iterable[Any]], Any]
    types: tuple[Any, ...]

    def bound(self, values: Mapping[str, Any]) -> Any:
        """The values as the driver wants them: in order where there is one, else by name."""
        given = {**self.fixed, **values} if self.fixed else values
        if self.names:
            return _changed(map(given.__getitem__, self.names), self.at)
        changed = {name: change(given[name]) for name, change in self.binders.items()}
        return {**given, **changed}


class Prepared:
    """A statement to be run very often; its parameters are given by name."""

    __slots__ = ("_changes", "_inserts", "_plans", "_statement")

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._inserts = isinstance(statement, Insert)
        self._plans: dict[tuple[str, tuple[str, ...]], _Plan] = {}
        self._changes: dict[str, tuple[tuple[int, Change], ...]] = {}

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """Every row, as named tuples."""
        plan = self._plan(connection.dialect, tuple(values) if self._inserts else ())
        cursor = self._run(connection, plan, plan.bound(values))
        found = cursor.fetchall()
        described = cursor.description
        cursor.close()
        if not found:
            return []
        changes = self._changes.get(connection.dialect.name)
        if changes is None:
            changes = self._changes_of(connection.dialect, plan, described)
        return list(map(plan.row, _by_column(found, changes) if changes else found))

    def first(self, connection: Connection, **values: Any) -> Any:
        """The first row, or none."""
        found = self.rows(connection, **values)
        return found[0] if found else None

    def write(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each of the rows, which all name the same columns."""
        if not rows:
            return
        plan = self._plan(connection.dialect, tuple(rows[0]))
        self._run(connection, plan, [plan.bound(row) for row in rows], many=True).close()

    def _run(self, connection: Connection, plan: _Plan, given: Any, *, many: bool = False) -> Any:
        cursor = connection.connection.cursor()
        driver = connection.dialect.loaded_dbapi
        try:
            if many:
                cursor.executemany(plan.text, given)
            else:
                cursor.execute(plan.text, given)
        except driver.Error as error:
            raise DBAPIError.instance(
                plan.text, None, error, driver.Error, hide_parameters=True
            ) from error
        return cursor

    def _plan(self, dialect: Dialect, columns: tuple[str, ...]) -> _Plan:
        key = dialect.name, columns
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan_of(self._statement, dialect, columns)
        return plan

    def _changes_of(self, dialect: Dialect, plan: _Plan, described: Any) -> Any:
        """What the driver's values have to become; known once the driver has described them."""
        changes = tuple(
            (at, change)
            for at, (kind, told) in enumerate(zip(plan.types, described, strict=True))
            if (change := kind.dialect_impl(dialect).result_processor(dialect, told[1])) is not None
        )
        self._changes[dialect.name] = changes
        return changes


def _changed(row: Iterable[Any], changes: Sequence[tuple[int, Change]]) -> list[Any]:
    values = list(row)
    for at, change in changes:
        values[at] = change(values[at])
    return values


def _by_column(rows: list[Any], changes: Sequence[tuple[int, Change]]) -> Iterable[Any]:
    """The same rows with some columns changed: of many rows, column by column takes a third."""
    columns: list[Any] = list(zip(*rows, strict=True))
    for at, change in changes:
        columns[at] = map(change, columns[at])
    return zip(*columns, strict=True)


def _plan_of(statement: Any, dialect: Dialect, columns: tuple[str, ...]) -> _Plan:
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    names = tuple(compiled.positiontup or ()) if compiled.positional else ()
    binders = {
        name: change
        for name, bind in compiled.binds.items()
        if (change := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    answered = tuple(statement.exported_columns) if hasattr(statement, "exported_columns") else ()
    return _Plan(
        text=str(compiled),
        names=names,
        fixed={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
        binders=binders,
        at=tuple((at, binders[name]) for at, name in enumerate(names) if name in binders),
        row=partial(tuple.__new__, namedtuple("Row", [column.key for column in answered])),
        types=tuple(column.type for column in answered),
    )
