"""A station's accounts in an empty database."""

from datetime import UTC, datetime

import pytest

from core.store import Actor, open_engine, unit_of_work
from core.trust import tables  # noqa: F401
from core.trust.service import create_account, set_password
from tests.copies import copied, make_tables
from tests.databases import drop, fresh_postgres_url, postgres_template

COUNTY = "yanshi"
AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
ADMIN = Actor(id="00000000-0000-7000-8000-000000000001", name="管理员", role="security")
PASSWORD = "山坡上的李子熟了七颗"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request, tmp_path):
    if request.param == "sqlite":
        url = copied(make_tables, tmp_path)
    else:
        url = fresh_postgres_url(template=postgres_template("tables", make_tables))
    engine = open_engine(url)
    yield engine
    engine.dispose()
    if request.param == "postgres":
        drop(url)


@pytest.fixture
def luo(engine):
    """The account of 罗敏, who has a password."""
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        account = create_account(unit, login="LuoMin ", name="罗敏")
    set_password(engine, actor=ADMIN, at=AT, county=COUNTY, account=account.id, password=PASSWORD)
    return account
