"""What a person is owed: quotas 频次 as projections of dated facts, never stored copies.

Tier, presence and absence are read day by day; the package's choices say what a change in
mid-period means. Shares by day are rounded half up, once for each segment on the roster in a
tier: days away shorten a segment, they do not cut it in two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import groupby

from core.facts import Enrolment, Period, Person
from core.packages.terms import CountedLine, Terms


class OwedState(StrEnum):
    """◔ 未完成 · ▲ 临期 (last third of the period) · ✕ 逾期 · ● 已完成."""

    OPEN = "open"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    MET = "met"


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """One quota of one person in one period: what is owed, what was done, and until when."""

    contract: str
    line: str
    person: str
    period: Period
    owed: int
    done: int
    state: OwedState
    due: date

    @property
    def open(self) -> int:
        """How many are still owed."""
        return max(self.owed - self.done, 0)


def _owed_since(enrolment: Enrolment, rules: Mapping[str, str]) -> date:
    approved = enrolment.approved_on
    if rules.get("owed_from") == "approval" and approved and approved > enrolment.start:
        return approved
    return enrolment.start


def _present(
    enrolments: Iterable[Enrolment], person: Person, period: Period, rules: Mapping[str, str]
) -> dict[date, str | None]:
    """The days on which something can be owed, with the tier of each."""
    found: dict[date, str | None] = {}
    for enrolment in enrolments:
        first = max(_owed_since(enrolment, rules), enrolment.start, period.start)
        ends = (enrolment.end, person.died_on, period.after)
        after = min(day for day in ends if day is not None)
        if enrolment.on_roster(first):
            for n in range((after - first).days):
                day = first + timedelta(days=n)
                found[day] = enrolment.tier_on(day)
    return dict(sorted(found.items()))


def _absent(person: Person, day: date) -> bool:
    return any(absence.holds_on(day) for absence in person.absences)


def steady_tier(
    enrolments: tuple[Enrolment, ...], person: Person, period: Period, rules: Mapping[str, str]
) -> tuple[str | None] | None:
    """The tier of somebody for whom nothing changed in a whole period: most people, most months.

    None when anything happened (arrival, tier, absence, death, a cut period), and every day has
    to be looked at.
    """
    if period.partial or (person.died_on is not None and person.died_on <= period.end):
        return None
    if any(absence.overlaps(period.start, period.end) for absence in person.absences):
        return None
    concerned = [one for one in enrolments if one.overlaps(period.start, period.end)]
    if len(concerned) != 1:
        return None
    only = concerned[0]
    until_after = only.end is None or only.end > period.end
    if _owed_since(only, rules) > period.start or not until_after:
        return None
    if not only.on_roster(period.start):
        return None
    spans = [span for span in only.tiers if span.overlaps(period.start, period.end)]
    if len(spans) != 1:
        return None
    whole = spans[0].start <= period.start and spans[0].holds_on(period.end)
    return (spans[0].tier,) if whole else None


def _half_up(value: Decimal) -> int:
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def owed_in(
    terms: Terms,
    line: CountedLine,
    enrolments: tuple[Enrolment, ...],
    person: Person,
    period: Period,
) -> int | None:
    """How many times in that period; None when the quota does not concern the person at all.

    Nothing is owed between typed periods.

    Raises ValueError when the line is no quota with a minimum per period.
    """
    quota = line.quota
    if quota is None or quota.minimum is None:
        raise ValueError(f"{line.key} is no quota with a minimum per period")
    if period.outside or not any(one.overlaps(period.start, period.end) for one in enrolments):
        return None
    if person.died_on is not None and person.died_on <= period.start:
        return None
    rules = terms.rules
    steady = steady_tier(enrolments, person, period, rules)
    if steady is not None:
        return quota.minimum if not quota.tiers or steady[0] in quota.tiers else None
    present = _present(enrolments, person, period, rules)
    days = _days_of_tier(terms, line, present, period)
    if not days:
        return None
    if period.partial and rules.get("partial_period") == "dropped":
        return 0
    scale = period.partial and rules.get("partial_period") == "by_days"
    whole = period.whole_days if scale else period.days
    arrival = rules.get("arrival", "full")
    if len(present) < period.days:
        if arrival == "excused":
            return 0
        scale = scale or arrival == "by_days"
        if arrival == "full":
            whole -= period.days - len(present)
    absent = {day for day in present if _absent(person, day)}
    away: set[date] = set()
    absence = rules.get("absence", "owed")
    if absent:
        if absence == "excused_any" or (absence == "excused_whole" and len(absent) == len(present)):
            return 0
        if absence == "by_days":
            scale, away = True, absent
    split = rules.get("tier_change") == "by_days" and len(set(present.values())) > 1
    if not scale and not split:
        return quota.minimum
    at_home = [sum(1 for day in segment if day not in away) for segment in _segments(days)]
    return sum(_half_up(Decimal(quota.minimum * length) / whole) for length in at_home)


def _segments(days: list[date]) -> list[list[date]]:
    """The runs of consecutive days."""
    runs = groupby(enumerate(days), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    return [[day for _, day in run] for _, run in runs]


def _days_of_tier(
    terms: Terms, line: CountedLine, present: dict[date, str | None], period: Period
) -> list[date]:
    """The days for which this quota is the one that is owed, by the rule for tier changes."""
    assert line.quota is not None
    tiers = line.quota.tiers
    if not present:
        return []
    if not tiers:
        return list(present)
    rule = terms.rules.get("tier_change", "start_tier")
    held = list(present.values())
    if rule == "by_days":
        return [day for day, tier in present.items() if tier in tiers]
    if rule == "higher":
        deciding = max(held, key=lambda tier: _pace(terms, line, tier))
    else:
        deciding = held[-1] if rule == "end_tier" else held[0]
    return list(present) if deciding in tiers else []


def _pace(terms: Terms, line: CountedLine, tier: str | None) -> Decimal:
    """How often a tier is owed per day by the quotas that look at the same kinds."""
    best = Decimal(0)
    for other in terms.lines:
        quota = other.quota
        if quota is None or tier not in quota.tiers or not (other.kinds & line.kinds):
            continue
        if quota.minimum is not None and quota.period is not None:
            first = next(iter(terms.periods(quota.period)), None)
            if first is not None:
                best = max(best, Decimal(quota.minimum) / first.whole_days)
        elif quota.longest_gap:
            best = max(best, Decimal(1) / quota.longest_gap)
    return best


def state_of(owed: int, done: int, period: Period, day: date) -> OwedState:
    """The state by rule: met, overdue once the period is over, at risk in its last third."""
    if done >= owed:
        return OwedState.MET
    if day > period.end:
        return OwedState.OVERDUE
    passed = (day - period.start).days
    return OwedState.AT_RISK if passed * 3 >= period.days * 2 else OwedState.OPEN


def owed_by(
    terms: Terms,
    line: CountedLine,
    enrolments: tuple[Enrolment, ...],
    person: Person,
    period: Period,
    done: Decimal | int,
    day: date,
) -> Owed | None:
    """One quota of one person in one period, seen on a day; None when it does not concern them."""
    owed = owed_in(terms, line, enrolments, person, period)
    return None if owed is None else seen_on(terms, line, person.id, period, owed, int(done), day)


def seen_on(
    terms: Terms, line: CountedLine, person: str, period: Period, owed: int, done: int, day: date
) -> Owed:
    """What a person is owed and has, as it stands on a day."""
    return Owed(
        contract=terms.contract.key,
        line=line.key,
        person=person,
        period=period,
        owed=owed,
        done=done,
        state=state_of(owed, done, period, day),
        due=period.end,
    )


def gap_since(
    terms: Terms, line: CountedLine, enrolments: tuple[Enrolment, ...], person: Person, day: date
) -> date | None:
    """Since when a longest gap runs for somebody who was never seen; None for whom it does not run.

    Raises ValueError when the line is no quota with a longest gap.
    """
    quota = line.quota
    if quota is None or quota.longest_gap is None:
        raise ValueError(f"{line.key} is no quota with a longest gap")
    current = [e for e in enrolments if e.on_roster(day)]
    if not current or (person.died_on is not None and person.died_on <= day):
        return None
    if quota.tiers and current[-1].tier_on(day) not in quota.tiers:
        return None
    return max(_owed_since(current[-1], terms.rules), terms.contract.start)


def gap_on(
    terms: Terms, line: CountedLine, since: date, last: date | None, day: date
) -> tuple[Period, OwedState]:
    """The gap that runs on a day from the last contact, or from ``since``, and how it stands."""
    assert line.quota is not None
    assert line.quota.longest_gap is not None
    start = last if last and last >= since else since
    gap = Period(
        kind=line.grid,
        key=f"{start:%Y-%m-%d}",
        start=start,
        end=start + timedelta(days=line.quota.longest_gap),
        whole_days=line.quota.longest_gap + 1,
    )
    return gap, state_of(1, 0, gap, day)


def owed_by_gap(
    terms: Terms,
    line: CountedLine,
    enrolments: tuple[Enrolment, ...],
    person: Person,
    last: date | None,
    day: date,
) -> Owed | None:
    """A longest-gap quota: one contact is owed within so many days of the last one.

    Before the first contact the gap runs from the day since which the person is owed anything; the
    dead are owed nothing. Raises what ``gap_since`` raises.
    """
    since = gap_since(terms, line, enrolments, person, day)
    if since is None:
        return None
    return within_gap(terms, line, person.id, gap_on(terms, line, since, last, day))


def within_gap(
    terms: Terms, line: CountedLine, person: str, found: tuple[Period, OwedState]
) -> Owed:
    """The one contact that a person is owed within a gap."""
    gap, state = found
    return Owed(
        contract=terms.contract.key,
        line=line.key,
        person=person,
        period=gap,
        owed=1,
        done=0,
        state=state,
        due=gap.end,
    )
