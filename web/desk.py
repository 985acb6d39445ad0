"""The desk: all that a page's handler knows about who sits there; and how it answers.

from web.desk import Answer, page
from web.given import Desk, Engine

@get("/people", opt={"permission": "person.see"}, sync_to_thread=True)
def people(desk: Desk, engine: Engine) -> Answer:
    with reading(engine) as connection:
        found = ...
    return page(desk, "pages/people.html", people=found)
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie
from sqlalchemy import Engine

from core.calendar import business_day
from core.store import Actor
from core.store.errors import Missing
from core.trust import ROLES, Account, Decision, Grant, Scope, can, can_anywhere, main_role, scope
from web.errors import SENTENCES, Said, as_json, wants_json
from web.navigation import Entry, entries, landing, thumb_entries
from web.permissions import KNOWN, SIGNED_IN
from web.settings import Settings
from web.signing import keeping_key, opened, signed
from web.templating import rendered
from web.visit import Visit, cookie_name
from web.waiting import Waiting, waiting_for

Answer = Response[str]
HTML = "text/html"
FLASH = "yizhan_flash"
FLASH_LIFE = timedelta(seconds=90)
#: A sentence, not a letter: cookies are small.
FLASH_LONGEST = 300
NOBODY = Actor(id="anonymous", name="未登录")


@dataclass(frozen=True, kw_only=True, slots=True)
class Flash:
    """One notice for the next page: what was done, or why not."""

    say: str
    kind: str = "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Who acts, with which grants, on which day; and what the page's frame needs.

    ``day`` is the business day in China, ``now`` the instant in UTC; both stand still during a
    request. ``session`` is the id of the session on this device, empty before signing in.
    """

    actor: Actor
    account: Account | None
    grants: tuple[Grant, ...]
    day: date
    now: datetime
    county: str
    role: str
    csrf: str
    is_htmx: bool
    is_program: bool
    demo: bool
    path: str
    session: str
    visit: Visit
    settings: Settings
    pages: frozenset[str]
    flash: Flash | None
    engine: Engine

    @property
    def signed_in(self) -> bool:
        """Whether somebody has signed in."""
        return self.account is not None

    @property
    def role_label(self) -> str:
        """The role's word on the screen."""
        return ROLES[self.role].label if self.role in ROLES else ""

    def may(self, action: str) -> Decision:
        """Whether the action is allowed anywhere: for showing a button or a link."""
        return can_anywhere(self.grants, action, day=self.day)

    def can(self, action: str, *, place: str, contract: str = "") -> Decision:
        """Whether the action is allowed on an object at this place and of this contract."""
        return can(self.grants, action, place=place, contract=contract, day=self.day)

    def require(self, action: str, *, place: str, contract: str = "") -> None:
        """Raise Missing when it is not: what lies outside one's reach does not exist (404)."""
        if not self.can(action, place=place, contract=contract):
            raise Missing("没有找到，或者不在您的权限范围内。")

    def scope(self, action: str) -> Scope:
        """Where the action is allowed; ``core.trust.visible.visible`` makes it a filter."""
        return scope(self.grants, action, self.day)

    @property
    def navigation(self) -> tuple[Entry, ...]:
        """The entries of the navigation that this person may open."""
        allowed = frozenset(
            action
            for grant in self.grants
            if grant.holds_on(self.day) and grant.role in ROLES
            for action in ROLES[grant.role].may
        )
        everybody = {SIGNED_IN} if self.signed_in else set()
        return entries((allowed & KNOWN) | everybody, self.pages)

    @property
    def thumbs(self) -> tuple[Entry, ...]:
        """The entries at the foot of a phone."""
        return thumb_entries(self.role, self.navigation)

    def waiting(self) -> Waiting:
        """What is waiting and unread: looked up when the navigation is drawn."""
        return waiting_for(
            self.engine, self.county, self.actor.id, self.grants, self.day, self.role
        )

    @property
    def keeping_key(self) -> str:
        """Opens what this account's pages keep in the browser; for pages, never for a cache."""
        return keeping_key(self.settings.web_key, self.actor.id)

    @property
    def home(self) -> str:
        """Where this person starts."""
        return landing(self.role, self.navigation)


def _flash(request: Request[Any, Any, Any], settings: Settings, at: datetime) -> Flash | None:
    value = request.cookies.get(cookie_name(settings, FLASH), "")
    text = opened(settings.web_key, FLASH, value, at=at, within=FLASH_LIFE) if value else None
    return Flash(**json.loads(text)) if text else None


def desk_for(request: Request[Any, Any, Any]) -> Desk:
    """The dependency ``desk`` of every handler."""
    visit: Visit = request.state.visit
    state = request.app.state
    settings: Settings = state.settings
    session = visit.session
    account = session.account if session else None
    grants = session.grants if session else ()
    day = business_day(visit.at)
    role = main_role(grants, day)
    actor = Actor(id=account.id, name=account.name, role=role) if account else NOBODY
    return Desk(
        actor=actor,
        account=account,
        grants=grants,
        day=day,
        now=visit.at,
        county=account.county if account else state.station.county,
        role=role,
        csrf=visit.csrf,
        is_htmx=request.headers.get("hx-request") == "true",
        is_program=wants_json(request),
        demo=settings.demo or state.station.demo,
        path=request.scope["path"],
        session=session.id if session else "",
        visit=visit,
        settings=settings,
        pages=state.pages,
        flash=_flash(request, settings, visit.at),
        engine=state.engine,
    )


def cookie(desk: Desk, name: str, value: str, *, life: int | None = None) -> Cookie:
    """A cookie of ours: out of reach of scripts, of other sites and (when secure) of HTTP."""
    return Cookie(
        key=cookie_name(desk.settings, name),
        value=value,
        path="/",
        max_age=life,
        httponly=True,
        secure=desk.settings.secure_cookies,
        samesite="lax",
    )


def lasting_session(desk: Desk) -> Cookie:
    """The session's cookie once more, kept by the browser until the session's own end: a phone
    closes its windows whenever it likes."""
    session = desk.visit.session
    assert session is not None
    left = int((session.expires_at - desk.now).total_seconds())
    return cookie(desk, "yizhan", desk.visit.token, life=left)


forget = partial(cookie, value="", life=0)


def page(desk: Desk, template: str, *, status: int = 200, **context: Any) -> Answer:
    """A page (or, for htmx, a fragment: give its own template), rendered here and now.

    The notice that waited for the next page is shown and forgotten, by full pages only. A form that
    comes back because it was refused (``say``, ``problems``) is JSON for a program.
    """
    if status >= 400 and desk.is_program:
        say = context.get("say") or SENTENCES.get(status, SENTENCES[400])
        return as_json(Said(status=status, say=say, problems=context.get("problems") or {}))
    cookies = []
    if desk.visit.new_visitor:
        cookies.append(cookie(desk, "yizhan_visitor", desk.visit.visitor))
    if desk.flash and not desk.is_htmx:
        cookies.append(forget(desk, FLASH))
    content = rendered(template, {"desk": desk, **context})
    return Response(content, status_code=status, media_type=HTML, cookies=cookies)


def redirect(
    desk: Desk, to: str, *, say: str = "", kind: str = "done", cookies: tuple[Cookie, ...] = ()
) -> Answer:
    """On to another page of ours, with a notice shown there; htmx follows as a whole page."""
    left = list(cookies)
    if say:
        text = json.dumps({"say": say[:FLASH_LONGEST], "kind": kind})
        value = signed(desk.settings.web_key, FLASH, text, at=desk.now)
        left.append(cookie(desk, FLASH, value, life=int(FLASH_LIFE.total_seconds())))
    if desk.is_htmx:
        headers = {"hx-redirect": to}
        return Response("", status_code=200, headers=headers, media_type=HTML, cookies=left)
    headers = {"location": to}
    return Response("", status_code=303, headers=headers, media_type=HTML, cookies=left)
