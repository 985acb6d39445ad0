"""Dated facts about a person: add one once, end one; the same way for all of their tables."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Table, insert, select, update
from sqlalchemy.engine import RowMapping

from core.people.rules import span_problem
from core.people.service.once import fingerprint, refuse
from core.people.service.versions import keep_person, person_row
from core.store import Unit
from core.store.errors import Missing
from core.store.ids import checked_id


def columns_of(fact: msgspec.Struct, person_uuid: str) -> dict[str, Any]:
    """The columns of a fact's row, but for the person's small key."""
    values = msgspec.structs.asdict(fact)
    uuid = checked_id(values.pop("id"))
    return {"uuid": uuid, **values, "first_content": fingerprint(fact, person=person_uuid)}


def add_fact(
    unit: Unit, person: RowMapping, table: Table, row: dict[str, Any], action: str, reason: str = ""
) -> str:
    """Write the fact's row and the person's next version."""
    unit.connection.execute(insert(table).values(**row, person_id=person["id"]))
    return keep_person(unit, person, action, reason)


def facts_of(unit: Unit, person: RowMapping, table: Table) -> list[RowMapping]:
    """The rows of one table about one person, without void ones where rows have an end."""
    rows = select(table).where(table.c.person_id == person["id"]).order_by(table.c.id)
    every = unit.connection.execute(rows).mappings().all()
    return [row for row in every if "end" not in row or row["end"] != row["start"]]


def end_fact(
    unit: Unit,
    person_uuid: str,
    table: Table,
    fact_id: str,
    end: date,
    action: str,
    *,
    reason: str,
    column: str = "end",
    start: str = "start",
) -> str:
    """Set the end of a fact; the same end again changes nothing, another end needs a reason.

    Ending on the first day makes the fact void: it never held, and its history stays.
    """
    person = person_row(unit, person_uuid)
    uuid = checked_id(fact_id)
    wanted = select(table).where(table.c.uuid == uuid, table.c.person_id == person["id"])
    row = unit.connection.execute(wanted).mappings().first()
    if row is None:
        raise Missing("没有这一条记录。", field="id")
    if row[column] == end:
        return str(person["uuid"])
    makes_void = column == "end" and end == row[start]
    changes_the_past = makes_void or row[column] is not None
    refuse(
        {
            "end": span_problem(row[start], end) if start in row else "",
            "reason": "更正或作废须写明原因。" if changes_the_past and not reason.strip() else "",
        }
    )
    unit.connection.execute(update(table).where(table.c.id == row["id"]).values(**{column: end}))
    return keep_person(unit, person, action, reason)
