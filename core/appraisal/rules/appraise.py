"""Appraise a project: sheets into scorers, scorers by weight into a total, a grade, a percentage."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from core.appraisal.rules.found import ChosenPercent, Sheet
from core.appraisal.rules.grades import band_of, percent_of, range_of
from core.appraisal.rules.lowest import Ruling, ruling_of
from core.appraisal.rules.results import Appraisal
from core.appraisal.rules.sheets import score_sheet
from core.appraisal.rules.weigh import scorers_of, sums_said, total_of, weigh
from core.packages.chosen import exact
from core.packages.schema import Package
from core.packages.terms import Terms


def appraise(
    terms: Terms,
    sheets: Iterable[Sheet],
    *,
    period: str,
    cycle: str = "month",
    others: Iterable[Appraisal] = (),
    chosen: ChosenPercent | None = None,
) -> Appraisal:
    """The score, grade and percentage of a contract in one period (002 五).

    ``others`` are the appraisals of the same agency's other projects in the same period, each made
    without ``others``; the package says whether the lowest rules. A yearly appraisal is given all
    sheets of its months. Nothing is guessed: what a person has yet to do stands in ``missing``.
    Raises ``Unsaid`` where the package does not set a rule that is needed.
    """
    package, given = terms.package, tuple(sheets)
    rows = [row for row in package.scorer if row.cycle == cycle]
    scored = tuple(
        score_sheet(package, sheet)
        for sheet in given
        if any(sheet.scorer in scorers_of(package, row) for row in rows)
    )
    weighted, missing = weigh(package, rows, scored)
    steps = tuple(step for sheet in scored for step in sheet.steps)
    missing = tuple(one for sheet in scored for one in sheet.missing) + missing
    missing += () if rows else ("采购包没有写谁来评分。",)
    own = None if missing else total_of(package, weighted)
    bare = Appraisal(
        project=terms.contract.key,
        period=period,
        cycle=cycle,
        sheets=scored,
        weighted=weighted,
        own_score=own,
        own_band=None,
        score=own,
        band=None,
        percent=None,
        chosen=chosen,
        steps=steps,
        missing=missing,
    )
    return bare if own is None else _graded(package, bare, own, tuple(others))


def _graded(
    package: Package, bare: Appraisal, own: Fraction, others: tuple[Appraisal, ...]
) -> Appraisal:
    """Grade and percentage of a total, with the lowest project of the agency."""
    steps = (*bare.steps, *sums_said(package, bare.weighted))
    band = band_of(package, bare.cycle, own)
    if band is None:
        missing = (f"没有一档等级包含 {exact(own)} 分，请核对采购包的等级。",)
        return replace(bare, steps=steps, missing=missing)
    steps += (f"{exact(own)} 分属于“{band.label}”（{range_of(band)}）",)
    ruling = ruling_of(package, own, band, others)
    percent, why, missing_percent = _paid(package, bare, ruling)
    then = f"“{ruling.band.label}”：{ruling.band.then}" if ruling.band.then else ""
    return replace(
        bare,
        own_band=band,
        score=ruling.score,
        band=ruling.band,
        percent=percent,
        steps=(*steps, *(one for one in (ruling.step, why, then) if one)),
        missing=tuple(one for one in (ruling.missing, missing_percent) if one),
    )


def _paid(package: Package, bare: Appraisal, ruling: Ruling) -> tuple[Fraction | None, str, str]:
    """The percentage with its sentence, and what is missing."""
    if ruling.missing:
        return None, "", ""
    if ruling.rate_of is None or ruling.band.pay_percent_least is None:
        return percent_of(package, ruling.band, ruling.score, bare.chosen)
    project, percent = ruling.rate_of.project, ruling.rate_of.percent
    if percent is None:
        return None, "", f"请先为得分最低的项目“{project}”选定拨付比例。"
    return percent, f"拨付比例与项目“{project}”相同：{exact(percent)}%", ""
