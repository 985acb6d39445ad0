"""Running migrations inside one transaction of ours, on SQLite and PostgreSQL alike."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, text

from core.store.engine import WRITES
from core.store.tables import metadata

FOLDER = Path(__file__).parent
#: Modules in which slices keep their tables.
TABLE_MODULES = ("rows", "tables")
#: One migration at a time, whoever starts it.
LOCK = 0x59697A68


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaState:
    """Which script a database is at, and which one this program needs."""

    found: tuple[str, ...]
    wanted: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether the database is exactly as this program needs it."""
        return set(self.found) == set(self.wanted)


def all_tables() -> MetaData:
    """The metadata with the tables of every slice.

    The slices lie above this folder and are found by name, so that nothing here imports them.
    """
    core = Path(str(import_module("core").__file__)).parent
    for name in TABLE_MODULES:
        for module in sorted(core.glob(f"*/{name}.py")):
            import_module(f"core.{module.parent.name}.{name}")
    return metadata


def _config(**attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes.update(attributes)
    return config


def upgrade(engine: Engine) -> SchemaState:
    """Bring the database to the newest script in one transaction; a current one is left alone.

    Ended at any point, even by force, the database is as it was before.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(**{WRITES: True})
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            if not _state(connection).current:
                command.upgrade(_config(connection=connection), "heads")
            return _state(connection)


def _state(connection: Connection) -> SchemaState:
    script = ScriptDirectory.from_config(_config())
    found = MigrationContext.configure(connection).get_current_heads()
    return SchemaState(found=tuple(sorted(found)), wanted=tuple(sorted(script.get_heads())))


def schema_state(engine: Engine) -> SchemaState:
    """Which script the database is at; an empty database is at none."""
    with engine.connect() as connection, connection.begin():
        return _state(connection)


def differences(engine: Engine) -> list[Any]:
    """Where the database's tables are not those of the code; empty when all is well."""
    with engine.connect() as connection, connection.begin():
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, all_tables()))


def draft(engine: Engine, message: str) -> None:
    """Draft the next script from what the code has and this (migrated) database has not."""
    with engine.connect() as connection, connection.begin():
        command.revision(_config(connection=connection), message=message, autogenerate=True)
