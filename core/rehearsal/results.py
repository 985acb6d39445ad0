"""What a rehearsal says of one period: what was found, the appraisal, the payment, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.appraisal.rules import Appraisal, Observation
from core.facts import Period
from core.packages.terms import Terms
from core.rehearsal.automatic import Found
from core.settlement.rules import Statement


@dataclass(frozen=True, kw_only=True)
class Appraised:
    """One period of a contract: what was found of itself, and the appraisal where there is one."""

    terms: Terms
    cycle: str
    period: Period
    found: Found
    appraisal: Appraisal | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Payment:
    """A statement, and what of it each of several purchasers pays (purchaser → its own statement)."""

    statement: Statement
    shares: Mapping[str, Statement]


@dataclass(frozen=True, kw_only=True)
class RehearsedPeriod:
    """One period of a contract from findings to fen.

    ``found`` is what the ledger and the questionnaires say of themselves. There is no ``appraisal``
    where nobody scores such a period, no ``payment`` where it is none of settlement.
    """

    contract: str
    cycle: str
    period: Period
    found: tuple[Observation, ...]
    appraisal: Appraisal | None
    payment: Payment | None
    notes: tuple[str, ...]
    missing: tuple[str, ...]
