"""What a board remembers of people never differs from what is read and reckoned anew."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import chain, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts import Absence, Enrolment, Person, TierSpan
from core.ledger.contacts import last_contacts
from core.ledger.dashboard import boards
from core.ledger.history import months_until
from core.ledger.people_known import PeopleKnown
from core.ledger.remembered import MonthsStood
from core.ledger.rounds import periods_of
from core.ledger.rules.alike import alike
from core.ledger.rules.asked import expected, population
from core.ledger.rules.owed import OwedState, owed_by, owed_by_gap
from core.ledger.rules.owed import owed_in as owed_for
from core.ledger.rules.owing import owed_on
from core.ledger.rules.roster import Roster
from core.ledger.rules.states import who_on
from core.ledger.tallied import people_sums, rosters_of
from core.packages.schema import Measure, TargetKind
from core.people.inputs import AbsenceInput
from core.people.service import add_absence, record_death
from core.recording import repost_people
from core.store import new_id
from tests.ledger.scene import VILLAGE, changed, day_of
from tests.ledger.test_any_order import SETTINGS, Story, acts, numbers, seals, visits, who

CONTRACTS = ("lab-a", "lab-b", "jinshan", "jingdezhen")
#: Days on which boards are looked at: within a period, and when it has just ended.
DAYS = (date(2026, 4, 30), date(2026, 7, 2))
WITHIN = {key: (VILLAGE,) for key in CONTRACTS}

#: Two people on a roster, each in another tier.
BEFORE = [("enrol", 0, 0, 0, 0), ("enrol", 1, 0, 0, 0), ("tier", 1, "two", 0)]
#: Visits that count: of the two who stand on rosters, in April and June.
counted = st.tuples(
    st.just("visit"), st.integers(0, 1), st.sampled_from([7, 8, 9, 13, 14]), st.just(45),
    st.just(True), st.just(0), st.just(0), st.just(("lab-a",)),
)  # fmt: skip
rosters = st.tuples(st.just("enrol"), who, st.integers(0, 3), numbers, numbers)
changes = st.one_of(
    *[counted] * 5,
    st.tuples(st.just("void"), numbers),
    st.tuples(st.just("correct"), numbers, st.sampled_from([8, 14]), st.just(45), who),
    rosters,
    visits,
    acts,
    seals,
    st.tuples(st.just("away"), who, numbers, st.integers(1, 60)),
    st.tuples(st.just("died"), who, numbers),
)


def away(scene, person, day, days):
    absence = AbsenceInput(
        id=new_id(), reason="hospital", start=day, end=day + timedelta(days=days)
    )
    changed_by(scene, person, lambda unit: add_absence(unit, person, absence))


def died(scene, person, day):
    changed_by(scene, person, lambda unit: record_death(unit, person, day))


def changed_by(scene, person, act):
    with scene.trying() as (unit, book):
        act(unit)
        repost_people(unit, book, [person])


def do(told, act):
    """An act of a story, or something that happens to a person."""
    if act[0] in ("away", "died"):
        what = {"away": away, "died": died}[act[0]]
        what(told.scene, told.people[act[1]], day_of(act[2]), *act[3:])
    else:
        told.do(act)


def seen(scene, day, places, known=None):
    """The boards of all contracts, with everybody in their rounds."""
    book = scene.station.book(scene.connection)
    found = boards(scene.connection, book, CONTRACTS, day, places=places, known=known)
    each = [
        row.round.each for board in found.values() for row in board.rows if row.round is not None
    ]
    return found, each


def stood(scene, past, known=None):
    book = scene.station.book(scene.connection)
    wanted = {key: months_until(book.terms[key], DAYS[0]) for key in CONTRACTS}
    return past.stood(scene.connection, book, "yanshi", wanted, DAYS[0], known=known)


def tell(laboratory, story):
    """After every act, what was remembered so far says the same as somebody who remembers nothing."""
    with laboratory.scene() as scene:
        told, known, past = Story(scene), PeopleKnown(), MonthsStood()
        for number, act in enumerate([*BEFORE, *story]):
            do(told, act)
            day, places = DAYS[number % 2], ({}, WITHIN)[number % 3 == 0]
            assert seen(scene, day, places, known) == seen(scene, day, places)
            if number % 2:
                assert stood(scene, past, known) == stood(scene, MonthsStood())
        one_by_one(scene)


def by_person(roster):
    """Each person of a roster with their enrolments."""
    return [(roster.people.get(key) or Person(id=key), own) for key, own in roster.held.items()]


def one_by_one(scene):
    """Rounds that are reckoned for all people at once say what reckoning each person says."""
    book = scene.station.book(scene.connection)
    held = rosters_of(scene.connection, book, CONTRACTS)
    for day in DAYS:
        found, _ = seen(scene, day, {})
        for key, board in found.items():
            for row in board.rows:
                each_alone(board.terms, row.line, held[key], day)
                if row.round is None:
                    continue
                if row.line.quota.longest_gap is not None:
                    mine = owed_by_gaps(scene, book, board.terms, row.line, held[key], day)
                    assert set(mine) == set(row.round.each) and len(mine) == row.round.owed
                    assert Counter(one.state for one in mine) == row.round.counts
                    continue
                now, before = periods_of(board.terms, row.line, day)
                each = partial(owed_in, scene, book, board.terms, row.line, held[key], day)
                mine = each(now)
                assert set(mine) == set(row.round.each) and len(mine) == row.round.owed
                assert row.round.done == sum(1 for one in mine if one.state is OwedState.MET)
                late = [o for o in (each(before) if before else []) if o.state is OwedState.OVERDUE]
                assert row.round.missed_before == len(late)


def each_alone(terms, line, roster, day):
    """Who is meant by a target, reckoned for all at once, is who is meant of each person alone."""
    alone = [
        Roster(enrolments=own, people={person.id: person}) for person, own in by_person(roster)
    ]
    whom = {TargetKind.EVERY_PERSON: expected, TargetKind.RATE: population}
    for target in line.targets:
        for period in terms.periods(target.period or "term") if target.kind in whom else ():
            everybody, *each = (
                sorted((who, why) for why, people in found for who in people)
                for found in (whom[target.kind](terms, target, r, period) for r in (roster, *alone))
            )
            assert everybody == sorted(chain.from_iterable(each))
    if line.measure is Measure.STATE:
        assert who_on(line, roster, day) == frozenset().union(
            *(who_on(line, one, day) for one in alone)
        )


def owed_by_gaps(scene, book, terms, line, roster, day):
    last = last_contacts(scene.connection, book, terms.contract.key, [line.key], day)[line.key]
    every = (
        owed_by_gap(terms, line, own, person, last.get(person.id), day)
        for person, own in by_person(roster)
    )
    return [one for one in every if one is not None]


def owed_in(scene, book, terms, line, roster, day, period):
    key = terms.contract.key
    sums = people_sums(scene.connection, book, {key: {line.key: frozenset({period.key})}})
    done = sums.get(key, {}).get(line.key, {}).get(period.key, {})
    every = (
        owed_by(terms, line, own, person, period, done.get(person.id, Decimal(0)), day)
        for person, own in by_person(roster)
    )
    return [one for one in every if one is not None and one.owed]


def test_one_visit_is_read_anew_for_one_person(scene):
    known, past = PeopleKnown(), MonthsStood()
    first, second = (scene.person(name=name) for name in ("王长根", "李秀英"))
    for person, contract, tier in ((first, "lab-a", "one"), (second, "lab-a", "two")):
        assert scene.enrol(person, contract, tier)
    counts = {"evidence": ["photo"], "minutes": 45, "order": ("lab-a",)}
    rosters, rounds = [], (("lab-a", "monthly"), ("lab-a", "quarterly"))

    def done():
        for day, places in zip(DAYS, (WITHIN, {}), strict=True):
            assert seen(scene, day, places, known) == seen(scene, day, places)
        assert stood(scene, past, known) == stood(scene, MonthsStood())
        rosters.append(known._counties["yanshi"].rosters)
        found, _ = seen(scene, DAYS[0], {}, known)
        return [found[contract].by_key[line].round.done for contract, line in rounds]

    assert done() == [0, 0]
    mine = scene.posted("home_visit", day_of(8), first, **counts)
    theirs = scene.posted("home_visit", day_of(13), second, **counts)
    scene.record(mine)
    assert done() == [1, 0]
    scene.record(theirs)
    assert done() == [1, 1]
    scene.void(theirs.id)
    assert done() == [1, 0]
    to_the_other = scene.posted("home_visit", day_of(8), second).attendances
    scene.correct(changed(mine, attendances=to_the_other))
    assert done() == [0, 1]
    assert all(one is rosters[0] for one in rosters)
    third = scene.person(name="张有福")
    assert scene.enrol(third, "lab-a", "one") and done() == [0, 1]
    died(scene, third, day_of(7))
    assert done() == [0, 1] and rosters[-1] is not rosters[0]


def test_a_contact_that_is_taken_back_gives_way_to_the_one_before(scene):
    known, (line, contract) = PeopleKnown(), ("gap", "lab-a")
    person, other = scene.person(name="王长根"), scene.person(name="李秀英")
    for one in (person, other):
        assert scene.enrol(one, contract, "one")
    counts = {"evidence": ["photo"], "minutes": 45, "order": (contract,)}
    day = DAYS[0]

    def last():
        book = scene.station.book(scene.connection)
        found = known.last_contacts(scene.connection, book, contract, [line], day)
        assert found == last_contacts(scene.connection, book, contract, [line], day)
        return found[line].get(person)

    assert last() is None
    first, second = (scene.posted("home_visit", day_of(n), person, **counts) for n in (7, 8))
    scene.record(second)
    assert last() == day_of(8)
    scene.record(first)
    scene.record(scene.posted("home_visit", day_of(14), other, **counts))
    assert last() == day_of(8)
    scene.void(second.id)
    assert last() == day_of(7)
    scene.void(first.id)
    assert last() is None
    died(scene, person, day_of(7))
    book = scene.station.book(scene.connection)
    found = boards(scene.connection, book, [contract], day, known=known)[contract].by_key[line]
    assert [one.person for one in found.round.each] == [other] and found.round.owed == 1


def test_people_who_stand_alike_are_owed_alike_and_no_others(scene):
    terms = scene.station.book(scene.connection).terms["jinshan"]
    line = terms.by_key["home-visit"]
    starts, ends = (date(2025, 12, 1), date(2026, 6, 14)), (None, date(2026, 6, 17))
    deaths = (None, date(2026, 6, 1), date(2026, 6, 15))
    times = ((), (date(2026, 5, 1), None), (date(2026, 6, 10), date(2026, 6, 20)))
    tiers = (("self_reliant", None), ("other", None), ("self_reliant", date(2026, 6, 9)))
    enrolments, people = [], {}
    for number, (start, end, died_on, away, (tier, until)) in enumerate(
        [*product(starts, ends, deaths, times, tiers)] * 2
    ):
        key = f"{number:03d}"
        absences = (Absence(start=away[0], end=away[1], reason="hospital"),) if away else ()
        people[key] = Person(id=key, died_on=died_on, absences=absences)
        spans = (TierSpan(tier=tier, start=start, end=until),)
        enrolments.append(
            Enrolment(contract="jinshan", person=key, start=start, end=end, tiers=spans)
        )
    roster = Roster(enrolments=tuple(enrolments), people=people)
    period = periods_of(terms, line, date(2026, 6, 30))[0]
    together = {key: owed for owed, keys in owed_on(terms, line, roster, period) for key in keys}
    one_after_another = {
        person.id: owed
        for person, own in by_person(roster)
        if (owed := owed_for(terms, line, own, person, period))
    }
    assert together == one_after_another and 0 < len(together) < len(people)
    assert len(alike(roster)) == len(people) // 2


@settings(max_examples=3, **SETTINGS)
@given(story=st.lists(changes, min_size=5, max_size=8))
def test_what_is_remembered_of_people_is_what_a_fresh_look_says(laboratory, story):
    tell(laboratory, story)


@pytest.mark.slow
@settings(max_examples=60, **SETTINGS)
@given(story=st.lists(changes, min_size=5, max_size=30))
def test_what_is_remembered_of_people_holds_in_long_stories(laboratory, story):
    tell(laboratory, story)
