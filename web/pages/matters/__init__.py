"""需求与异常: the list, raising one, and its page with every step, from told to closed."""

from web.pages.matters.listing import HANDLERS as LISTING
from web.pages.matters.one import HANDLERS as ONE
from web.pages.matters.raising import HANDLERS as RAISING
from web.pages.matters.stepping import HANDLERS as STEPPING

HANDLERS = [*LISTING, *RAISING, *ONE, *STEPPING]
