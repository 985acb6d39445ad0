"""What holds for any dates and amounts: parts add up, typed periods cover the term, rosters agree."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import is_working_day, typed_period_of, within_term, working_days_after
from core.facts import Category, Contract, Noun, Period, PeriodKind, Person, Record
from core.ledger.rules.enrolling import enrolments_by_conditions
from core.ledger.rules.facts import Words
from core.ledger.rules.response import response_of
from core.packages.schema import ConditionRow, Heading, Package, Response, Rounding, Share, Tier
from core.packages.terms import make_terms
from core.settlement.rules import Statement, StatementLine, shared

START, END = date(2026, 1, 1), date(2026, 12, 31)
DAYS = st.dates(START, END)
HEAD = Heading(
    id="p", type="station_indicators", title="样例", version=1, effective_from=START,
    source="样例", clause="样例",
)  # fmt: skip
TWO = Package(
    package=HEAD,
    share=(
        Share(key="one", label="甲", clause="分担", percent=Decimal("33.3")),
        Share(key="two", label="乙", clause="分担", percent=Decimal("20")),
        Share(key="rest", label="丙", clause="分担", remainder=True),
    ),
    rounding=(Rounding(key="fen", label="到分", clause="到分", stage="amount", places=2),),
)


def statement_of(amounts):
    lines = tuple(
        StatementLine(key=f"l{n}", label=f"行{n}", amount=amount, say="算式")
        for n, amount in enumerate(amounts)
    )
    return Statement(contract="c", period="2026-03", lines=lines)


@given(st.lists(st.integers(-(10**9), 10**9), max_size=8))
def test_the_parts_of_several_purchasers_add_up_line_by_line(amounts):
    parts = shared(TWO, statement_of(amounts))
    assert sum(part.total for part in parts.values()) == sum(amounts)
    for number, amount in enumerate(amounts):
        assert sum(part.lines[number].amount for part in parts.values()) == amount


def test_a_part_that_needs_a_rounding_nobody_declared_is_not_payable():
    bare = msgspec.structs.replace(TWO, rounding=())
    parts = shared(bare, statement_of([101]))
    assert all(part.payable is None for part in parts.values())
    assert any("取整" in text for text in parts["rest"].missing)
    assert shared(msgspec.structs.replace(TWO, share=()), statement_of([101])) == {}


@st.composite
def typed_periods(draw):
    """Up to four periods that do not overlap, perhaps reaching out of the term."""
    edges = sorted(
        draw(st.sets(st.dates(date(2025, 10, 1), date(2027, 3, 1)), min_size=2, max_size=8))
    )
    return tuple(
        Period(
            kind=PeriodKind.TYPED, key=f"p{n}", start=first, end=last - timedelta(days=1),
            whole_days=(last - first).days,
        )
        for n, (first, last) in enumerate(zip(edges[::2], edges[1::2], strict=False))
    )  # fmt: skip


@given(typed_periods(), DAYS)
def test_every_day_of_the_term_lies_in_one_typed_period_or_between_two(periods, day):
    own = within_term(periods, START, END)
    found = typed_period_of(own, day, START, END)
    assert found.contains(day) and found.start >= START and found.end <= END
    assert found.outside is not any(one.contains(day) for one in periods)
    for other in own:
        if other.key != found.key:
            assert other.end < found.start or found.end < other.start


@given(st.dates(START, date(2026, 11, 30)), st.integers(0, 15))
def test_working_days_are_counted_one_by_one(day, number):
    due = working_days_after(day, number)
    between = [day + timedelta(days=n) for n in range(1, (due - day).days + 1)]
    assert sum(is_working_day(one) for one in between) == number
    assert number == 0 or is_working_day(due)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    st.integers(1, 100),
    st.integers(-(10**5), 10**6),
)
def test_an_answer_is_late_exactly_when_its_hours_have_passed(asked, hours, minutes):
    asked = asked.replace(second=0, microsecond=0)
    answered = asked + timedelta(minutes=minutes)
    row = Response(since="asked", until="answered", within=hours, unit="hours", late="counted_late")
    record = Record(
        id="r", noun=Noun.ACTIVITY, kind="call", dates={"service": asked.date()},
        fields={"asked": f"{asked:%Y-%m-%d %H:%M}", "answered": f"{answered:%Y-%m-%d %H:%M}"},
    )  # fmt: skip
    late, reason = response_of(row, record, Words())
    assert late is (minutes > hours * 60)
    assert (reason is not None) is (minutes < 0)


def test_a_day_without_an_hour_cannot_be_held_against_hours():
    row = Response(since="asked", until="answered", within=2, unit="hours", late="not_counted")
    record = Record(
        id="r", noun=Noun.ACTIVITY, kind="call", dates={"service": START},
        fields={"asked": "2026-03-02", "answered": "2026-03-02 10:00"},
    )  # fmt: skip
    late, reason = response_of(row, record, Words())
    assert not late and reason is not None and "没有写钟点" in reason.say


CHILD = Package(
    package=HEAD,
    condition=(
        ConditionRow(
            id="child", all=(("category", "contains", ["child_in_need"]), ("age_on", "≤", 17))
        ),
    ),
    tier=(Tier(key="child", label="困境儿童", clause="困境儿童", when=("child",)),),
)
CONTRACT = Contract(
    key="c", title="c", package="p", package_version=1, county="y", purchaser="m", provider="q",
    start=START, end=END,
)  # fmt: skip
TERMS = make_terms(CHILD, CONTRACT, {})


@given(
    st.dates(date(2007, 1, 1), date(2010, 12, 31)),
    st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3),
    st.none() | DAYS,
    DAYS,
)
def test_a_roster_by_conditions_says_the_same_as_looking_at_every_day(born, held, died, day):
    person = Person(
        id="an",
        birth_date=born,
        died_on=died,
        categories=tuple(Category(code="child_in_need", start=a, end=b) for a, b in held),
    )
    enrolments = enrolments_by_conditions(TERMS, [person])
    age = person.age_on(day)
    fits = "child_in_need" in person.categories_on(day) and age is not None and age <= 17
    fits = fits and (died is None or day < died)
    assert [one.tier_on(day) for one in enrolments if one.on_roster(day)] == ["child"] * fits
