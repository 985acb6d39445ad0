"""待查: files that came while the scanner was away are looked at once it answers again."""

from datetime import datetime

from core.evidence.keeping import Kind
from core.recording.looking import forget_bytes, looked_at, waiting_files
from core.station import Station
from core.store import Actor, reading

PATIENCE = 3


def look_again(station: Station, actor: Actor, at: datetime) -> int:
    """Look at waiting files, each in a unit of work of its own; how many.

    A file without an answer goes on waiting; after a few of them the scanner is taken to be away.
    """
    if station.scanner is None:
        return 0
    with reading(station.engine) as connection:
        waiting = waiting_files(connection, station.county)
    number = silent = 0
    for sha256 in waiting:
        try:
            found = station.scanner(station.files.get(station.county, Kind.ORIGINAL, sha256))
        except OSError:
            silent += 1
            if silent == PATIENCE:
                break
            continue
        with station.work(actor=actor, at=at, county=station.county) as unit:
            looked_at(unit, station.book(unit.connection), sha256, found)
        if found:
            forget_bytes(station.files, station.county, [sha256])
        number += 1
    return number
