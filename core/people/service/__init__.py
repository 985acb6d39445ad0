"""Use cases of people. Each writes rows, version and audit entry in the one unit it is given.

Every one answers the person's permanent id: what changed may concern the ledger.
"""

from core.people.service.absences import add_absence, end_absence
from core.people.service.assessments import add_assessment, end_assessment
from core.people.service.categories import end_category, set_category
from core.people.service.consents import give_consent, withdraw_consent
from core.people.service.contacts import add_contact, end_contact
from core.people.service.correct import correct_person
from core.people.service.death import record_death
from core.people.service.households import add_household, add_households, correct_household
from core.people.service.register import register_many, register_person
from core.people.service.reveal import reveal_id_number

__all__ = [
    "add_absence",
    "add_assessment",
    "add_contact",
    "add_household",
    "add_households",
    "correct_household",
    "correct_person",
    "end_absence",
    "end_assessment",
    "end_category",
    "end_contact",
    "give_consent",
    "record_death",
    "register_many",
    "register_person",
    "reveal_id_number",
    "set_category",
    "withdraw_consent",
]
