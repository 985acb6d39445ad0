"""Accounts: create one, set its password, close it. None is ever deleted."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert, update
from sqlalchemy.exc import IntegrityError

from core.store import Actor, Unit, new_id, unit_of_work
from core.store.errors import Conflict, Missing, Refused
from core.store.versions import keep
from core.trust.facts import Account
from core.trust.passwords import hashed, weakness
from core.trust.rows import account_fact, account_row
from core.trust.service.sessions import revoke_all
from core.trust.tables import ACCOUNT

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}[a-z0-9]")


def folded_login(login: str) -> str:
    """The one spelling of a login: half-width, lower case, without blanks at its ends."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _kept(unit: Unit, row: Mapping[str, Any], action: str, reason: str = "") -> None:
    keep(
        unit,
        action=action,
        kind="account",
        object_id=row["uuid"],
        version=row["version"],
        content={
            "login": row["login"],
            "name": row["name"],
            "agency": row["agency"],
            "active": row["active"],
            "has_password": row["password_hash"] is not None,
        },
        reason=reason,
    )


def create_account(unit: Unit, *, login: str, name: str, agency: str = "", id: str = "") -> Account:
    """A new account of the unit's county, without a password and without any grant.

    ``agency`` is the key of the provider or purchaser whose records the person makes. Without a
    password nobody can sign in; a demonstration's doors open such accounts.
    """
    login, name = folded_login(login), name.strip()
    if not _LOGIN.fullmatch(login):
        raise Refused(
            "登录名用 3 到 60 个小写字母、数字、点、横线，首尾是字母或数字。", field="login"
        )
    if not 1 <= len(name) <= 80:
        raise Refused("请填写姓名（80 字以内）。", field="name")
    if account_row(unit.connection, login=login):
        raise Conflict(f"登录名“{login}”已有人使用，请换一个。", field="login")
    row = {
        "uuid": id or new_id(),
        "county": unit.county,
        "login": login,
        "name": name,
        "agency": agency,
        "password_hash": None,
        "active": True,
        "created_at": unit.at,
        "version": 1,
    }
    try:
        unit.connection.execute(insert(ACCOUNT).values(**row))
    except IntegrityError:
        raise Conflict(f"登录名“{login}”已有人使用，请换一个。", field="login") from None
    _kept(unit, row, "account.create")
    return account_fact(row)


def _changed(
    unit: Unit, account: str, action: str, reason: str = "", **values: Any
) -> Mapping[str, Any]:
    row = account_row(unit.connection, uuid=account)
    if row is None or row["county"] != unit.county:
        raise Missing("没有这个账号。")
    changed = {**row, **values, "version": row["version"] + 1}
    unit.connection.execute(
        update(ACCOUNT)
        .where(ACCOUNT.c.id == row["id"])
        .values(**values, version=changed["version"])
    )
    _kept(unit, changed, action, reason)
    return changed


def set_password(
    engine: Engine, *, actor: Actor, at: datetime, county: str, account: str, password: str
) -> None:
    """Set an account's password; every session of the account ends.

    Opens its own unit of work: the hash takes 0.2 s, during which nobody may wait for the turn.
    """
    with engine.connect() as connection, connection.begin():
        row = account_row(connection, uuid=account)
    if row is None:
        raise Missing("没有这个账号。")
    if why := weakness(password, login=row["login"], name=row["name"]):
        raise Refused(why, field="password")
    password_hash = hashed(password)
    with unit_of_work(engine, actor=actor, at=at, county=county) as unit:
        changed = _changed(unit, account, "account.password", password_hash=password_hash)
        revoke_all(unit, changed["id"])


def close_account(unit: Unit, *, account: str, reason: str) -> None:
    """Close an account: its sessions end at once, its name stays beside what it did."""
    if not reason.strip():
        raise Refused("请说明停用的理由。", field="reason")
    changed = _changed(unit, account, "account.close", reason, active=False)
    revoke_all(unit, changed["id"])
