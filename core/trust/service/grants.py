"""Grants: give a role at a place for some days, and end it. None is ever deleted."""

from datetime import date

from sqlalchemy import insert, select, update

from core.store import Unit, new_id
from core.store.errors import Forbidden, Missing, Refused
from core.store.versions import keep
from core.trust.facts import Grant
from core.trust.roles import KEPT_APART, ROLES
from core.trust.rows import account_row, grants_of
from core.trust.tables import GRANT


def _kept(unit: Unit, grant: Grant, version: int, account: str, action: str, reason: str) -> None:
    keep(
        unit,
        action=action,
        kind="access_grant",
        object_id=grant.id,
        version=version,
        content={
            "account": account,
            "role": grant.role,
            "place": grant.place,
            "contract": grant.contract,
            "valid_from": str(grant.valid_from),
            "valid_until": str(grant.valid_until) if grant.valid_until else None,
        },
        reason=reason,
    )


def _overlap(first: Grant, second: Grant) -> bool:
    starts_before_end = second.valid_until is None or first.valid_from < second.valid_until
    ends_after_start = first.valid_until is None or second.valid_from < first.valid_until
    return starts_before_end and ends_after_start


def grant(
    unit: Unit,
    *,
    account: str,
    role: str,
    place: str,
    contract: str = "",
    valid_from: date,
    valid_until: date | None = None,
    reason: str,
) -> Grant:
    """Give an account a role at a place and all below it, for one contract or ('') all.

    Refused: to oneself; an unknown role; another county's place; days in the wrong order; two of
    system, security and auditor for one person at a time.
    """
    row = account_row(unit.connection, uuid=account)
    if row is None or row["county"] != unit.county:
        raise Missing("没有这个账号。")
    if unit.actor.id == account:
        raise Forbidden("不能给自己授权，请由另一位管理员办理。")
    if role not in ROLES:
        raise Refused("没有这个角色。", field="role")
    if place != unit.county and not place.startswith(f"{unit.county}/"):
        raise Refused("只能授权到本县的地方。", field="place")
    if valid_until is not None and valid_until <= valid_from:
        raise Refused("授权的截止日期应在开始日期之后。", field="valid_until")
    if not reason.strip():
        raise Refused("请说明授权的理由。", field="reason")
    given = Grant(
        id=new_id(),
        role=role,
        place=place,
        contract=contract,
        valid_from=valid_from,
        valid_until=valid_until,
        granted_by=unit.actor.id,
        reason=reason,
    )
    for other in grants_of(unit.connection, row["id"]):
        if role in KEPT_APART and other.role in KEPT_APART - {role} and _overlap(given, other):
            raise Refused("系统、安全、审计三种管理员不能由一人兼任。", field="role")
    unit.connection.execute(
        insert(GRANT).values(
            uuid=given.id,
            county=unit.county,
            account_id=row["id"],
            role=role,
            place=place,
            contract=contract,
            valid_from=valid_from,
            valid_until=valid_until,
            granted_by=unit.actor.id,
            granted_at=unit.at,
            reason=reason,
            version=1,
        )
    )
    _kept(unit, given, 1, account, "grant.give", reason)
    return given


def end_grant(unit: Unit, *, grant: str, day: date, reason: str) -> None:
    """End a grant: from ``day`` on it no longer holds. It counts from the next request."""
    row = unit.connection.execute(select(GRANT).where(GRANT.c.uuid == grant)).mappings().first()
    if row is None or row["county"] != unit.county:
        raise Missing("没有这项授权。")
    if not reason.strip():
        raise Refused("请说明收回的理由。", field="reason")
    until = max(day, row["valid_from"])
    if row["valid_until"] is not None and row["valid_until"] <= until:
        raise Refused("这项授权已经到期。")
    holder = account_row(unit.connection, id=row["account_id"])
    assert holder is not None
    ended = next(one for one in grants_of(unit.connection, row["account_id"]) if one.id == grant)
    version = row["version"] + 1
    unit.connection.execute(
        update(GRANT).where(GRANT.c.id == row["id"]).values(valid_until=until, version=version)
    )
    ended = Grant(
        id=ended.id,
        role=ended.role,
        place=ended.place,
        contract=ended.contract,
        valid_from=ended.valid_from,
        valid_until=until,
        granted_by=ended.granted_by,
        reason=ended.reason,
    )
    _kept(unit, ended, version, holder["uuid"], "grant.end", reason)
