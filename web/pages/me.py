"""我: who I am, what I may do where, and on which devices I am signed in."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from core.field.devices import devices_of, revoke_device
from core.places.rows import place_by_key
from core.store import reading, unit_of_work
from core.trust import PERMISSIONS, ROLES
from core.trust.service import revoke as end_session
from core.trust.service.sessions import sessions_of
from web.desk import Answer, forget, page, redirect
from web.given import Desk, Engine, Posted


@get("/me", opt={"permission": "signed_in"}, sync_to_thread=True)
def me(desk: Desk, engine: Engine) -> Answer:
    """My grants and my sessions."""
    with reading(engine) as connection:
        sessions = sessions_of(connection, desk.actor.id, at=desk.now)
        devices = devices_of(connection, [desk.actor.id])
        rows = {grant.place: place_by_key(connection, grant.place) for grant in desk.grants}
    places = {key: row["name"] if row else key for key, row in rows.items()}
    may = {
        grant.id: [label for key, label in PERMISSIONS.items() if key in ROLES[grant.role].may]
        for grant in desk.grants
        if grant.role in ROLES
    }
    return page(desk, "pages/me.html", sessions=sessions, devices=devices, may=may, places=places)


@post("/me/sessions/{session:uuid}/revoke", opt={"permission": "signed_in"}, sync_to_thread=True)
def revoke(desk: Desk, engine: Engine, session: FromPath[UUID]) -> Answer:
    """End one of my sessions, on a phone that was lost for instance."""
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        end_session(unit, session=str(session))
    if str(session) == desk.session:
        return redirect(desk, "/", say="已退出。", cookies=(forget(desk, "yizhan"),))
    return redirect(desk, "/me", say="已让那台设备退出。")


@post("/me/devices/{device:uuid}/revoke", opt={"permission": "signed_in"}, sync_to_thread=True)
def stop_phone(desk: Desk, engine: Engine, posted: Posted, device: FromPath[UUID]) -> Answer:
    """Stop one of my phones: it sends nothing more and wipes what it holds of other people."""
    posted.only(("reason",))
    reason = posted.text("reason")
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        stopped = revoke_device(unit, device=str(device), account=desk.actor.id, reason=reason)
    return redirect(desk, "/me", say=f"已停用“{stopped.name}”，它下一次联网就会清掉名单。")


HANDLERS = [me, revoke, stop_phone]
