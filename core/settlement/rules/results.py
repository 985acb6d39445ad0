"""What a settlement says: lines in whole fen that all open, and what was not paid and why."""

from dataclasses import dataclass
from fractions import Fraction

from core.appraisal.rules import Appraisal


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """One line 结算行: a priced quantity, or a step that adds or takes off.

    ``amount`` is in fen and signed; ``unit_price`` in fen and ``quantity`` in ``unit_label`` where the
    line is priced. ``say`` is the whole calculation as a sentence.
    """

    key: str
    label: str
    amount: int
    say: str
    clause: str = ""
    quantity: Fraction | None = None
    unit_label: str = ""
    unit_price: int | None = None
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotPaid:
    """Something served that is recorded and not paid, with every reason."""

    person: str
    label: str
    reasons: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A settlement statement 结算表 of one contract and period.

    ``total`` is the sum of the lines in fen, whatever is missing; ``payable`` is the same number once
    nothing is. ``notes`` are for reading, ``missing`` says what has to be done first.
    """

    contract: str
    period: str
    lines: tuple[StatementLine, ...]
    not_paid: tuple[NotPaid, ...] = ()
    appraisal: Appraisal | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The sum of all lines, in fen."""
        return sum(line.amount for line in self.lines)

    @property
    def payable(self) -> int | None:
        """What is paid, in fen; nothing while something is missing."""
        return None if self.missing else self.total
