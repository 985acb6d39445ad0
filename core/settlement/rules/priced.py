"""From what was served to priced lines: payable or not and why, each person-month once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.packages.chosen import exact, said
from core.packages.schema import Package
from core.settlement.rules.given import Served
from core.settlement.rules.money import whole_fen, yuan
from core.settlement.rules.payable import why_not
from core.settlement.rules.pricing import Rate, rates_for, ruling_rate
from core.settlement.rules.results import NotPaid, StatementLine


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One priced unit: a person's month, or some quantity of a line or an item."""

    rate: Rate
    quantity: Fraction
    person: str
    sources: tuple[str, ...]

    @property
    def fee(self) -> Fraction:
        """What the unit costs, in fen, exact."""
        return self.rate.fen * self.quantity / (self.rate.minutes or 1)


@dataclass(frozen=True, kw_only=True)
class Priced:
    """All that is payable before any step, and what is not."""

    lines: tuple[StatementLine, ...]
    not_paid: tuple[NotPaid, ...]
    fees: Mapping[str, Fraction]
    tiers: Mapping[str, frozenset[str]]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def price_all(package: Package, served: Iterable[Served]) -> Priced:
    """Price everything; what fits several prices counts once, as the package says."""
    months: dict[tuple[str, str], list[tuple[Served, Rate]]] = {}
    units: list[Unit] = []
    refused: list[tuple[Served, NotPaid]] = []
    for one in served:
        rates = rates_for(package, one)
        reasons = why_not(package, one) or (() if rates else ("采购包里没有相应的单价",))
        if reasons:
            refused.append((one, _not_paid(one, rates, reasons)))
        elif any(rate.by_month for rate in rates):
            group = months.setdefault((one.person, one.month), [])
            group.extend((one, rate) for rate in rates)
        else:
            rate = ruling_rate(package, rates)
            assert rate is not None
            units.append(
                Unit(
                    rate=rate,
                    quantity=Fraction(one.quantity),
                    person=one.person,
                    sources=one.sources,
                )
            )
    not_paid = [
        row for one, row in refused if one.self_paid or (one.person, one.month) not in months
    ]
    for pairs in months.values():
        unit, dropped = _one_month(package, pairs)
        units.append(unit)
        not_paid.extend(dropped)
    return _priced(package, units, tuple(not_paid))


def _not_paid(one: Served, rates: tuple[Rate, ...], reasons: tuple[str, ...]) -> NotPaid:
    label = rates[0].label if rates else one.item or one.line
    return NotPaid(person=one.person, label=label, reasons=reasons, sources=one.sources)


def _one_month(
    package: Package, pairs: list[tuple[Served, Rate]]
) -> tuple[Unit, tuple[NotPaid, ...]]:
    """A person's month is paid once, by one price; the others say so."""
    rate = ruling_rate(package, tuple(rate for _, rate in pairs))
    assert rate is not None
    mine = [one for one, other in pairs if other.key == rate.key]
    share = Fraction(1)
    if said(package, "part_month") == "by_days" and mine[0].days is not None:
        share = Fraction(mine[0].days, mine[0].month_days or mine[0].days)
    unit = Unit(
        rate=rate,
        quantity=share,
        person=mine[0].person,
        sources=tuple(dict.fromkeys(source for one in mine for source in one.sources)),
    )
    reason = f"同月已按“{rate.label}”结算一次，不叠加"
    others = tuple(
        _not_paid(one, (other,), (reason,)) for one, other in pairs if other.key != rate.key
    )
    return unit, others


def _priced(package: Package, units: list[Unit], not_paid: tuple[NotPaid, ...]) -> Priced:
    lines: list[StatementLine] = []
    missing: list[str] = []
    notes: list[str] = []
    fees: dict[str, Fraction] = {}
    tiers: dict[str, frozenset[str]] = {}
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(unit.rate.key, []).append(unit)
    for key, group in groups.items():
        shares, lacking = _shares(package, group)
        line = _line(group, shares)
        lines.append(line)
        missing += lacking
        for person, share in shares.items():
            if person:
                fees[person] = fees.get(person, Fraction(0)) + share
                held = tiers.get(person, frozenset())
                tiers[person] = held | {key.removeprefix("tier.")}
        planned = group[0].rate.planned
        if planned is not None:
            notes.append(
                f"{line.label}：计划 {planned} 人，本期结算 {exact(line.quantity or 0)} 人"
            )
    return Priced(
        lines=tuple(lines),
        not_paid=not_paid,
        fees=fees,
        tiers=tiers,
        missing=tuple(missing),
        notes=tuple(notes),
    )


def _shares(package: Package, group: list[Unit]) -> tuple[dict[str, int], tuple[str, ...]]:
    """What each person costs at one price, in whole fen, so that lines and persons add up alike."""
    exactly: dict[str, Fraction] = {}
    for unit in group:
        exactly[unit.person] = exactly.get(unit.person, Fraction(0)) + unit.fee
    shares: dict[str, int] = {}
    missing: dict[str, None] = {}
    for person, fee in exactly.items():
        label = f"{group[0].rate.label}{person and f'（{person}）'}"
        shares[person], lacking = whole_fen(package, "amount", fee, label)
        if lacking:
            missing[lacking] = None
    return shares, tuple(missing)


def _line(group: list[Unit], shares: dict[str, int]) -> StatementLine:
    rate, amount = group[0].rate, sum(shares.values())
    quantity = sum((unit.quantity for unit in group), Fraction(0))
    each = f"{exact(quantity)} {rate.unit_label}"
    if rate.minutes is not None:
        each = f"{exact(quantity)} 分钟 ÷ {rate.minutes}"
    cut = sum((unit.fee for unit in group), Fraction(0)) != amount
    return StatementLine(
        key=rate.key,
        label=rate.label,
        amount=amount,
        say=(
            f"{rate.label}：{each} × {yuan(rate.fen)} = {yuan(amount)}"
            f"{'（逐人取整后相加）' if cut else ''}"
        ),
        clause=rate.clause,
        quantity=quantity,
        unit_label=rate.unit_label,
        unit_price=rate.fen,
        people=tuple(person for person in shares if person),
        sources=tuple(dict.fromkeys(source for unit in group for source in unit.sources)),
    )
