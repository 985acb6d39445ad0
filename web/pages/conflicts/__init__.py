"""冲突: second versions of records that wait, and one of them beside what is there."""

from web.pages.conflicts.listing import HANDLERS as LISTING
from web.pages.conflicts.one import HANDLERS as ONE

HANDLERS = [*LISTING, *ONE]
