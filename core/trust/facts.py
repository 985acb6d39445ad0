"""Accounts, grants and sessions as frozen facts: all that the rules and the pages ever see."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Grant:
    """One grant 授权: a role, at a place and all below it, for one contract or all, for some days.

    An empty ``contract`` means every contract. Days are half-open: ``valid_until`` is the first
    day on which the grant no longer holds; ``None`` means until it is ended.
    """

    id: str
    role: str
    place: str
    contract: str = ""
    valid_from: date
    valid_until: date | None = None
    granted_by: str = ""
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the grant is in force on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)

    def covers(self, place: str, contract: str) -> bool:
        """Whether the grant reaches an object at this place and of this contract."""
        near = place == self.place or place.startswith(f"{self.place}/")
        return near and self.contract in ("", contract)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One person who may sign in; ``id`` is the permanent id, never the row's number.

    ``agency`` is the key of the provider or purchaser the person works for; their records are its.
    """

    id: str
    login: str
    name: str
    county: str
    agency: str = ""
    active: bool = True
    has_password: bool = False
    version: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One signed-in device: who, since when, and the token its forms must carry.

    ``id`` names the session on the page where it can be revoked; it opens nothing.
    """

    id: str
    account: Account
    grants: tuple[Grant, ...]
    csrf: str
    device: str
    created_at: datetime
    last_seen: datetime
    expires_at: datetime
