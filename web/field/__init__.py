"""外勤: the same pages on a phone without a signal: the shell, its worker, forms and the round."""

from web.field.forms import HANDLERS as FORMS
from web.field.round import HANDLERS as ROUND
from web.field.shell import HANDLERS as SHELL

HANDLERS = [*SHELL, *FORMS, *ROUND]
