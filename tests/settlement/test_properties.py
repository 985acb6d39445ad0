"""What must hold of every statement: whole fen, lines that add up, order made visible."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from core.appraisal.rules import ChosenPercent, Sheet, appraise
from core.settlement.rules import Falsified, Served, fold, settle
from tests.appraisal.worked import package_with, terms_with

BEFORE = terms_with(package_with(choose={"A002-R4.1": "by_days"}))
AFTER = terms_with(package_with(choose={"A002-R4.1": "by_days", "A002-12": "after_percent"}))
PEOPLE = [f"p{n}" for n in range(12)]

percents = st.decimals(95, 98, places=3)
served = st.lists(
    st.builds(
        lambda person, tier, days, signed: Served(
            sources=(f"v-{person}-{tier}",),
            line=f"served-{tier}",
            person=person,
            month="2026-03",
            tier=tier,
            days=days,
            month_days=31,
            approved=True,
            agreed=signed,
        ),
        st.sampled_from(PEOPLE),
        st.sampled_from(["severe", "moderate"]),
        st.integers(1, 31),
        st.booleans(),
    ),
    max_size=15,
    unique_by=lambda one: (one.person, one.tier),
)
falsified = st.lists(st.sampled_from(PEOPLE), max_size=5).map(
    lambda people: [Falsified(person=one, reason="电话回访答否") for one in people]
)


def good(terms, percent):
    sheets = [
        Sheet(scorer="sections-month", by="股室", total=Decimal(85)),
        Sheet(scorer="leader-month", by="领导", total=Decimal(85)),
    ]
    chosen = ChosenPercent(percent=percent, reason="定", by="甲")
    return appraise(terms, sheets, period="2026-03", chosen=chosen)


def statement(terms, units, percent, found=(), period="2026-03"):
    return settle(terms, units, good(terms, percent), period=period, falsified=found)


@given(units=served, percent=percents, found=falsified)
def test_lines_are_whole_fen_and_add_up_to_what_is_paid(units, percent, found):
    made = statement(BEFORE, units, percent, found)
    assert all(isinstance(line.amount, int) for line in made.lines)
    assert made.payable == sum(line.amount for line in made.lines) >= 0
    base = sum(line.amount for line in made.lines if line.unit_price is not None)
    taken = sum(line.amount for line in made.lines if line.key == "settle.falsified-before")
    assert abs(made.payable - Fraction(base + taken) * Fraction(percent) / 100) <= Fraction(1, 2)


@given(units=served, percent=percents, found=falsified)
def test_taking_off_after_the_percentage_never_pays_more(units, percent, found):
    before = statement(BEFORE, units, percent, found)
    after = statement(AFTER, units, percent, found)
    assert after.payable <= before.payable + 1


@given(units=served, percent=percents, found=falsified)
def test_every_line_opens_and_nobody_is_paid_twice(units, percent, found):
    made = statement(BEFORE, units, percent, found)
    paid = [person for line in made.lines if line.unit_price for person in line.people]
    assert len(paid) == len(set(paid))
    assert all(line.sources and line.clause for line in made.lines if line.unit_price)
    signed = {one.person for one in units if one.agreed}
    assert set(paid) == signed
    assert {row.person for row in made.not_paid} >= {one.person for one in units} - signed


@given(units=served, percent=percents)
def test_the_order_in_which_things_are_given_does_not_matter(units, percent):
    forwards = statement(BEFORE, units, percent).payable
    assert forwards == statement(BEFORE, list(reversed(units)), percent).payable


@settings(max_examples=30)
@given(months=st.lists(st.tuples(served, percents), min_size=1, max_size=4))
def test_a_year_is_the_sum_of_its_months(months):
    made = [
        statement(BEFORE, units, percent, period=f"2026-{n:02}")
        for n, (units, percent) in enumerate(months, 1)
    ]
    year = fold(made)
    assert year.payable == sum(one.payable for one in made)
    assert year.payable == sum(line.amount for line in year.lines)
    assert all(sum(fen for _, fen in line.by_period) == line.amount for line in year.lines)
