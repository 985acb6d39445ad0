"""Targets that look at people: each of them for themselves, or how many of all."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal

from core.facts import Period, PeriodKind, Tally
from core.ledger.rules.parts import Cell, Part, Phase, periods_of, phase_of
from core.ledger.rules.seen import HUNDREDTH, Sums, in_units, inside
from core.ledger.rules.states import who_on
from core.packages.schema import Measure, Target
from core.packages.terms import CountedLine, Terms


def by_person(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    goal = target.min if target.min is not None else Decimal(1)
    kind = PeriodKind(target.period) if target.period else PeriodKind.TERM
    cells = []
    for period in periods_of(terms, target, kind):
        done = _done_in(terms, line, sums, period)
        for person, share in sums.roster.expected(terms, target, period, day):
            wanted = goal * share
            quantity = sum((one[person] for one in done if person in one), Decimal(0))
            value = in_units(line, quantity)
            cells.append(
                Cell(
                    key=f"{person}/{period.key}" if kind is not PeriodKind.TERM else person,
                    value=value,
                    goal=wanted,
                    met=value >= wanted,
                    phase=phase_of(period, day),
                )
            )
    met = sum(1 for cell in cells if cell.met)
    return Part(
        kind=target.kind,
        value=Decimal(met),
        goal=Decimal(len(cells)),
        met=bool(cells) and met == len(cells),
        cells=tuple(cells),
        least=min((cell.value for cell in cells), default=None),
    )


def by_rate(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    """Met ÷ eligible in percent, period by period, with everybody who is left out and why."""
    goal = target.percent if target.percent is not None else Decimal(100)
    kind = PeriodKind(target.period) if target.period else line.grid
    if target.of in terms.by_key:
        cells = _shares_of(terms, line, target, sums, kind, goal, day)
        return _rate_part(target, goal, cells)
    cells = []
    for period in periods_of(terms, target, kind):
        everybody = tuple(sums.roster.population(terms, target, period))
        eligible = frozenset(who for who, why in everybody if why is None)
        served = _served_in(terms, line, sums, period, day)
        rate = Decimal(100)
        if eligible:
            rate = (Decimal(100 * len(eligible & served)) / len(eligible)).quantize(
                HUNDREDTH, rounding=ROUND_DOWN
            )
        cells.append(
            Cell(
                key=period.key,
                value=rate,
                goal=goal,
                met=not eligible or rate >= goal,
                phase=phase_of(period, day),
                of=len(eligible),
                without=tuple(sorted(eligible - served)),
                excluded=tuple((who, why) for who, why in everybody if why is not None),
            )
        )
    return _rate_part(target, goal, cells)


def _served_in(
    terms: Terms, line: CountedLine, sums: Sums, period: Period, day: date
) -> frozenset[str]:
    """Who counts above the line of a rate: who was served, or who stood in that state."""
    if line.measure is Measure.STATE:
        return who_on(line, sums.roster, min(day, period.end))
    done = _done_in(terms, line, sums, period)
    return frozenset(who for one in done for who, quantity in one.items() if quantity > 0)


def _done_in(
    terms: Terms, line: CountedLine, sums: Sums, period: Period
) -> tuple[Mapping[str, Decimal], ...]:
    """Person → quantity, of each of the line's own periods within a period."""
    return tuple(
        people
        for key, people in sums.people.items()
        if inside(terms, line, key, period.start, period.end)
    )


def _rate_part(target: Target, goal: Decimal, cells: list[Cell]) -> Part:
    past = [cell for cell in cells if cell.phase is not Phase.FUTURE]
    latest = past[-1].value if past else Decimal(0)
    return Part(
        kind=target.kind,
        value=latest,
        goal=goal,
        met=bool(past) and all(cell.met for cell in past),
        cells=tuple(cells),
    )


def _shares_of(
    terms: Terms,
    line: CountedLine,
    target: Target,
    sums: Sums,
    kind: PeriodKind,
    goal: Decimal,
    day: date,
) -> list[Cell]:
    """This line in percent of another one, period by period; nothing to divide by is met."""
    other = terms.by_key[target.of]
    mine = _by_key(terms, line, sums.tallies, kind)
    theirs = _by_key(terms, other, sums.of.get(other.key, ()), kind)
    cells = []
    for period in periods_of(terms, target, kind):
        whole = theirs.get(period.key, Decimal(0))
        rate = Decimal(100)
        if whole:
            rate = 100 * mine.get(period.key, Decimal(0)) / whole
            rate = rate.quantize(HUNDREDTH, rounding=ROUND_DOWN)
        cells.append(
            Cell(
                key=period.key,
                value=rate,
                goal=goal,
                met=rate >= goal,
                phase=phase_of(period, day),
                of=int(whole),
            )
        )
    return cells


def _by_key(
    terms: Terms, line: CountedLine, tallies: Iterable[Tally], kind: PeriodKind
) -> dict[str, Decimal]:
    starts = terms.period_starts(line.grid)
    found: dict[str, Decimal] = {}
    for tally in tallies:
        if tally.scope == line.scopes[0] and tally.period in starts:
            key = terms.period_of(kind, starts[tally.period]).key
            found[key] = found.get(key, Decimal(0)) + tally.quantity
    return found
