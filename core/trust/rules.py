"""Who may do what, where: ``can`` judges one object, ``scope`` says which objects there are.

Both are pure and agree: an object lies in the scope exactly when ``can`` allows the action on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.trust.facts import Grant
from core.trust.roles import PERMISSIONS, ROLES


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Whether an action is allowed, and in one Chinese sentence why (not)."""

    allow: bool
    why: str

    def __bool__(self) -> bool:
        return self.allow


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Reach:
    """One reach of a scope: a place with all below it, and one contract or ('') all."""

    place: str
    contract: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Where an action may be done: any of these reaches. Empty: nowhere."""

    reaches: frozenset[Reach] = frozenset()

    @property
    def places(self) -> frozenset[str]:
        """The places named, each standing for all below it."""
        return frozenset(reach.place for reach in self.reaches)

    @property
    def contracts(self) -> frozenset[str] | None:
        """The contracts named; ``None`` when some reach holds for every contract."""
        named = frozenset(reach.contract for reach in self.reaches)
        return None if "" in named else named

    def __bool__(self) -> bool:
        return bool(self.reaches)


def _granting(grants: Iterable[Grant], action: str, day: date) -> list[Grant]:
    return [
        grant
        for grant in grants
        if grant.holds_on(day) and grant.role in ROLES and action in ROLES[grant.role].may
    ]


def can(
    grants: Iterable[Grant], action: str, *, place: str, contract: str = "", day: date
) -> Decision:
    """Whether these grants allow the action on an object at this place and of this contract.

    An object without a contract (``""``) is reached only by grants for every contract.
    """
    named = PERMISSIONS.get(action, action)
    granting = _granting(grants, action, day)
    for grant in granting:
        if grant.covers(place, contract):
            return Decision(allow=True, why=f"{ROLES[grant.role].label}可以{named}。")
    if granting:
        return Decision(allow=False, why=f"可以{named}，但不包括这个地方或这份合同。")
    return Decision(allow=False, why=f"没有“{named}”的权限。")


def can_anywhere(grants: Iterable[Grant], action: str, *, day: date) -> Decision:
    """Whether the action is allowed at some place at all: what a page asks before it opens."""
    for grant in _granting(grants, action, day):
        return Decision(allow=True, why=f"{ROLES[grant.role].label}可以{PERMISSIONS[action]}。")
    return Decision(allow=False, why=f"没有“{PERMISSIONS.get(action, action)}”的权限。")


def scope(grants: Iterable[Grant], action: str, day: date) -> Scope:
    """Everything on which the action is allowed that day."""
    return Scope(
        reaches=frozenset(
            Reach(place=grant.place, contract=grant.contract)
            for grant in _granting(grants, action, day)
        )
    )


#: Who is addressed by which role when several hold: the one that decides most.
_ADDRESSED = (
    "county_leader",
    "county",
    "township",
    "agency",
    "manager",
    "worker",
    "auditor",
    "security",
    "system",
)


def main_role(grants: Iterable[Grant], day: date) -> str:
    """The role under which a person acts and is greeted; empty without any grant in force."""
    held = {grant.role for grant in grants if grant.holds_on(day)}
    return next((role for role in _ADDRESSED if role in held), "")
