"""What one object's question and the filter of a list answer must never differ."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, String, Table, create_engine, insert, select

from core.trust import PERMISSIONS, ROLES, Grant, can, can_anywhere, main_role, scope
from core.trust.visible import visible
from tests.databases import drop, fresh_postgres_url

DAY = date(2026, 11, 21)
OBJECT = Table(
    "thing",
    MetaData(),
    Column("place", String(200), primary_key=True),
    Column("contract", String(80), primary_key=True),
)

segments = st.sampled_from(["a", "b", "ab", "A", "a-b", "a0", "%", "_", "a/b", "天池"])
places = st.lists(segments, min_size=1, max_size=4).map("/".join)
contracts = st.sampled_from(["", "c000", "c004-1", "C000"])
days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))
grants = st.lists(
    st.builds(
        Grant,
        id=st.just("g"),
        role=st.sampled_from([*ROLES, "unknown"]),
        place=places,
        contract=contracts,
        valid_from=days,
        valid_until=st.none() | days,
    ),
    max_size=5,
)
actions = st.sampled_from(sorted(PERMISSIONS))
objects = st.sets(st.tuples(places, contracts), min_size=1, max_size=12)


def agree(engine, held, action, things):
    with engine.connect() as connection:
        connection.execute(
            insert(OBJECT), [{"place": place, "contract": contract} for place, contract in things]
        )
        mine = scope(held, action, DAY)
        with_contract = select(OBJECT).where(visible(mine, OBJECT.c.place, OBJECT.c.contract))
        found = {tuple(row) for row in connection.execute(with_contract)}
        expected = {
            (place, contract)
            for place, contract in things
            if can(held, action, place=place, contract=contract, day=DAY)
        }
        assert found == expected
        without = select(OBJECT.c.place).where(visible(mine, OBJECT.c.place))
        assert set(connection.execute(without).scalars()) == {
            place for place, _ in things if can(held, action, place=place, day=DAY)
        }
        connection.rollback()


@pytest.fixture(scope="module")
def memory():
    engine = create_engine("sqlite://")
    OBJECT.metadata.create_all(engine)
    yield engine
    engine.dispose()


@settings(max_examples=1500, deadline=None)
@given(held=grants, action=actions, things=objects)
def test_the_filter_finds_exactly_what_can_allows(memory, held, action, things):
    agree(memory, held, action, things)


@pytest.mark.postgres
def test_the_filter_finds_exactly_what_can_allows_on_postgresql():
    url = fresh_postgres_url()
    engine = create_engine(url)
    OBJECT.metadata.create_all(engine)
    try:

        @settings(max_examples=300, deadline=None)
        @given(held=grants, action=actions, things=objects)
        def agreement(held, action, things):
            agree(engine, held, action, things)

        agreement()
    finally:
        engine.dispose()
        drop(url)


@settings(max_examples=300, deadline=None)
@given(held=grants, action=actions, place=places, contract=contracts)
def test_taking_a_grant_away_never_allows_more(held, action, place, contract):
    before = can(held, action, place=place, contract=contract, day=DAY).allow
    for gone in range(len(held)):
        rest = held[:gone] + held[gone + 1 :]
        after = can(rest, action, place=place, contract=contract, day=DAY).allow
        assert before or not after
    assert not before or can_anywhere(held, action, day=DAY)


def a_grant(role="worker", place="yanshi/jinshan", contract="", start=-5, end=None):
    until = None if end is None else DAY + timedelta(days=end)
    return Grant(
        id="g",
        role=role,
        place=place,
        contract=contract,
        valid_from=DAY + timedelta(days=start),
        valid_until=until,
    )


def test_a_worker_sees_the_villages_of_her_town_and_no_town_with_a_similar_name():
    held = [a_grant()]
    assert can(held, "person.see", place="yanshi/jinshan/xiaojian", day=DAY)
    assert can(held, "person.see", place="yanshi/jinshan", day=DAY)
    assert not can(held, "person.see", place="yanshi/jinshanxi", day=DAY)
    assert not can(held, "person.see", place="yanshi", day=DAY)


def test_a_grant_no_longer_holds_on_its_last_day():
    assert not can([a_grant(end=0)], "person.see", place="yanshi/jinshan", day=DAY)
    assert can([a_grant(end=1)], "person.see", place="yanshi/jinshan", day=DAY)
    assert not can([a_grant(start=1)], "person.see", place="yanshi/jinshan", day=DAY)


def test_a_refusal_says_whether_the_right_or_the_place_is_missing():
    held = [a_grant()]
    assert can(held, "score.sign", place="yanshi", day=DAY).why == "没有“复核并签署评分”的权限。"
    assert "不包括这个地方" in can(held, "person.see", place="yanshi/nanta", day=DAY).why


def test_the_three_administrators_see_no_case_content():
    content = {"person.see", "record.see", "evidence.see", "case.see", "need.see"}
    for role in ("auditor", "security", "system"):
        assert not content & ROLES[role].may


def test_nobody_both_makes_and_signs_a_score_or_hands_in_and_approves_a_month():
    for first, second in (
        ("score.make", "score.sign"),
        ("month.seal", "month.approve"),
        ("account.manage", "grant.manage"),
        ("draw.make", "record.create"),
    ):
        assert not [role for role in ROLES.values() if {first, second} <= role.may]


def test_every_permission_of_a_role_has_a_chinese_name():
    for role in ROLES.values():
        assert role.may <= set(PERMISSIONS)
    assert set().union(*(role.may for role in ROLES.values())) == set(PERMISSIONS)


def test_a_person_with_two_roles_acts_under_the_one_that_decides_more():
    assert main_role([a_grant(), a_grant(role="manager")], DAY) == "manager"
    assert main_role([a_grant(end=0)], DAY) == ""
