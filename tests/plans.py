"""How SQLite would run the statements of a piece of work: which of them walk through a table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

#: Tables that a county fills once, and lists that come with the statement itself.
SMALL = frozenset({
    "place", "contract", "package", "package_version", "sharing_group", "ledger_seal",
    "account", "access_grant", "working_day", "json_each", "CONSTANT",
})  # fmt: skip


@contextmanager
def walks(engine: Engine, held: Connection | None = None) -> Iterator[dict[str, set[str]]]:
    """Statement → the tables that it walks from end to end, known when the block has ended.

    ``held`` is a connection that is open already. Tables that stay small do not matter, nor do
    the rows of a statement within a statement.
    """
    found: dict[str, set[str]] = {}
    heard: set[str] = set()
    drivers: list[Any] = []

    def hear(driver: Any, *_more: Any) -> None:
        driver.set_trace_callback(heard.add)
        drivers.append(driver)

    event.listen(engine, "checkout", hear)
    if held is not None:
        hear(held.connection.driver_connection)
    try:
        yield found
    finally:
        event.remove(engine, "checkout", hear)
        for driver in drivers:
            driver.set_trace_callback(None)
    assert heard, "no statement of the block was heard"
    with engine.connect() as connection:
        explaining = connection.connection.driver_connection
        for statement in heard:
            walked = _walked(explaining, statement)
            if walked:
                found[statement] = walked


def _walked(driver: Any, statement: str) -> set[str]:
    if statement.split(maxsplit=1)[0] not in ("SELECT", "UPDATE", "DELETE", "WITH"):
        return set()
    plan = driver.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    names = {at[1] for row in plan if (at := re.match(r"SCAN (\w+)", row[3]))}
    return {name for name in names - SMALL if not name.startswith("anon_")}
