"""Signing in and out."""

import re
from typing import Annotated

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import QueryParameter

from core.store import unit_of_work
from core.store.errors import Refused
from core.trust.service import SignedIn
from core.trust.service import sign_in as open_by_password
from core.trust.service import sign_out as close_session
from core.trust.service.sessions import ABSOLUTE
from core.trust.service.sign_in import TooMany
from web.desk import Answer, cookie, forget, page, redirect
from web.given import Desk, Engine, Posted

LONGEST_PATH = 500
#: One slash, then nothing that a browser would read as another site, and only what a header holds.
OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


def own_path(to: str) -> str:
    """A path of this site to go on to; anything else becomes the person's own first page."""
    return to if len(to) <= LONGEST_PATH and OWN_PATH.fullmatch(to) else "/home"


def signed_in_cookies(desk: Desk, opened: SignedIn) -> tuple[Cookie, ...]:
    """The new session's cookie; what the browser held as a visitor is forgotten.

    On a phone that is enrolled for this account the cookie lasts as long as the session may; at a
    desk it goes with the browser's window. A phone that was stopped is from now on one that nobody
    knows; under its old id it is refused.
    """
    phone = desk.visit.phone
    stopped = phone is not None and phone.revoked
    enrolled = phone is not None and not stopped and phone.account == opened.account.id
    life = int(ABSOLUTE.total_seconds()) if enrolled else None
    left = (forget(desk, "yizhan_device"),) if stopped else ()
    return (
        cookie(desk, "yizhan", opened.token, life=life),
        forget(desk, "yizhan_visitor"),
        *left,
    )


@get("/sign-in", opt={"permission": "public"}, sync_to_thread=True)
def form(
    desk: Desk, to: Annotated[str, QueryParameter(name="next", max_length=LONGEST_PATH)] = ""
) -> Answer:
    """The form; a demonstration is entered by its doors."""
    if desk.signed_in:
        return redirect(desk, own_path(to) if to else "/home")
    if desk.settings.demo:
        return redirect(desk, "/", say="请先选择一个身份。", kind="note")
    return page(desk, "pages/sign_in.html", to=to, login="", say="")


@post("/sign-in", opt={"permission": "public"}, sync_to_thread=True)
def enter(desk: Desk, engine: Engine, posted: Posted) -> Answer:
    """Open a session; always a new one, whatever cookie came along."""
    posted.only(("login", "password", "next"))
    login, to = posted.text("login"), posted.text("next")
    given = posted.fields.get("password", ("",))
    try:
        if not login or len(given) != 1 or not given[0]:
            raise Refused("请填写登录名和密码。")
        opened = open_by_password(
            engine,
            login=login[:200],
            password=given[0][:1000],
            address=desk.visit.address,
            device=desk.visit.device,
            at=desk.now,
            county=desk.county,
        )
    except Refused as refused:
        status = 429 if isinstance(refused, TooMany) else 422
        found = {"to": to, "login": login, "say": refused.say}
        return page(desk, "pages/sign_in.html", status=status, **found)
    return redirect(desk, own_path(to) if to else "/home", cookies=signed_in_cookies(desk, opened))


@post("/sign-out", opt={"permission": "signed_in"}, sync_to_thread=True)
def leave(desk: Desk, engine: Engine) -> Answer:
    """End the session of this device."""
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        close_session(unit, session=desk.session)
    return redirect(
        desk, "/", say="已退出。", cookies=(forget(desk, "yizhan"), forget(desk, "yizhan_visitor"))
    )


HANDLERS = [form, enter, leave]
