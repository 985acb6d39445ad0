"""What must hold of every appraisal: bounds, order, and one grade for every score."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.appraisal.rules import ChosenPercent, Observation, Sheet, appraise, score_sheet
from core.appraisal.rules.grades import band_of
from core.packages.chosen import MODES, exact
from tests.appraisal.worked import package_with, terms_with

HOME_CARE = package_with()
PACKAGES = {
    reading: package_with(choose={"A002-5": reading, "A002-6": limit, "A002-7": missed})
    for reading, limit, missed in (
        ("full_steps", "within_total", "person_month"),
        ("begun_steps", "within_group", "missed_visit"),
        ("proportional", "free", "person_month"),
    )
}
DEDUCTIONS = [
    item.key for item in HOME_CARE.score_item if item.kind == "deduct" and item.step_percent is None
]

observations = st.lists(
    st.builds(
        Observation,
        item=st.sampled_from(DEDUCTIONS),
        quantity=st.integers(0, 30).map(Decimal),
        person=st.sampled_from(["", "张奶奶", "李爷爷", "王大爷"]),
        falsified=st.booleans(),
    ),
    max_size=12,
).map(tuple)
bonuses = st.lists(
    st.builds(
        Observation,
        item=st.just("bonus"),
        points=st.sampled_from([Decimal(1), Decimal("1.5"), Decimal(3)]),
        reason=st.just("报道"),
    ),
    max_size=4,
).map(tuple)
survey = st.integers(1, 60).flatmap(
    lambda whole: st.builds(
        Observation,
        item=st.just("satisfaction"),
        part=st.integers(0, whole),
        whole=st.just(whole),
    )
)
scores = st.decimals(0, 100, places=2)


def total(package, found):
    return score_sheet(package, Sheet(scorer="x", by="甲", observations=found)).total


@pytest.mark.parametrize("reading", PACKAGES)
@given(found=observations, more=observations, extra=bonuses, asked=survey)
def test_more_deductions_never_raise_a_score_and_a_score_keeps_its_bounds(
    reading, found, more, extra, asked
):
    package = PACKAGES[reading]
    some = total(package, (*found, *extra, asked))
    worse = total(package, (*found, *more, *extra, asked))
    bonus = sum((one.points for one in extra), Decimal(0))
    highest = 100 + bonus if reading == "proportional" else 100
    assert 0 <= worse <= some <= highest


@given(found=observations, asked=survey)
def test_the_order_of_observations_does_not_matter(found, asked):
    forwards = total(HOME_CARE, (*found, asked))
    assert forwards == total(HOME_CARE, (asked, *reversed(found)))


@pytest.mark.parametrize("reading", PACKAGES)
@given(whole=st.integers(1, 300), data=st.data())
def test_one_more_satisfied_answer_never_lowers_a_score(reading, whole, data):
    part = data.draw(st.integers(0, whole - 1))
    package = PACKAGES[reading]
    less, more = (
        total(package, (Observation(item="satisfaction", part=p, whole=whole),))
        for p in (part, part + 1)
    )
    assert less <= more


@given(found=observations, asked=survey)
def test_full_steps_take_least_and_begun_steps_most(found, asked):
    full, begun, share = (
        score_sheet(PACKAGES[key], Sheet(scorer="x", by="甲", observations=(*found, asked))).items
        for key in ("full_steps", "begun_steps", "proportional")
    )
    points = [
        next(one.points for one in items if one.item.key == "satisfaction")
        for items in (full, share, begun)
    ]
    assert points == sorted(points)


@given(score=st.fractions(0, 130), cycle=st.sampled_from(["month", "year"]))
def test_every_score_has_exactly_one_grade(score, cycle):
    holding = [
        band
        for band in HOME_CARE.band
        if band.cycle == cycle
        and band.from_score <= score
        and (band.to_score is None or score < band.to_score)
    ]
    assert len(holding) == 1
    assert band_of(HOME_CARE, cycle, score) == holding[0]


def appraised(project, score, others=(), percent=None):
    sheets = [
        Sheet(scorer="sections-month", by="股室", total=score),
        Sheet(scorer="leader-month", by="领导", total=score),
    ]
    chosen = None if percent is None else ChosenPercent(percent=percent, reason="定", by="甲")
    return appraise(
        terms_with(HOME_CARE, project), sheets, period="2026-03", others=others, chosen=chosen
    )


@given(own=scores, other=scores)
def test_the_lowest_grade_is_the_same_for_every_project_of_an_agency(own, other):
    one, two = appraised("one", own), appraised("two", other)
    first, second = appraised("one", own, (two,)), appraised("two", other, (one,))
    assert first.band == second.band
    assert first.band.from_score <= one.own_band.from_score


@given(score=scores, percent=st.decimals(0, 120, places=1))
def test_nobody_is_paid_outside_the_range_of_the_grade(score, percent):
    result = appraised("one", score, percent=percent)
    if result.percent is None:
        assert result.missing
    else:
        assert result.band.pay_percent_least <= result.percent <= result.band.pay_percent_most


@given(value=st.fractions(-1000, 1000), mode=st.sampled_from(sorted(MODES)))
def test_a_rounded_number_is_whole_and_less_than_one_away(value, mode):
    whole = MODES[mode](value)
    assert isinstance(whole, int) and abs(whole - value) < 1
    if mode == "half_up":
        assert abs(whole) == int(abs(value) + Fraction(1, 2))


@given(value=st.decimals(-1000, 1000, places=4))
def test_a_finite_number_is_shown_in_full(value):
    assert Decimal(exact(value)) == value
