"""One score sheet: items into groups, groups into the sheet's total, a bonus within its limit."""

from fractions import Fraction

from core.appraisal.rules.found import Sheet
from core.appraisal.rules.items import score_item
from core.appraisal.rules.results import ItemScore, SheetScore
from core.packages.chosen import answer_of, exact, rounded
from core.packages.schema import Package, ScoreGroup


def full_marks(package: Package) -> Fraction:
    """The 分 of a sheet without any deduction or bonus."""
    return Fraction(sum(group.points for group in package.score_group))


def score_sheet(package: Package, sheet: Sheet) -> SheetScore:
    """The total of one sheet in 分, or what is missing before it can be had."""
    if sheet.total is not None:
        return _typed(package, sheet)
    known = {item.key for item in package.score_item}
    stray = [one.item for one in sheet.observations if one.item not in known]
    items = tuple(score_item(package, item, sheet.observations) for item in package.score_item)
    groups = tuple((group.key, _group(package, group, items)) for group in package.score_group)
    total, limit = _limited(package, sum((points for _, points in groups), Fraction(0)), items)
    total = rounded(package, "sheet", total)
    missing = tuple(item.missing for item in items if item.missing)
    missing += tuple(f"评分表里没有“{key}”这条考核内容，请改正。" for key in stray)
    labels = {group.key: group.label for group in package.score_group}
    steps = [item.step for item in items if item.observations or item.missing]
    steps += [f"{labels[key]} {exact(points)} 分" for key, points in groups]
    steps.append(f"{sheet.by}评分 {exact(total)} 分{limit}")
    return SheetScore(
        sheet=sheet,
        items=items,
        groups=groups,
        total=None if missing else total,
        steps=tuple(steps),
        missing=tuple(f"{sheet.by}的评分表：{one}" for one in missing),
    )


def _typed(package: Package, sheet: Sheet) -> SheetScore:
    """A total that a paper sheet states; it cannot be negative, and not above what bonuses allow."""
    total, most = Fraction(sheet.total or 0), full_marks(package)
    wrong = total < 0 or (total > most and "free" not in _limits(package))
    bounds = f"{sheet.by}的评分表写作 {exact(total)} 分，应在 0 至 {exact(most)} 分之间，请核对。"
    return SheetScore(
        sheet=sheet,
        items=(),
        groups=(),
        total=None if wrong else rounded(package, "sheet", total),
        steps=(f"{sheet.by}评分 {exact(total)} 分",),
        missing=(bounds,) if wrong else (),
    )


def _limits(package: Package) -> set[str]:
    """What limits the bonuses of the sheet: within the group, within the total, or free."""
    bonuses = [item for item in package.score_item if item.kind == "bonus"]
    return {answer_of(package, "bonus_limit", item.choices) for item in bonuses}


def _group(package: Package, group: ScoreGroup, items: tuple[ItemScore, ...]) -> Fraction:
    mine = [item for item in items if item.item.group == group.key]
    taken = sum((item.points for item in mine if not item.bonus), Fraction(0))
    kept = max(group.points - taken, Fraction(0))
    held = free = Fraction(0)
    for item in mine:
        if not item.bonus or not item.points:
            continue
        if answer_of(package, "bonus_limit", item.item.choices) == "within_group":
            held += item.points
        else:
            free += item.points
    return max(min(kept + held, Fraction(group.points)), kept) + free


def _limited(
    package: Package, total: Fraction, items: tuple[ItemScore, ...]
) -> tuple[Fraction, str]:
    """Bonuses limited by the total cannot lift it above full marks; free ones can."""
    most = full_marks(package)
    for item in items:
        if item.bonus and item.points:
            limit = answer_of(package, "bonus_limit", item.item.choices)
            most += item.points if limit == "free" else 0
    if total <= most:
        return total, ""
    return most, f"（加分后 {exact(total)} 分，总分不超过 {exact(most)} 分）"
