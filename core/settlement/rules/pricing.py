"""Prices: by tier and person-month, per unit of a line, per item, or from a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.packages.chosen import answer_of
from core.packages.schema import Measure, Package, Price
from core.settlement.rules.given import Served


@dataclass(frozen=True, kw_only=True)
class Rate:
    """One price that fits: ``fen`` for one unit, for ``minutes``, or for a person's whole month."""

    key: str
    label: str
    clause: str
    fen: int
    unit_label: str
    by_month: bool = False
    minutes: int | None = None
    planned: int | None = None


def rates_for(package: Package, one: Served) -> tuple[Rate, ...]:
    """Every price of the package that fits what was served."""
    return tuple(
        (*_tiers(package, one), *_lines(package, one), *_items(package, one), *_table(package, one))
    )


def ruling_rate(package: Package, rates: tuple[Rate, ...]) -> Rate | None:
    """The one price that counts; several only as the package says (一人一月只按一个单价)."""
    if len({(rate.key, rate.fen) for rate in rates}) < 2:
        return rates[0] if rates else None
    ordered = sorted(rates, key=lambda rate: rate.fen)
    return ordered[-1] if answer_of(package, "two_tiers") == "higher_once" else ordered[0]


def _tiers(package: Package, one: Served) -> Iterator[Rate]:
    for tier in package.tier:
        if tier.price is None or tier.key != one.tier or (tier.line and tier.line != one.line):
            continue
        yield Rate(
            key=f"tier.{tier.key}",
            label=tier.label,
            clause=tier.clause,
            fen=tier.price,
            unit_label="人",
            by_month=tier.price_per in ("", "month"),
            planned=tier.planned_people,
        )


def _lines(package: Package, one: Served) -> Iterator[Rate]:
    for line in package.line:
        if line.price is not None and line.key == one.line:
            by_minutes = line.measure is Measure.HOURS
            yield Rate(
                key=f"line.{line.key}",
                label=line.label,
                clause=line.clause,
                fen=line.price,
                unit_label=line.unit_label,
                minutes=(line.hour_minutes or 60) if by_minutes else None,
            )


def _items(package: Package, one: Served) -> Iterator[Rate]:
    for item in package.item:
        if item.price is not None and item.code == one.item:
            yield Rate(
                key=f"item.{item.code}",
                label=item.label,
                clause=item.clause,
                fen=item.price,
                unit_label="次",
            )


def _table(package: Package, one: Served) -> Iterator[Rate]:
    units = {line.key: line.unit_label for line in package.line}
    for row in package.price:
        if _fits(row, one):
            yield Rate(
                key=f"price.{row.key}",
                label=row.label,
                clause=row.clause,
                fen=row.price,
                unit_label="分钟" if row.minutes else units.get(row.line, "次"),
                minutes=row.minutes,
            )


def _fits(row: Price, one: Served) -> bool:
    """Whether every cell that the row fills in fits."""
    return (
        (not row.line or row.line == one.line)
        and (not row.item or row.item == one.item)
        and (not row.tiers or one.tier in row.tiers)
        and (not row.identity or bool(one.identity & set(row.identity)))
    )
