"""Consent 同意: one row for each purpose, given in some form, and perhaps withdrawn."""

from datetime import date

from sqlalchemy.engine import RowMapping

from core.calendar import business_day
from core.facts import Person
from core.people.inputs import ConsentInput
from core.people.rows import CONSENT
from core.people.service.dated import add_fact, columns_of, end_fact, facts_of
from core.people.service.once import choice_problem, refuse, seen_before
from core.people.service.versions import person_row
from core.people.vocabulary import CONSENT_FORMS, CONSENTS_FROM_AGE, GIVEN_BY, PURPOSES
from core.places.typed_text import text_problem
from core.store import Unit


def give_consent(unit: Unit, person_uuid: str, consent: ConsentInput) -> str:
    """Note consent for one purpose; below fourteen only a guardian gives it."""
    person = person_row(unit, person_uuid)
    refuse(consent_problems(consent, person["birth_date"], business_day(unit.at)))
    row = columns_of(consent, person["uuid"])
    if seen_before(unit.connection, CONSENT, row["uuid"], row["first_content"]):
        return str(person["uuid"])
    if consent.purpose in standing_purposes(unit, person):
        refuse({"purpose": f"“{PURPOSES[consent.purpose]}”已有同意，撤回后才能重新登记。"})
    return add_fact(unit, person, CONSENT, row, "give_consent")


def withdraw_consent(
    unit: Unit, person_uuid: str, consent_id: str, on: date, reason: str = ""
) -> str:
    """Consent no longer stands from that day on; what was done before stays."""
    return end_fact(
        unit,
        person_uuid,
        CONSENT,
        consent_id,
        on,
        "withdraw_consent",
        reason=reason,
        column="withdrawn_on",
        start="given_on",
    )


def standing_purposes(unit: Unit, person: RowMapping) -> frozenset[str]:
    """The purposes for which consent was given and not withdrawn."""
    rows = facts_of(unit, person, CONSENT)
    return frozenset(row["purpose"] for row in rows if row["withdrawn_on"] is None)


def consent_problems(consent: ConsentInput, birth_date: date | None, day: date) -> dict[str, str]:
    """What is wrong with a consent as handed in, by field."""
    age = Person(id="", birth_date=birth_date).age_on(consent.given_on)
    too_young = age is not None and age < CONSENTS_FROM_AGE and consent.given_by == "self"
    return {
        "purpose": choice_problem(consent.purpose, PURPOSES, "同意事项"),
        "form": choice_problem(consent.form, CONSENT_FORMS, "同意方式"),
        "given_by": f"未满 {CONSENTS_FROM_AGE} 周岁须由监护人同意。"
        if too_young
        else choice_problem(consent.given_by, GIVEN_BY, "同意人"),
        "given_on": "同意日期在今天之后，请核对。" if consent.given_on > day else "",
        "text_version": text_problem(consent.text_version, "告知书版本", 40, required=True),
    }
