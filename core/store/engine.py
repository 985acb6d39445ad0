"""Engines for SQLite and PostgreSQL with the settings that keep acknowledged writes.

SQLite: WAL, ``synchronous=FULL`` (NORMAL loses acknowledged commits on power loss) and
``BEGIN IMMEDIATE`` for writing units (a deferred begin fails under contention).
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url

#: Set on a connection's execution options by a unit of work that is going to write.
WRITES = "yizhan_writes"

SQLITE_PRAGMAS = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", 2),
    ("foreign_keys", "ON", 1),
    ("busy_timeout", "20000", 20000),
    ("trusted_schema", "OFF", 0),
    ("secure_delete", "ON", 1),
    ("temp_store", "MEMORY", 2),
)


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


#: Columns of JSON, read and written by the library that reads and writes everything else.
JSON: Mapping[str, Any] = {
    "json_serializer": _to_json,
    "json_deserializer": msgspec.json.decode,
}


def open_engine(url: str) -> Engine:
    """An engine whose connections carry our settings; the caller disposes of it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(url, parsed.database)
    return create_engine(
        url, pool_size=20, max_overflow=20, pool_pre_ping=True, hide_parameters=True, **JSON
    )


def _open_sqlite(url: str, path: str | None) -> Engine:
    if path:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(
        url,
        connect_args={"timeout": 20},
        pool_size=40,
        max_overflow=20,
        hide_parameters=True,
        **JSON,
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for name, value, _ in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def settings_of(engine: Engine) -> dict[str, Any]:
    """The settings as the database reports them; raises when one is not what we asked for."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            level = connection.execute(text("SHOW synchronous_commit")).scalar_one()
            return {"synchronous_commit": level}
        found: dict[str, Any] = {}
        for name, _, expected in SQLITE_PRAGMAS:
            found[name] = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            if found[name] != expected:
                raise RuntimeError(f"SQLite setting {name} is {found[name]}, not {expected}")
        return found
