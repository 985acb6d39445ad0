"""手机: on which phones the people of one's unit work, who changed phones, and stopping one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection

from core.activities.listing import names_of, workers_of
from core.field.devices import Device, accounts_on, devices_of, revoke_device
from core.store import reading, unit_of_work
from core.store.errors import Missing
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted


@dataclass(frozen=True, kw_only=True, slots=True)
class OfPerson:
    """The phones of one person; ``notes`` says of a phone who else was enrolled on it."""

    name: str
    account: str
    devices: tuple[Device, ...]
    notes: dict[int, str]

    @property
    def several(self) -> int:
        """How many phones are in use, when it is more than one."""
        number = sum(1 for one in self.devices if not one.revoked)
        return number if number > 1 else 0


@get("/devices", opt={"permission": "device.stop"}, sync_to_thread=True)
def devices(desk: Desk, engine: Engine) -> Answer:
    """Everybody within reach who has a phone, with their phones."""
    with reading(engine) as connection:
        people = _people(desk, connection)
    return page(desk, "pages/devices.html", people=people)


def _people(desk: Any, connection: Connection) -> list[OfPerson]:
    workers = workers_of(connection, desk.county, desk.scope("device.stop"))
    found = devices_of(connection, sorted(workers))
    on = accounts_on(connection, sorted({one.id for one in found}))
    names = names_of(connection, {account for many in on.values() for account in many})

    def note(one: Device) -> str:
        others = [names.get(a, "") for a in on[one.id] if a != one.account]
        return f"这台手机上还登记过：{'、'.join(others)}" if others else ""

    people = []
    for account, name in workers.items():
        own = tuple(one for one in found if one.account == account)
        if own:
            notes = {one.number: note(one) for one in own}
            people.append(OfPerson(name=name, account=account, devices=own, notes=notes))
    return people


@post(
    "/devices/{account:uuid}/{device:uuid}/revoke",
    opt={"permission": "device.stop"},
    sync_to_thread=True,
)
def stop(
    desk: Desk, engine: Engine, posted: Posted, account: FromPath[UUID], device: FromPath[UUID]
) -> Answer:
    """Stop the phone of somebody within reach."""
    posted.only(("reason",))
    reason, owner = posted.text("reason"), str(account)
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        if owner not in workers_of(unit.connection, desk.county, desk.scope("device.stop")):
            raise Missing("没有这台手机，或者不在您的权限范围内。")
        stopped = revoke_device(unit, device=str(device), account=owner, reason=reason)
    return redirect(desk, "/devices", say=f"已停用“{stopped.name}”，它下一次联网就会清掉名单。")


HANDLERS = [devices, stop]
