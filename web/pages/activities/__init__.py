"""活动: the list of what was done, one of them with where it counted, and changing it."""

from web.pages.activities.changing import HANDLERS as CHANGING
from web.pages.activities.listing import HANDLERS as LISTING
from web.pages.activities.repeating import HANDLERS as REPEATING
from web.pages.activities.showing import HANDLERS as SHOWING

HANDLERS = [*LISTING, *SHOWING, *CHANGING, *REPEATING]
