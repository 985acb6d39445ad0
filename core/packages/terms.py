"""Terms 合同条件: a contract with its package's rows resolved: what the counting rules work on.

Quotas and indicator lines become one kind of value, ``CountedLine``; the rules never look back
at the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import msgspec

from core.calendar import OFFICIAL, Calendar, cut, period_of, typed_period_of, within_term
from core.facts import Contract, Period, PeriodKind
from core.packages.fields import ITEM_FIELDS, PERSON_FIELDS
from core.packages.forms import forms_of
from core.packages.schema import (
    Cap,
    ContractFile,
    Line,
    Measure,
    Package,
    Quota,
    Response,
    Target,
    TargetKind,
)
from core.plugin import ActivityKind, Form

#: The line under which a contract refuses a record as a whole: wrong place, not on the roster.
WHOLE_CONTRACT = "-"

#: A scope that stands for the line's own period.
OWN_PERIOD = "period"

#: Calendar periods from fine to coarse, and the contract's own.
FINENESS = (
    PeriodKind.DAY,
    PeriodKind.WEEK,
    PeriodKind.HALF_MONTH,
    PeriodKind.MONTH,
    PeriodKind.CONTRACT_MONTH,
    PeriodKind.QUARTER,
    PeriodKind.CONTRACT_QUARTER,
    PeriodKind.YEAR,
    PeriodKind.CONTRACT_YEAR,
    PeriodKind.TERM,
)
Condition = tuple[str, str, Any]
Alternatives = tuple[tuple[Condition, ...], ...]
UNIT_FIELDS = frozenset({*PERSON_FIELDS, *ITEM_FIELDS})


@dataclass(frozen=True, kw_only=True)
class Selector:
    """What a candidate must be: kinds, conditions, audience, evidence and qualifying minimum.

    ``alternatives`` is one tuple per named condition, each holding its alternative rows.
    """

    kinds: frozenset[str]
    items: frozenset[str] = frozenset()
    where: tuple[Condition, ...] = ()
    alternatives: tuple[Alternatives, ...] = ()
    audience: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    at_least: tuple[tuple[str, int], ...] = ()
    session_rule: str = "every"
    roster: bool = False
    tiers: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()

    @cached_property
    def of_record(self) -> tuple[tuple[Condition, ...], tuple[Alternatives, ...]]:
        """Conditions that are judged once per record."""
        return self._split(False)

    @cached_property
    def of_unit(self) -> tuple[tuple[Condition, ...], tuple[Alternatives, ...]]:
        """Conditions that are judged per attendance or item; an alternative stays whole."""
        return self._split(True)

    def _split(self, by_unit: bool) -> tuple[tuple[Condition, ...], tuple[Alternatives, ...]]:
        where = tuple(c for c in self.where if (c[0] in UNIT_FIELDS) is by_unit)
        rows = tuple(
            rows
            for rows in self.alternatives
            if any(c[0] in UNIT_FIELDS for row in rows for c in row) is by_unit
        )
        return where, rows

    @cached_property
    def by_unit(self) -> bool:
        """Whether anything at all is judged per attendance."""
        where, rows = self.of_unit
        return bool(where or rows or self.audience or self.roster or self.tiers)


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotaTerms:
    """What each person is owed: a minimum per period, or a longest gap in days."""

    tiers: tuple[str, ...]
    period: PeriodKind | None
    minimum: int | None
    longest_gap: int | None


@dataclass(frozen=True, kw_only=True)
class CountedLine:
    """One countable row of a contract: an indicator, a quota or a priced item.

    ``selectors`` are its own one first, then those of children marked 同时计入.
    """

    key: str
    label: str
    clause: str
    unit_label: str
    measure: Measure | None
    selectors: tuple[Selector, ...]
    unit: tuple[str, ...]
    scopes: tuple[str, ...]
    grid: PeriodKind
    decides: str
    ref: str = ""
    group: str = ""
    field_name: str = ""
    hour_minutes: int = 60
    heads: bool = True
    parent: str = ""
    also_in_parent: bool | None = None
    exclusive_with: frozenset[str] = frozenset()
    cap: Cap | None = None
    response: Response | None = None
    targets: tuple[Target, ...] = ()
    quota: QuotaTerms | None = None
    coverage: str = ""
    coverage_values: tuple[str, ...] = ()
    state: str = ""
    reading: str = ""
    price: int | None = None
    say: str = ""
    pending: str = ""

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Every kind of record that the line looks at, by itself or for a child."""
        return frozenset().union(*(selector.kinds for selector in self.selectors))

    @cached_property
    def counting(self) -> tuple[object, ...]:
        """All that decides what counts and how much; the rest only says what it should come to.

        Two lines that are equal in this make the same entries of the same records.
        """
        return (
            (self.selectors, self.measure, self.unit, self.scopes, self.grid, self.decides),
            (self.field_name, self.heads, self.exclusive_with, self.cap, self.response),
            (self.deadline, self.judged_by_person, self.coverage, self.coverage_values),
        )

    @cached_property
    def needs_roster(self) -> bool:
        """Whether only people on the roster can count, whatever the kind of record."""
        return all(selector.roster for selector in self.selectors)

    @cached_property
    def deadline(self) -> Target | None:
        """The target that sets a deadline, where there is one."""
        return next((t for t in self.targets if t.kind is TargetKind.DEADLINE), None)

    @cached_property
    def judged_by_person(self) -> bool:
        """Whether the line is met person by person."""
        return self.quota is not None or any(
            target.kind is TargetKind.EVERY_PERSON for target in self.targets
        )

    @cached_property
    def summed_by_person(self) -> bool:
        """Whether sums are kept person by person: a rate asks who was served at all."""
        return self.judged_by_person or any(t.kind is TargetKind.RATE for t in self.targets)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """A contract in force with everything that counting needs to know about it.

    A contract that was taken along to a later version has terms for each stretch of its days:
    these hold from ``since`` to ``until``, those of ``before`` until the day before. ``calendar`` are
    the working days of its county, by which its deadlines are reckoned.
    """

    contract: Contract
    package: Package
    lines: tuple[CountedLine, ...]
    rules: Mapping[str, str]
    since: date = date.min
    until: date = date.max
    before: "Terms | None" = None
    calendar: Calendar = OFFICIAL

    def on(self, day: date) -> "Terms":
        """The terms that hold on that day: by them a record of the day is judged."""
        found = self
        while found.before is not None and day < found.since:
            found = found.before
        return found

    def holds_on(self, day: date) -> bool:
        """Whether these very terms are in force on that day."""
        return self.since <= day <= self.until and self.contract.in_force_on(day)

    @cached_property
    def stretches(self) -> tuple["Terms", ...]:
        """The terms of every stretch of days, oldest first; most contracts have one."""
        return (*(self.before.stretches if self.before else ()), self)

    @cached_property
    def exclusive(self) -> bool:
        """Whether any line excludes another one."""
        return any(line.exclusive_with for line in self.lines)

    @cached_property
    def every_line(self) -> Mapping[str, CountedLine]:
        """The lines of all stretches by their key, each as it was agreed last."""
        return {key: line for terms in self.stretches for key, line in terms.by_key.items()}

    def sums_people(self, line: str) -> bool:
        """Whether sums are kept person by person in any stretch."""
        return any(
            line in terms.by_key and terms.by_key[line].summed_by_person for terms in self.stretches
        )

    @cached_property
    def by_key(self) -> Mapping[str, CountedLine]:
        """The lines by their key."""
        return {line.key: line for line in self.lines}

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[CountedLine, ...]]:
        """The lines that look at a kind of record."""
        found: dict[str, list[CountedLine]] = {}
        for line in self.lines:
            for kind in line.kinds:
                found.setdefault(kind, []).append(line)
        return {kind: tuple(lines) for kind, lines in found.items()}

    @cached_property
    def roster_kinds(self) -> frozenset[str]:
        """Kinds of record for which every line that looks wants the person on the roster."""
        return frozenset(
            kind for kind, lines in self.by_kind.items() if all(line.needs_roster for line in lines)
        )

    @cached_property
    def record_forms(self) -> tuple[Form, ...]:
        """The package's own forms that are asked for records, questionnaires among them."""
        return (*forms_of(self.package, "record"), *forms_of(self.package, "questionnaire"))

    @cached_property
    def questionnaire_kinds(self) -> frozenset[str]:
        """Kinds of record that answer a questionnaire: made although no line looks at them."""
        return frozenset(
            kind for form in forms_of(self.package, "questionnaire") for kind in form.kinds
        )

    def asks_without_line(self, kind: str, provider: str) -> bool:
        """Whether the contract's own provider answers a questionnaire in records of that kind."""
        return kind in self.questionnaire_kinds and self.contract.provider == provider

    def period_starts(self, kind: PeriodKind) -> Mapping[str, date]:
        """The first day of each period of that kind, by its key."""
        return {period.key: period.start for period in self.periods(kind)}

    @cached_property
    def item_evidence(self) -> Mapping[str, tuple[str, ...]]:
        """The evidence that each service of the catalogue needs, by its code."""
        return {item.code: item.evidence for item in self.package.item if item.evidence}

    @cached_property
    def typed(self) -> tuple[Period, ...]:
        """The package's own periods within the term."""
        return typed_periods(self.package, self.contract.start, self.contract.end)

    def alternatives(self, ids: Iterable[str]) -> tuple[Alternatives, ...]:
        """The alternative rows of each of these named conditions."""
        return _alternatives(self.package, ids)

    @property
    def weeks(self) -> str:
        """How weeks are cut at month ends."""
        return self.rules.get("week", "iso")

    def period_of(self, kind: PeriodKind, day: date) -> Period:
        """The period of the contract that holds the day; between typed ones, one ``outside``."""
        if kind is PeriodKind.TYPED:
            return typed_period_of(self.typed, day, self.contract.start, self.contract.end)
        return period_of(kind, day, self.contract.start, self.contract.end, self.weeks)

    def periods(self, kind: PeriodKind) -> tuple[Period, ...]:
        """All periods of that kind in the term; of typed ones, those that have a row."""
        if kind is PeriodKind.TYPED:
            return self.typed
        return cut(kind, self.contract.start, self.contract.end, self.weeks)


def typed_periods(package: Package, start: date, end: date) -> tuple[Period, ...]:
    """The typed periods of a package, cut to a term."""
    rows = (
        Period(
            kind=PeriodKind.TYPED,
            key=row.key,
            start=row.start,
            end=row.end,
            whole_days=(row.end - row.start).days + 1,
            label=row.label,
        )
        for row in package.period
    )
    return within_term(rows, start, end)


def _alternatives(package: Package, ids: Iterable[str]) -> tuple[Any, ...]:
    return tuple(
        tuple(tuple(row.all) for row in package.condition if row.id == wanted) for wanted in ids
    )


def _unit(measure: Measure | None, row: Line, rules: Mapping[str, str]) -> tuple[str, ...]:
    if row.unit:
        return row.unit
    by_person = any(target.kind is TargetKind.EVERY_PERSON for target in row.targets)
    if measure is Measure.HOUSEHOLD_VISITS:
        each_day = rules.get("household_visit_unit") == "each_day"
        return ("household", "day") if each_day else ("record", "household")
    if measure is Measure.LEVEL:
        return ("counter",)
    return {
        Measure.ATTENDANCES: ("record", "person"),
        Measure.PERSONS: ("person",),
        Measure.HOUSEHOLDS: ("household",),
        Measure.HOURS: ("record", "person") if by_person else ("record",),
    }.get(measure, ("record",))  # type: ignore[arg-type]


def period_named(name: str, rules: Mapping[str, str]) -> str:
    """A quarter is the contract's own when the package's choice says so."""
    if name == PeriodKind.QUARTER and rules.get("quarter") == "contract":
        return PeriodKind.CONTRACT_QUARTER.value
    return name


def _with_own_quarters(row: Line, rules: Mapping[str, str]) -> Line:
    """The line with every period that it names read by the package's choices."""
    targets = tuple(
        msgspec.structs.replace(
            target,
            period=period_named(target.period, rules),
            scope=period_named(target.scope, rules),
        )
        for target in row.targets
    )
    cap = row.cap and msgspec.structs.replace(row.cap, per=period_named(row.cap.per, rules))
    scope = period_named(row.scope, rules)
    return msgspec.structs.replace(row, targets=targets, cap=cap, scope=scope)


def _grid(periods: Iterable[str], scope: str) -> PeriodKind:
    """The finest period of all that a line names; days where a typed one cuts across others."""
    kinds = {PeriodKind(period) for period in periods if period and period != "term"}
    if scope in set(PeriodKind) and scope not in ("term", "day"):
        kinds.add(PeriodKind(scope))
    if not kinds:
        return PeriodKind.MONTH
    if PeriodKind.TYPED in kinds:
        return PeriodKind.TYPED if len(kinds) == 1 else PeriodKind.DAY
    return min(kinds, key=FINENESS.index)


def _decides(row: Line, kinds: Mapping[str, ActivityKind]) -> str:
    if row.decides:
        return row.decides
    for kind in row.kinds:
        if kind in kinds:
            return kinds[kind].dates[0]
    return "service"


def _line(row: Line, package: Package, rules: Mapping[str, str], kinds: Any) -> CountedLine:
    row = _with_own_quarters(row, rules)
    grid = _grid((t.period for t in row.targets), row.scope)
    named = [row.scope, *(target.scope for target in row.targets if target.scope)]
    scopes = dict.fromkeys(grid.value if scope == OWN_PERIOD else scope for scope in named)
    coverage = next((t for t in row.targets if t.kind is TargetKind.COVERAGE), None)
    own = Selector(
        kinds=frozenset(row.kinds),
        items=frozenset(row.items),
        where=row.where,
        alternatives=_alternatives(package, row.when),
        audience=row.audience,
        evidence=row.evidence,
        at_least=tuple(row.at_least.items()),
        session_rule=row.session_rule,
        roster=row.roster,
        tiers=row.tiers,
    )
    return CountedLine(
        key=row.key,
        label=row.label,
        clause=row.clause,
        unit_label=row.unit_label,
        measure=row.measure,
        selectors=(own,),
        unit=_unit(row.measure, row, rules),
        scopes=tuple(scopes),
        grid=grid,
        decides=_decides(row, kinds),
        ref=row.ref,
        group=row.group,
        field_name=row.field,
        hour_minutes=row.hour_minutes or 60,
        heads=row.heads,
        parent=row.parent,
        also_in_parent=row.also_counts_in_parent,
        exclusive_with=frozenset(row.exclusive_with),
        cap=row.cap,
        response=row.response,
        targets=row.targets,
        coverage=coverage.field if coverage else "",
        coverage_values=coverage.values if coverage else (),
        state=row.state,
        reading=row.reading,
        price=row.price,
        say=row.say,
        pending=row.pending,
    )


def _quota_line(row: Quota, package: Package, rules: Mapping[str, str]) -> CountedLine:
    own = Selector(
        kinds=frozenset(row.kinds),
        where=row.where,
        alternatives=_alternatives(package, row.when),
        evidence=row.evidence,
        at_least=tuple(row.at_least.items()),
        roster=True,
        tiers=row.tiers,
        proxies=row.proxies,
    )
    period = PeriodKind(period_named(row.period, rules)) if row.period else None
    return CountedLine(
        key=row.key,
        label=row.label,
        clause=row.clause,
        unit_label="次",
        measure=Measure.ATTENDANCES,
        selectors=(own,),
        unit=("record", "person"),
        scopes=("term",),
        grid=period or PeriodKind.MONTH,
        decides="service",
        group="频次",
        heads=False,
        parent=row.also_counts_in,
        also_in_parent=True if row.also_counts_in else None,
        quota=QuotaTerms(
            tiers=row.tiers, period=period, minimum=row.min, longest_gap=row.longest_gap
        ),
        say=row.say,
    )


def _with_children(lines: tuple[CountedLine, ...]) -> tuple[CountedLine, ...]:
    """Give each parent the selectors of its children marked 同时计入, at any depth."""
    children: dict[str, list[CountedLine]] = {}
    for line in lines:
        if line.parent and line.also_in_parent:
            children.setdefault(line.parent, []).append(line)

    def selectors(line: CountedLine) -> tuple[Selector, ...]:
        found = list(line.selectors)
        for child in children.get(line.key, ()):
            found.extend(selectors(child))
        return tuple(found)

    return tuple(
        replace(line, selectors=selectors(line)) if line.key in children else line for line in lines
    )


def rules_of(package: Package) -> dict[str, str]:
    """The computing rules that the package's choices set."""
    return {choice.rule: choice.choose for choice in package.choice if choice.rule}


def make_terms(
    package: Package,
    contract: Contract,
    kinds: Mapping[str, ActivityKind],
    overrides: Mapping[str, tuple[Target, ...]] | None = None,
    calendar: Calendar = OFFICIAL,
) -> Terms:
    """Resolve a package for one contract; ``overrides`` replaces targets of single lines."""
    rules = rules_of(package)
    rows = [
        msgspec.structs.replace(row, targets=overrides[row.key])
        if overrides and overrides.get(row.key)
        else row
        for row in package.line
    ]
    lines = tuple(_quota_line(row, package, rules) for row in package.quota) + tuple(
        _line(row, package, rules, kinds) for row in rows
    )
    return Terms(
        contract=contract,
        package=package,
        lines=_with_children(lines),
        rules=rules,
        calendar=calendar,
    )


def contract_of(file: ContractFile) -> Contract:
    """The contract fact of a contract file."""
    return Contract(
        key=file.key,
        title=file.title,
        package=file.package,
        package_version=file.package_version,
        county=file.county,
        purchaser=file.purchaser,
        provider=file.provider,
        start=file.start,
        end=file.end,
        sites=file.sites,
        payers=tuple(dict.fromkeys(file.payers.values())),
        price=file.price,
        bid_rate_percent=file.bid_rate_percent,
    )
