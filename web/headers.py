"""Headers of every answer, errors and unknown addresses too, and one log line for each."""

import json
import logging
from datetime import timedelta
from time import perf_counter
from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

LOG = logging.getLogger("yizhan.web")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
ALWAYS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    # Not "no-referrer": with it browsers post our own forms with "Origin: null", and the check of
    # the origin would have nothing to check. Other sites are told nothing either way.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
}
YEAR = int(timedelta(days=365).total_seconds())


async def finish(message: Message, scope: Scope) -> None:
    """Called before each message of an answer is sent."""
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders.from_message(message)
    for name, value in ALWAYS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")
    settings = scope["litestar_app"].state.settings
    if settings.secure_cookies:
        headers.setdefault("strict-transport-security", f"max-age={YEAR}")
    _note(message["status"], scope)


def _note(status: int, scope: Scope) -> None:
    """One line: the route's pattern, never the address typed, a body, a cookie or a name."""
    if not LOG.isEnabledFor(logging.INFO):
        return
    state: dict[str, Any] = scope.get("state", {})
    visit = state.get("visit")
    started = state.get("started")
    line = {
        "method": scope.get("method"),
        "route": scope.get("path_template", "-"),
        "status": status,
        "ms": round((perf_counter() - started) * 1000, 1) if started else None,
        "account": visit.session.account.id if visit and visit.session else None,
    }
    LOG.info(json.dumps(line))
