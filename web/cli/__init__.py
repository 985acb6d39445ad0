"""The command line ``yizhan``: for administrators, scripts and tests. A thin way in, like a page."""

from web.cli.root import main

__all__ = ["main"]
