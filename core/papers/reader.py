"""Who reads a paper: whom it may name to them, and what of them it shows."""

from dataclasses import dataclass
from datetime import date

from core.facts import Person
from core.facts.vocabulary import ADULT_AGE, CATEGORIES
from core.plugin import PersonOnPaper
from core.recording.in_words import OUT_OF_REACH
from core.trust import Grant, can

#: Digits of a phone number that stay: 138****1234.
HEAD, TAIL = 3, 4
MINOR = "（未成年人，姓名不显示）"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Somebody with grants on a day; ``account`` is the one signed in.

    ``shielding`` reads as if without ``person.child``: what is handed over names no minor.
    """

    account: str
    grants: tuple[Grant, ...]
    day: date
    county: str
    shielding: bool = False

    def may(self, action: str, place: str, contract: str = "") -> bool:
        """Whether the action is allowed at that place and for that contract."""
        if self.shielding and action == "person.child":
            return False
        return bool(can(self.grants, action, place=place, contract=contract, day=self.day))


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """One person with what a paper may need of them, whoever reads it."""

    person: Person
    village: str
    address: str
    phone: str

    def minor_on(self, day: date) -> bool:
        """Whether they were under age."""
        age = self.person.age_on(day)
        return age is not None and age < ADULT_AGE

    def told(self, reader: Reader, contract: str, day: date, *, own: bool = False) -> PersonOnPaper:
        """As this reader may be told: nobody out of reach; minors only with ``person.child``.

        ``own``: the reader made the record, and knows whom it is about.
        """
        place = self.person.site or ""
        if not reader.may("person.see", place, contract):
            return PersonOnPaper(id=self.person.id, name=OUT_OF_REACH)
        own = own and not reader.shielding
        if self.minor_on(day) and not own and not reader.may("person.child", place, contract):
            return PersonOnPaper(id=self.person.id, name=MINOR, village=self.village)
        held = self.person.categories_on(day)
        return PersonOnPaper(
            id=self.person.id,
            name=self.person.name,
            sex=self.person.sex,
            age=self.person.age_on(day),
            address=self.address or self.village,
            village=self.village,
            phone=masked(self.phone),
            categories=tuple(label for code, label in CATEGORIES.items() if code in held),
        )


def masked(phone: str) -> str:
    """138****1234; of a short number nothing stays."""
    if len(phone) <= HEAD + TAIL:
        return "****" if phone else ""
    return f"{phone[:HEAD]}****{phone[-TAIL:]}"
