"""Signing in: throttled before anything is hashed, the same answer for unknown and wrong.

Five failures of an account or twenty of an address within fifteen minutes end the trying. An
attempt is noted as failed before the password is looked at, so that many at once gain nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, insert, update

from core.store import Actor, Unit, reading, unit_of_work
from core.store.errors import Missing, Refused
from core.trust.facts import Account
from core.trust.passwords import matches
from core.trust.rows import account_fact, account_row, failures_since, first_account_with_role
from core.trust.service.accounts import folded_login
from core.trust.service.sessions import open_session
from core.trust.tables import ATTEMPT

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 20

WRONG = "登录名或密码不正确。"
NOBODY = Actor(id="anonymous", name="未登录")


class TooMany(Refused):
    """Too many attempts: nothing was checked; come back later."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedIn:
    """A session has been opened: the token goes into the cookie and nowhere else."""

    token: str
    session: str
    account: Account


def _throttle(connection: Connection, login: str, address: str, at: datetime) -> None:
    since = at - WINDOW
    if (
        failures_since(connection, since, login=login) >= PER_ACCOUNT
        or failures_since(connection, since, address=address) >= PER_ADDRESS
    ):
        minutes = int(WINDOW.total_seconds()) // 60
        raise TooMany(f"尝试次数过多，请 {minutes} 分钟后再试，或请管理员重设密码。")


def _noted(unit: Unit, login: str, address: str) -> int:
    """Note the attempt as failed, for now; returns the row's number."""
    _throttle(unit.connection, login, address, unit.at)
    done = unit.connection.execute(
        insert(ATTEMPT).values(login=login, address=address, at=unit.at, ok=False)
    )
    assert done.inserted_primary_key is not None
    return int(done.inserted_primary_key[0])


def sign_in(
    engine: Engine,
    *,
    login: str,
    password: str,
    address: str,
    device: str,
    at: datetime,
    county: str,
) -> SignedIn:
    """Open a session for a login and password; raises Refused (one sentence for every cause)
    or TooMany. Always a new session: what the browser held before opens nothing.
    """
    login = folded_login(login)
    key = hashlib.sha256(login.encode()).hexdigest()
    address = address[:64]
    with reading(engine) as connection:
        _throttle(connection, key, address, at)
        row = account_row(connection, login=login)
    with unit_of_work(engine, actor=NOBODY, at=at, county=county) as unit:
        attempt = _noted(unit, key, address)
    right = matches(row["password_hash"] if row else None, password)
    if row is None or not right or not row["active"]:
        with unit_of_work(engine, actor=NOBODY, at=at, county=county) as unit:
            unit.audit("sign_in.failed", "account", row["uuid"] if row else "unknown")
        raise Refused(WRONG, field="password")
    account = account_fact(row)
    actor = Actor(id=account.id, name=account.name)
    with unit_of_work(engine, actor=actor, at=at, county=account.county) as unit:
        now = account_row(unit.connection, id=row["id"])
        if now is None or now["version"] != row["version"]:
            raise Refused(WRONG, field="password")  # changed or closed while we were hashing
        unit.connection.execute(update(ATTEMPT).where(ATTEMPT.c.id == attempt).values(ok=True))
        token, session = open_session(unit, account_id=row["id"], account=account, device=device)
    return SignedIn(token=token, session=session, account=account)


def enter_by_door(unit: Unit, *, role: str, day: date, device: str) -> SignedIn:
    """Demonstration only: sign in, without a password, as the demo account with this role.

    Only accounts that have no password stand behind a door; the caller has made sure that this
    is a demonstration.
    """
    row = first_account_with_role(unit.connection, unit.county, role, day)
    if row is None:
        raise Missing("演示数据还没有准备好，请先运行 yizhan demo。")
    account = account_fact(row)
    acting = Unit(
        connection=unit.connection,
        actor=Actor(id=account.id, name=account.name, role=role),
        at=unit.at,
        county=unit.county,
    )
    token, session = open_session(acting, account_id=row["id"], account=account, device=device)
    return SignedIn(token=token, session=session, account=account)
