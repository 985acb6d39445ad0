"""The pages by noun. A module of pages names its handlers in HANDLERS and is listed here."""

from typing import Any

from web.pages import (
    activities,
    cases,
    contracts,
    door,
    gallery,
    indicators,
    me,
    packages,
    people,
    record,
    sign_in,
    studio,
    today,
)
from web.settings import Settings

MODULES = (
    door,
    sign_in,
    me,
    today,
    record,
    people,
    cases,
    activities,
    indicators,
    contracts,
    packages,
    studio,
)


def handlers(settings: Settings) -> list[Any]:
    """Every handler of every page; the gallery and the doors exist in a demonstration only."""
    found = [handler for module in MODULES for handler in module.HANDLERS]
    if settings.demo:
        found += [*door.DEMO_HANDLERS, *gallery.HANDLERS]
    return found
