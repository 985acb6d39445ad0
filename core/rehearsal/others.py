"""The agency's other projects, for the lowest of which a package may ask 就低."""

from collections.abc import Iterable
from fractions import Fraction

from core.appraisal.rules import Appraisal
from core.packages.schema import Band, Package
from core.rehearsal.results import Appraised
from core.rehearsal.told import OtherProject


def others_of(
    one: Appraised, beside: Iterable[Appraised], told: Iterable[OtherProject]
) -> tuple[Appraisal, ...]:
    """The appraisals of the same agency and period: those rehearsed beside it, and those told of."""
    contract = one.terms.contract
    rehearsed = (
        other.appraisal
        for other in beside
        if other.appraisal is not None
        and other.terms.contract.key != contract.key
        and (other.terms.contract.county, other.terms.contract.provider)
        == (contract.county, contract.provider)
        and (other.cycle, other.period.key) == (one.cycle, one.period.key)
    )
    return (*rehearsed, *(_other(one, row) for row in told))


def _other(one: Appraised, row: OtherProject) -> Appraisal:
    """Another project as far as it was told: its score, grade and percentage."""
    score, band = Fraction(row.score), _grade(one.terms.package, one.cycle, row)
    return Appraisal(
        project=row.project,
        period=one.period.key,
        cycle=one.cycle,
        sheets=(),
        weighted=(),
        own_score=score,
        own_band=band,
        score=score,
        band=band,
        percent=None if row.percent is None else Fraction(row.percent),
        chosen=None,
        steps=(),
    )


def _grade(package: Package, cycle: str, row: OtherProject) -> Band:
    """The grade of that name; one that this package does not know keeps its name and is asked about."""
    for band in package.band:
        if band.cycle == cycle and band.label == row.grade:
            return band
    return Band(key="", label=row.grade, clause="", from_score=row.score, cycle=cycle)
