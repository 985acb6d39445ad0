"""Recording a death: the day is kept, everything else of the person stays as it was."""

from datetime import date

from core.calendar import business_day
from core.people.rules import death_problem
from core.people.service.once import refuse
from core.people.service.versions import keep_person, person_row
from core.store import Unit
from core.store.errors import Conflict


def record_death(unit: Unit, person_uuid: str, died_on: date, reason: str = "") -> str:
    """Note the day of death; the same day again changes nothing, another day is a conflict.

    A wrong day is put right, or taken back, by ``correct_person`` with a reason.
    """
    person = person_row(unit, person_uuid)
    if person["died_on"] == died_on:
        return str(person["uuid"])
    if person["died_on"] is not None:
        raise Conflict(
            f"已登记去世日期 {person['died_on']}；如有误，请用更正并写明原因。", field="died_on"
        )
    day = business_day(unit.at)
    refuse({"died_on": death_problem(died_on, person["birth_date"], day)})
    return keep_person(unit, person, "record_death", reason, died_on=died_on)
