"""Whatever is done, in whatever order it arrives: the ledger is what a fresh recount would say."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.scene import VILLAGE, changed, day_of

PLACES = (VILLAGE, "yanshi/jinshan/hengjiang", "yanshi/tianchi/xianheguan", "yanshi")
PROVIDERS = ("qinghe", "qinghe", "xiangzhen", "changzhe")
CONTRACTS = (
    ("lab-a", "one"),
    ("lab-b", "two"),
    ("jinshan", "self_reliant"),
    ("jingdezhen", "general"),
)
SETTINGS = {
    "deadline": None,
    "derandomize": True,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}

numbers = st.integers(0, 14)
who = st.integers(0, 3)
visits = st.tuples(
    st.just("visit"), who, numbers, st.sampled_from([None, 20, 45]), st.booleans(),
    st.integers(0, 3), st.integers(0, 3), st.sampled_from([(), ("lab-b",), ("lab-a", "lab-b")]),
)  # fmt: skip
talks = st.tuples(st.just("talk"), numbers, st.integers(0, 60), st.sets(who), st.integers(0, 1))
acts = st.one_of(
    *[visits] * 8,
    *[talks] * 3,
    st.tuples(st.just("reading"), numbers, st.integers(0, 200)),
    st.tuples(st.just("brief"), st.integers(1, 5), st.integers(20, 30)),
    st.tuples(st.just("open"), numbers, st.sets(who, min_size=1)),
    st.tuples(st.just("session"), numbers, st.sets(who), numbers),
    st.tuples(st.just("member"), numbers, who),
    st.tuples(st.just("close"), numbers, numbers),
    st.tuples(st.sampled_from(["reopen", "void_case"]), numbers),
    st.tuples(st.just("accept"), numbers),
    st.tuples(st.just("correct"), numbers, numbers, st.sampled_from([None, 20, 45]), who),
    st.tuples(st.just("void"), numbers),
    st.tuples(st.just("attach"), numbers),
    st.tuples(st.just("withdraw"), numbers),
    st.tuples(st.just("enrol"), who, st.integers(0, 3), numbers, numbers),
    st.tuples(st.just("leave"), numbers, numbers),
    st.tuples(st.just("tier"), numbers, st.sampled_from(["one", "two"]), numbers),
    st.tuples(st.just("category"), who, st.sampled_from(["dibao", "tekun_scattered"]), numbers),
    st.tuples(st.just("household"), who, st.sampled_from([None, 0, 1])),
    st.tuples(st.just("birth"), who, st.sampled_from([1930, 1946, 1990])),
)
seals = st.tuples(st.just("seal"), st.sampled_from(["lab-a", "lab-a", "lab-b", "jinshan"]))


class Story:
    """Acts told by number, done in a scene."""

    def __init__(self, scene):
        self.scene = scene
        self.people = [scene.person(name=name) for name in ("王长根", "李秀英", "张有福", "赵翠兰")]
        self.households = [scene.household(), scene.household()]
        self.records, self.cases, self.enrolments = [], [], []

    def do(self, act):
        getattr(self, act[0])(*act[1:])

    def keep(self, posted, provider):
        if self.scene.record(posted, provider):
            self.records.append((posted, provider))

    def visit(self, who, day, minutes, photo, place, provider, order):
        evidence = ["photo"] if photo else []
        posted = self.scene.posted(
            "home_visit", day_of(day), self.people[who], minutes=minutes, evidence=evidence,
            site=PLACES[place], order=order,
        )  # fmt: skip
        self.keep(posted, PROVIDERS[provider])

    def talk(self, day, heads, people, provider):
        posted = self.scene.posted(
            "policy_talk", day_of(day), *(self.people[n] for n in sorted(people)),
            heads={"": heads} if heads else {}, minutes=90,
        )  # fmt: skip
        self.keep(posted, ("qinghe", "xiangzhen")[provider])

    def reading(self, day, value):
        posted = self.scene.posted(
            "registered_volunteers", day_of(day), dates={"read_on": day_of(day)},
            fields={"value": value},
        )  # fmt: skip
        self.keep(posted, "qinghe")

    def brief(self, month, day):
        handed_in = date(2026, month, 1) + timedelta(days=day - 1)
        posted = self.scene.posted(
            "monthly_brief", handed_in,
            dates={"reporting": date(2026, month, 1), "handed_in": handed_in},
        )  # fmt: skip
        self.keep(posted, "qinghe")

    def open(self, day, people):
        case = self.scene.open_group(day_of(day), *(self.people[n] for n in sorted(people)))
        if case:
            self.cases.append(case)

    def session(self, day, people, case):
        if self.cases:
            posted = self.scene.posted(
                "group_session", day_of(day), *(self.people[n] for n in sorted(people)),
                case=self.cases[case % len(self.cases)],
            )  # fmt: skip
            self.keep(posted, "qinghe")

    def member(self, case, who):
        if self.cases:
            self.scene.add_member(self.cases[case % len(self.cases)], self.people[who], day_of(1))

    def close(self, case, day):
        if self.cases:
            self.scene.close_group(self.cases[case % len(self.cases)], day_of(day))

    def reopen(self, case):
        if self.cases:
            self.scene.reopen_group(self.cases[case % len(self.cases)])

    def void_case(self, case):
        if self.cases:
            self.scene.void_group(self.cases[case % len(self.cases)])

    def _one(self, number):
        return self.records[number % len(self.records)]

    def accept(self, number):
        if self.records:
            self.scene.accept(self._one(number)[0].id)

    def correct(self, number, day, minutes, who):
        if self.records:
            posted, provider = self._one(number)
            new = changed(posted, day=day_of(day), minutes=minutes)
            if posted.kind == "home_visit":
                people = self.scene.posted("home_visit", day_of(day), self.people[who]).attendances
                new = changed(new, attendances=people)
            if new.case and len(self.cases) > 1:
                new = changed(new, case=self.cases[who % len(self.cases)])
            self.scene.correct(new, provider)

    def void(self, number):
        if self.records:
            self.scene.void(self._one(number)[0].id)

    def attach(self, number):
        if self.records:
            self.scene.attach(self._one(number)[0].id)

    def withdraw(self, number):
        if self.records:
            self.scene.withdraw(self._one(number)[0].id)

    def enrol(self, who, contract, start, approved):
        key, tier = CONTRACTS[contract]
        uuid = self.scene.enrol(self.people[who], key, tier, day_of(start), day_of(approved))
        if uuid:
            self.enrolments.append((self.people[who], uuid))

    def leave(self, number, day):
        if self.enrolments:
            self.scene.leave(*self.enrolments[number % len(self.enrolments)], day_of(day))

    def tier(self, number, tier, day):
        if self.enrolments:
            person, uuid = self.enrolments[number % len(self.enrolments)]
            self.scene.change_tier(person, uuid, tier, day_of(day))

    def category(self, who, code, day):
        self.scene.set_category(self.people[who], code, day_of(day))

    def household(self, who, number):
        household = None if number is None else self.households[number]
        self.scene.correct_person(self.people[who], household=household)

    def birth(self, who, year):
        self.scene.correct_person(self.people[who], birth_date=date(year, 3, 15))

    def seal(self, contract):
        self.scene.seal(contract)


def tell(laboratory, story):
    """Do the acts and hold the ledger against a recount."""
    with laboratory.scene() as scene:
        told = Story(scene)
        for act in story:
            told.do(act)
        scene.agrees()
        assert scene.standing() == scene.counted_afresh()


def tell_with_seals(laboratory, story):
    """Do the acts; whatever was sealed stays as it was at the moment of sealing."""
    with laboratory.scene() as scene:
        told = Story(scene)
        before = scene.sealed_rows()
        for act in story:
            told.do(act)
            after = scene.sealed_rows()
            assert [e for e in after[1] if e in before[1]] == before[1]
            assert before[2].items() <= after[2].items()
            if act[0] != "seal":
                assert after == before
            before = after
        scene.agrees()
        assert scene.sealed_rows() == before


@settings(max_examples=10, **SETTINGS)
@given(story=st.lists(acts, min_size=10, max_size=25))
def test_the_ledger_is_what_a_fresh_recount_says(laboratory, story):
    tell(laboratory, story)


@settings(max_examples=10, **SETTINGS)
@given(story=st.lists(st.one_of(acts, acts, acts, seals), min_size=10, max_size=25))
def test_sealed_months_stay_as_they_were(laboratory, story):
    tell_with_seals(laboratory, story)


@pytest.mark.slow
@settings(max_examples=300, **SETTINGS)
@given(story=st.lists(acts, min_size=10, max_size=60))
def test_the_ledger_is_what_a_fresh_recount_says_in_long_stories(laboratory, story):
    tell(laboratory, story)


@pytest.mark.slow
@settings(max_examples=300, **SETTINGS)
@given(story=st.lists(st.one_of(acts, acts, acts, seals), min_size=20, max_size=60))
def test_sealed_months_stay_as_they_were_in_long_stories(laboratory, story):
    tell_with_seals(laboratory, story)


@settings(max_examples=5, **SETTINGS)
@given(
    story=st.lists(st.one_of(visits, visits, talks), min_size=5, max_size=12),
    draw=st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_does_not_matter(laboratory, story, draw):
    with laboratory.scene() as scene:
        told = Story(scene)
        told.enrol(0, 0, 0, 3)
        told.household(0, 0)
        told.household(1, 0)
        for act in story:
            told.do(act)
        records, first = told.records, scene.standing()
    with laboratory.scene() as scene:
        again = Story(scene)
        again.enrol(0, 0, 0, 3)
        again.household(0, 0)
        again.household(1, 0)
        new = dict(zip(told.people, again.people, strict=True))
        households = dict(zip(told.households, again.households, strict=True))
        draw.shuffle(records)
        for posted, provider in records:
            people = tuple(changed_attendance(attendance, new) for attendance in posted.attendances)
            assert scene.record(changed(posted, attendances=people), provider)
        names = {**new, **households}
        assert sorted(renamed(row, names) for row in first) == scene.standing()
        scene.agrees()


def changed_attendance(attendance, new):
    return msgspec.structs.replace(attendance, person=new[attendance.person])


def renamed(row, names):
    """A standing row with the people's ids of the other telling."""

    def swap(text):
        for old, new in names.items():
            text = text.replace(old, new)
        return text

    return tuple(swap(value) if isinstance(value, str) else value for value in row)
