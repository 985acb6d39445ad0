"""采购包: a whole package as sentences beside the clauses they come from."""

from web.pages.packages import findings, one, shelf

HANDLERS = [*shelf.HANDLERS, *one.HANDLERS, *findings.HANDLERS]
