"""对象: the list of people, one person's file, registering, correcting, and what changes."""

from web.pages.people.changing import HANDLERS as CHANGING
from web.pages.people.file import HANDLERS as FILE
from web.pages.people.household import HANDLERS as HOUSEHOLD
from web.pages.people.listing import HANDLERS as LISTING
from web.pages.people.paper import HANDLERS as PAPER
from web.pages.people.planning import HANDLERS as PLANNING
from web.pages.people.registering import HANDLERS as REGISTERING
from web.pages.people.timeline import HANDLERS as TIMELINE

HANDLERS = [
    *LISTING,
    *REGISTERING,
    *FILE,
    *TIMELINE,
    *PAPER,
    *HOUSEHOLD,
    *PLANNING,
    *CHANGING,
]
