"""What comes in from outside, key by key; unknown keys are refused.

Everything that a phone may create carries the permanent ``id`` that the phone gave it.
"""

from datetime import date

from msgspec import UNSET, Struct, UnsetType


class HouseholdInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A household 户; ``number`` is its 户号 within the place, if it has one."""

    id: str
    place: str
    address: str = ""
    number: str = ""


class CategoryInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A category held from ``start`` on, up to and not including ``end``."""

    id: str
    code: str
    start: date
    end: date | None = None


class AssessmentInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One ability assessment and who made it."""

    id: str
    kind: str
    level: str
    start: date
    end: date | None = None
    score: int | None = None
    assessor: str = ""


class AbsenceInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A time in which the usual contact is not possible."""

    id: str
    reason: str
    start: date
    end: date | None = None


class ContactInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody around the person; at most one is called first in an emergency."""

    id: str
    name: str
    relation: str
    phone: str = ""
    first_for_emergency: bool = False


class ConsentInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """Consent for one purpose, in the words of one version of the text."""

    id: str
    purpose: str
    given_by: str
    form: str
    given_on: date
    text_version: str


class PersonInput(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A person as first registered. ``place`` is a place's path, ``household`` a permanent id.

    Without ``has_phone`` a person has a phone when a number is given. Birth date and sex may be
    left to the ID number.
    """

    id: str
    name: str
    place: str
    sex: str = ""
    birth_date: date | None = None
    id_number: str = ""
    phone: str = ""
    has_phone: bool | None = None
    address: str = ""
    household: str | None = None
    categories: tuple[CategoryInput, ...] = ()
    assessments: tuple[AssessmentInput, ...] = ()
    contacts: tuple[ContactInput, ...] = ()
    consents: tuple[ConsentInput, ...] = ()

    def __repr__(self) -> str:
        """Without the ID number: what is printed ends up in logs."""
        return f"PersonInput(id={self.id!r})"


class PersonChanges(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A correction: what is given replaces what stood there; ``None`` empties it."""

    name: str | UnsetType = UNSET
    place: str | UnsetType = UNSET
    sex: str | UnsetType = UNSET
    birth_date: date | UnsetType | None = UNSET
    id_number: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    has_phone: bool | UnsetType = UNSET
    address: str | UnsetType = UNSET
    household: str | UnsetType | None = UNSET
    died_on: date | UnsetType | None = UNSET

    def __repr__(self) -> str:
        """Without the values: what is printed ends up in logs."""
        return "PersonChanges()"
