"""From nothing to all tables, on both databases: exactly the metadata, twice harmless, whole or not."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from core.store import Actor, open_engine, unit_of_work
from core.store.audit import verify
from core.store.migrations import differences, schema_state, upgrade
from tests.county import NOON
from tests.databases import drop, fresh_postgres_url, sqlite_url

ACTOR = Actor(id="clerk", name="测试员")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a database without any table."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else fresh_postgres_url()
    engine = open_engine(url)
    yield engine
    engine.dispose()
    if request.param == "postgresql":
        drop(url)


def test_an_upgrade_from_nothing_gives_exactly_the_tables_of_the_code(empty: Engine) -> None:
    assert not schema_state(empty).current
    assert upgrade(empty).current
    assert differences(empty) == []


def test_partial_indexes_come_with_their_condition(empty: Engine) -> None:
    upgrade(empty)
    where = f"{empty.dialect.name}_where"
    found = {
        index["name"]: index["dialect_options"].get(where)
        for index in inspect(empty).get_indexes("ledger_standing")
    }
    assert "status" in str(found["uq_ledger_standing_holder"])
    assert found["uq_ledger_standing_holder"] is not None


def test_upgrading_twice_is_harmless(empty: Engine) -> None:
    upgrade(empty)
    with unit_of_work(empty, actor=ACTOR, at=NOON, county="yanshi") as unit:
        unit.audit("test", "test", "one")
    assert upgrade(empty).current
    with empty.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM audit_entry")).scalar() == 1


def test_the_audit_chain_only_grows_but_a_salt_may_be_destroyed(empty: Engine) -> None:
    upgrade(empty)
    with unit_of_work(empty, actor=ACTOR, at=NOON, county="yanshi") as unit:
        unit.audit("test", "test", "one", content={"name": "王长根"})
        unit.audit("test", "test", "two")
    for change in (
        "UPDATE audit_entry SET actor = 'nobody'",
        "UPDATE audit_entry SET salt = NULL, hash = '0'",
        "DELETE FROM audit_entry",
    ):
        with pytest.raises(DBAPIError, match="append-only"), empty.begin() as connection:
            connection.execute(text(change))
    with empty.begin() as connection:
        connection.execute(text("UPDATE audit_entry SET salt = NULL WHERE seq = 1"))
        assert list(verify(connection)) == []


def test_ledger_entries_are_never_changed(empty: Engine) -> None:
    upgrade(empty)
    with empty.begin() as connection:
        connection.execute(text(PACKAGE))
        connection.execute(text(CONTRACT))
        connection.execute(text(ENTRY))
    for change in ("UPDATE ledger_entry SET quantity = 2", "DELETE FROM ledger_entry"):
        with pytest.raises(DBAPIError, match="append-only"), empty.begin() as connection:
            connection.execute(text(change))


PACKAGE = """INSERT INTO package_version
(id, key, version, type, title, effective_from, text, digest, published_at)
VALUES (1, 'p', 1, 't', 't', '2026-01-01', '', '', '2026-01-01 00:00:00')"""
CONTRACT = """INSERT INTO contract
(id, key, title, county, package_version_id, purchaser, provider, start, "end", text, version)
VALUES (1, 'c', 't', 'yanshi', 1, 'm', 'q', '2026-01-01', '2026-12-31', '{}', 1)"""
ENTRY = """INSERT INTO ledger_entry
(id, contract_id, line, scope, unit, record, source, day, period, booking, quantity, status, sign,
reasons, site, facet, late, paid, package_version, posted_at)
VALUES (1, 1, 'l', 'term', 'u', '00000000000000000000000000000001', 's', '2026-01-01', '2026-01',
'2026-01', 1, 'counted', 1, '[]', '', '', false, true, 1, '2026-01-01 00:00:00')"""

KILLED = """
import os, signal, sys
from alembic import op
from core.store import open_engine
from core.store.migrations import upgrade
made = op.create_table
def stop(name, *columns, **more):
    if name == "person":
        os.kill(os.getpid(), signal.SIGKILL)
    return made(name, *columns, **more)
op.create_table = stop
upgrade(open_engine(sys.argv[1]))
"""


def test_an_upgrade_killed_in_the_middle_leaves_nothing_and_starts_again(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, url],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    engine = open_engine(url)
    assert inspect(engine).get_table_names() == []
    assert upgrade(engine).current
    engine.dispose()
