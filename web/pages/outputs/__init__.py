"""成果: documents, registered things and readings on their way to acceptance."""

from web.pages.outputs.listing import HANDLERS

__all__ = ["HANDLERS"]
