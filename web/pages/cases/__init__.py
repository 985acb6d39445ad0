"""个案与小组: the list, opening one, and its file with members, sessions, stages and closing."""

from web.pages.cases.changing import HANDLERS as CHANGING
from web.pages.cases.file import HANDLERS as FILE
from web.pages.cases.listing import HANDLERS as LISTING
from web.pages.cases.members import HANDLERS as MEMBERS
from web.pages.cases.opening import HANDLERS as OPENING

HANDLERS = [*LISTING, *OPENING, *FILE, *CHANGING, *MEMBERS]
