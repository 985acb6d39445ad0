"""What a paper is drawn from: facts as papers say them, nobody outside the reader's reach among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.facts import Period
from core.plugin.questions import Form


class Per(StrEnum):
    """What one paper is of: one record, a person, a case or group, an event, or a stretch of a contract."""

    RECORD = "record"
    PERSON = "person"
    CASE = "case"
    EVENT = "event"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"


class Need(StrEnum):
    """What the core gathers for a paper of a contract; what is not needed is not read."""

    LINES = "lines"
    RECORDS = "records"
    ROSTER = "roster"
    STAFF = "staff"
    MATTERS = "matters"
    PAYMENTS = "payments"


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonOnPaper:
    """Somebody as a paper names them; ``age`` is in full years on the record's (or the paper's) day.

    ``phone`` is masked. ``village`` is the place they are registered at, ``categories`` in words.
    """

    id: str = ""
    name: str = ""
    sex: str = ""
    age: int | None = None
    address: str = ""
    village: str = ""
    phone: str = ""
    categories: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """Where they live, for papers without a column for the village: village and address."""
        return self.address if self.village in self.address else f"{self.village}{self.address}"


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoOnPaper:
    """A photo that may stand on a paper: its file, and the piece of evidence that it is."""

    file: str
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OnPaper:
    """One record as papers print it; without a ``kind`` it is to be filled in by hand.

    ``fields`` are the answers as they are stored, ``said`` the same in words; ``forms`` those that
    were asked; ``visitor`` has ``name``, ``phone`` and ``post``. ``heads`` are people without names by
    their class. ``items`` are services, ``evidence`` kinds of it, in words. ``photos`` are the files that
    the reader may see and that show no minor. ``lines`` are the keys of the contract's lines in which
    the record counts. ``of_people`` pairs people's ids with their own minutes, where they were given.
    """

    id: str = ""
    noun: str = ""
    kind: str = ""
    kind_label: str = ""
    title: str = ""
    day: date | None = None
    dates: Mapping[str, date] = field(default_factory=dict)
    site: str = ""
    visitor: Mapping[str, str] = field(
        default_factory=lambda: {"name": "", "phone": "", "post": ""}
    )
    people: tuple[PersonOnPaper, ...] = ()
    of_people: Mapping[str, int] = field(default_factory=dict)
    heads: tuple[tuple[str, int], ...] = ()
    minutes: int | None = None
    items: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    photos: tuple[PhotoOnPaper, ...] = ()
    accepted: bool = True
    lines: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def person(self) -> PersonOnPaper:
        """The one whom the record is about; an empty one on a blank paper."""
        return self.people[0] if self.people else PersonOnPaper()

    @property
    def attendance(self) -> int:
        """人次: everybody who took part, by name or not."""
        return len(self.people) + sum(number for _, number in self.heads)


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractOnPaper:
    """A contract as its papers name it; ``package`` is the version, as ``jinshan-visits@1``.

    ``scored`` are the parts of its score sheet with their points, in the order of the text. ``price``
    is the whole price in fen, where one was agreed.
    """

    key: str = ""
    title: str = ""
    purchaser: str = ""
    provider: str = ""
    start: date | None = None
    end: date | None = None
    sites: tuple[str, ...] = ()
    package: str = ""
    package_title: str = ""
    tiers: Mapping[str, str] = field(default_factory=dict)
    scored: tuple[tuple[str, int], ...] = ()
    price: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CellOnPaper:
    """One period of a line: its name, what was done in it, whether that is enough; none: still open."""

    label: str
    value: Decimal
    met: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LineOnPaper:
    """One line of a contract on the last day of the paper's period, in the order of the text.

    ``value`` is what was done since the term began, ``done`` what of it falls into the period (none
    where the line is counted over longer stretches, or people or shares stand for it), in ``unit``;
    ``percent`` of ``goal`` is reached, rounded down. ``target`` is the demand in words,
    ``state`` how it stands. Of a quota ``owed`` people were to be served in the period and ``served`` were.
    ``hour_minutes`` are the minutes of one 学时 where the line counts hours; otherwise none.
    """

    key: str
    label: str
    ref: str = ""
    group: str = ""
    clause: str = ""
    unit: str = ""
    depth: int = 0
    target: str = ""
    goal: Decimal | None = None
    value: Decimal = Decimal(0)
    done: Decimal | None = None
    percent: int | None = None
    counted: int = 0
    refused: int = 0
    state: str = ""
    outlook: str = ""
    cells: tuple[CellOnPaper, ...] = ()
    kinds: frozenset[str] = frozenset()
    quota: bool = False
    tiers: tuple[str, ...] = ()
    owed: int = 0
    served: int = 0
    hour_minutes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterOnPaper:
    """Somebody on the roster in the paper's period, with the tier on its last day, in words.

    ``owed`` is what they were owed in the period and ``done`` how much of it counted, by the key of
    the quota. ``why`` says why somebody left.
    """

    person: PersonOnPaper
    tier: str = ""
    tier_key: str = ""
    start: date | None = None
    end: date | None = None
    worker: str = ""
    why: str = ""
    absence: str = ""
    done: Mapping[str, Decimal] = field(default_factory=dict)
    owed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffOnPaper:
    """Somebody who worked for the contract in the period: days on which records were made, and for what."""

    name: str
    post: str = ""
    days: tuple[date, ...] = ()
    records: int = 0
    attendances: int = 0
    minutes: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class MatterOnPaper:
    """A need, an incident or a lead that was found in the period, in words; ``answered`` is its last note."""

    kind: str
    severity: str = ""
    what: str = ""
    person: str = ""
    site: str = ""
    day: date | None = None
    state: str = ""
    answered: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PricedOnPaper:
    """One line of a settlement: a priced quantity, or (without a ``price``) a step that changes the sum.

    ``price`` and ``amount`` are in fen; ``quantity`` is in ``unit``, shares of months are said in words.
    ``say`` is the whole calculation as a sentence.
    """

    key: str
    label: str
    amount: int
    quantity: Decimal | str = ""
    unit: str = ""
    price: int | None = None
    people: int = 0
    say: str = ""
    clause: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentOnPaper:
    """One settlement period at the agreed prices, before anything that is not in the ledger.

    ``over``: its last day has passed; ``sealed``: its months are closed. ``not_paid`` are what was served
    and is not paid: the service, the reason, how many. ``missing`` says what has yet to be given.
    """

    start: date
    end: date
    over: bool = True
    sealed: bool = False
    lines: tuple[PricedOnPaper, ...] = ()
    not_paid: tuple[tuple[str, str, int], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalOnPaper:
    """One goal of a plan 一户一策 with its measure, who does it, until when, and how it stands."""

    goal: str
    measure: str = ""
    who: str = ""
    by: date | None = None
    state: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperFacts:
    """Everything that one paper is drawn from; ``day`` is the last day that it speaks of.

    ``label`` and ``to`` are the paper's name and addressee in the words of the package. ``records`` are
    those that count in the contract, in the order of their days; ``uncounted`` how many do not. A paper
    of a person has them alone on its ``roster``, with their ``plan`` and the day on which it is looked at again.
    ``texts`` is what people wrote, by the key of the prose; ``photos`` those that they chose, each with its record.
    ``columns`` are the keys of a table's columns in the county's own order (empty: as declared).
    """

    day: date
    label: str = ""
    to: str = ""
    contract: ContractOnPaper = field(default_factory=ContractOnPaper)
    period: Period | None = None
    period_name: str = ""
    lines: tuple[LineOnPaper, ...] = ()
    records: tuple[OnPaper, ...] = ()
    uncounted: int = 0
    roster: tuple[RosterOnPaper, ...] = ()
    staff: tuple[StaffOnPaper, ...] = ()
    matters: tuple[MatterOnPaper, ...] = ()
    payments: tuple[PaymentOnPaper, ...] = ()
    plan: tuple[GoalOnPaper, ...] = ()
    review_on: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    photos: tuple[tuple[PhotoOnPaper, OnPaper], ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def person(self) -> RosterOnPaper:
        """The one person of a paper of a person; an empty one on a blank paper."""
        return self.roster[0] if self.roster else RosterOnPaper(person=PersonOnPaper())

    @property
    def record(self) -> OnPaper:
        """The one record of a paper of a record; an empty one on a blank paper."""
        return self.records[0] if self.records else OnPaper()
