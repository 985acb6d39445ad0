"""计划中的活动: planned before the day, with a plan and a budget; held, they become their record."""

from web.pages.events.planning import HANDLERS as PLANNING
from web.pages.events.showing import HANDLERS as SHOWING

HANDLERS = [*PLANNING, *SHOWING]
