"""A county with a few villages in an empty database, and a sealer with keys of its own."""

from datetime import UTC, datetime

import pytest

from core.people.inputs import PersonInput
from core.places.service import add_place
from core.store import Actor, new_id, open_engine, unit_of_work
from core.trust.secrets import new_keys, sealer_from
from tests.copies import copied, make_tables
from tests.databases import drop, fresh_postgres_url, postgres_template

AT = datetime(2026, 6, 30, 2, 0, tzinfo=UTC)
PLACES = (
    ("yanshi", "演示县", "county"),
    ("yanshi/jinshan", "金山镇", "township"),
    ("yanshi/jinshan/xiaojian", "小枧村", "village"),
    ("yanshi/jinshan/xinmin", "新民村", "village"),
    ("yanshi/dongshan", "东山镇", "township"),
    ("yanshi/dongshan/xinmin", "新民村", "village"),
)


@pytest.fixture(scope="session")
def sealer():
    return sealer_from(new_keys("2026"))


@pytest.fixture
def database(tmp_path):
    return tmp_path / "yizhan.db"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request, database):
    if request.param == "sqlite":
        url = copied(make_tables, database.parent)
    else:
        url = fresh_postgres_url(template=postgres_template("tables", make_tables))
    engine = open_engine(url)
    yield engine
    engine.dispose()
    if request.param == "postgres":
        drop(url)


@pytest.fixture
def in_unit(engine):
    """Run a use case in a unit of its own, as a handler would."""

    def run(use_case, *given, **named):
        actor = Actor(id="desk", name="经办人", role="worker")
        with unit_of_work(engine, actor=actor, at=AT, county="yanshi") as unit:
            return use_case(unit, *given, **named)

    return run


@pytest.fixture
def county(in_unit):
    for place in PLACES:
        in_unit(add_place, *place)


@pytest.fixture
def a_person():
    """Somebody of 小枧村, with whatever the test says otherwise."""

    def make(name="张三", **said):
        return PersonInput(
            **{"id": new_id(), "name": name, "place": "yanshi/jinshan/xiaojian"} | said
        )

    return make


@pytest.fixture
def an_id_number():
    """A valid ID number of 上栗县 for a birth date and an order number."""

    def make(birth="19400601", order="011", county="360322"):
        from stdnum.cn import ric

        body = f"{county}{birth}{order}"
        return body + ric.calc_check_digit(body + "0")

    return make
