"""Reading trust: rows come back as facts."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select, update

from core.store.engine import WRITES
from core.store.prepared import Prepared
from core.trust.facts import Account, Grant, Session
from core.trust.tables import ACCOUNT, ATTEMPT, GRANT, SESSION

# Asked at every request.
ACCOUNT_BY = {
    name: Prepared(select(ACCOUNT).where(ACCOUNT.c[name] == bindparam(name)))
    for name in ("uuid", "login", "id")
}
SESSION_OF = Prepared(select(SESSION).where(SESSION.c.token_hash == bindparam("token_hash")))
GRANTS = Prepared(
    select(GRANT).where(GRANT.c.account_id == bindparam("account_id")).order_by(GRANT.c.id)
)


def account_fact(row: RowMapping | Mapping[str, Any]) -> Account:
    """An account's row as a fact; the password's hash stays behind."""
    return Account(
        id=row["uuid"],
        login=row["login"],
        name=row["name"],
        county=row["county"],
        agency=row["agency"],
        active=row["active"],
        has_password=row["password_hash"] is not None,
        version=row["version"],
    )


def account_row(connection: Connection, **by: Any) -> Mapping[str, Any] | None:
    """One account's row by ``uuid``, ``login`` or ``id``; None when there is none."""
    [name] = by
    row = ACCOUNT_BY[name].first(connection, **by)
    return row._asdict() if row else None


def accounts(connection: Connection, county: str) -> list[Account]:
    """All accounts of a county, by name."""
    rows = connection.execute(
        select(ACCOUNT).where(ACCOUNT.c.county == county).order_by(ACCOUNT.c.name, ACCOUNT.c.id)
    )
    return [account_fact(row) for row in rows.mappings()]


def grants_of(connection: Connection, account_id: int) -> tuple[Grant, ...]:
    """All grants of an account (by the row's number), past and future ones too."""
    return tuple(
        Grant(
            id=row.uuid,
            role=row.role,
            place=row.place,
            contract=row.contract,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            granted_by=row.granted_by,
            reason=row.reason,
        )
        for row in GRANTS.rows(connection, account_id=account_id)
    )


def first_account_with_role(
    connection: Connection, county: str, role: str, day: date
) -> RowMapping | None:
    """The oldest active account without a password that holds the role: behind a demo door."""
    return (
        connection.execute(
            select(ACCOUNT)
            .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
            .where(
                ACCOUNT.c.county == county,
                ACCOUNT.c.active,
                ACCOUNT.c.password_hash.is_(None),
                GRANT.c.role == role,
                GRANT.c.valid_from <= day,
                or_(GRANT.c.valid_until.is_(None), GRANT.c.valid_until > day),
            )
            .order_by(ACCOUNT.c.id)
            .limit(1)
        )
        .mappings()
        .first()
    )


def session_fact(
    row: RowMapping | Mapping[str, Any], account: Account, grants: tuple[Grant, ...] = ()
) -> Session:
    """A session's row as a fact."""
    return Session(
        id=row["uuid"],
        account=account,
        grants=grants,
        csrf=row["csrf"],
        device=row["device"],
        created_at=row["created_at"],
        last_seen=row["last_seen"],
        expires_at=row["expires_at"],
    )


def open_session_rows(connection: Connection, account_id: int, at: datetime) -> list[RowMapping]:
    """The sessions of an account that are neither revoked nor past their end, newest first."""
    rows = connection.execute(
        select(SESSION)
        .where(
            SESSION.c.account_id == account_id,
            SESSION.c.revoked_at.is_(None),
            SESSION.c.expires_at > at,
        )
        .order_by(SESSION.c.last_seen.desc(), SESSION.c.id.desc())
    )
    return list(rows.mappings())


def session_row(connection: Connection, token_hash: str) -> Mapping[str, Any] | None:
    """A session's row by the hash of its token."""
    row = SESSION_OF.first(connection, token_hash=token_hash)
    return row._asdict() if row else None


def failures_since(connection: Connection, since: datetime, **by: str) -> int:
    """How many attempts since then did not succeed, by ``login`` (its hash) or ``address``."""
    conditions = [ATTEMPT.c[name] == value for name, value in by.items()]
    counted = select(func.count()).where(ATTEMPT.c.at > since, ~ATTEMPT.c.ok, *conditions)
    return connection.execute(counted.select_from(ATTEMPT)).scalar_one()


def write_last_seen(connection: Connection, session_id: int, at: datetime) -> None:
    """Move a session's last_seen forward; two devices' clocks never move it back."""
    assert connection.get_execution_options().get(WRITES)
    connection.execute(
        update(SESSION)
        .where(SESSION.c.id == session_id, SESSION.c.last_seen < at)
        .values(last_seen=at)
    )
