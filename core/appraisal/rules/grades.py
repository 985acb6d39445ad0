"""Grades 等级: half-open bands, and the percentage that a grade pays."""

from fractions import Fraction

from core.appraisal.rules.found import ChosenPercent
from core.appraisal.rules.sheets import full_marks
from core.packages.chosen import answer_of, exact, rounded
from core.packages.schema import Band, Package


def band_of(package: Package, cycle: str, score: Fraction) -> Band | None:
    """The one band with from ≤ score < to; the highest has no end (002 五(一)5)."""
    for band in package.band:
        above = score >= Fraction(band.from_score)
        if band.cycle == cycle and above and (band.to_score is None or score < band.to_score):
            return band
    return None


def range_of(band: Band) -> str:
    """A band's scores in words: 80 分以上、不满 90 分."""
    upper = "" if band.to_score is None else f"、不满 {exact(band.to_score)} 分"
    return f"{exact(band.from_score)} 分以上{upper}"


def percent_of(
    package: Package, band: Band, score: Fraction, chosen: ChosenPercent | None
) -> tuple[Fraction | None, str, str]:
    """What the grade pays, in percent, with the sentence that says why, and what is missing.

    The system never chooses within a range: without a person's choice the answer says so.
    """
    least, most = band.pay_percent_least, band.pay_percent_most
    if least is None or most is None:
        return None, "", ""
    if least == most:
        return Fraction(least), f"“{band.label}”拨付 {exact(least)}%", ""
    span = f"{exact(least)}% 至 {exact(most)}%"
    if answer_of(package, "pay_percent") == "linear":
        percent = rounded(package, "percent", _linear(package, band, score))
        return percent, f"“{band.label}”在 {span} 内按得分折算，拨付 {exact(percent)}%", ""
    if chosen is None:
        return None, "", f"“{band.label}”可拨付 {span}，请由有权的人在区间内选定并写明理由。"
    if not least <= chosen.percent <= most:
        wrong = f"选定的 {exact(chosen.percent)}% 不在“{band.label}”的 {span} 之间，请重新选定。"
        return None, "", wrong
    if not chosen.reason.strip() or not chosen.by.strip():
        return None, "", f"选定了 {exact(chosen.percent)}%，但没有写明选定人和理由，请补上。"
    step = (
        f"“{band.label}”可拨付 {span}，{chosen.by}选定 {exact(chosen.percent)}%"
        f"（理由：{chosen.reason}）"
    )
    return Fraction(chosen.percent), step, ""


def _linear(package: Package, band: Band, score: Fraction) -> Fraction:
    """The place of a score in its band carried over to the range; outside it, the nearer end."""
    start = Fraction(band.from_score)
    end = Fraction(band.to_score) if band.to_score is not None else full_marks(package)
    place = min(max((score - start) / (end - start), Fraction(0)), Fraction(1))
    least, most = Fraction(band.pay_percent_least or 0), Fraction(band.pay_percent_most or 0)
    return least + place * (most - least)
