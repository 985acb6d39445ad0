"""The steps of a settlement: each takes the running sum and says what it becomes, or takes off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from core.appraisal.rules import Appraisal
from core.packages.chosen import exact
from core.packages.schema import SettleStep
from core.settlement.rules.given import Falsified
from core.settlement.rules.money import yuan


@dataclass(frozen=True, kw_only=True)
class Around:
    """What the steps may look at beside the sum."""

    appraisal: Appraisal | None
    falsified: tuple[Falsified, ...]
    bid_rate_percent: Fraction | None
    paid_before: int
    tiers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a step does: ``becomes`` the new sum, or ``by`` is added; both in fen and exact.

    ``fees`` are the persons' fees where the step changed them.
    """

    say: str
    becomes: Fraction | None = None
    by: Fraction | None = None
    fees: Mapping[str, Fraction] | None = None
    people: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    missing: str = ""
    notes: tuple[str, ...] = field(default=())


Fees = Mapping[str, Fraction]
Step = Callable[[SettleStep, int, Fees, Around], Change]


def falsified(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """Each falsified person's fee of the month is taken off, one by one (002 五(一)5)."""
    found = {one.person: one for one in around.falsified if not one.month}
    mine = {person: fees[person] for person in found if fees.get(person)}
    parts = "、".join(f"{person} {yuan(fee)}" for person, fee in mine.items())
    notes = tuple(
        f"“{person}”弄虚作假，本期没有可结算的服务费，不再扣除"
        for person in found
        if person not in fees
    )
    taken = sum(mine.values(), Fraction(0))
    return Change(
        say=f"弄虚作假 {len(mine)} 人，逐一扣除当月服务费：{parts}，合计扣 {yuan(taken)}"
        if mine
        else "",
        by=-taken,
        fees={**fees, **dict.fromkeys(mine, Fraction(0))},
        people=tuple(mine),
        sources=tuple(source for person in mine for source in found[person].sources),
        notes=notes,
    )


def percent(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """The percentage of the grade; nothing is assumed where a person has yet to choose it."""
    appraisal = around.appraisal
    if appraisal is None or appraisal.percent is None or appraisal.band is None:
        why = "".join(appraisal.missing) if appraisal else "本期还没有考核结果。"
        return Change(say="", missing=why or "考核等级没有写拨付比例。")
    paid = total * appraisal.percent / 100
    label = f"考核“{appraisal.band.label}”"
    say = f"{label}：{yuan(total)} × {exact(appraisal.percent)}% = {yuan(paid)}"
    return Change(say=say, becomes=paid)


def bid_rate(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """The rate that was bid on base prices, kept apart from them."""
    rate = around.bid_rate_percent
    if rate is None:
        return Change(say="", missing="合同没有填写中标费率（bid_rate_percent）。")
    paid = total * rate / 100
    say = f"中标费率：{yuan(total)} × {exact(rate)}% = {yuan(paid)}"
    return Change(say=say, becomes=paid)


def copay(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """What the persons pay themselves is taken off."""
    if row.of != "person":
        share = _share(row, Fraction(total))
        return Change(say=f"个人自付合计 {yuan(share)}", by=-share)
    shares = {person: _share(row, fee) for person, fee in _chosen(row, fees, around).items() if fee}
    return _by_person(shares, fees, -1, "个人自付")


def ceiling(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """No more than the amount, for each person, in all, or over the whole term."""
    most = row.amount or 0
    if row.of == "person":
        over = {p: fee - most for p, fee in _chosen(row, fees, around).items() if fee > most}
        return _by_person(over, fees, -1, f"每人不超过 {yuan(most)}，超出")
    room = max(most - around.paid_before, 0) if row.of == "term" else most
    before = f"（此前已付 {yuan(around.paid_before)}）" if row.of == "term" else ""
    say = f"不超过 {yuan(most)}{before}：{yuan(total)} → {yuan(room)}" if total > room else ""
    return Change(say=say, becomes=Fraction(min(total, room)))


def floor(row: SettleStep, total: int, fees: Fees, around: Around) -> Change:
    """No less than the amount, for each person who was served, or in all."""
    least = row.amount or 0
    if row.of == "person":
        under = {p: least - f for p, f in _chosen(row, fees, around).items() if 0 < f < least}
        return _by_person(under, fees, 1, f"每人不低于 {yuan(least)}，补足")
    say = f"不低于 {yuan(least)}：{yuan(total)} → {yuan(least)}" if total < least else ""
    return Change(say=say, becomes=Fraction(max(total, least)))


def _chosen(row: SettleStep, fees: Fees, around: Around) -> Fees:
    """The fees of those persons that the row is about."""
    if not row.tiers:
        return fees
    held = around.tiers
    return {p: fee for p, fee in fees.items() if held.get(p, frozenset()) & set(row.tiers)}


def _share(row: SettleStep, fee: Fraction) -> Fraction:
    part = fee * Fraction(row.percent) / 100 if row.percent is not None else Fraction(0)
    return min(part + (row.amount or 0), fee)


def _by_person(shares: Fees, fees: Fees, sign: int, what: str) -> Change:
    total = sum(shares.values(), Fraction(0))
    parts = "、".join(f"{person} {yuan(share)}" for person, share in shares.items())
    return Change(
        say=f"{what}：{parts}，合计 {yuan(total)}" if shares else "",
        by=sign * total,
        fees={**fees, **{person: fees[person] + sign * share for person, share in shares.items()}},
        people=tuple(shares),
    )


STEPS: Mapping[str, Step] = {
    "falsified": falsified,
    "percent": percent,
    "bid_rate": bid_rate,
    "copay": copay,
    "ceiling": ceiling,
    "floor": floor,
}
#: Steps that change the whole sum: those that work on each person's own fee stand before them.
MULTIPLYING = frozenset({"percent", "bid_rate"})
