"""A station for a bench of lists: a county with records, and a manager's desk without a browser."""

from datetime import date
from pathlib import Path
from typing import Any

from core.station import open_station
from core.store import metadata, open_engine, unit_of_work
from core.trust.facts import Account, Grant
from core.trust.secrets import new_keys, sealer_from
from tests.bench.filling import fill
from tests.county import NOON, WORKER, lay_out
from tests.web.worker_station import furnished
from web.desk import NOBODY, Desk
from web.settings import Settings
from web.visit import Visit

CONFIG = Path(__file__).resolve().parents[2] / "config"
ROUND = 167


def a_station(address: str, records: int = 0) -> tuple[Any, Desk]:
    """The station at the address, filled when records are asked for, and a desk of its county."""
    if records:
        engine = open_engine(address)
        metadata.create_all(engine)
        engine.dispose()
    station = open_station(
        address,
        config=CONFIG,
        sealer=sealer_from(new_keys("bench")),
        county="yanshi",
        outside=False,
    )
    if records:
        names = tuple(f"王{chr(0x4E00 + n * 7)}" for n in range(ROUND))
        found = furnished(lay_out(station), names)
        with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
            fill(unit.connection, found.county, list(found.people.values()), records)
    return station, a_desk(station)


def a_desk(station: Any) -> Desk:
    """Somebody of the county's office, signed in."""
    grant = Grant(id="bench", role="county", place="yanshi", valid_from=date(2026, 1, 1))
    account = Account(id="bench", login="bench", name="测量", county="yanshi", agency="minzheng")
    return Desk(
        actor=NOBODY,
        account=account,
        grants=(grant,),
        day=date(2026, 11, 21),
        now=NOON,
        county="yanshi",
        role="county",
        csrf="",
        is_htmx=False,
        is_program=False,
        demo=False,
        path="/",
        session="",
        visit=Visit(at=NOON, address=""),
        settings=Settings(web_key=b"k" * 32),
        pages=frozenset(),
        flash=None,
        engine=station.engine,
    )
