"""The address of a person's calendar: a random token, of which only the hash is kept."""

import hashlib
import secrets

from sqlalchemy import Connection, insert, select, update

from core.notices.rows import FEED
from core.store import Unit
from core.trust.facts import Account
from core.trust.rows import account_fact, account_row


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_feed(unit: Unit) -> str:
    """A new token for the actor; one that was made before opens nothing any more. Shown once."""
    token = secrets.token_urlsafe(32)
    _keep(unit, _hash(token))
    unit.audit("feed.make", "account", unit.actor.id)
    return token


def revoke_feed(unit: Unit) -> None:
    """The actor's calendar address opens nothing any more."""
    _keep(unit, None)
    unit.audit("feed.revoke", "account", unit.actor.id)


def _keep(unit: Unit, token_hash: str | None) -> None:
    values = {"token_hash": token_hash, "made_at": unit.at}
    mine = FEED.c.account == unit.actor.id
    if not unit.connection.execute(update(FEED).where(mine).values(**values)).rowcount:
        first = {"county": unit.county, "account": unit.actor.id, **values}
        unit.connection.execute(insert(FEED).values(**first))


def has_feed(connection: Connection, account: str) -> bool:
    """Whether the account has a calendar address that opens."""
    found = select(FEED.c.token_hash).where(FEED.c.account == account)
    return connection.execute(found).scalar() is not None


def owner_of(connection: Connection, token: str) -> tuple[int, Account] | None:
    """The open account whose calendar this token opens, with its row's number."""
    found = select(FEED.c.account).where(FEED.c.token_hash == _hash(token))
    account = connection.execute(found).scalar()
    row = account_row(connection, uuid=account) if account else None
    return (row["id"], account_fact(row)) if row is not None and row["active"] else None
