"""One score item: what is taken off per unit, once, or by steps below a standard; what is added."""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.appraisal.rules.found import Observation
from core.appraisal.rules.results import ItemScore
from core.packages.chosen import answer_of, exact, said
from core.packages.schema import Package, ScoreItem


def score_item(package: Package, item: ScoreItem, found: Iterable[Observation]) -> ItemScore:
    """The points of one item: 分 taken off up to its cap, or added (002 四、考核内容及分值)."""
    mine = tuple(one for one in found if one.item == item.key)
    if item.kind == "bonus":
        return _bonus(item, mine)
    left_out = tuple(one for one in mine if one.falsified) if _fee_only(package, item) else ()
    kept = tuple(one for one in mine if one not in left_out)
    if item.step_percent is not None:
        scored = _below_standard(package, item, kept)
    else:
        scored = _per_unit(package, item, kept)
    if not left_out:
        return scored
    said_so = f"{scored.step}；另有 {len(left_out)} 起弄虚作假只扣服务费，不再扣分"
    return ItemScore(
        item=item, points=scored.points, observations=mine, step=said_so, missing=scored.missing
    )


def _fee_only(package: Package, item: ScoreItem) -> bool:
    return said(package, "falsified_score", item.choices) == "fee_only"


def _per_unit(package: Package, item: ScoreItem, found: tuple[Observation, ...]) -> ItemScore:
    amount, unit = item.amount, item.unit_label or "次"
    if amount is None:
        missing = f"“{item.label}”没有写每{unit}扣几分，不能评分。"
        return ItemScore(
            item=item, points=Fraction(0), observations=found, step=missing, missing=missing
        )
    units = _units(package, item, found)
    if said(package, "lack", item.choices) == "once":
        taken = Fraction(amount) if units else Fraction(0)
        how = f"一次性扣 {exact(amount)} 分，不论缺几次" if units else "没有发现，不扣分"
    else:
        taken = units * Fraction(amount)
        how = f"{exact(units)} {_counted(unit)} × {exact(amount)} 分 = {exact(taken)} 分"
    return _capped(item, taken, found, how)


def _counted(unit: str) -> str:
    """A unit that can stand behind a number."""
    return unit if unit in ("人次", "次", "项", "人", "户次", "场", "份") else "次"


def _units(package: Package, item: ScoreItem, found: tuple[Observation, ...]) -> Fraction:
    """How many units: a person of whom several visits are missing may be one 人次, or several."""
    if said(package, "missed", item.choices) == "person_month":
        people = {one.person for one in found if one.person and one.quantity > 0}
        unnamed = sum((Fraction(one.quantity) for one in found if not one.person), Fraction(0))
        return len(people) + unnamed
    return sum((Fraction(one.quantity) for one in found), Fraction(0))


def _below_standard(package: Package, item: ScoreItem, found: tuple[Observation, ...]) -> ItemScore:
    """Satisfaction: so many points for each step of percentage points below the standard."""
    standard, step, amount = item.standard_percent, item.step_percent, item.amount
    part = sum(one.part or 0 for one in found)
    whole = sum(one.whole or 0 for one in found)
    if not whole or standard is None or not step or amount is None:
        missing = f"“{item.label}”还没有有效问卷，不能评分。"
        return ItemScore(
            item=item, points=Fraction(0), observations=found, step=missing, missing=missing
        )
    rate = Fraction(100 * part, whole)
    short = max(Fraction(standard) - rate, Fraction(0))
    head = f"{part} ÷ {whole} = {exact(rate)}%，标准 {exact(standard)}%"
    if not short:
        return _capped(item, Fraction(0), found, f"{head}，达到标准，不扣分")
    steps, reading = _steps(answer_of(package, "below_standard", item.choices), short, step)
    taken = steps * Fraction(amount)
    how = (
        f"{head}，低 {exact(short)} 个百分点，每 {exact(step)} 个百分点为一步，{reading}："
        f"{exact(steps)} 步 × {exact(amount)} 分 = {exact(taken)} 分"
    )
    return _capped(item, taken, found, how)


def _steps(reading: str, short: Fraction, step: Decimal) -> tuple[Fraction, str]:
    steps = short / Fraction(step)
    if reading == "full_steps":
        return Fraction(math.floor(steps)), "不满一步不扣"
    if reading == "begun_steps":
        return Fraction(math.ceil(steps)), "不满一步按一步"
    return steps, "按比例折算"


def _bonus(item: ScoreItem, found: tuple[Observation, ...]) -> ItemScore:
    """Points that the scorer gives for each finding, between two bounds and with a reason."""
    least = item.amount if item.amount is not None else Decimal(0)
    most = item.amount_most if item.amount_most is not None else least
    added, problems, parts = Fraction(0), [], []
    for one in found:
        points = one.points if one.points is not None or least != most else least
        if points is None:
            problems.append(f"每项可加 {exact(least)} 至 {exact(most)} 分，请由评分人选定")
        elif not least <= points <= most:
            bounds = f"{exact(least)} 至 {exact(most)} 分"
            problems.append(f"加 {exact(points)} 分不在 {bounds}之间，请改正")
        elif least != most and not one.reason.strip():
            problems.append(f"加 {exact(points)} 分没有写明理由，请补上")
        else:
            added += Fraction(points) * Fraction(one.quantity)
            parts.append(f"{exact(points)} 分 × {exact(one.quantity)} {_counted(item.unit_label)}")
    how = f"{' + '.join(parts)} = {exact(added)} 分" if parts else "没有加分"
    missing = f"“{item.label}”：{'；'.join(problems)}。" if problems else ""
    return _capped(item, added, found, how, missing)


def _capped(
    item: ScoreItem, points: Fraction, found: tuple[Observation, ...], how: str, missing: str = ""
) -> ItemScore:
    """Never more than the item's own points; the sentence says where the cap cut."""
    verb, step = "加" if item.kind == "bonus" else "扣", f"{item.label}：{how}"
    if item.cap is not None:
        step += f"，上限 {exact(item.cap)} 分"
        if points > item.cap:
            points = Fraction(item.cap)
            step += f"，{verb} {exact(points)} 分"
    return ItemScore(item=item, points=points, observations=found, step=step, missing=missing)
