"""The application: routes, the frame around them, and the checks before it starts."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.utils.sync import AsyncCallable
from sqlalchemy import Engine

from web.api import HANDLERS as API
from web.assets import app_version, read_assets, static
from web.clock import clock
from web.desk import desk_for
from web.errors import HANDLERS
from web.field import HANDLERS as FIELD
from web.headers import finish
from web.lists.handlers import HANDLERS as LISTS
from web.pages import handlers
from web.permissions import check_routes, guard
from web.posted import Posted
from web.settings import Settings
from web.visit import visits

#: More parts than any form of ours has questions.
FORM_PARTS = 500


def _posted(request: Request[Any, Any, Any]) -> Posted:
    posted: Posted = request.state.posted
    return posted


def _station(request: Request[Any, Any, Any]) -> Any:
    return request.app.state.station


def _engine(request: Request[Any, Any, Any]) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _started(app: ASGIApp) -> ASGIApp:
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})["started"] = perf_counter()
        await app(scope, receive, send)

    return middleware


def _threads(app: Litestar) -> None:
    """Handlers run in threads; the loop's own executor would have cpu + 4 of them."""
    executor = ThreadPoolExecutor(app.state.settings.threads, thread_name_prefix="page")
    asyncio.get_running_loop().set_default_executor(executor)


def _check_threads(app: Litestar) -> None:
    """Litestar 2 wraps a threaded handler twice when it is registered twice, and then answers 500.

    One router for all keeps GET and POST of one path apart; a list of paths cannot be kept apart.
    """
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            inner = getattr(handler.fn, "func", None)
            if isinstance(handler.fn, AsyncCallable) and isinstance(inner, AsyncCallable):
                raise RuntimeError(f"{route.path}: one path for each handler, please")


def state_of(station: Any, settings: Settings) -> State:
    """All that the routes know about which house they serve; the rest is the same in every house."""
    return State(
        {
            "station": station,
            "engine": station.engine,
            "settings": settings,
            "clock": clock(settings.fixed_now),
            "by_address": {asset.address: asset for asset in read_assets().values()},
            "version": app_version(),
        }
    )


def create_app(station: Any, settings: Settings, *, more: tuple[Any, ...] = ()) -> Litestar:
    """The web application of a station; raises RuntimeError when a route is not protected.

    ``station`` gives the engine, the county and whether its data is a demonstration. ``more``
    are further handlers, for tests and for ways in that are put together elsewhere.
    """
    app = Litestar(
        route_handlers=[
            Router("/", route_handlers=[static, *API, *handlers(settings), *LISTS, *FIELD, *more])
        ],
        state=state_of(station, settings),
        middleware=[_started, visits],
        guards=[guard],
        dependencies={
            "desk": Provide(desk_for, sync_to_thread=False),
            "posted": Provide(_posted, sync_to_thread=False),
            "station": Provide(_station, sync_to_thread=False),
            "engine": Provide(_engine, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        before_send=[finish],
        on_startup=[_threads],
        openapi_config=None,
        logging_config=None,
        debug=False,
        request_max_body_size=settings.body_limit,
        multipart_form_part_limit=FORM_PARTS,
    )
    app.state.pages = frozenset(route.path for route in app.routes)
    check_routes(app)
    _check_threads(app)
    return app
