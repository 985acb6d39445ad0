"""A copy of the whole database as one file, while others go on writing; and a database made of it.

SQLite by its own online backup; PostgreSQL by pg_dump and pg_restore, where they are installed.
"""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import URL, Engine, make_url

from core.store.errors import Refused

MINUTES = 60


def copy_database(engine: Engine, to: Path) -> None:
    """Write one consistent state of the database into a file that is not there yet."""
    if engine.dialect.name == "sqlite":
        borrowed = engine.raw_connection()
        copy = sqlite3.connect(to)
        try:
            borrowed.driver_connection.backup(copy)  # type: ignore[union-attr]
        finally:
            copy.close()
            borrowed.close()
        return
    _run(engine.url, "pg_dump", "--format=custom", f"--file={to}")


def make_database(copy: Path, url: str) -> None:
    """Make the database of that address from such a file; Refused when there is one already."""
    wanted = make_url(url)
    if wanted.get_backend_name() == "sqlite":
        file = Path(wanted.database or "")
        if file.exists() and file.stat().st_size:
            raise Refused(f"{file} 已经有数据，不会覆盖；请先把它移开。")
        _check(copy)
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.restoring")
        shutil.copyfile(copy, beside)
        beside.chmod(0o600)
        beside.replace(file)
        return
    _run(wanted, "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", str(copy))


def _check(copy: Path) -> None:
    opened = sqlite3.connect(copy)
    try:
        found = opened.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError:
        found = "broken"
    finally:
        opened.close()
    if found != "ok":
        raise Refused("备份里的数据库不完整，没有恢复。")


def _run(url: URL, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Refused(f"这台机器上没有 {program}，请安装 PostgreSQL 的客户端工具。")
    host = url.host or str(url.query.get("host", ""))
    named = {"--host": host, "--port": url.port, "--username": url.username}
    options = [f"{name}={value}" for name, value in named.items() if value]
    command = [found, *options, f"--dbname={url.database}", "--no-password", *arguments]
    environment = dict(os.environ)
    if url.password:
        environment["PGPASSWORD"] = str(url.password)  # never in the list of processes
    done = subprocess.run(command, env=environment, capture_output=True, timeout=MINUTES * 60)
    if done.returncode:
        raise Refused(f"{program} 没有成功（返回 {done.returncode}）。")
