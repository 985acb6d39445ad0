"""After a unit of work is committed every room is told what was posted; a room that raises costs nothing."""

from contextlib import suppress
from datetime import date
from types import SimpleNamespace

from core.facts import Entry
from core.plugin import hookimpl
from core.recording import record
from tests.county import WORKER, County


def listener(heard: list[tuple[Entry, ...]]) -> SimpleNamespace:
    @hookimpl
    def after_commit(entries: tuple[Entry, ...]) -> None:
        heard.append(entries)

    return SimpleNamespace(after_commit=after_commit)


def failing() -> SimpleNamespace:
    @hookimpl
    def after_commit(entries: tuple[Entry, ...]) -> None:
        raise RuntimeError("out of order")

    return SimpleNamespace(after_commit=after_commit)


def visit(county: County, heard: list[tuple[Entry, ...]], *, fail: bool = False) -> None:
    station = county.station
    wang = county.person(categories=["tekun_scattered"], levels={"self_care": "full"})
    county.enrol(wang, "jinshan", "self_reliant")
    posted = county.filled(county.posted("home_visit", date(2026, 6, 3), wang))
    with station.work(actor=WORKER, at=county.at, county="yanshi") as unit:
        record(unit, station.catalogue, station.book(unit.connection), posted, "qinghe")
        assert heard == []
        if fail:
            raise ZeroDivisionError


def test_a_room_is_told_after_the_commit(county: County) -> None:
    heard: list[tuple[Entry, ...]] = []
    county.station.rooms.manager.register(failing(), name="failing")
    county.station.rooms.manager.register(listener(heard), name="listener")
    visit(county, heard)
    assert len(heard) == 1
    assert "home-visit" in {entry.line for entry in heard[0]}
    assert [trouble.plugin for trouble in county.station.troubles] == ["failing"]


def test_nobody_is_told_of_what_was_rolled_back(county: County) -> None:
    heard: list[tuple[Entry, ...]] = []
    county.station.rooms.manager.register(listener(heard), name="listener")
    with suppress(ZeroDivisionError):
        visit(county, heard, fail=True)
    assert heard == []
