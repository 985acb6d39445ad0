"""Correcting a person 更正: the newest version is named, the reason stays, nothing is lost."""

from typing import Any

import msgspec
from sqlalchemy.engine import RowMapping

from core.calendar import business_day
from core.people.id_numbers import read_id_number
from core.people.inputs import PersonChanges
from core.people.rules import (
    ADDRESS_LIMIT,
    birth_problem,
    death_problem,
    folded_phone,
    name_problem,
    phone_problem,
)
from core.people.search import ID_NUMBER
from core.people.service.once import choice_problem, refuse
from core.people.service.register import id_number_taken
from core.people.service.versions import keep_person, person_row
from core.people.service.writing import household_ids, renew_search_keys, sealed
from core.people.vocabulary import SEXES
from core.places.rows import place_ids
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.errors import Conflict
from core.trust.secrets import Sealer

#: Fields that are columns of the same name.
AS_GIVEN = ("sex", "birth_date", "has_phone", "died_on")
TRIMMED = ("name", "address")


def correct_person(
    unit: Unit,
    sealer: Sealer,
    person_uuid: str,
    changes: PersonChanges,
    version: int,
    reason: str,
) -> str:
    """Replace what is given, with a reason; ``Conflict`` when ``version`` is not the newest.

    Changes that change nothing write no version.
    """
    person = person_row(unit, person_uuid)
    if person["version"] != version:
        raise Conflict("这份档案刚被别人改过，请刷新后再改。", field="version")
    why = "" if reason.strip() else "请写明更正原因。"
    given = {
        name: value
        for name, value in msgspec.structs.asdict(changes).items()
        if value is not msgspec.UNSET
    }
    columns, problems = _columns(unit, sealer, person, given)
    after = {**person, **columns}
    refuse({"reason": why, **problems, **_problems(unit, sealer, person, after)})
    if all(person[name] == value for name, value in columns.items()):
        return str(person["uuid"])
    if "name" in columns or "phone" in columns:
        renew_search_keys(unit, person["id"], after["name"], after["phone"], person["code"])
    return keep_person(unit, person, "correct_person", reason, **columns)


def _columns(
    unit: Unit, sealer: Sealer, person: RowMapping, given: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The columns that the changes stand for, and what cannot be turned into columns."""
    columns: dict[str, Any] = {name: given[name] for name in AS_GIVEN if name in given}
    columns |= {name: given[name].strip() for name in TRIMMED if name in given}
    problems: dict[str, str] = {}
    if "phone" in given:
        columns["phone"] = folded_phone(given["phone"])
        if columns["phone"]:
            columns.setdefault("has_phone", True)
    if "place" in given:
        columns["place_id"] = place_ids(unit.connection, unit.county, [given["place"]]).get(
            given["place"]
        )
        problems["place"] = "" if columns["place_id"] else "本县没有这个村（社区）。"
    if "household" in given:
        wanted = given["household"]
        known = household_ids(unit.connection, unit.county, [wanted]) if wanted else {}
        columns["household_id"] = known.get(wanted)
        problems["household"] = "没有这一户。" if wanted and not known else ""
    if "id_number" in given:
        read = read_id_number(given["id_number"]) if given["id_number"].strip() else None
        problems["id_number"] = read.problem if read else ""
        number = read.number if read else ""
        index = sealer.blind_index(number, ID_NUMBER) if number else None
        if index != person["id_number_index"]:
            columns["id_number_index"] = index
            columns["id_number_cipher"] = sealed(sealer, number, person["uuid"])
        if read and read.birth_date:
            columns.setdefault("birth_date", read.birth_date)
    return columns, {field: say for field, say in problems.items() if say}


def _problems(
    unit: Unit, sealer: Sealer, person: RowMapping, after: dict[str, Any]
) -> dict[str, str]:
    """What would be wrong with the person after the change."""
    day = business_day(unit.at)
    problems = {
        "name": name_problem(after["name"]),
        "sex": choice_problem(after["sex"], SEXES, "性别"),
        "birth_date": birth_problem(after["birth_date"], day),
        "phone": phone_problem(after["phone"]),
        "has_phone": "填了电话就不能选“没有电话”。"
        if after["phone"] and not after["has_phone"]
        else "",
        "address": text_problem(after["address"], "住址", ADDRESS_LIMIT),
        "died_on": death_problem(after["died_on"], after["birth_date"], day),
    }
    if after["id_number_index"] != person["id_number_index"]:
        problems["id_number"] = id_number_taken(unit, after["id_number_index"], person["id"])
    if after["id_number_cipher"] and not problems["birth_date"]:
        number = sealer.unseal(after["id_number_cipher"], ID_NUMBER, person["uuid"])
        if read_id_number(number).birth_date != after["birth_date"]:
            problems["birth_date"] = "出生日期与身份证号不一致，请核对。"
    return {field: say for field, say in problems.items() if say}
