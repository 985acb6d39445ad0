"""People as facts: what the counting rules see, in a fixed number of statements."""

from datetime import date

import pytest

from core.facts import Absence, Assessment, Category, Person
from core.people.inputs import AbsenceInput, AssessmentInput, CategoryInput, HouseholdInput
from core.people.loading import load_people, person_id_of
from core.people.service import add_absence, add_household, end_category, register_person
from core.store import new_id, reading
from tests.counting import statements

pytestmark = pytest.mark.usefixtures("county")


def test_a_person_is_loaded_with_all_dated_facts(engine, in_unit, sealer, a_person):
    day, end = date(2026, 1, 1), date(2026, 4, 1)
    home = HouseholdInput(id=new_id(), place="yanshi/jinshan/xiaojian")
    in_unit(add_household, home)
    wrong = CategoryInput(id=new_id(), code="dibian", start=day)
    form = a_person(
        sex="男",
        birth_date=date(1940, 6, 1),
        household=home.id,
        categories=(CategoryInput(id=new_id(), code="dibao", start=day, end=end), wrong),
        assessments=(AssessmentInput(id=new_id(), kind="health", level="fair", start=day),),
    )
    uuid = in_unit(register_person, sealer, form)
    in_unit(end_category, uuid, wrong.id, day, "登记错了")
    in_unit(add_absence, uuid, AbsenceInput(id=new_id(), reason="away", start=end))
    with reading(engine) as connection:
        small = person_id_of(connection, [uuid, new_id()])[uuid]
        assert load_people(connection, [small]) == {
            small: Person(
                id=uuid,
                name="张三",
                sex="男",
                birth_date=date(1940, 6, 1),
                household=home.id,
                site="yanshi/jinshan/xiaojian",
                has_phone=False,
                categories=(Category(start=day, end=end, code="dibao"),),
                assessments=(Assessment(start=day, kind="health", level="fair"),),
                absences=(Absence(start=end, reason="away"),),
            )
        }


@pytest.mark.parametrize(("people", "expected"), [(0, 0), (1, 2), (60, 2), (40_000, 2)])
def test_loading_takes_two_statements_however_many_people(engine, people, expected):
    with reading(engine) as connection, statements(engine) as seen:
        load_people(connection, range(1, people + 1))
    assert len(seen) == expected
