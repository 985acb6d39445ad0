"""文书: forms and records on paper, blank or filled in."""

from web.pages.papers import blank, filled

HANDLERS = [*blank.HANDLERS, *filled.HANDLERS]
