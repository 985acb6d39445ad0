"""对象: the list of people, one person's file, registering, correcting, and what changes."""

from web.pages.people.changing import HANDLERS as CHANGING
from web.pages.people.file import HANDLERS as FILE
from web.pages.people.listing import HANDLERS as LISTING
from web.pages.people.registering import HANDLERS as REGISTERING

HANDLERS = [*LISTING, *REGISTERING, *FILE, *CHANGING]
