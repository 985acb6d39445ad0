"""Before any handler: who is calling, from where, and is a change really meant by that person?

One middleware. It looks up the session, checks host and origin, reads posted forms within time
and size, and refuses every change that does not carry the token of the visitor's own forms.
"""

import asyncio
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, HTTPException
from litestar.types import ASGIApp, HTTPReceiveMessage, Receive, Scope, Send
from litestar.types.asgi_types import WebSocketReceiveMessage

from core.field.devices import REVOKED, Device, DeviceRevoked, device_of_token, seen_device
from core.field.unlocked import unlocked
from core.store import reading
from core.trust import Session
from core.trust.service import find_session, seen
from core.trust.service.sessions import ABSOLUTE
from web.permissions import PUBLIC, NotSignedIn, StaleForm
from web.posted import Posted, posted_from
from web.settings import Settings
from web.signing import visitor_csrf

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
DEMO_IDLE = timedelta(hours=12)
LONGEST_TOKEN = 128
STALE_FORM = "页面已经过期或不是从本站打开的，请刷新页面后再提交；填写的内容会保留。"
API = "/api/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What is known about a request before its handler runs. ``phone`` is the enrolled phone that
    it comes from, whosever it is and stopped or not; ``token`` opens the session."""

    at: datetime
    address: str
    device: str = ""
    session: Session | None = None
    token: str = field(default="", repr=False)
    phone: Device | None = None
    csrf: str = ""
    visitor: str = ""
    new_visitor: bool = False


def cookie_name(settings: Settings, name: str) -> str:
    """`__Host-` keeps a cookie to this very host; browsers accept it over HTTPS only."""
    return f"__Host-{name}" if settings.secure_cookies else name


def _cookie(request: Request[Any, Any, Any], name: str) -> str:
    """The value of a cookie that came exactly once and is of a believable length."""
    found = []
    for header in request.headers.getall("cookie", []):
        for part in header.split(";"):
            key, _, value = part.strip().partition("=")
            if key == name:
                found.append(value)
    return found[0] if len(found) == 1 and len(found[0]) <= LONGEST_TOKEN else ""


def _address(request: Request[Any, Any, Any], settings: Settings) -> str:
    """The caller's address; a forwarded one only from a proxy that we were told to trust."""
    near = request.client.host if request.client else ""
    if near in settings.trusted_proxies:
        forwarded = request.headers.get("x-forwarded-for", "")
        return forwarded.split(",")[-1].strip()[:64] or near
    return near


_SYSTEMS = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
_BROWSERS = {
    "MicroMessenger": "微信",
    "Edg/": "Edge",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}


def device_named(user_agent: str) -> str:
    """What a device is called on the page of one's sessions: kind and browser, no more."""
    system = next((name for name in _SYSTEMS if name in user_agent), "未知设备")
    browser = next((label for mark, label in _BROWSERS.items() if mark in user_agent), "")
    return f"{system} · {browser}" if browser else system


def _idle(settings: Settings) -> timedelta:
    return DEMO_IDLE if settings.demo else timedelta(minutes=settings.idle_minutes)


def _look_up(
    state: Any, token: str, phone: str, proof: str, at: datetime
) -> tuple[Session | None, Device | None]:
    """The session and the enrolled phone; what was signed in on a stopped phone is signed out.

    A session that has rested for too long goes on for a phone that was just opened with its PIN.
    """
    engine = state.engine
    with reading(engine) as connection:
        idle = _idle(state.settings)
        session = find_session(connection, token, at=at, idle=idle) if token else None
        device = device_of_token(connection, phone) if phone else None
        if session is None and proof and device is not None and not device.revoked:
            rested = find_session(connection, token, at=at, idle=ABSOLUTE)
            ours = rested is not None and rested.account.id == device.account
            if ours and unlocked(connection, state.station.sealer, device, proof):
                session = rested
    if session is None:
        return None, device
    if device is not None and device.revoked_at and session.created_at < device.revoked_at:
        return None, device
    seen(engine, session, at=at)
    if device is not None and not device.revoked and device.account == session.account.id:
        seen_device(engine, device, session=session.id, at=at)
    return session, device


def _same_site(request: Request[Any, Any, Any]) -> bool:
    """Whether the browser says that the change was asked for on our own pages."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")


def _within(receive: Receive, seconds: int) -> Receive:
    """The body must have arrived after so many seconds, however slowly it drips."""
    end = asyncio.get_running_loop().time() + seconds

    async def limited() -> HTTPReceiveMessage | WebSocketReceiveMessage:
        left = end - asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(max(left, 0)):
                return await receive()
        except TimeoutError:
            raise HTTPException(status_code=408, detail="body too slow") from None

    return limited


async def _posted(request: Request[Any, Any, Any]) -> Posted:
    content_type, _ = request.content_type
    if content_type not in FORMS:
        return Posted()
    try:
        form = await request.form()
    except (HTTPException, asyncio.CancelledError):
        raise
    except (ValueError, LookupError):  # broken parts, UnicodeError, a charset that nobody knows
        raise ClientException("unreadable form") from None
    return posted_from(form.multi_items())


async def _visit(request: Request[Any, Any, Any]) -> Visit:
    state = request.app.state
    settings: Settings = state.settings
    at = state.clock()
    host = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    if settings.hosts and host not in settings.hosts:
        raise ClientException("unknown host")
    address = _address(request, settings)
    device = device_named(request.headers.get("user-agent", "")[:400])
    token = _cookie(request, cookie_name(settings, "yizhan"))
    carried = _cookie(request, cookie_name(settings, "yizhan_device"))
    session, phone = None, None
    if token or carried:
        proof = request.headers.get("x-unlocked", "")[:LONGEST_TOKEN]
        session, phone = await sync_to_thread(_look_up, state, token, carried, proof, at)
    where = {"at": at, "address": address, "device": device, "phone": phone}
    if session is not None:
        return Visit(**where, session=session, token=token, csrf=session.csrf)
    visitor = _cookie(request, cookie_name(settings, "yizhan_visitor"))
    new = not visitor
    visitor = visitor or secrets.token_urlsafe(24)
    csrf = visitor_csrf(settings.web_key, visitor)
    return Visit(**where, csrf=csrf, visitor=visitor, new_visitor=new)


def _for_programs(visit: Visit, scope: Scope) -> None:
    """What a phone is told before anything else: that it was stopped, or that nobody is signed in."""
    if visit.phone is not None and visit.phone.revoked:
        raise DeviceRevoked(REVOKED)
    if visit.session is None and scope["route_handler"].opt.get("permission") != PUBLIC:
        raise NotSignedIn


def visits(app: ASGIApp) -> ASGIApp:
    """The middleware: leaves a Visit and a Posted in the request's state."""

    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["route_handler"].opt.get("visit") is False:
            await app(scope, receive, send)
            return
        settings: Settings = scope["litestar_app"].state.settings
        safe = scope["method"] in SAFE
        longer = scope["route_handler"].opt.get("body_seconds")
        if not safe:
            receive = _within(receive, longer or settings.body_seconds)
        request: Request[Any, Any, Any] = Request(scope, receive, send)
        visit = await _visit(request)
        request.state.visit = visit
        request.state.posted = Posted()
        by_program = scope["path"].startswith(API)
        if by_program:
            _for_programs(visit, scope)
        if not safe:
            # A long form is read from whoever has signed in, and from nobody else.
            if not _same_site(request) or (longer and visit.session is None):
                raise StaleForm(STALE_FORM)
            # Programs bring their token in the header; their body is read once, by the route.
            posted = Posted() if by_program else await _posted(request)
            given = request.headers.get("x-csrf-token") or posted.text("_csrf")
            if not hmac.compare_digest(given.encode(), visit.csrf.encode()):
                raise StaleForm(STALE_FORM)
            request.state.posted = posted
        await app(scope, receive, send)

    return middleware
