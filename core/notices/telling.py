"""Telling: a notice written in the transaction of what it tells of, once for each person."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, insert, select

from core.notices.events import Notice
from core.notices.rows import DISPATCH, NOTICE, PREFERENCE, ROBOT
from core.notices.rules import Quiet, leaves_at
from core.store import Unit, new_id


def notify(unit: Unit, notice: Notice, accounts: Iterable[str]) -> int:
    """Tell these accounts, and the groups whose robots want it; how many had not been told yet.

    Told again with the same subject and slot, nobody hears it twice.
    """
    same = {"event": notice.event.key, "subject": notice.subject, "slot": notice.slot}
    known = set(
        unit.connection.execute(
            select(NOTICE.c.account).where(*(NOTICE.c[name] == v for name, v in same.items()))
        ).scalars()
    )
    wanted = [one for one in dict.fromkeys(accounts) if one and one not in known]
    plain = {**same, "county": unit.county, "number": notice.number, "about": notice.about}
    plain["link"] = notice.link
    if wanted:
        rows = [
            {**plain, "uuid": new_id(), "account": one, "at": unit.at, "read_at": None}
            for one in wanted
        ]
        unit.connection.execute(insert(NOTICE), rows)
    let_out(unit, notice, _leaving(unit, notice, wanted))
    return len(wanted)


def _leaving(unit: Unit, notice: Notice, accounts: list[str]) -> dict[str, datetime]:
    """Target → when it may leave: whoever wants mail of this event, and robots of groups near."""
    found = {}
    for row in _mailed(unit.connection, accounts) if accounts else ():
        if notice.event.key in row.mailed:
            quiet = quiet_of(row)
            found[f"mail:{row.account}"] = leaves_at(unit.at, quiet, urgent=notice.event.urgent)
    for row in _robots(unit, notice) if notice.event.group else ():
        found[f"robot:{row.uuid}"] = leaves_at(unit.at, Quiet(), urgent=notice.event.urgent)
    return found


def let_out(unit: Unit, notice: Notice, leaving: Mapping[str, datetime]) -> None:
    """Put a message for each of these targets on its way, once for each subject and slot."""
    if not leaving:
        return
    same = {"event": notice.event.key, "subject": notice.subject, "slot": notice.slot}
    known = set(
        unit.connection.execute(
            select(DISPATCH.c.target).where(
                DISPATCH.c.target.in_(leaving), *(DISPATCH.c[n] == v for n, v in same.items())
            )
        ).scalars()
    )
    rows = [
        {
            **same,
            "county": unit.county,
            "target": target,
            "number": notice.number,
            "about": notice.about,
            "link": notice.link,
            "made_at": unit.at,
            "due_at": due,
            "tries": 0,
            "sent_at": None,
            "given_up_at": None,
            "said": "",
        }
        for target, due in leaving.items()
        if target not in known
    ]
    if rows:
        unit.connection.execute(insert(DISPATCH), rows)


def _mailed(connection: Connection, accounts: list[str]) -> Iterable[Any]:
    return connection.execute(
        select(PREFERENCE).where(PREFERENCE.c.account.in_(accounts), PREFERENCE.c.mail.is_not(None))
    )


def quiet_of(row: Any) -> Quiet:
    """The quiet hours of a preference's row."""
    return Quiet(
        since=time.fromisoformat(row.quiet_since), until=time.fromisoformat(row.quiet_until)
    )


def _robots(unit: Unit, notice: Notice) -> Iterable[Any]:
    rows = unit.connection.execute(
        select(ROBOT).where(ROBOT.c.county == unit.county, ROBOT.c.active).order_by(ROBOT.c.id)
    )
    for row in rows:
        near = notice.place == row.place or notice.place.startswith(f"{row.place}/")
        here = row.place == unit.county or near
        if here and row.agency in ("", notice.agency) and notice.event.key in row.events:
            yield row
