"""What people choose of messages: mail and quiet hours for themselves, robots for groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.notices.addresses import mailbox_in, secret_in, token_in
from core.notices.dispatching import MAIL_PLACE, ROBOT_PLACE
from core.notices.events import EVENTS, TRIAL, Notice
from core.notices.rows import PREFERENCE, ROBOT
from core.notices.rules import Quiet
from core.notices.telling import let_out, quiet_of
from core.places.rows import agency_by_key, place_by_key
from core.store import Unit, new_id
from core.store.errors import Conflict, Missing, Refused
from core.trust.secrets import Sealer, Unreadable

LONGEST_NAME = 40
USUAL = Quiet()


@dataclass(frozen=True, kw_only=True, slots=True)
class Preference:
    """What one person wants: a mailbox (empty: none), events by mail, quiet hours."""

    mail: str = ""
    mailed: tuple[str, ...] = ()
    quiet: Quiet = USUAL
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Robot:
    """A group's robot as pages show it; its address is never shown again."""

    uuid: str
    kind: str
    name: str
    place: str
    agency: str
    events: tuple[str, ...]
    active: bool
    version: int


def preference_of(connection: Connection, sealer: Sealer, account: str) -> Preference:
    """What the account has chosen, or how it is for who has chosen nothing."""
    row = connection.execute(select(PREFERENCE).where(PREFERENCE.c.account == account)).first()
    if row is None:
        return Preference()
    try:
        mail = sealer.unseal(row.mail, MAIL_PLACE, account) if row.mail else ""
    except Unreadable:
        mail = ""
    return Preference(mail=mail, mailed=tuple(row.mailed), quiet=quiet_of(row), version=row.version)


def choose(
    unit: Unit,
    sealer: Sealer,
    *,
    mail: str,
    mailed: Iterable[str],
    since: str,
    until: str,
    version: int,
) -> None:
    """The actor's own choice. Raises Refused with what is wrong, Conflict for an old version."""
    me = unit.actor.id
    mailbox = mailbox_in(mail)
    values = {
        "mail": sealer.seal(mailbox, MAIL_PLACE, me) if mailbox else None,
        "mailed": _events(mailed, group=False),
        "quiet_since": _hour(since, "quiet_since"),
        "quiet_until": _hour(until, "quiet_until"),
        "version": version + 1,
    }
    mine = PREFERENCE.c.account == me, PREFERENCE.c.version == version
    if not unit.connection.execute(update(PREFERENCE).where(*mine).values(**values)).rowcount:
        known = select(PREFERENCE.c.id).where(PREFERENCE.c.account == me)
        if unit.connection.execute(known).first() is not None:
            raise Conflict("这一页刚在别处改过，请刷新后再改。")
        first = {"county": unit.county, "account": me, **values}
        unit.connection.execute(insert(PREFERENCE).values(**first))
    said = {"mailed": values["mailed"], "mail": bool(mailbox)}
    unit.audit("notice.choose", "account", me, version=version + 1, content=said)


def robots(connection: Connection, county: str) -> list[Robot]:
    """Every robot of the county, those in use first."""
    rows = connection.execute(
        select(ROBOT).where(ROBOT.c.county == county).order_by(ROBOT.c.active.desc(), ROBOT.c.id)
    )
    return [_robot(row) for row in rows]


def _robot(row: Any) -> Robot:
    plain = {name: getattr(row, name) for name in Robot.__slots__}
    return Robot(**plain | {"events": tuple(row.events)})


def add_robot(
    unit: Unit,
    sealer: Sealer,
    *,
    kind: str,
    name: str,
    place: str,
    agency: str,
    address: str,
    secret: str,
    events: Iterable[str],
) -> str:
    """Put a group's robot to use; its id. Raises Refused with what is wrong."""
    token, sign = token_in(kind, address), secret_in(kind, secret)
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Refused(f"请写明是哪个群，不超过 {LONGEST_NAME} 个字。", field="name")
    found = place_by_key(unit.connection, place)
    if found is None or found["county"] != unit.county:
        raise Refused("请选择是哪里的事。", field="place")
    if agency and agency_by_key(unit.connection, agency) is None:
        raise Refused("请选择机构，或者不限。", field="agency")
    uuid = new_id()
    wanted = _events(events, group=True)
    if not wanted:
        raise Refused("请至少选择一件事。", field="events")
    unit.connection.execute(
        insert(ROBOT).values(
            uuid=uuid,
            county=unit.county,
            kind=kind,
            name=name,
            place=place,
            agency=agency,
            address=sealer.seal(f"{token} {sign}".strip(), ROBOT_PLACE, uuid),
            events=wanted,
            active=True,
            version=1,
        )
    )
    content = {"kind": kind, "name": name, "place": place, "agency": agency, "events": wanted}
    unit.audit("robot.add", "robot", uuid, content=content)
    return uuid


def stop_robot(unit: Unit, uuid: str) -> Robot:
    """Nothing goes to this robot any more; to change an address, add the robot anew."""
    robot = robot_known(unit.connection, unit.county, uuid)
    unit.connection.execute(
        update(ROBOT).where(ROBOT.c.uuid == uuid).values(active=False, version=robot.version + 1)
    )
    unit.audit("robot.stop", "robot", uuid, version=robot.version + 1)
    return robot


def robot_known(connection: Connection, county: str, uuid: str) -> Robot:
    """One robot; raises Missing when there is none."""
    row = connection.execute(
        select(ROBOT).where(ROBOT.c.uuid == uuid, ROBOT.c.county == county)
    ).first()
    if row is None:
        raise Missing("没有这个群机器人。")
    return _robot(row)


def try_robot(unit: Unit, uuid: str) -> Robot:
    """One message to this robot alone, on its way like every other one."""
    robot = robot_known(unit.connection, unit.county, uuid)
    if not robot.active:
        raise Refused("这个群机器人已经停用。")
    subject = new_id()
    notice = Notice(event=TRIAL, subject=subject, link="/inbox", about=robot.name)
    let_out(unit, notice, {f"robot:{uuid}": unit.at})
    unit.audit("robot.try", "robot", uuid, version=robot.version)
    return robot


def _events(keys: Iterable[str], *, group: bool) -> list[str]:
    chosen = sorted(set(keys))
    if any(
        key not in EVENTS or key == TRIAL.key or (group and not EVENTS[key].group) for key in chosen
    ):
        raise Refused("有一项通知不认识，请刷新页面后重选。", field="events")
    return chosen


def _hour(text: str, field: str) -> str:
    try:
        return f"{time.fromisoformat(text):%H:%M}"
    except ValueError:
        raise Refused("请按“21:00”的样子填写时间。", field=field) from None
