"""月末: what a month still lacks, 交账, what was handed in, and what changed afterwards."""

from web.pages.month_end import behind, handing_in, seeing

HANDLERS = [*seeing.HANDLERS, *behind.HANDLERS, *handing_in.HANDLERS]
