"""The ways in for phones and programs: JSON and bytes under /api, described in web/README.md.

Every answer is JSON, errors too. A module names its handlers in HANDLERS and is listed here.
"""

from web.api import devices, files, lists, openapi, records, session

MODULES = (session, devices, records, files, lists, openapi)
HANDLERS = [handler for module in MODULES for handler in module.HANDLERS]
