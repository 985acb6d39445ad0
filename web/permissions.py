"""No route without a declared permission, and no handler runs without it."""

from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from core.calendar import business_day
from core.store.errors import Forbidden
from core.trust import PERMISSIONS, can_anywhere

PUBLIC = "public"
SIGNED_IN = "signed_in"
KNOWN = frozenset({PUBLIC, SIGNED_IN, *PERMISSIONS})


class NotSignedIn(Exception):
    """The page is for people who have signed in."""


class StaleForm(Forbidden):
    """The change does not carry the token of the visitor's own forms."""


def check_routes(app: Litestar) -> None:
    """Raise RuntimeError naming the first route whose permission is missing or unknown."""
    for route in app.routes:
        handlers: tuple[BaseRouteHandler, ...] = getattr(route, "route_handlers", ())
        for handler in handlers or (route.route_handler,):  # type: ignore[union-attr]
            methods = getattr(handler, "http_methods", {"ASGI"})
            if methods == {"OPTIONS"}:
                continue  # made by Litestar itself: names the methods, shows nothing
            permission = handler.opt.get("permission")
            if permission not in KNOWN:
                named = f"{'/'.join(sorted(methods))} {route.path} ({handler})"
                said = "no permission" if permission is None else f"unknown {permission!r}"
                raise RuntimeError(f"{named} declares {said}; see core/trust/roles.py")


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let the request through when some grant of the actor allows the page's action.

    Whether it is allowed on the very object is asked again by the handler, with its place.
    """
    permission = handler.opt.get("permission", "")
    if permission == PUBLIC or connection.scope.get("method") == "OPTIONS":
        return
    visit = connection.state.visit
    if visit.session is None:
        raise NotSignedIn
    if permission == SIGNED_IN:
        return
    decision = can_anywhere(visit.session.grants, permission, day=business_day(visit.at))
    if not decision:
        raise Forbidden(decision.why)
