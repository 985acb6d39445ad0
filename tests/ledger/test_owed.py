"""What is owed does not depend on how it is reckoned: the short way equals the day-by-day way."""

from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts import Absence, Enrolment, Person, RosterState, TierSpan
from core.ledger.rules import owed
from core.ledger.rules.owed import owed_in
from core.packages.choices import QUOTA_RULES
from core.packages.schema import Choice, ContractFile, Heading, Package, Quota, Tier
from core.packages.shelf import terms_of
from core.testing.examples import catalogue_with

FIRST = date(2026, 1, 1)
DAYS = st.integers(-20, 200).map(lambda n: FIRST + timedelta(days=n))


def terms_with(rules: dict[str, str]):
    clause = {"clause": "样例"}
    package = Package(
        package=Heading(
            id="p",
            type="hardship_visits",
            title="样例",
            version=1,
            effective_from=FIRST,
            source="样例",
            **clause,
        ),
        choice=tuple(
            Choice(id=rule, about=rule, rule=rule, choose=choose, say=choose)
            for rule, choose in rules.items()
        ),
        tier=(Tier(key="a", label="甲", **clause), Tier(key="b", label="乙", **clause)),
        quota=(
            Quota(
                key="a-visit",
                label="甲",
                kinds=("home_visit",),
                tiers=("a",),
                min=4,
                period="month",
                **clause,
            ),
            Quota(
                key="b-visit",
                label="乙",
                kinds=("home_visit",),
                tiers=("b",),
                min=1,
                period="month",
                **clause,
            ),
        ),
    )
    contract = ContractFile(
        key="c",
        title="样例",
        package="p",
        package_version=1,
        county="yanshi",
        purchaser="m",
        provider="q",
        start=FIRST,
        end=date(2026, 6, 20),
    )
    return terms_of(contract, package, catalogue_with())


@st.composite
def enrolments(draw):
    start = draw(DAYS)
    end = draw(st.none() | st.integers(1, 150).map(lambda n: start + timedelta(days=n)))
    change = draw(st.none() | st.integers(1, 100).map(lambda n: start + timedelta(days=n)))
    spans = [TierSpan(tier="a", start=start, end=change or end)]
    if change is not None:
        spans.append(TierSpan(tier="b", start=change, end=end))
    return Enrolment(
        contract="c",
        person="w",
        start=start,
        end=end,
        tiers=tuple(spans),
        approved_on=draw(st.none() | DAYS),
        state=draw(st.sampled_from([RosterState.APPROVED, RosterState.PROPOSED])),
    )


@st.composite
def people(draw):
    away = draw(st.none() | st.tuples(DAYS, st.integers(1, 60)))
    absences = ()
    if away is not None:
        end = away[0] + timedelta(days=away[1])
        absences = (Absence(reason="hospital", start=away[0], end=end),)
    return Person(id="w", died_on=draw(st.none() | DAYS), absences=absences)


RULES = st.fixed_dictionaries(
    {rule: st.sampled_from(sorted(answers)) for rule, answers in QUOTA_RULES.items()}
)


@settings(max_examples=150, deadline=None)
@given(rules=RULES, enrolment=enrolments(), person=people())
def test_the_short_way_equals_the_day_by_day_way(rules, enrolment, person):
    terms = terms_with(rules)
    for line in terms.lines:
        for period in terms.periods(line.quota.period):
            short = owed_in(terms, line, (enrolment,), person, period)
            with patch.object(owed, "steady_tier", lambda *given: None):
                long = owed_in(terms, line, (enrolment,), person, period)
            assert short == long


def test_most_people_take_the_short_way():
    enrolment = Enrolment(
        contract="c", person="w", start=FIRST, tiers=(TierSpan(tier="a", start=FIRST),)
    )
    terms = terms_with({rule: sorted(answers)[0] for rule, answers in QUOTA_RULES.items()})
    [first, *_] = terms.periods("month")
    assert owed.steady_tier((enrolment,), Person(id="w"), first, terms.rules) == ("a",)
