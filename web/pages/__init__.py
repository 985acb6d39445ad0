"""The pages by noun. A module of pages names its handlers in HANDLERS and is listed here."""

from typing import Any

from web.pages import (
    activities,
    calendar,
    cases,
    conflicts,
    contracts,
    devices,
    documents,
    door,
    events,
    evidence,
    gallery,
    imports,
    inbox,
    indicators,
    jobs,
    matters,
    me,
    messages,
    month_end,
    outputs,
    overview,
    packages,
    papers,
    people,
    quick,
    record,
    robots,
    search,
    sign_in,
    studio,
    today,
    working_days,
)
from web.settings import Settings

MODULES = (
    door,
    sign_in,
    me,
    inbox,
    messages,
    calendar,
    devices,
    overview,
    today,
    search,
    record,
    quick,
    people,
    imports,
    cases,
    documents,
    activities,
    matters,
    evidence,
    conflicts,
    outputs,
    events,
    indicators,
    month_end,
    contracts,
    packages,
    papers,
    studio,
    working_days,
    jobs,
    robots,
)


def handlers(settings: Settings) -> list[Any]:
    """Every handler of every page; the gallery and the doors exist in a demonstration only."""
    found = [handler for module in MODULES for handler in module.HANDLERS]
    if settings.demo:
        found += [*door.DEMO_HANDLERS, *gallery.HANDLERS]
    return found
