"""Showing an ID number in full: only with a reason, and every look is an audit entry."""

from core.people.search import ID_NUMBER
from core.people.service.once import refuse
from core.people.service.versions import REASON_LIMIT, person_row
from core.places.typed_text import text_problem
from core.store import Unit
from core.trust.secrets import Sealer


def reveal_id_number(unit: Unit, sealer: Sealer, person_uuid: str, reason: str) -> str:
    """The ID number in plain, or an empty text when none is known. Who may ask, ``can`` decides."""
    person = person_row(unit, person_uuid)
    refuse({"reason": text_problem(reason, "查看原因", REASON_LIMIT, required=True)})
    unit.audit(
        "reveal_id_number", "person", person["uuid"], version=person["version"], reason=reason
    )
    if person["id_number_cipher"] is None:
        return ""
    return sealer.unseal(person["id_number_cipher"], ID_NUMBER, person["uuid"])
