"""Whom and what answers name: people, households and places, by the ids that are stored."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from core.people.rows import HOUSEHOLD, PERSON
from core.places.rows import PLACE
from core.plugin import Question, QuestionKind

Names = Mapping[str, str]
#: Names that stand for a household; the others are a number.
MEMBERS_SAID = 2


def ids_in(
    questions: Iterable[Question], fields: Mapping[str, Any], kind: QuestionKind
) -> set[str]:
    """The ids that the answers to questions of that kind name."""
    asked = (question.key for question in questions if question.kind is kind)
    return {str(fields[key]) for key in asked if fields.get(key)}


def names_in(
    connection: Connection,
    county: str,
    questions: Iterable[Question],
    fields: Mapping[str, Any],
    reach: ColumnElement[bool] | None = None,
) -> dict[str, str]:
    """Id → name of everybody and every place that the answers name, within ``reach``.

    ``reach`` is a condition on ``PLACE``, where the person or household lives; a place has no secret.
    """
    questions = tuple(questions)
    people = ids_in(questions, fields, QuestionKind.PERSON)
    homes = ids_in(questions, fields, QuestionKind.HOUSEHOLD)
    places = ids_in(questions, fields, QuestionKind.PLACE)
    found: dict[str, str] = {}
    if people:
        who = select(PERSON.c.uuid, PERSON.c.name).join(PLACE, PLACE.c.id == PERSON.c.place_id)
        who = who.where(PERSON.c.county == county, PERSON.c.uuid.in_(people))
        rows = connection.execute(who if reach is None else who.where(reach))
        found.update((row.uuid, row.name) for row in rows)
    if homes:
        found |= households_named(connection, county, HOUSEHOLD.c.uuid.in_(homes), reach)
    if places:
        where = select(PLACE.c.key, PLACE.c.name).where(PLACE.c.key.in_(places))
        rows = connection.execute(where.where(PLACE.c.county == county))
        found.update((row.key, row.name) for row in rows)
    return found


def households_named(
    connection: Connection,
    county: str,
    which: ColumnElement[bool],
    reach: ColumnElement[bool] | None = None,
) -> dict[str, str]:
    """Household → who lives there, as one says it: 王长根、李秀英 等 3 人."""
    at = HOUSEHOLD.join(PLACE, PLACE.c.id == HOUSEHOLD.c.place_id)
    wanted = (
        select(HOUSEHOLD.c.uuid, HOUSEHOLD.c.number, PLACE.c.name.label("site"), PERSON.c.name)
        .select_from(at.outerjoin(PERSON, PERSON.c.household_id == HOUSEHOLD.c.id))
        .where(HOUSEHOLD.c.county == county, which)
        .order_by(HOUSEHOLD.c.id, PERSON.c.id)
    )
    members: dict[str, list[str]] = {}
    ends: dict[str, str] = {}
    for row in connection.execute(wanted if reach is None else wanted.where(reach)):
        members.setdefault(row.uuid, []).extend([row.name] if row.name else [])
        ends[row.uuid] = f"{row.site}{f'（{row.number}）' if row.number else ''}"
    return {uuid: f"{_said(names)} · {ends[uuid]}" for uuid, names in members.items()}


def _said(names: list[str]) -> str:
    if not names:
        return "没有登记成员的一户"
    said = "、".join(names[:MEMBERS_SAID])
    return f"{said} 等 {len(names)} 人" if len(names) > MEMBERS_SAID else f"{said}一户"


def strangers(
    connection: Connection, county: str, questions: Iterable[Question], fields: Mapping[str, Any]
) -> dict[str, str]:
    """A sentence for every answer that names somebody or a place that the county does not know."""
    naming = {
        question.key: say for question in questions if (say := UNKNOWN.get(question.kind, ""))
    }
    if not any(fields.get(key) for key in naming):
        return {}
    known = names_in(connection, county, questions, fields)
    return {key: say for key, say in naming.items() if fields.get(key) and fields[key] not in known}


UNKNOWN: Mapping[QuestionKind, str] = {
    QuestionKind.PERSON: "选的人不在本县的对象档案里，请重新选择。",
    QuestionKind.HOUSEHOLD: "选的户不在本县的户档案里，请重新选择。",
    QuestionKind.PLACE: "请选择本县的一个地点。",
}
