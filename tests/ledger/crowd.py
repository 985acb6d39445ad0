"""One worker of a crowd: a process of its own that records visits into a database."""

from pathlib import Path

from core.station import open_station
from core.store import Actor, unit_of_work
from core.store.errors import Refused
from core.trust.secrets import new_keys, sealer_from
from tests.county import NOON

CONFIG = Path(__file__).resolve().parents[2] / "config"


def send(url, posted, name, answers):
    """Record everything; put one answer for each record: what happened to it."""
    from core.recording import record

    sealer = sealer_from(new_keys("test"))
    station = open_station(url, config=CONFIG, sealer=sealer, county="yanshi", outside=False)
    actor = Actor(id=name, name=name, role="worker")
    for one in posted:
        try:
            with unit_of_work(station.engine, actor=actor, at=NOON, county="yanshi") as unit:
                book = station.book(unit.connection)
                made = record(unit, station.catalogue, book, one, "qinghe")
            answers.put((one.id, "again" if made.again else "saved"))
        except Refused as refused:
            answers.put((one.id, f"refused: {refused.say}"))
        except Exception as error:
            answers.put((one.id, f"{type(error).__name__}: {error}"))
    station.close()
