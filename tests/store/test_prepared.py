"""A prepared statement means what the statement means, on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Integer,
    MetaData,
    Table,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from core.store import ID, Exact, Instant, PermanentId, new_id, open_engine, reading
from core.store.prepared import Among, Prepared

THING = Table(
    "thing",
    MetaData(),
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("day", Date, nullable=True),
    Column("quantity", Exact, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("at", Instant, nullable=False),
    Column("void", Boolean, nullable=False),
    Column("minutes", Integer, nullable=True),
)
AT = datetime(2026, 6, 30, 4, 5, 6, 789, tzinfo=UTC)


def thing(**more):
    plain = {
        "uuid": new_id(),
        "day": date(2026, 6, 30),
        "quantity": Decimal("1.5"),
        "fields": {"outcome": "联系上", "among": [1, None]},
        "at": AT,
        "void": False,
        "minutes": None,
    }
    return {**plain, **more}


@pytest.fixture
def connection(database):
    engine = open_engine(database)
    with reading(engine) as connection:
        THING.create(connection)
        yield connection
        connection.rollback()
    engine.dispose()


def test_rows_come_back_as_the_toolkit_brings_them(connection):
    rows = [thing(), thing(day=None, void=True, minutes=7, quantity=Decimal(3))]
    Prepared(insert(THING)).write(connection, rows)
    statement = select(THING).order_by(THING.c.id)
    plain = [tuple(row) for row in connection.execute(statement)]
    prepared = Prepared(statement)
    assert [tuple(row) for row in prepared.rows(connection)] == plain
    assert [tuple(row) for row in prepared.rows(connection)] == plain
    first = prepared.first(connection)
    assert (first.uuid, first.at, first.fields) == (rows[0]["uuid"], AT, rows[0]["fields"])
    assert [type(value) for value in first] == [type(value) for value in plain[0]]


def test_a_row_of_other_columns_is_another_insert(connection):
    put = Prepared(insert(THING).returning(THING.c.id, THING.c.quantity))
    assert put.first(connection, **thing(id=41)).id == 41
    assert put.first(connection, **thing(quantity=2)).quantity == 2
    put.write(connection, [])
    assert connection.execute(select(func.count()).select_from(THING)).scalar_one() == 2


def test_a_list_of_keys_is_one_value(connection):
    rows = [thing(id=number) for number in range(1, 2001)]
    Prepared(insert(THING)).write(connection, rows)
    by_id = Prepared(
        select(THING.c.uuid)
        .where(Among(THING.c.id, "ids"), THING.c.day == bindparam("day"))
        .order_by(THING.c.id)
        .limit(1500)
    )
    day = date(2026, 6, 30)
    assert by_id.rows(connection, ids=[], day=day) == []
    assert by_id.first(connection, ids=[2, 9999], day=day).uuid == rows[1]["uuid"]
    assert len(by_id.rows(connection, ids=range(1, 2001), day=day)) == 1500
    assert by_id.rows(connection, ids=[1], day=date(2026, 7, 1)) == []
    by_uuid = Prepared(select(THING.c.id).where(Among(THING.c.uuid, "uuids")))
    wanted = [rows[3]["uuid"], rows[7]["uuid"], new_id()]
    assert sorted(row.id for row in by_uuid.rows(connection, uuids=wanted)) == [4, 8]


def test_a_broken_rule_of_the_table_is_the_same_error(connection):
    row = thing()
    put = Prepared(insert(THING))
    with pytest.raises(IntegrityError) as raised:
        put.write(connection, [row, row])
    assert "联系上" not in str(raised.value)
