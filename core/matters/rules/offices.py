"""Offices 报给谁: what the words of a text stand for, and whose accounts answer for them.

A text says 乡（镇）民生服务办公室, 县（市、区）民政部门, 采购人有关人员; the house knows grants at places.
Words that it does not know are told by a person, and so recorded.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.trust import ROLES, Grant


class OfficeKind(StrEnum):
    """What an office is, as far as telling it goes."""

    CALL = "call"
    FAMILY = "family"
    VILLAGE = "village"
    TOWNSHIP = "township"
    COUNTY = "county"
    ELSE = "else"


#: The first pattern that is found decides: 县民政局 is no township, 村委 no county.
WORDS: tuple[tuple[re.Pattern[str], OfficeKind], ...] = (
    (re.compile(r"电话|急救|120|110"), OfficeKind.CALL),
    (re.compile(r"亲属|家人|家庭成员|监护人|联系人|本人"), OfficeKind.FAMILY),
    (re.compile(r"村委|居委|村（居）|村民|社区"), OfficeKind.VILLAGE),
    (re.compile(r"乡|镇|街道|民政所|民生服务办公室"), OfficeKind.TOWNSHIP),
    (re.compile(r"县|区|市|民政|采购人"), OfficeKind.COUNTY),
)
#: Offices with accounts in the house: the system tells them, and they acknowledge.
ANSWERED_BY: Mapping[OfficeKind, str] = {
    OfficeKind.TOWNSHIP: "township",
    OfficeKind.COUNTY: "county",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """One office of a route: the text's words and what they stand for."""

    words: str
    kind: OfficeKind

    @property
    def answers(self) -> bool:
        """Whether accounts of the house may stand for it."""
        return self.kind in ANSWERED_BY


def office_of(words: str) -> Office:
    """The office that these words mean."""
    kind = next((kind for pattern, kind in WORDS if pattern.search(words)), OfficeKind.ELSE)
    return Office(words=words, kind=kind)


def answers_for(grants: Iterable[Grant], place: str, day: date) -> frozenset[OfficeKind]:
    """The offices for which somebody with these grants answers matters of this place."""
    held = {
        grant.role
        for grant in grants
        if grant.holds_on(day)
        and "need.answer" in ROLES[grant.role].may
        and (place == grant.place or place.startswith(f"{grant.place}/"))
    }
    return frozenset(kind for kind, role in ANSWERED_BY.items() if role in held)
