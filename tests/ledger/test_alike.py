"""People are taken for alike by all that a condition may ask of them."""

from core.ledger.rules.alike import DECIDED_BY
from core.ledger.rules.of_person import ENROLMENT_FACTS, PERSON_FACTS

#: What follows from how somebody stands on the roster: always looked at.
FROM_STANDING = {"tier", "approved", "roster_days"}
#: Facts of assessments, named with their kind (``level.gbt42195``).
WITH_A_KIND = {"level", "days_since"}


def test_whatever_is_asked_of_a_person_is_looked_at_before_people_are_taken_for_alike():
    asked = PERSON_FACTS.keys() | ENROLMENT_FACTS.keys() | WITH_A_KIND
    assert asked - FROM_STANDING == DECIDED_BY.keys()
