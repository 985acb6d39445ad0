"""The composition root: find the rooms, build the catalogue, open the database, keep the book."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, make_url

from core.evidence.keeping import Files
from core.evidence.scanning import Scanner, open_scanner
from core.evidence.store import open_store
from core.ledger.book import Book, load_book, stamp_of
from core.ledger.people_known import PeopleKnown
from core.ledger.remembered import MonthsStood
from core.plugin.catalogue import Catalogue
from core.plugin.rooms import Rooms, Trouble, catalogue_of, find_rooms
from core.store import Actor, Unit, open_engine, unit_of_work
from core.trust.secrets import Sealer


@dataclass(kw_only=True)
class Station:
    """An opened house: rooms, catalogue, engine, files.

    The book is read again when a contract changes.
    """

    engine: Engine
    rooms: Rooms
    catalogue: Catalogue
    config: Path
    sealer: Sealer
    files: Files
    scanner: Scanner | None = None
    county: str = ""
    demo: bool = False
    months_stood: MonthsStood = field(default_factory=MonthsStood)
    people_known: PeopleKnown = field(default_factory=PeopleKnown)
    _book: Book | None = None
    _lock: Lock = field(default_factory=Lock)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What went wrong with plugins so far."""
        return tuple(self.rooms.troubles)

    def book(self, connection: Connection) -> Book:
        """The rulebook as of this connection's state; cheap while nothing was amended."""
        book = self._book
        if book is None or book.stamp != stamp_of(connection):
            with self._lock:
                book = load_book(connection, self.catalogue)
                self._book = book
        return book

    @contextmanager
    def work(self, *, actor: Actor, at: datetime, county: str) -> Iterator[Unit]:
        """One unit of work; after its commit every room is told what was posted."""
        with unit_of_work(self.engine, actor=actor, at=at, county=county) as unit:
            yield unit
        self.rooms.tell(unit.entries)

    def close(self) -> None:
        """Give back the database connections."""
        self.engine.dispose()


def open_station(
    database: str,
    *,
    config: Path,
    sealer: Sealer,
    county: str = "",
    demo: bool = False,
    outside: bool = True,
    files: str = "",
    files_options: Mapping[str, str] | None = None,
    scanner: str = "",
) -> Station:
    """Open the house; plugins that cannot be loaded are troubles, not a refusal.

    ``sealer`` holds the keys of ID numbers and photos, which stand outside the database. ``files``
    is where photos are kept, as ``open_store`` reads it; without it, a folder beside the database.
    ``scanner`` names who looks for malware in them, as ``open_scanner`` reads it.
    """
    rooms = find_rooms(import_module("plugins"), outside=outside)
    return Station(
        engine=open_engine(database),
        rooms=rooms,
        catalogue=catalogue_of(rooms),
        config=config,
        sealer=sealer,
        files=Files(open_store(files or folder_beside(database), files_options), sealer),
        scanner=open_scanner(scanner),
        county=county,
        demo=demo,
    )


def folder_beside(database: str) -> str:
    """Where photos lie when nothing was said: beside the file of the database, else in data/."""
    file = make_url(database).database if database.startswith("sqlite") else None
    return str(Path(file).parent / "files") if file else "data/files"
