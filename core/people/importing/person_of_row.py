"""A row of a plan as the form that a desk would have filled in."""

from collections.abc import Mapping

from uuid_utils import UUID, uuid5

from core.people.importing.plan import PlanRow
from core.people.inputs import AssessmentInput, CategoryInput, ContactInput, PersonInput


def person_of(row: PlanRow, homes: Mapping[tuple[str, str], str]) -> PersonInput:
    """The person of a row; ``homes`` are households by (place, 户号)."""
    kind, level = row.assessment or ("", "")
    return PersonInput(
        id=row.id,
        name=row.name,
        place=row.place,
        sex=row.sex,
        birth_date=row.birth_date,
        id_number=row.id_number,
        phone=row.phone,
        address=row.address,
        household=homes.get((row.place, row.household_number)) if row.household_number else None,
        categories=tuple(
            CategoryInput(id=part_id(row, code), code=code, start=row.since)
            for code in row.categories
        ),
        assessments=(
            AssessmentInput(id=part_id(row, kind), kind=kind, level=level, start=row.since),
        )
        if row.assessment
        else (),
        contacts=(
            ContactInput(
                id=part_id(row, "carer"),
                name=row.carer_name,
                relation="carer",
                phone=row.carer_phone,
            ),
        )
        if row.carer_name
        else (),
    )


def part_id(row: PlanRow, part: str) -> str:
    """The same id for the same part of the same row, however often the plan is applied."""
    return str(uuid5(UUID(row.id), part))
