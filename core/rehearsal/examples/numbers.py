"""What a score item, grade, price or step of settlement makes of the number of an example."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial

from core.appraisal.rules.found import Observation
from core.appraisal.rules.grades import band_of, percent_of, range_of
from core.appraisal.rules.items import score_item
from core.packages.chosen import rounded
from core.packages.schema import Band, Example, Package, ScoreItem, SettleStep
from core.settlement.rules.given import Falsified
from core.settlement.rules.priced import Unit
from core.settlement.rules.pricing import Rate
from core.settlement.rules.steps import MULTIPLYING, STEPS, Around

FEN = 100
HUNDRED = Decimal(100)
#: The person whom the number of an example is about.
SOMEBODY = "样例对象"
Makes = Callable[[Example], Fraction]


class NotGiven(Exception):
    """The example lacks something, or the row cannot be reckoned with it; the message says what."""


def makers(package: Package) -> Mapping[str, Makes]:
    """By key: what each score item, grade, priced row and step makes of an example's number.

    Points 分 for items, percent for grades, 元 for prices and steps. Raises ``NotGiven``.
    """
    found: dict[str, Makes] = {}
    for item in package.score_item:
        found.setdefault(item.key, partial(_points, package, item))
    for band in package.band:
        found.setdefault(band.key, partial(_percent, package, band))
    for key, rate in _rates(package):
        found.setdefault(key, partial(_amount, rate))
    for step in package.settle:
        found.setdefault(step.key, partial(_step, step))
    return found


def _points(package: Package, item: ScoreItem, row: Example) -> Fraction:
    number = _number(row)
    if item.step_percent is not None:
        part, whole = (number / HUNDRED).as_integer_ratio()
        found = Observation(item=item.key, part=part, whole=whole)
    elif item.kind == "bonus":
        found = Observation(item=item.key, points=number, reason=row.label)
    else:
        found = Observation(item=item.key, quantity=number)
    scored = score_item(package, item, (found,))
    if scored.missing:
        raise NotGiven(scored.missing)
    return scored.points


def _percent(package: Package, band: Band, row: Example) -> Fraction:
    """What a score is paid, in percent: nothing where the grade pays nothing.

    Where a person chooses within a range, the percentage wanted if it lies within.
    """
    score = rounded(package, "total", Fraction(_number(row)))
    fits = band_of(package, band.cycle, score)
    if fits != band:
        shown = f"“{fits.label}”（{range_of(fits)}）" if fits else "任何一档之外"
        raise NotGiven(f"{row.number} 分属于{shown}，不属于“{band.label}”。")
    least, most = band.pay_percent_least, band.pay_percent_most
    if least is None or most is None:
        return Fraction(0)
    if row.gives is not None and least != most and least <= row.gives <= most:
        chosen = percent_of(package, band, score, None)[0]
        return Fraction(row.gives) if chosen is None else chosen
    return percent_of(package, band, score, None)[0] or Fraction(least)


def _rates(package: Package) -> Iterator[tuple[str, Rate]]:
    """Every price of the package by the key of its row."""
    for tier in package.tier:
        if tier.price is not None:
            yield tier.key, _rate(tier.key, tier.price)
    for price in package.price:
        yield price.key, _rate(price.key, price.price, price.minutes)
    for item in package.item:
        if item.price is not None:
            yield item.code, _rate(item.code, item.price)


def _rate(key: str, fen: int, minutes: int | None = None) -> Rate:
    return Rate(key=key, label="", clause="", fen=fen, unit_label="", minutes=minutes)


def _amount(rate: Rate, row: Example) -> Fraction:
    unit = Unit(rate=rate, quantity=Fraction(_number(row)), person="", sources=())
    return unit.fee / FEN


def _step(step: SettleStep, row: Example) -> Fraction:
    """The sum after the step, all of it one person's fee in the tiers that the step is about."""
    total = Fraction(_number(row)) * FEN
    rate = None if row.percent is None else Fraction(row.percent)
    if step.op in MULTIPLYING and rate is None:
        raise NotGiven("这一步要乘比例，没有写“所用比例”。")
    around = Around(
        appraisal=None,
        falsified=(Falsified(person=SOMEBODY, reason=row.label),),
        bid_rate_percent=rate,
        paid_before=0,
        tiers={SOMEBODY: frozenset(step.tiers)},
    )
    # Both steps that multiply do the same arithmetic; only where their rate comes from differs.
    reckon = STEPS["bid_rate"] if step.op in MULTIPLYING else STEPS[step.op]
    change = reckon(step, int(total), {SOMEBODY: total}, around)
    after = change.becomes if change.becomes is not None else total + (change.by or 0)
    return after / FEN


def _number(row: Example) -> Decimal:
    if row.number is None:
        raise NotGiven("没有写“所给的数”。")
    return row.number
