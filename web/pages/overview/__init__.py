"""县域总览: all contracts by month, what is open, and which months are closed."""

from web.pages.overview import seeing

HANDLERS = [*seeing.HANDLERS]
