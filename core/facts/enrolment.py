"""An enrolment 名册: a person on the roster of a contract, with approval and tier over time."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.facts.dated import Dated, on_day


class RosterState(StrEnum):
    """States of the approval chain; only ``approved`` stands on the roster."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True, slots=True)
class TierSpan(Dated):
    """The tier 分级 in which a person is served for a time."""

    tier: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Enrolment(Dated):
    """A person on a contract's roster; ``start`` is the effective day, ``end`` the day of leaving.

    ``approved_on`` is the day on which the purchaser approved; it may lie after ``start``.
    ``agreement_from`` is the day from which the service agreement 服务协议 is signed.
    """

    contract: str
    person: str
    state: RosterState = RosterState.APPROVED
    tiers: tuple[TierSpan, ...] = ()
    approved_on: date | None = None
    agreement_from: date | None = None
    worker: str = ""
    left_because: str = ""

    def on_roster(self, day: date) -> bool:
        """Whether the person stands on the roster on that day."""
        return self.state in (RosterState.APPROVED, RosterState.LEFT) and self.holds_on(day)

    def tier_on(self, day: date) -> str | None:
        """The tier on that day, or none."""
        held = on_day(self.tiers, day)
        return held[-1].tier if held else None
