"""The shape of a package file: rows of numbers, names and choices, each with its clause.

Every row forbids unknown keys. There are no expressions: a condition is a row of field,
comparison and value. Keys are given once and never derived from labels.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec

#: What a choice says when the text leaves the matter open and nothing needs to be computed.
NOT_AGREED = "原文未约定"


class Measure(StrEnum):
    """How a line counts; ``core/ledger/rules/measures.py`` says unit and quantity of each."""

    SESSIONS = "sessions"
    ATTENDANCES = "attendances"
    PERSONS = "persons"
    HOUSEHOLDS = "households"
    HOUSEHOLD_VISITS = "household_visits"
    QUANTITY = "quantity"
    HOURS = "hours"
    ARTEFACTS = "artefacts"
    CASES = "cases"
    ENTITIES = "entities"
    LEVEL = "level"
    STATE = "state"


class TargetKind(StrEnum):
    """When a line is met."""

    TOTAL = "total"
    EVERY_PERIOD = "every_period"
    EVERY_PERSON = "every_person"
    COVERAGE = "coverage"
    RATE = "rate"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    STANDING = "standing"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of a package; ``clause`` is the sentence of the text that it comes from (原文条款)."""


class Heading(Row, frozen=True):
    """封面: what the package is and where it comes from.

    ``sites`` names the roles of places that every contract fills in (示范社工室 …). ``workers`` is how
    many 人 there are to keep the quotas, ``warn_hours`` the hours a worker and day above which an
    officer is warned; ``unstated_workload`` says why the workload is not reckoned.
    """

    id: str
    type: str
    title: str
    version: int
    effective_from: date
    source: str
    clause: str
    purchaser: str = ""
    settlement_period: str = "month"
    sites: tuple[str, ...] = ()
    notes: str = ""
    workers: int | None = None
    warn_hours: Decimal | None = None
    unstated_workload: str = ""


class Choice(Row, frozen=True):
    """A choice that the text leaves open: the question, the answers, the one chosen, in a sentence.

    ``rule`` names the computing rule that it sets (``core/packages/choices.py``), if any.
    ``options`` maps each possible answer to its meaning; ``choose`` is one of them or 原文未约定.
    """

    id: str
    about: str
    choose: str
    say: str
    options: dict[str, str] = {}
    rule: str = ""
    clause: str = ""


class ConditionRow(Row, frozen=True):
    """All of ``all`` must hold; several rows with one id are alternatives."""

    id: str
    all: tuple[tuple[str, str, Any], ...]
    say: str = ""
    clause: str = ""


class TypedPeriod(Row, frozen=True):
    """约定时段: a period that follows no calendar (a school term), both days included."""

    key: str
    label: str
    start: date
    end: date
    clause: str = ""


class Tier(Row, frozen=True):
    """对象分级: who belongs to it, and what is paid per person and month, in fen.

    ``line`` is the line whose counted persons are paid at this price.
    """

    key: str
    label: str
    clause: str
    say: str = ""
    when: tuple[str, ...] = ()
    price: int | None = None
    price_per: str = ""
    planned_people: int | None = None
    unstated_quota: str = ""
    line: str = ""


class Quota(Row, frozen=True):
    """频次: what each person of the tiers is owed: a minimum per period, or a longest gap in days.

    ``proxies`` are the parties whose answer counts for a person without a phone. ``minutes`` is what one
    contact takes, the way included; it counts nothing and only tells whether the quota can be kept.
    """

    key: str
    label: str
    clause: str
    kinds: tuple[str, ...]
    tiers: tuple[str, ...] = ()
    min: int | None = None
    period: str = ""
    longest_gap: int | None = None
    proxies: tuple[str, ...] = ()
    where: tuple[tuple[str, str, Any], ...] = ()
    when: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    at_least: dict[str, int] = {}
    also_counts_in: str = ""
    form: str = ""
    minutes: int | None = None
    say: str = ""


class Target(Row, frozen=True):
    """目标. Which fields are meant depends on ``kind``:

    total: ``min`` over the term · every_period: ``min`` in each ``period`` · every_person: ``min``
    for each person of the roster in each ``period`` · coverage: each of ``values`` of ``field`` ·
    rate: ``percent`` of ``of`` · deadline: handed in by ``day`` of the ``period``, or by
    ``due`` after ``months_after`` months, as ``core.calendar.Deadline`` reads them ·
    milestone: once · standing: judged by a reviewer.
    ``scope`` says within what a unit counts once for this target. ``only`` limits it to some periods
    (by key: ``Y1``, ``2026``, a typed one), so that each year has its own number. ``when`` are
    conditions that a person has to fulfil to be asked for at all. ``of`` a rate is another line or
    who stood on the roster (``roster`` on the last day, ``roster_start``, ``roster_any``,
    ``roster_whole``); ``excluding`` lists who is then left out, everybody absent when it is empty.
    """

    kind: TargetKind
    min: Decimal | None = None
    period: str = ""
    scope: str = ""
    field: str = ""
    values: tuple[str, ...] = ()
    each: int = 1
    percent: Decimal | None = None
    of: str = ""
    day: int | None = None
    due: str = ""
    time: str = ""
    months_after: int = 0
    inclusive: bool = True
    holiday: str = ""
    late: str = ""
    tiers: tuple[str, ...] = ()
    newcomers: str = ""
    only: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()
    clause: str = ""


class Cap(Row, frozen=True):
    """The most that counts ``per`` day, month, quarter, year or term, ``of`` person, site or line.

    What exceeds is its own visible overflow entry; ``then`` says what becomes of it.
    """

    most: Decimal
    per: str
    of: str = "line"
    then: str = "not_counted"
    clause: str = ""


class Response(Row, frozen=True):
    """答复时限: an answer is due within so many ``unit`` of what asked for it, in the same record.

    ``since`` and ``until`` are date roles or questions; ``unit`` is hours, days or working_days,
    counted from the hour or the day after. ``late`` says whether a late answer counts.
    """

    since: str
    until: str
    within: int
    unit: str
    late: str
    clause: str = ""


class Line(Row, frozen=True):
    """指标: one countable row of a contract.

    ``kinds`` and ``noun`` say what it looks at; ``where`` (all must hold) and ``when`` (ids of
    condition rows) what a candidate must fulfil; ``audience`` whose attendance counts;
    ``at_least`` the qualifying minimum (minutes, people, members, sessions, session_people …);
    ``decides`` the date that decides its period; ``scope`` within what a unit counts once.
    ``parent`` and ``also_counts_in_parent`` carry 其中; ``items`` the service codes; ``field`` the
    number that a quantity line adds up, or the outside counter of a level line.
    """

    key: str
    label: str
    clause: str
    unit_label: str
    measure: Measure | None = None
    ref: str = ""
    group: str = ""
    kinds: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    where: tuple[tuple[str, str, Any], ...] = ()
    when: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    at_least: dict[str, int] = {}
    session_rule: str = "every"
    decides: str = ""
    scope: str = "term"
    unit: tuple[str, ...] = ()
    roster: bool = False
    tiers: tuple[str, ...] = ()
    field: str = ""
    hour_minutes: int | None = None
    heads: bool = True
    parent: str = ""
    also_counts_in_parent: bool | None = None
    exclusive_with: tuple[str, ...] = ()
    cap: Cap | None = None
    response: Response | None = None
    state: str = ""
    reading: str = ""
    targets: tuple[Target, ...] = ()
    price: int | None = None
    say: str = ""
    pending: str = ""


class Derived(Row, frozen=True):
    """A line over lines: total, ratio, share, remaining, units that fit, expected, how many met."""

    key: str
    label: str
    op: str
    of: tuple[str, ...]
    clause: str = ""
    unit_label: str = ""
    say: str = ""


class Item(Row, frozen=True):
    """服务项目: one entry of the service catalogue; without its ``evidence`` it does not count."""

    code: str
    label: str
    clause: str
    group: str = ""
    content: str = ""
    on_demand: bool = False
    minutes: int | None = None
    price: int | None = None
    evidence: tuple[str, ...] = ()


class FormQuestion(Row, frozen=True):
    """A question of a package's form; ``when`` is (question, answers) and opens it."""

    key: str
    label: str
    kind: str = "text"
    options: dict[str, str] = {}
    required: bool = False
    unit: str = ""
    hint: str = ""
    section: str = ""
    when_question: str = ""
    when_answers: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    other: bool = False
    minimum: int | None = None
    maximum: int | None = None
    ends_form_on: tuple[str, ...] = ()


class FormRow(Row, frozen=True):
    """活动与表单: a versioned form asked for records of ``kinds``; ``use`` tells what it is for."""

    key: str
    label: str
    clause: str
    version: int = 1
    kinds: tuple[str, ...] = ()
    use: str = "record"
    questions: tuple[FormQuestion, ...] = ()


class ScoreGroup(Row, frozen=True):
    """考核项目 with its points."""

    key: str
    label: str
    points: int
    clause: str


class ScoreItem(Row, frozen=True):
    """考核内容: what is taken off per unit, at most ``cap``; a bonus adds between two bounds.

    ``step_percent`` is the size of a step below ``standard_percent`` for satisfaction: the share
    of answers to ``question`` of ``form`` that are among ``satisfied``. ``lines`` are the lines or
    quotas that an item with ``source = "lines"`` is read from; ``choices`` set its item rules.
    """

    key: str
    group: str
    label: str
    clause: str
    kind: str = "deduct"
    unit_label: str = ""
    amount: Decimal | None = None
    amount_most: Decimal | None = None
    cap: Decimal | None = None
    standard_percent: Decimal | None = None
    step_percent: Decimal | None = None
    source: str = "typed"
    lines: tuple[str, ...] = ()
    form: str = ""
    question: str = ""
    satisfied: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


class Scorer(Row, frozen=True):
    """评分人: a group of scorers, how its scores become one, and its weight in percent.

    ``of`` is the scorer of a shorter cycle whose sheets a yearly score is folded from.
    """

    key: str
    label: str
    weight_percent: Decimal
    fold: str
    clause: str
    cycle: str = "month"
    of: str = ""


class Rounding(Row, frozen=True):
    """取整: at this stage to so many places, in that mode; a stage without a row stays exact.

    Stages: ``sheet``, ``scorer``, ``total`` (分), ``percent``, ``amount`` (each line of a statement)
    and ``payable`` (元). With ``choice`` the row holds only when that choice has this ``answer``.
    """

    key: str
    label: str
    clause: str
    stage: str
    places: int
    mode: str = "half_up"
    choice: str = ""
    answer: str = ""


class Band(Row, frozen=True):
    """等级结算: [from, to) earns a grade and pays a percentage, or a range to choose within."""

    key: str
    label: str
    clause: str
    from_score: Decimal
    to_score: Decimal | None = None
    pay_percent_least: Decimal | None = None
    pay_percent_most: Decimal | None = None
    then: str = ""
    cycle: str = "month"


class Price(Row, frozen=True):
    """结算单价: what is paid, in fen, for what fits every cell that is filled in.

    For one unit of ``line``, or one ``item`` of the catalogue; for ``minutes`` of it where those are
    filled in. ``tiers`` and ``identity`` (categories of the person) make it a table.
    """

    key: str
    label: str
    clause: str
    price: int
    line: str = ""
    item: str = ""
    tiers: tuple[str, ...] = ()
    identity: tuple[str, ...] = ()
    minutes: int | None = None


class SettleStep(Row, frozen=True):
    """结算步骤: what is done to the sum of all priced lines, in the order of the rows.

    ``op``: ``falsified`` takes off what was falsified · ``percent`` pays the percentage of the grade ·
    ``bid_rate`` the contract's rate · ``copay`` takes off what the person pays · ``ceiling`` and
    ``floor`` bound the sum ``of`` each person, the total, or the whole term. ``amount`` is in fen.
    With ``choice`` the row holds only when that choice has this ``answer``.
    """

    key: str
    label: str
    clause: str
    op: str
    of: str = "total"
    amount: int | None = None
    percent: Decimal | None = None
    tiers: tuple[str, ...] = ()
    choice: str = ""
    answer: str = ""


class Instalment(Row, frozen=True):
    """分期付款: a share of the contract price, or an amount in fen, and what it waits for.

    ``after`` are lines that must be met; ``cycle`` the appraisal that must be done, ``least_band``
    the grade that it must reach, ``by_grade`` pays its percentage only. ``remainder`` is whatever the
    earlier instalments have left of the price.
    """

    key: str
    label: str
    clause: str
    percent: Decimal | None = None
    amount: int | None = None
    after: tuple[str, ...] = ()
    cycle: str = ""
    least_band: str = ""
    by_grade: bool = False
    remainder: bool = False


class Share(Row, frozen=True):
    """采购人分担: what one of several purchasers pays of every line, in percent of it.

    ``remainder`` pays whatever the others leave, so that the parts always add up to the fen.
    """

    key: str
    label: str
    clause: str
    percent: Decimal | None = None
    remainder: bool = False


class Sample(Row, frozen=True):
    """抽查: at least this share of that population, rounded up, how often and by whom."""

    key: str
    label: str
    clause: str
    share_percent: Decimal | None = None
    of: str = ""
    cycle: str = "month"
    by: str = ""
    methods: tuple[str, ...] = ()
    rounding: str = "up"


class Due(Row, frozen=True):
    """时限: what has to be handed in, to whom, by when; ``core.calendar.Deadline`` reads the words."""

    key: str
    label: str
    clause: str
    period: str
    to: str = ""
    due: str = ""
    day: int | None = None
    time: str = ""
    months_after: int = 0
    inclusive: bool = True
    holiday: str = ""


class PaperRow(Row, frozen=True):
    """文书: a paper that the text asks for, and for whom."""

    key: str
    label: str
    clause: str
    per: str = "month"
    to: str = ""
    form: str = ""


class RouteRow(Row, frozen=True):
    """上报: where something found in the field has to go, office after office, and by when.

    ``matters`` says what it routes: need, incident, lead; none of them: for reading only. ``within``
    holds the text's own words. ``limit`` counts ``limit_unit`` (hours, days, working_days; 0 days is
    the same day) from ``since`` (found or received); without it nothing was agreed. Where the text
    gives no number, ``chosen`` says who chose this one.
    """

    key: str
    label: str
    clause: str
    to: tuple[str, ...]
    severity: str = ""
    within: str = ""
    matters: tuple[str, ...] = ()
    limit: int | None = None
    limit_unit: str = ""
    since: str = "found"
    chosen: str = ""


class Example(Row, frozen=True):
    """样例: one thing done, or one number found, and what the row named ``about`` makes of it.

    Of a line or quota: a record of ``kind`` on ``day`` with so many ``people`` of a ``tier``; ``where``
    says what else the record is, one field each; it ``gives`` a quantity in the line's unit, or is
    ``refused`` for a reason that holds these words. Of a score item, grade, price or step of settlement:
    ``number`` (units, a rate in percent, a score, or 元) ``gives`` points, percent or 元; ``percent`` is
    the rate of a step that multiplies.
    """

    key: str
    label: str
    clause: str
    about: str
    kind: str = ""
    day: date | None = None
    tier: str = ""
    people: int = 1
    minutes: int | None = None
    audience: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    where: tuple[tuple[str, str, Any], ...] = ()
    number: Decimal | None = None
    percent: Decimal | None = None
    gives: Decimal | None = None
    refused: str = ""


class Package(Row, frozen=True):
    """A whole package."""

    package: Heading
    choice: tuple[Choice, ...] = ()
    condition: tuple[ConditionRow, ...] = ()
    period: tuple[TypedPeriod, ...] = ()
    tier: tuple[Tier, ...] = ()
    quota: tuple[Quota, ...] = ()
    line: tuple[Line, ...] = ()
    derived: tuple[Derived, ...] = ()
    item: tuple[Item, ...] = ()
    form: tuple[FormRow, ...] = ()
    score_group: tuple[ScoreGroup, ...] = ()
    score_item: tuple[ScoreItem, ...] = ()
    scorer: tuple[Scorer, ...] = ()
    rounding: tuple[Rounding, ...] = ()
    band: tuple[Band, ...] = ()
    price: tuple[Price, ...] = ()
    settle: tuple[SettleStep, ...] = ()
    instalment: tuple[Instalment, ...] = ()
    share: tuple[Share, ...] = ()
    sample: tuple[Sample, ...] = ()
    due: tuple[Due, ...] = ()
    paper: tuple[PaperRow, ...] = ()
    route: tuple[RouteRow, ...] = ()
    obligation: tuple["Obligation", ...] = ()
    example: tuple[Example, ...] = ()


class Obligation(Row, frozen=True):
    """A duty that the text states without a number: still loggable, and shown beside the lines."""

    key: str
    label: str
    clause: str
    kinds: tuple[str, ...] = ()


class LineOverride(Row, frozen=True):
    """What a contract changes in one line of its package."""

    line: str
    reason: str
    targets: tuple[Target, ...] = ()


class Pin(Row, frozen=True):
    """A later version of a contract's package, and the first day on which it holds."""

    since: date
    version: int


class ContractFile(Row, frozen=True):
    """A contract file of ``config/contracts``: pins a package version, fills in sites and dates.

    ``package_version`` holds from the first day, each ``pinned`` version from a day of its own.
    ``price`` is the whole price in fen, ``bid_rate_percent`` the rate that was bid on base prices.
    ``payers`` says which agency each purchaser of the package's ``share`` rows is.
    """

    key: str
    title: str
    package: str
    package_version: int
    county: str
    purchaser: str
    provider: str
    start: date
    end: date
    clause: str = ""
    sites: tuple[str, ...] = ()
    places: dict[str, str] = {}
    payers: dict[str, str] = {}
    price: int | None = None
    bid_rate_percent: Decimal | None = None
    pinned: tuple[Pin, ...] = ()
    override: tuple[LineOverride, ...] = ()

    @property
    def versions(self) -> tuple[Pin, ...]:
        """Every version that the contract names, each with its first day."""
        return (Pin(since=self.start, version=self.package_version), *self.pinned)


class SharingMember(Row, frozen=True):
    """One contract of a sharing group; no lines means all of its lines."""

    contract: str
    lines: tuple[str, ...] = ()


class SharingFile(Row, frozen=True):
    """One row of ``config/sharing.toml``: 独占、兼计 or 兼计但费用独占 between contract lines."""

    key: str
    mode: str
    say: str
    members: tuple[SharingMember, ...]
    approved_by: tuple[str, ...] = ()
    clause: str = ""
