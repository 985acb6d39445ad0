"""The web application for tests: the routes are put together once, each station gets them whole.

Litestar reads the signatures of two hundred routes for half a second; a test often has less to ask.
What a station and its settings are stands in the state of the application (`web.app.state_of`) and
nowhere else, so that two stations share nothing but the routes.
"""

from copy import copy
from functools import cache
from typing import Any

from litestar import Litestar
from litestar.events import SimpleEventEmitter

from web.app import create_app, state_of
from web.settings import Settings


class _Nobody:
    """The station of the application that is only copied."""

    engine = None


@cache
def _put_together(demo: bool, body_limit: int, more: tuple[Any, ...]) -> Litestar:
    return create_app(_Nobody(), Settings(demo=demo, body_limit=body_limit), more=more)


def app_of(station: Any, settings: Settings, *, more: tuple[Any, ...] = ()) -> Litestar:
    """What `create_app` gives for this station, in a hundredth of the time."""
    model = _put_together(settings.demo, settings.body_limit, more)
    app = copy(model)
    app.state = state_of(station, settings)
    app.state.pages = model.state.pages
    # It starts and ends by itself: the router is who is told of it.
    app.event_emitter = SimpleEventEmitter([])
    app.asgi_router = copy(model.asgi_router)
    app.asgi_router.app = app
    app.asgi_handler = app._create_asgi_handler()
    return app
