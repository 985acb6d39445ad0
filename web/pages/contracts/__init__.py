"""合同: who buys what from whom; put in force, amended, and how it came to be what it is."""

from web.pages.contracts import amending, history, seeing, signing

HANDLERS = [*seeing.HANDLERS, *signing.HANDLERS, *amending.HANDLERS, *history.HANDLERS]
