"""A county whose tables are compared before and after, and the way of an import without a page."""

import hashlib
import json
from datetime import date

import pytest
from sqlalchemy import select

from core.intake.columns import proposed_for
from core.intake.jobs import ROSTER
from core.people.inputs import PersonInput
from core.people.service import register_person
from core.store import metadata, new_id, reading
from core.store.errors import Refused
from core.trust import Reach, Scope
from core.trust.service import create_account, grant
from tests.copies import a_county
from web.importing import Chosen, Wish, Work, columns_for, first_table, open_any

DAY = date(2026, 6, 30)
XIAOJIAN = "yanshi/jinshan/xiaojian"


def furnish(county):
    """Two known people, one of them without an ID number, and a worker with an account."""
    with county.act() as (unit, _):
        for name, born in (("王长根", date(1941, 2, 3)), ("陈桂花", date(1950, 5, 6))):
            known = PersonInput(id=new_id(), name=name, place=XIAOJIAN, birth_date=born)
            register_person(unit, county.sealer, known)
        account = create_account(unit, login="luomin", name="罗敏", agency="qinghe")
        place = "yanshi/jinshan"
        grant(unit, account=account.id, role="worker", place=place, valid_from=DAY, reason="测试")
    return county


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The county on SQLite, made once for a module: what is refused must leave it as it was."""
    with a_county(tmp_path_factory.mktemp("importing")) as county:
        yield furnish(county)


@pytest.fixture(scope="module")
def before(house):
    """The county as it was when the module began."""
    return everything(house.station.engine)


def everything(engine):
    """Every row of every table, as one digest a table."""
    found = {}
    with reading(engine) as connection:
        for table in metadata.sorted_tables:
            rows = sorted(
                json.dumps(list(row), default=str) for row in connection.execute(select(table))
            )
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


class RolledBack(Exception):
    """What was written is taken back, so that every test finds the same county."""


def bring(
    county, content, what=ROSTER, record_kind="", *, decisions=None, keep=False, fixed=None, **named
):
    """(findings, result) of an import; the result is nothing when it was refused."""
    station = county.station
    wish = Wish(
        uuid=new_id(),
        kind=what,
        contract=named.get("contract", "jinshan"),
        record_kind=record_kind,
        provider="qinghe",
        day=DAY,
        scope=Scope(reaches=frozenset({Reach(place="yanshi")})),
        reach=named.get("reach", bool),
    )
    result = None
    try:
        with county.act() as (unit, book):
            columns = columns_for(station, book, wish)
            opened = open_any(content)
            number, _, table = first_table(opened, columns)
            chosen = Chosen(
                sheet=number,
                columns=proposed_for(table.headings, columns),
                fixed=fixed or {},
                year=named.get("year", 0),
            )
            work = Work(station=station, wish=wish, chosen=chosen, opened=opened)
            _, findings = work.check(unit, decisions or {}, lambda done: None)
            try:
                result = work.apply(unit, decisions or {}, lambda done: None)
            except Refused:
                result = None
            if not keep:
                raise RolledBack
    except RolledBack:
        pass
    return findings, result
