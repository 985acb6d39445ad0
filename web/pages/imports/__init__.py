"""导入: upload a table, say what its columns mean, look at what was found, decide, take it in."""

from web.pages.imports.beginning import HANDLERS as BEGINNING
from web.pages.imports.one import HANDLERS as ONE
from web.pages.imports.steps import HANDLERS as STEPS

HANDLERS = [*BEGINNING, *ONE, *STEPS]
