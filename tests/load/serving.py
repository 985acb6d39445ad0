"""The station of a load test in a process of its own, served as ``yizhan serve`` serves it.

    python -m tests.load.serving PORT

Its settings come from the environment as always. Only its clock is another one: it begins on the day
of the tests, when the contracts of ``config/`` are in force, and goes on from there.
"""

import os
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from core.station import open_station
from tests.copies import CONFIG
from tests.web.worker_station import AT
from web.app import create_app
from web.cli.opening import read_sealer
from web.cli.running import serve_app
from web.settings import read_settings

BEGUN = time.monotonic()


def now() -> datetime:
    """The day of the tests, going on."""
    return AT + timedelta(seconds=time.monotonic() - BEGUN)


def main() -> None:
    """Serve until the process is ended."""
    found = read_settings(os.environ)
    station = open_station(
        found.database,
        config=CONFIG,
        sealer=read_sealer(Path(found.secret_file)),
        county="yanshi",
        outside=False,
        files=found.files,
    )
    app = create_app(station, found)
    app.state.clock = now
    serve_app(app, found, "127.0.0.1", int(sys.argv[1]))


if __name__ == "__main__":
    main()
