"""An example of a line as facts: the record that its row describes, the people on it, the roster."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.calendar import add_months
from core.facts import (
    Assessment,
    Attendance,
    Category,
    Enrolment,
    Noun,
    Person,
    Record,
    ServiceItem,
    TierSpan,
)
from core.facts.vocabulary import DATE_ROLES
from core.packages.fields import ITEM_FIELDS, PERSON_FIELDS, RECORD_FIELDS
from core.packages.schema import Example
from core.plugin import ActivityKind
from core.rehearsal.tables import GivenFacts

CONTRACT, COUNTY, PROVIDER = "contract", "county", "provider"
ALWAYS = date(1900, 1, 1)
#: What ``where`` may say of a group beside the fields of conditions.
OF_SESSIONS = "session_people"
OF_THE_HOUSE = frozenset({*RECORD_FIELDS, *PERSON_FIELDS, *ITEM_FIELDS, OF_SESSIONS})
MONTHS_OF_A_YEAR = 12


def facts_of(row: Example, kind: ActivityKind, day: date) -> GivenFacts:
    """One record on that day, everybody on it enrolled for the whole contract."""
    said = {name: value for name, _, value in row.where}
    named = kind.noun in (Noun.ACTIVITY, Noun.CASE) or bool(row.tier)
    ids = tuple(f"样例对象{n}" for n in range(1, row.people + 1)) if named else ()
    people = {key: _person(key, said, day) for key in ids}
    tiers = (TierSpan(tier=row.tier, start=ALWAYS),) if row.tier else ()
    return GivenFacts(
        people=people,
        enrolments=tuple(
            Enrolment(
                contract=CONTRACT,
                person=key,
                start=ALWAYS,
                tiers=tiers,
                approved_on=ALWAYS,
                agreement_from=ALWAYS,
            )
            for key in ids
        ),
        records=(_record(row, kind, day, said, ids),),
    )


def _person(key: str, said: Mapping[str, Any], day: date) -> Person:
    age = said.get("age_on")
    return Person(
        id=key,
        name=key,
        sex=str(said.get("sex", "")),
        birth_date=None if age is None else add_months(day, -MONTHS_OF_A_YEAR * int(age)),
        household=f"{key}的户",
        has_phone=bool(said.get("has_phone", True)),
        categories=tuple(
            Category(code=code, start=ALWAYS) for code in _listed(said.get("category"))
        ),
        assessments=tuple(
            Assessment(kind=name.removeprefix("level."), level=str(level), start=ALWAYS)
            for name, level in said.items()
            if name.startswith("level.")
        ),
    )


def _listed(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),)


def _record(
    row: Example, kind: ActivityKind, day: date, said: Mapping[str, Any], ids: tuple[str, ...]
) -> Record:
    classes = frozenset(row.audience) | frozenset(_listed(said.get("audience")))
    sessions = int(said.get("sessions", 0))
    evidence = frozenset(row.evidence)
    return Record(
        id=row.key,
        noun=kind.noun,
        kind=kind.key,
        dates=dict.fromkeys(DATE_ROLES, day),
        county=COUNTY,
        provider=PROVIDER,
        site=str(said.get("site", "")),
        role=str(said.get("role", "lead")),
        minutes=row.minutes,
        fields={name: value for name, value in said.items() if name not in OF_THE_HOUSE},
        attendances=tuple(
            Attendance(person=key, minutes=row.minutes, classes=classes) for key in ids
        ),
        items=tuple(_item(row, said, key) for key in ids) if "item.code" in said else (),
        evidence=evidence,
        stage=said.get("stage"),
        members=int(said.get("members", row.people if kind.noun is Noun.CASE else 0)),
        session_sizes=(int(said.get(OF_SESSIONS, row.people)),) * sessions,
    )


def _item(row: Example, said: Mapping[str, Any], person: str) -> ServiceItem:
    minutes = said.get("item.minutes", row.minutes)
    return ServiceItem(
        id=f"{row.key}-{person}",
        code=str(said["item.code"]),
        person=person,
        minutes=None if minutes is None else int(minutes),
        result=str(said.get("item.result", "done")),
        evidence=frozenset(row.evidence),
    )
