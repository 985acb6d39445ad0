"""我: who I am, what I may do where, and on which devices I am signed in."""

from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from core.places.rows import place_by_key
from core.store import reading, unit_of_work
from core.trust import PERMISSIONS, ROLES
from core.trust.service import revoke as end_session
from core.trust.service.sessions import sessions_of
from web.desk import Answer, forget, page, redirect
from web.given import Desk, Engine


@get("/me", opt={"permission": "signed_in"}, sync_to_thread=True)
def me(desk: Desk, engine: Engine) -> Answer:
    """My grants and my sessions."""
    with reading(engine) as connection:
        sessions = sessions_of(connection, desk.actor.id, at=desk.now)
        rows = {grant.place: place_by_key(connection, grant.place) for grant in desk.grants}
    places = {key: row["name"] if row else key for key, row in rows.items()}
    may = {
        grant.id: [label for key, label in PERMISSIONS.items() if key in ROLES[grant.role].may]
        for grant in desk.grants
        if grant.role in ROLES
    }
    return page(desk, "pages/me.html", sessions=sessions, may=may, places=places)


@post("/me/sessions/{session:uuid}/revoke", opt={"permission": "signed_in"}, sync_to_thread=True)
def revoke(desk: Desk, engine: Engine, session: FromPath[UUID]) -> Answer:
    """End one of my sessions, on a phone that was lost for instance."""
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        end_session(unit, session=str(session))
    if str(session) == desk.session:
        return redirect(desk, "/", say="已退出。", cookies=(forget(desk, "yizhan"),))
    return redirect(desk, "/me", say="已让那台设备退出。")


HANDLERS = [me, revoke]
