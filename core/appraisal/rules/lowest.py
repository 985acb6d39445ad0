"""The lowest project of an agency 就低: whose score or grade rules when it holds several."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from core.appraisal.rules.grades import band_of
from core.appraisal.rules.results import Appraisal
from core.packages.chosen import answer_of, exact
from core.packages.schema import Band, Package


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What rules after the agency's other projects were looked at.

    ``rate_of`` is the project whose percentage of payment is taken over.
    """

    score: Fraction
    band: Band
    step: str = ""
    missing: str = ""
    rate_of: Appraisal | None = None


def ruling_of(package: Package, own: Fraction, band: Band, others: tuple[Appraisal, ...]) -> Ruling:
    """The score and band that rule (002 五(一)5 and (二)2: 就低等项目进行考核)."""
    alone = Ruling(score=own, band=band)
    if not others:
        return alone
    unscored = [one.project for one in others if one.own_score is None]
    reading = answer_of(package, "lowest_project")
    if reading == "own_grade":
        return replace(alone, step="承接几个项目，各自定级")
    if unscored:
        return replace(alone, missing=f"项目“{'”“'.join(unscored)}”还没有得分，无法就低。")
    if reading == "lowest_score_for_all":
        score, whose = _lowest_score(own, others)
        ruled = band_of(package, band.cycle, score)
        if whose is None or ruled is None:
            return replace(alone, step="承接几个项目，本项目得分最低，按本项目")
        step = (
            f"就低：项目“{whose.project}”{exact(score)} 分最低，按 {exact(score)} 分“{ruled.label}”"
        )
        return Ruling(score=score, band=ruled, step=step, rate_of=whose)
    lowest, whose, missing = _lowest_band(package, band, others)
    if whose is None:
        same = "" if missing else "承接几个项目，本项目等级已是最低，按本项目"
        return replace(alone, step=same, missing=missing)
    step = f"就低：项目“{whose.project}”为“{lowest.label}”，本项目也按“{lowest.label}”"
    return Ruling(score=own, band=lowest, step=step)


def _lowest_score(own: Fraction, others: Iterable[Appraisal]) -> tuple[Fraction, Appraisal | None]:
    """The lowest score among the projects of an agency, and whose it is if not one's own."""
    lowest, whose = own, None
    for other in others:
        if other.own_score is not None and other.own_score < lowest:
            lowest, whose = other.own_score, other
    return lowest, whose


def _lowest_band(
    package: Package, own: Band, others: Iterable[Appraisal]
) -> tuple[Band, Appraisal | None, str]:
    """The lowest grade among the projects of an agency, as a band of this package.

    Projects may stand under different packages: grades are the same when their names are. A grade
    that this package does not know is said, never guessed.
    """
    ranks = {band.label: band for band in package.band if band.cycle == own.cycle}
    lowest, whose = own, None
    for other in others:
        if other.own_band is None:
            continue
        band = ranks.get(other.own_band.label)
        if band is None:
            label = other.own_band.label
            return (
                own,
                None,
                f"项目“{other.project}”的等级“{label}”在本采购包的等级表里没有，无法就低。",
            )
        if band.from_score < lowest.from_score:
            lowest, whose = band, other
    return lowest, whose, ""
