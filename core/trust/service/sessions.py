"""Sessions: open, find, mark as seen, revoke. The cookie holds a token, the table its hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, insert, select, update

from core.store import Actor, Unit, new_id, unit_of_work
from core.store.errors import Missing
from core.trust.facts import Account, Session
from core.trust.rows import (
    account_fact,
    account_row,
    grants_of,
    open_session_rows,
    session_fact,
    session_row,
    write_last_seen,
)
from core.trust.tables import SESSION

#: However busy: nobody stays signed in for longer.
ABSOLUTE = timedelta(hours=12)
#: last_seen is written at most this often: a page view is not a write.
SEEN_EVERY = timedelta(minutes=5)


def token_hash(token: str) -> str:
    """What is stored of a token: reading the database opens no session."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(unit: Unit, *, account_id: int, account: Account, device: str) -> tuple[str, str]:
    """A new session row; returns its token and its id. The token is seen here and never again."""
    token, session = secrets.token_urlsafe(32), new_id()
    unit.connection.execute(
        insert(SESSION).values(
            uuid=session,
            token_hash=token_hash(token),
            account_id=account_id,
            created_at=unit.at,
            last_seen=unit.at,
            expires_at=unit.at + ABSOLUTE,
            revoked_at=None,
            device=device[:200],
            csrf=secrets.token_urlsafe(32),
        )
    )
    unit.audit("session.open", "web_session", session, content={"account": account.id})
    return token, session


def find_session(
    connection: Connection, token: str, *, at: datetime, idle: timedelta
) -> Session | None:
    """The session that a token opens now: not revoked, not idle, not past its end, and of an
    account that is still open. Asked at every request, so that a change counts at once.
    """
    row = session_row(connection, token_hash(token))
    if row is None or row["revoked_at"] is not None or row["expires_at"] <= at:
        return None
    if at - row["last_seen"] > idle:
        return None
    account = account_row(connection, id=row["account_id"])
    if account is None or not account["active"]:
        return None
    grants = grants_of(connection, row["account_id"])
    return session_fact(row, account_fact(account), grants)


def sessions_of(connection: Connection, account: str, *, at: datetime) -> list[Session]:
    """The open sessions of an account, most recently used first."""
    row = account_row(connection, uuid=account)
    if row is None:
        return []
    fact = account_fact(row)
    return [session_fact(each, fact) for each in open_session_rows(connection, row["id"], at)]


def seen(engine: Engine, session: Session, *, at: datetime) -> None:
    """Note that a session was used, at most every five minutes."""
    if at - session.last_seen < SEEN_EVERY:
        return
    actor = Actor(id=session.account.id, name=session.account.name)
    with unit_of_work(engine, actor=actor, at=at, county=session.account.county) as unit:
        found = select(SESSION.c.id).where(SESSION.c.uuid == session.id)
        write_last_seen(unit.connection, unit.connection.execute(found).scalar_one(), at)


def sign_out(unit: Unit, *, session: str) -> None:
    """End the actor's own session on this device."""
    revoke(unit, session=session, action="session.close")


def revoke(unit: Unit, *, session: str, action: str = "session.revoke") -> None:
    """End a session of the actor's own account, at once, on whatever device it is."""
    owner = account_row(unit.connection, uuid=unit.actor.id)
    row = unit.connection.execute(select(SESSION).where(SESSION.c.uuid == session)).first()
    if row is None or owner is None or row.account_id != owner["id"]:
        raise Missing("没有这个登录。")
    end_session(unit, session=session, action=action)


def end_session(unit: Unit, *, session: str, action: str = "session.revoke") -> None:
    """End a session, whosever it is, if there is one that is still open."""
    open_one = SESSION.c.uuid == session, SESSION.c.revoked_at.is_(None)
    if unit.connection.execute(
        update(SESSION).where(*open_one).values(revoked_at=unit.at)
    ).rowcount:
        unit.audit(action, "web_session", session)


def revoke_all(unit: Unit, account_id: int) -> None:
    """End every session of an account (by the row's number)."""
    for row in open_session_rows(unit.connection, account_id, unit.at):
        unit.connection.execute(
            update(SESSION).where(SESSION.c.id == row["id"]).values(revoked_at=unit.at)
        )
        unit.audit("session.revoke", "web_session", row["uuid"])
