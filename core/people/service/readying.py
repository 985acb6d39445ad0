"""A person as handed in, made ready for writing: tidied, checked, nothing refused too late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from core.people.id_numbers import read_id_number
from core.people.inputs import PersonInput
from core.people.rules import (
    ADDRESS_LIMIT,
    birth_problem,
    folded_phone,
    name_problem,
    phone_problem,
)
from core.people.search import ID_NUMBER
from core.people.service.assessments import assessment_problems
from core.people.service.categories import category_problems, overlap
from core.people.service.consents import consent_problems
from core.people.service.contacts import contact_problems, tidy_contact
from core.people.service.once import choice_problem, fingerprint
from core.people.vocabulary import SEXES
from core.places.typed_text import text_problem
from core.store.ids import checked_id
from core.trust.secrets import Sealer


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """A tidied person, the blind index of the ID number, and the fingerprint of what came in."""

    person: PersonInput
    id_number_index: str | None
    first_content: str
    problems: Mapping[str, str]


def made_ready(typed: PersonInput, sealer: Sealer, day: date) -> Ready:
    """Tidy and check; ``problems`` is empty when the person may be written.

    Birth date and sex that were left open come from the ID number; what contradicts it is a
    problem, because one of the two is surely wrong.
    """
    read = read_id_number(typed.id_number) if typed.id_number.strip() else None
    phone = folded_phone(typed.phone)
    person = msgspec.structs.replace(
        typed,
        id=checked_id(typed.id),
        name=typed.name.strip(),
        address=typed.address.strip(),
        phone=phone,
        has_phone=bool(phone) if typed.has_phone is None else typed.has_phone,
        id_number=read.number if read else "",
        birth_date=typed.birth_date or (read.birth_date if read else None),
        sex=typed.sex or (read.sex if read else ""),
        contacts=tuple(tidy_contact(contact) for contact in typed.contacts),
    )
    contradicts = read and not read.problem and person.birth_date != read.birth_date
    problems = {
        "name": name_problem(person.name),
        "place": text_problem(person.place, "村（社区）", 200, required=True),
        "sex": choice_problem(person.sex, SEXES, "性别"),
        "id_number": read.problem if read else "",
        "birth_date": "出生日期与身份证号不一致，请核对。"
        if contradicts
        else birth_problem(person.birth_date, day),
        "phone": phone_problem(phone),
        "has_phone": "填了电话就不能选“没有电话”。" if phone and not person.has_phone else "",
        "address": text_problem(person.address, "住址", ADDRESS_LIMIT),
        **_of_parts(person, day),
    }
    problems = {field: say for field, say in problems.items() if say}
    index = sealer.blind_index(person.id_number, ID_NUMBER) if person.id_number else None
    return Ready(
        person=person,
        id_number_index=index,
        first_content="" if problems else fingerprint(typed, id=person.id, id_number=index),
        problems=problems,
    )


def _of_parts(person: PersonInput, day: date) -> dict[str, str]:
    problems: dict[str, str] = {}

    def note(part: str, place: int, found: Mapping[str, str]) -> None:
        problems.update({f"{part}.{place}.{field}": say for field, say in found.items()})

    for place, category in enumerate(person.categories):
        note("categories", place, category_problems(category))
        for earlier in person.categories[:place]:
            same = earlier.code == category.code
            if same and overlap(earlier.start, earlier.end, category.start, category.end):
                problems[f"categories.{place}.start"] = "同一人员类别的时间不能重叠。"
    for place, assessment in enumerate(person.assessments):
        note("assessments", place, assessment_problems(assessment))
    if _repeats((one.kind, one.start) for one in person.assessments):
        problems["assessments"] = "同一天不能有两次同类评估。"
    for place, contact in enumerate(person.contacts):
        note("contacts", place, contact_problems(contact))
    if sum(contact.first_for_emergency for contact in person.contacts) > 1:
        problems["contacts"] = "紧急时首先联系的只能有一位。"
    for place, consent in enumerate(person.consents):
        note("consents", place, consent_problems(consent, person.birth_date, day))
    if _repeats(consent.purpose for consent in person.consents):
        problems["consents"] = "同一事项只需登记一次同意。"
    return problems


def _repeats(keys: Iterable[object]) -> bool:
    every = list(keys)
    return len(set(every)) < len(every)
