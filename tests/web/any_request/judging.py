"""What every answer must be, and what may never have changed."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import Connection, Engine

from core.store import metadata, reading
from tests.web.any_request.asking import Answered, Ask
from tests.web.any_request.odd import SCRIPT

ROOT = Path(__file__).resolve().parents[3]
CHINESE = re.compile(r"[一-鿿]{2}")
#: What only the inside of the house knows. None of it stands in what is sent.
INSIDE = (
    "Traceback",
    'File "',
    ".py",
    str(ROOT),
    "site-packages",
    "sqlalchemy",
    "sqlite3",
    "psycopg",
    "SELECT ",
    "INSERT INTO",
    "UPDATE web_",
    "litestar",
    "jinja2",
    "Exception",
    "837221",
    SCRIPT,
)
#: Signing in leaves a trace on purpose, refused or not; a session notes when it was last used.
EXCEPTED = frozenset({"sign_in_attempt", "web_session"})
#: Answers that are no text: a zip archive, pictures; in them letters mean nothing.
NO_TEXT = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "image/")
#: What moves on with every transaction that writes: of others on SQLite, of anybody on PostgreSQL.
WRITTEN = {
    "sqlite": "PRAGMA data_version",
    "postgresql": "SELECT pg_snapshot_xmax(pg_current_snapshot())",
}


def faults(ask: Ask, answer: Answered) -> list[str]:
    """Everything that is wrong with an answer; none for a good one."""
    found = []
    if answer.status >= 500:
        found.append(f"answered {answer.status}: {_words(answer)}")
    if "content-security-policy" not in answer.headers:
        found.append("an answer without the policy")
    if not answer.headers.get("content-type", "").startswith(NO_TEXT):
        found += [f"shows {inside!r}" for inside in INSIDE if inside in answer.text]
    if ask.method != "HEAD" and answer.refused:
        found += _unkind(ask, answer)
    if any("\r" in value or "\n" in value for value in answer.headers.values()):
        found.append("a header of two lines")
    to = answer.headers.get("location", "")
    if to and (not to.startswith("/") or to.startswith(("//", "/\\"))):
        found.append(f"leads away: {to[:100]}")
    return found


def _words(answer: Answered) -> str:
    """What a page says, with the reference under which the log says more."""
    return " ".join(re.sub(r"<head.*?</head>|<[^>]*>", " ", answer.text, flags=re.S).split())[:400]


def _unkind(ask: Ask, answer: Answered) -> list[str]:
    """A refusal is a Chinese page, a fragment of one, or JSON for programs; below /api always JSON."""
    media = answer.headers.get("content-type", "")
    accepted = ask.value(b"accept")
    path = f"{unquote(ask.target.partition(b'?')[0].decode('latin-1'))}/"
    by_program = b"application/json" in accepted and b"text/html" not in accepted
    if by_program or path.startswith("/api/"):
        if not media.startswith("application/json"):
            return [f"JSON was asked for and {media!r} came"]
        say = json.loads(answer.body)["error"]["say"]
        return [] if CHINESE.search(say) else [f"says {say!r}"]
    if not media.startswith("text/html"):
        return [f"a refusal as {media!r}"]
    return [] if CHINESE.search(answer.text) else [f"a refusal without a word: {answer.text[:100]}"]


class Contents:
    """What the database holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Kept open: SQLite says to each connection whether others have written since.
        self._commits = engine.connect()
        self._count, self._stands = self._committed(), self._look()

    def close(self) -> None:
        """Let go of the database."""
        self._commits.close()

    def changed(self) -> list[str]:
        """The tables that are not as they were when this was last asked."""
        # Reading every table takes longer than most pages; nearly always nothing was written.
        if (count := self._committed()) == self._count:
            return []
        before, self._count, self._stands = self._stands, count, self._look()
        return sorted(name for name in before if before[name] != self._stands[name])

    def _committed(self) -> str:
        """Another answer whenever something was written since."""
        with self._commits.begin():
            asked = WRITTEN[self._engine.dialect.name]
            return str(self._commits.exec_driver_sql(asked).scalar())

    def _look(self) -> Mapping[str, str]:
        """Table → digest of all its rows, the excepted ones left out."""
        tables = [name for name in metadata.tables if name not in EXCEPTED]
        with reading(self._engine) as connection:
            return {name: _digest(connection, name) for name in tables}


def _digest(connection: Connection, table: str) -> str:
    # Not through the columns' types, which would cost most of the time.
    if connection.dialect.name == "postgresql":
        rows = f"""SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "{table}" t"""
        return str(connection.exec_driver_sql(rows).scalar())
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"').cursor.fetchall()
    return hashlib.sha256("\n".join(sorted(map(repr, found))).encode()).hexdigest()
