"""The checklist of a month 月末清单: what is not done yet, and which of it blocks handing in. Pure.

A conflict always blocks: nobody can say yet which content counts. Of the rest the package's choice
``hand_in`` decides; without one everything only warns (core/decisions/019).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.facts import Period, PeriodKind, Person
from core.ledger.rounds import Round
from core.ledger.rules.owed import Owed, OwedState
from core.packages.chosen import said
from core.packages.deadlines import DueDay
from core.packages.terms import CountedLine, Terms

#: What is looked at, in the order in which an office does it.
ITEMS: Mapping[str, str] = {
    "conflicts": "有两份不同内容、待选定的记录",
    "quotas": "频次没有完成的人",
    "evidence": "缺佐证、没有计入的记录",
    "awaited": "照片还没有传到、没有查过或没有收下的记录",
    "matters": "还没有人接收的需求与异常",
    "drafts": "还在起草的文书",
    "documents": "等待审批的文书",
    "outputs": "等待验收的成果",
    "papers": "要交而还没有交、还没有验收的材料",
}
ALWAYS_BLOCK = frozenset({"conflicts"})
BLOCKED_BY: Mapping[str, frozenset[str]] = {
    "evidence": frozenset({"evidence", "awaited"}),
    "all": frozenset(ITEMS),
}


@dataclass(frozen=True, kw_only=True)
class Short:
    """A quota in a period that ends in the month: how many are owed it, and who has too little."""

    line: CountedLine
    period: Period
    round: Round

    @property
    def owed(self) -> int:
        """People who are owed it in the period."""
        return self.round.owed

    @property
    def short(self) -> tuple[Owed, ...]:
        """Those of them who have too little, worst first."""
        return tuple(one for one in self.round.each if one.state is not OwedState.MET)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Something due for the month; ``handed_in`` is None where no line tells."""

    due: DueDay
    handed_in: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One line of the checklist: how many are not done, and whether that blocks."""

    key: str
    number: int
    blocks: bool

    @property
    def label(self) -> str:
        """What is counted, in words."""
        return ITEMS[self.key]

    @property
    def done(self) -> bool:
        """Whether nothing is left."""
        return not self.number


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A contract's month, seen on a day: all items, and why it cannot be handed in yet.

    ``people`` are those whom the quotas name; who may read their names is asked by the page.
    """

    terms: Terms
    month: Period
    items: tuple[Item, ...]
    quotas: tuple[Short, ...] = ()
    papers: tuple[Paper, ...] = ()
    met: Mapping[str, int] = field(default_factory=dict)
    hindrance: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def blocking(self) -> tuple[Item, ...]:
        """The items that have to be done first."""
        return tuple(item for item in self.items if item.blocks and not item.done)

    @property
    def may_hand_in(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.blocking and not self.hindrance

    @property
    def by_key(self) -> Mapping[str, Item]:
        """The items by their key."""
        return {item.key: item for item in self.items}


def blocked_by(terms: Terms) -> frozenset[str]:
    """Which items block handing in, as the package chose."""
    chosen = said(terms.package, "hand_in")
    return ALWAYS_BLOCK | BLOCKED_BY.get(chosen, frozenset())


def wants_two(terms: Terms) -> bool:
    """Whether the package wants one person to ask and another one to hand in."""
    return said(terms.package, "hand_in_by") == "two"


def judged_on(month: Period, day: date) -> date:
    """The day on which the month is judged: today, or once it is over the day after its end.

    What had to be reached within the month is then closed, met or missed.
    """
    return min(max(day, month.start), month.after)


def month_of(terms: Terms, key: str) -> Period | None:
    """The settlement month of that key, or none."""
    return next((p for p in terms.periods(PeriodKind.MONTH) if p.key == key), None)


def hindrance(terms: Terms, month: Period, sealed: frozenset[str], day: date) -> str:
    """Why the month's turn has not come, in one sentence; months go in order, once for ever."""
    if month.key in sealed:
        return "这个月已经封账。"
    first = next((p for p in terms.periods(PeriodKind.MONTH) if p.key not in sealed), None)
    if first is not None and first.key != month.key:
        return f"要按月依次交账，先交 {first.start.year} 年 {first.start.month} 月的。"
    if day < month.start:
        return "这个月还没有开始。"
    return ""
