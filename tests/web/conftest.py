"""A web application with three demonstration accounts, and one of a real station."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from litestar.testing import TestClient
from sqlalchemy import Engine

from core.store import Actor, open_engine, unit_of_work
from core.trust import tables  # noqa: F401
from core.trust.service import create_account, grant, set_password
from tests.apps import app_of
from tests.copies import a_county, copied, make_tables
from tests.web.worker_station import furnished
from web.settings import Settings

COUNTY = "yanshi"
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
PASSWORD = "山坡上的李子熟了七颗"


@dataclass(frozen=True)
class Place:
    """As much of a station as the web asks for."""

    engine: Engine
    demo: bool
    county: str = COUNTY


def an_account(unit: Any, login: str, name: str, role: str, place: str) -> Any:
    account = create_account(unit, login=login, name=name)
    grant(unit, account=account.id, role=role, place=place, valid_from=DAY, reason="演示")
    return account


def furnish(url: str) -> None:
    """The tables and the three accounts of the doors, in an empty database."""
    make_tables(url)
    engine = open_engine(url)
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        an_account(unit, "demo-worker", "罗敏", "worker", f"{COUNTY}/jinshan")
        an_account(unit, "demo-manager", "周启明", "manager", f"{COUNTY}/jinshan")
        an_account(unit, "demo-county", "陈书远", "county", COUNTY)
    engine.dispose()


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(copied(furnish, tmp_path))
    yield engine
    engine.dispose()


def an_app(engine, *, more=(), demo=True, **changes):
    settings = Settings(
        **{"demo": demo, "secure_cookies": False, "fixed_now": AT, "web_key": b"k" * 32} | changes
    )
    return app_of(Place(engine, demo), settings, more=more)


@pytest.fixture
def demo(engine):
    """A client of the demonstration; nobody has gone through a door yet."""
    with TestClient(an_app(engine), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        yield client


@pytest.fixture
def real(engine):
    """A client of a real station, where 罗敏 has a password."""
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        account = an_account(unit, "luomin", "罗敏", "worker", f"{COUNTY}/jinshan")
    set_password(engine, actor=ADMIN, at=AT, county=COUNTY, account=account.id, password=PASSWORD)
    with TestClient(an_app(engine, demo=False), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        yield client


def token_on(answer) -> str:
    """The token that the forms of a page carry."""
    return answer.text.partition('name="_csrf" value="')[2].partition('"')[0]


def through_the_door(client, role="worker"):
    """Go in by a door; returns the token of the new session's forms."""
    token = token_on(client.get("/"))
    answer = client.post("/door", data={"role": role, "_csrf": token})
    assert answer.status_code == 303, answer.text
    return token_on(client.get("/me"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One furnished station for all tests of a module, on SQLite; its records only grow."""
    with a_county(tmp_path_factory.mktemp("shared")) as county:
        yield furnished(county)
