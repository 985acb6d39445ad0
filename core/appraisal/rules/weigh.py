"""Scorers by weight: sheets folded into one score a group, groups into the total."""

from collections.abc import Iterable
from fractions import Fraction

from core.appraisal.rules.results import SheetScore, Weighted
from core.packages.chosen import answer_of, exact, rounded
from core.packages.schema import Package, Scorer

FOLDS = {"mean": "平均", "sum": "合计", "least": "最低", "latest": "最近一次"}


def scorers_of(package: Package, row: Scorer) -> set[str]:
    """Whose sheets a scorer row is folded from: its own, or those of the shorter cycle."""
    if row.of and answer_of(package, "year_score") == "from_months":
        return {row.key, row.of}
    return {row.key}


def weigh(
    package: Package, rows: Iterable[Scorer], scored: tuple[SheetScore, ...]
) -> tuple[tuple[Weighted, ...], tuple[str, ...]]:
    """The folded scores, and whose sheets are missing."""
    weighted, missing = [], []
    for row in rows:
        mine = tuple(one for one in scored if one.sheet.scorer in scorers_of(package, row))
        totals = [one.total for one in mine if one.total is not None]
        who = [(one.sheet.by, one.sheet.period) for one in mine]
        if len(set(who)) < len(who):
            missing.append(f"“{row.label}”里同一评分人同一期有两张评分表，请只留一张。")
        elif not mine:
            missing.append(f"“{row.label}”还没有评分。")
        elif len(totals) == len(mine):
            score = rounded(package, "scorer", _fold(row.fold, totals))
            weight = Fraction(row.weight_percent)
            weighted.append(Weighted(scorer=row, score=score, weight=weight, sheets=mine))
    return tuple(weighted), tuple(missing)


def _fold(fold: str, totals: list[Fraction]) -> Fraction:
    if fold == "sum":
        return sum(totals, Fraction(0))
    if fold == "least":
        return min(totals)
    if fold == "latest":
        return totals[-1]
    return sum(totals, Fraction(0)) / len(totals)


def _unrounded(weighted: Iterable[Weighted]) -> Fraction:
    return sum((one.score * one.weight / 100 for one in weighted), Fraction(0))


def total_of(package: Package, weighted: Iterable[Weighted]) -> Fraction:
    """The weighted total in 分, rounded where the package says so before the band is looked up."""
    return rounded(package, "total", _unrounded(weighted))


def sums_said(package: Package, weighted: tuple[Weighted, ...]) -> tuple[str, ...]:
    """The fold of each group and the weighted sum, in sentences."""
    steps = []
    for one in weighted:
        totals = "、".join(exact(sheet.total or 0) for sheet in one.sheets)
        fold = FOLDS.get(one.scorer.fold, "平均")
        steps.append(f"{one.scorer.label}：{totals}，{fold} {exact(one.score)} 分")
    sums = " + ".join(f"{exact(one.score)} × {exact(one.weight)}%" for one in weighted)
    total, ruled = _unrounded(weighted), total_of(package, weighted)
    cut = "，不取整" if total == ruled else f"，取整为 {exact(ruled)} 分"
    return (*steps, f"总分：{sums} = {exact(total)} 分{cut}")
