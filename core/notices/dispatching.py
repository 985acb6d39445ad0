"""Messages that leave the house 待发消息: each taken by one process, tried until it is given up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from core.notices.addresses import Mail, mail_address, robot_address
from core.notices.events import EVENTS, sentence
from core.notices.rows import DISPATCH, PREFERENCE, ROBOT
from core.notices.rules import again_after
from core.notices.sending import Send
from core.store import Unit
from core.trust.secrets import Sealer, Unreadable

#: So many in one go: a group's robot takes twenty a minute.
AT_ONCE = 20
#: A process that took messages and died leaves them to others after this.
TAKEN_FOR = timedelta(minutes=5)
TITLE = "驿站通知"
MAIL_PLACE, ROBOT_PLACE = "notice_preference.mail", "robot.address"


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaving:
    """One message on its way: to which address, and what it says. No address: nobody to send to."""

    id: int
    tries: int
    address: str
    text: str
    why_not: str = ""


def anything_due(connection: Connection, county: str, at: datetime) -> bool:
    """Whether some message may leave by now."""
    return connection.execute(_due(county, at).limit(1)).first() is not None


def _due(county: str, at: datetime) -> Any:
    return (
        select(DISPATCH)
        .where(DISPATCH.c.county == county, DISPATCH.c.due_at <= at)
        .order_by(DISPATCH.c.due_at, DISPATCH.c.id)
    )


def take(
    unit: Unit, sealer: Sealer, mail: Mail | None, address: str, limit: int = AT_ONCE
) -> list[Leaving]:
    """Take what is due: nobody else takes the same for some minutes. ``address``: for the links."""
    rows = unit.connection.execute(_due(unit.county, unit.at).limit(limit)).all()
    for row in rows:
        unit.connection.execute(
            update(DISPATCH).where(DISPATCH.c.id == row.id).values(due_at=unit.at + TAKEN_FOR)
        )
    return [_leaving(unit.connection, row, sealer, mail, address) for row in rows]


def _leaving(
    connection: Connection, row: Any, sealer: Sealer, mail: Mail | None, house: str
) -> Leaving:
    target, why_not = _address(connection, row.target, sealer, mail)
    text = text_of(row.event, row.number, row.about, row.link, house)
    return Leaving(id=row.id, tries=row.tries, address=target, text=text, why_not=why_not)


def text_of(event: str, number: int, about: str, link: str, house: str) -> str:
    """All that a message says: the event's words, how many, where, and the way there."""
    known = EVENTS.get(event)
    say = sentence(known, number, about) if known else about
    return f"{say}\n{house.rstrip('/')}{link}" if house else f"{say}\n请打开驿站查看。"


def _address(
    connection: Connection, target: str, sealer: Sealer, mail: Mail | None
) -> tuple[str, str]:
    """The address of a target, or why there is none."""
    kind, _, key = target.partition(":")
    try:
        if kind == "robot":
            robot = connection.execute(select(ROBOT).where(ROBOT.c.uuid == key)).first()
            if robot is None or not robot.active:
                return "", "这个群机器人已经停用。"
            token, _, secret = sealer.unseal(robot.address, ROBOT_PLACE, key).partition(" ")
            return robot_address(robot.kind, token, secret), ""
        chosen = connection.execute(select(PREFERENCE).where(PREFERENCE.c.account == key)).first()
        if chosen is None or chosen.mail is None:
            return "", "这个人没有填邮箱。"
        if mail is None:
            return "", "没有设置发信服务器。"
        return mail_address(mail, sealer.unseal(chosen.mail, MAIL_PLACE, key)), ""
    except Unreadable:
        return "", "地址解不开，密钥可能换过，请重新填写。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """What became of one message, for the page on which a robot is tried."""

    event: str
    made_at: datetime
    due_at: datetime | None
    sent_at: datetime | None
    given_up_at: datetime | None
    said: str


def last_sent(connection: Connection, target: str, limit: int) -> list[Sent]:
    """The last messages to a target, the newest first."""
    rows = connection.execute(
        select(DISPATCH)
        .where(DISPATCH.c.target == target)
        .order_by(DISPATCH.c.id.desc())
        .limit(limit)
    )
    return [Sent(**{name: getattr(row, name) for name in Sent.__slots__}) for row in rows]


def deliver(
    begin: Callable[[], Any], sealer: Sealer, mail: Mail | None, house: str, send: Send
) -> str:
    """Send what is due and write down what came of it; a sentence. ``begin`` opens a unit of work.

    A message whose process died between sending and writing is sent once more.
    """
    with begin() as unit:
        leaving = take(unit, sealer, mail, house)
    outcomes = [(one, bool(one.address) and send(one.address, TITLE, one.text)) for one in leaving]
    with begin() as unit:
        for one, fine in outcomes:
            _settle(unit, one, fine)
    sent = sum(fine for _, fine in outcomes)
    return f"发出 {sent} 条" + (
        f"，{len(outcomes) - sent} 条没有发成" if sent < len(outcomes) else ""
    )


def _settle(unit: Unit, one: Leaving, fine: bool) -> None:
    tries = one.tries + 1
    values: dict[str, Any] = {"tries": tries, "due_at": None}
    if fine:
        values |= {"sent_at": unit.at, "said": ""}
    else:
        again = None if one.why_not else again_after(tries, unit.at)
        why = one.why_not or "对方没有收下：请核对地址和密钥，或看网络是否通。"
        given_up = "" if again or one.why_not else f"试了 {tries} 次，不再发。"
        values |= {"due_at": again, "said": f"{why}{given_up}"}
        values |= {} if again else {"given_up_at": unit.at}
    unit.connection.execute(update(DISPATCH).where(DISPATCH.c.id == one.id).values(**values))
    unit.audit("notice.sent" if fine else "notice.not_sent", "dispatch", str(one.id))
