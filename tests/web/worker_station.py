"""A small county as a worker's phone sees it: people of two villages, a roster, four accounts."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from core.packages.rosters import assign
from core.people.inputs import ContactInput
from core.people.service import add_contact
from core.store import Actor, new_id, reading, unit_of_work
from core.store.audit import AUDIT
from core.trust.rows import account_row
from core.trust.service import create_account, grant
from core.trust.service.sessions import open_session
from tests.apps import app_of
from tests.copies import SEALER, a_county, a_folder
from tests.county import County
from web.settings import Settings

AT = datetime(2026, 6, 21, 2, tzinfo=UTC)
DAY = date(2026, 6, 21)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
XIAOJIAN, HENGJIANG = "yanshi/jinshan/xiaojian", "yanshi/jinshan/hengjiang"
NAMES = ("李秀英", "单福生", "曾桂兰", "王长根", "周春梅", "罗贵生")


@dataclass
class WorkerStation:
    """The station under test, its accounts by login, and its people by name."""

    county: County
    accounts: dict[str, Any]
    people: dict[str, str]

    def app(self, **changes: Any) -> Any:
        """The web application, standing still on 21 June 2026."""
        settings = Settings(
            **{"demo": True, "secure_cookies": False, "fixed_now": AT, "web_key": b"k" * 32}
            | changes
        )
        return app_of(self.county.station, settings)

    def token(self, login: str) -> str:
        """The cookie of a new session of this account."""
        engine = self.county.station.engine
        with unit_of_work(engine, actor=ADMIN, at=AT, county="yanshi") as unit:
            row = account_row(unit.connection, login=login)
            account = self.accounts[login]
            token, _ = open_session(unit, account_id=row["id"], account=account, device="测试")
        return token

    def enrol(self, name: str, contract: str, tier: str, worker: str = "luomin") -> str:
        """Put a person on a roster from the year's first day, with a responsible worker."""
        uuid = self.county.enrol(self.people[name], contract, tier)
        with self.county.act() as (unit, _):
            assign(unit, uuid, self.accounts[worker].id)
        return uuid


def furnished(county: County, names: tuple[str, ...] = NAMES) -> WorkerStation:
    """Accounts, people and the roster of 金山镇; every second person lives in the other village.

    A county on SQLite in which nothing has happened yet gets them from one that was furnished
    once in this process, with the same ids.
    """
    county.at = AT
    once = _furnished_once(names) if county.sealer is SEALER else None
    if once is None or not _is_as_laid_out(county, once.entries):
        return _furnish(county, names)
    held = county.station.engine.raw_connection()
    with closing(held), closing(sqlite3.connect(once.file)) as source:
        source.backup(held.driver_connection)
    return WorkerStation(county=county, accounts=dict(once.accounts), people=dict(once.people))


@dataclass(frozen=True)
class _Furnished:
    """A furnished database; ``entries`` is how many entries of the audit were there before."""

    file: Path
    entries: int
    accounts: Mapping[str, Any]
    people: Mapping[str, str]


@cache
def _furnished_once(names: tuple[str, ...]) -> _Furnished:
    folder = a_folder()
    with a_county(folder) as county:
        entries = _entries(county)
        made = _furnish(county, names)
    return _Furnished(folder / "yizhan.db", entries, made.accounts, made.people)


def _is_as_laid_out(county: County, entries: int) -> bool:
    return county.station.engine.dialect.name == "sqlite" and _entries(county) == entries


def _entries(county: County) -> int:
    with reading(county.station.engine) as connection:
        return connection.execute(select(func.count()).select_from(AUDIT)).scalar_one()


def _furnish(county: County, names: tuple[str, ...]) -> WorkerStation:
    county.at = AT
    accounts: dict[str, Any] = {}
    with unit_of_work(county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        for login, name, role, place, agency in (
            ("luomin", "罗敏", "worker", "yanshi/jinshan", "qinghe"),
            ("xianheguan", "唐宁", "worker", "yanshi/tianchi", "qinghe"),
            ("zhouqiming", "周启明", "manager", "yanshi", "qinghe"),
            ("chenshuyuan", "陈书远", "county", "yanshi", "minzheng"),
        ):
            account = create_account(unit, login=login, name=name, agency=agency)
            grant(
                unit,
                account=account.id,
                role=role,
                place=place,
                valid_from=date(2026, 1, 1),
                reason="测试",
            )
            accounts[login] = account
    station = WorkerStation(county=county, accounts=accounts, people={})
    for number, name in enumerate(names):
        station.people[name] = county.person(
            name,
            (XIAOJIAN, HENGJIANG)[number % 2],
            born=date(1940 + number % 20, 3, 4),
            categories=["tekun_scattered"],
            levels={"self_care": "full"},
            has_phone=name != "单福生",
        )
        station.enrol(name, "jinshan", "self_reliant")
    if "单福生" in station.people:
        with county.act() as (unit, _):
            near = ContactInput(id=new_id(), name="周某", relation="neighbour", phone="13800000000")
            add_contact(unit, station.people["单福生"], near)
    return station


def as_worker(station: WorkerStation, login: str = "luomin") -> Actor:
    """The actor of an account."""
    account = station.accounts[login]
    return Actor(id=account.id, name=account.name, role="worker")
