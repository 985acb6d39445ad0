"""指标: each line of a contract against its pace, and every number opened down to the records."""

from web.pages.indicators import line, lines

HANDLERS = [*lines.HANDLERS, *line.HANDLERS]
