"""Contacts 联系人 around a person: guardian, relative, neighbour, cadre, carer 照料服务人."""

from datetime import date

import msgspec
from sqlalchemy import update

from core.people.inputs import ContactInput
from core.people.rows import CONTACT
from core.people.rules import folded_phone, name_problem, phone_problem
from core.people.service.dated import add_fact, columns_of, end_fact
from core.people.service.once import choice_problem, refuse, seen_before
from core.people.service.versions import person_row
from core.people.vocabulary import RELATIONS
from core.store import Unit


def add_contact(unit: Unit, person_uuid: str, contact: ContactInput, reason: str = "") -> str:
    """Add a contact; who is to be called first in an emergency takes that place from others."""
    person = person_row(unit, person_uuid)
    contact = tidy_contact(contact)
    refuse(contact_problems(contact))
    row = columns_of(contact, person["uuid"])
    if seen_before(unit.connection, CONTACT, row["uuid"], row["first_content"]):
        return str(person["uuid"])
    if contact.first_for_emergency:
        unit.connection.execute(
            update(CONTACT)
            .where(CONTACT.c.person_id == person["id"])
            .values(first_for_emergency=False)
        )
    return add_fact(unit, person, CONTACT, row, "add_contact", reason)


def end_contact(unit: Unit, person_uuid: str, contact_id: str, on: date, reason: str = "") -> str:
    """The contact is no longer one from that day on; the row stays."""
    return end_fact(
        unit,
        person_uuid,
        CONTACT,
        contact_id,
        on,
        "end_contact",
        reason=reason,
        column="ended_on",
    )


def tidy_contact(contact: ContactInput) -> ContactInput:
    """The contact with blanks around the name and between digits taken away."""
    return msgspec.structs.replace(
        contact, name=contact.name.strip(), phone=folded_phone(contact.phone)
    )


def contact_problems(contact: ContactInput) -> dict[str, str]:
    """What is wrong with a contact as handed in, by field."""
    return {
        "name": name_problem(contact.name, "联系人姓名"),
        "relation": choice_problem(contact.relation, RELATIONS, "与对象的关系"),
        "phone": phone_problem(contact.phone, "联系人电话"),
    }
