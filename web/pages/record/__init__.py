"""记一笔: what did you do, whom or how many, the form, what it will count for, saved."""

from web.pages.record.choosing import HANDLERS as CHOOSING
from web.pages.record.saving import HANDLERS as SAVING

HANDLERS = [*CHOOSING, *SAVING]
