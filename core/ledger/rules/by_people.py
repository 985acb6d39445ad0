"""Targets that look at people: each of them for themselves, or how many of all."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal

from core.facts import Period, PeriodKind, Tally
from core.ledger.rules.asked import expected, population
from core.ledger.rules.parts import Cell, Part, Phase, periods_of, phase_of
from core.ledger.rules.seen import HUNDREDTH, Sums, in_units
from core.ledger.rules.states import who_on
from core.packages.schema import Measure, Target
from core.packages.terms import CountedLine, Terms


def by_person(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    """Each person of the roster against the target's minimum, in each of its periods."""
    kind = PeriodKind(target.period) if target.period else PeriodKind.TERM
    cells = tuple(
        cell
        for period in periods_of(terms, target, kind)
        for cell in _each(terms, line, target, sums, period, phase_of(period, day))
    )
    met = sum(1 for cell in cells if cell.met)
    return Part(
        kind=target.kind,
        value=Decimal(met),
        goal=Decimal(len(cells)),
        met=bool(cells) and met == len(cells),
        cells=cells,
        least=min((cell.value for cell in cells), default=None),
    )


def _each(
    terms: Terms, line: CountedLine, target: Target, sums: Sums, period: Period, phase: Phase
) -> tuple[Cell, ...]:
    """A cell for everybody whom the target asks for in a period."""
    done = _done_in(terms, line, sums, period)
    goal = target.min if target.min is not None else Decimal(1)
    suffix = "" if period.kind is PeriodKind.TERM else f"/{period.key}"

    def cells() -> tuple[Cell, ...]:
        return tuple(
            Cell(key=person + suffix, value=value, goal=wanted, met=value >= wanted, phase=phase)
            for share, people in expected(terms, target, sums.roster, period)
            for wanted in (goal * share,)
            for person in people
            for value in (in_units(line, _added_up(done, person)),)
        )

    key = "each", line.key, target, period, phase
    return sums.roster.once(key, (terms.package, line, *done), cells)


def _added_up(done: tuple[Mapping[str, Decimal], ...], person: str) -> Decimal:
    return sum((one[person] for one in done if person in one), Decimal(0))


def by_rate(terms: Terms, line: CountedLine, target: Target, sums: Sums, day: date) -> Part:
    """Met ÷ eligible in percent, period by period, with everybody who is left out and why."""
    goal = target.percent if target.percent is not None else Decimal(100)
    kind = PeriodKind(target.period) if target.period else line.grid
    if target.of in terms.by_key:
        cells = _shares_of(terms, line, target, sums, kind, goal, day)
        return _rate_part(target, goal, cells)
    cells = [
        _share_of_people(terms, line, target, sums, period, goal, day)
        for period in periods_of(terms, target, kind)
    ]
    return _rate_part(target, goal, cells)


def _share_of_people(
    terms: Terms,
    line: CountedLine,
    target: Target,
    sums: Sums,
    period: Period,
    goal: Decimal,
    day: date,
) -> Cell:
    """Who of those that belong to a rate in a period was served, or stood in the line's state."""
    done = _done_in(terms, line, sums, period)
    phase, until = phase_of(period, day), min(day, period.end)

    def cell() -> Cell:
        everybody = tuple(population(terms, target, sums.roster, period))
        eligible = frozenset(who for why, people in everybody if why is None for who in people)
        if line.measure is Measure.STATE:
            served = who_on(line, sums.roster, until)
        else:
            served = frozenset(who for one in done for who, number in one.items() if number > 0)
        rate = Decimal(100)
        if eligible:
            rate = (Decimal(100 * len(eligible & served)) / len(eligible)).quantize(
                HUNDREDTH, rounding=ROUND_DOWN
            )
        return Cell(
            key=period.key,
            value=rate,
            goal=goal,
            met=not eligible or rate >= goal,
            phase=phase,
            of=len(eligible),
            without=tuple(sorted(eligible - served)),
            excluded=tuple(
                sorted((who, why) for why, people in everybody if why for who in people)
            ),
        )

    key = "rate", line.key, target, period, phase, until
    return sums.roster.once(key, (terms.package, line, *done), cell)


def _done_in(
    terms: Terms, line: CountedLine, sums: Sums, period: Period
) -> tuple[Mapping[str, Decimal], ...]:
    """Person → quantity, of each of the line's own periods that begins within a period."""
    starts = terms.period_starts(line.grid)
    return tuple(
        people
        for key, people in sums.people.items()
        if key in starts and period.start <= starts[key] <= period.end
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
