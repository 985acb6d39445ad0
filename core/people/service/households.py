"""Households 户: people who live together and are counted as one 户."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import insert, select, update

from core.people.inputs import HouseholdInput
from core.people.loading import chunks
from core.people.rows import HOUSEHOLD
from core.people.rules import ADDRESS_LIMIT
from core.people.service.once import fingerprint, refuse, seen_before
from core.people.service.versions import REASON_LIMIT
from core.people.service.writing import household_ids
from core.places.rows import PLACE, place_ids
from core.places.typed_text import text_problem
from core.store import Unit
from core.store.audit import Act
from core.store.errors import Conflict, Missing
from core.store.ids import checked_id
from core.store.versions import keep, keep_many


def add_household(unit: Unit, household: HouseholdInput) -> str:
    """Register a household; answers its permanent id. A 户号 is used once in a place."""
    uuid = checked_id(household.id)
    household = tidy_household(household)
    refuse(household_problems(household))
    first_content = fingerprint(household)
    if seen_before(unit.connection, HOUSEHOLD, uuid, first_content):
        return uuid
    place_id = place_ids(unit.connection, unit.county, [household.place]).get(household.place)
    if place_id is None:
        refuse({"place": "本县没有这个村（社区），请从列表中选择。"})
    if household.number:
        same = select(HOUSEHOLD.c.id).where(
            HOUSEHOLD.c.county == unit.county,
            HOUSEHOLD.c.place_id == place_id,
            HOUSEHOLD.c.number == household.number,
        )
        if unit.connection.execute(same).first():
            refuse({"number": f"户号“{household.number}”在本村（社区）已有。"})
    unit.connection.execute(
        insert(HOUSEHOLD).values(
            uuid=uuid,
            county=unit.county,
            place_id=place_id,
            number=household.number,
            address=household.address,
            version=1,
            first_content=first_content,
        )
    )
    content = household_content(uuid, household.place, household.number, household.address)
    keep(unit, action="add_household", kind="household", object_id=uuid, version=1, content=content)
    return uuid


def add_households(unit: Unit, households: Iterable[HouseholdInput]) -> None:
    """Register many households in a few statements; those with a known id are left alone.

    The promises are those of one by one, but one wrong household refuses all.
    """
    typed = [tidy_household(household) for household in households]
    known = set(household_ids(unit.connection, unit.county, [one.id for one in typed]))
    fresh = [one for one in typed if checked_id(one.id) not in known]
    places = place_ids(unit.connection, unit.county, {one.place for one in fresh})
    for one in fresh:
        wrong = {} if one.place in places else {"place": "本县没有这个村（社区），请从列表中选择。"}
        refuse(household_problems(one) | wrong)
    if not fresh:
        return
    _refuse_numbers_used(unit, [(places[one.place], one.number) for one in fresh if one.number])
    unit.connection.execute(
        insert(HOUSEHOLD),
        [
            {
                "uuid": checked_id(one.id),
                "county": unit.county,
                "place_id": places[one.place],
                "number": one.number,
                "address": one.address,
                "version": 1,
                "first_content": fingerprint(one),
            }
            for one in fresh
        ],
    )
    keep_many(
        unit,
        (
            Act(
                action="add_household",
                kind="household",
                object_id=checked_id(one.id),
                content=household_content(checked_id(one.id), one.place, one.number, one.address),
            )
            for one in fresh
        ),
    )


def _refuse_numbers_used(unit: Unit, numbers: list[tuple[int, str]]) -> None:
    used = set()
    for some in chunks(number for _, number in numbers):
        wanted = select(HOUSEHOLD.c.place_id, HOUSEHOLD.c.number).where(
            HOUSEHOLD.c.county == unit.county, HOUSEHOLD.c.number.in_(some)
        )
        used |= {(row.place_id, row.number) for row in unit.connection.execute(wanted)}
    for one in numbers:
        if one in used:
            refuse({"number": f"户号“{one[1]}”在本村（社区）已有。"})
        used.add(one)


def correct_household(
    unit: Unit, household_uuid: str, address: str, version: int, reason: str
) -> str:
    """Correct a household's address; answers its permanent id."""
    uuid = checked_id(household_uuid)
    wanted = (
        select(HOUSEHOLD, PLACE.c.key.label("place"))
        .join(PLACE, PLACE.c.id == HOUSEHOLD.c.place_id)
        .where(HOUSEHOLD.c.uuid == uuid, HOUSEHOLD.c.county == unit.county)
    )
    row = unit.connection.execute(wanted).mappings().first()
    if row is None:
        raise Missing("没有这一户。", field="id")
    if row["version"] != version:
        raise Conflict("这一户刚被别人改过，请刷新后再改。", field="version")
    address = address.strip()
    refuse(
        {
            "address": text_problem(address, "住址", ADDRESS_LIMIT),
            "reason": text_problem(reason, "更正原因", REASON_LIMIT, required=True),
        }
    )
    unit.connection.execute(
        update(HOUSEHOLD)
        .where(HOUSEHOLD.c.id == row["id"])
        .values(address=address, version=version + 1)
    )
    keep(
        unit,
        action="correct_household",
        kind="household",
        object_id=uuid,
        version=version + 1,
        content=household_content(uuid, row["place"], row["number"], address),
        reason=reason,
    )
    return uuid


def household_content(uuid: str, place: str, number: str, address: str) -> dict[str, str]:
    """What a version of a household keeps."""
    return {"id": uuid, "place": place, "number": number, "address": address}


def tidy_household(household: HouseholdInput) -> HouseholdInput:
    """The household with blanks around its texts taken away."""
    return msgspec.structs.replace(
        household, address=household.address.strip(), number=household.number.strip()
    )


def household_problems(household: HouseholdInput) -> dict[str, str]:
    """What is wrong with a household as handed in, by field."""
    return {
        "place": text_problem(household.place, "村（社区）", 200, required=True),
        "address": text_problem(household.address, "住址", ADDRESS_LIMIT),
        "number": text_problem(household.number, "户号", 40),
    }
