"""快速登记: a desk enters ten calls in one table, or a sign-in sheet pasted from a workbook."""

from web.pages.quick.pasting import HANDLERS as PASTING
from web.pages.quick.table import HANDLERS as TABLE

HANDLERS = [*TABLE, *PASTING]
