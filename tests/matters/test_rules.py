"""How a matter stands, by worked examples and for whatever steps there may be. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.matters.facts import Act, Matter, MatterState, Step
from core.matters.rules.offices import OfficeKind, office_of
from core.matters.rules.routing import Route, due_after
from core.matters.rules.standing import standing, told_of

TEN = datetime(2026, 6, 30, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
BOTH = frozenset({OfficeKind.TOWNSHIP, OfficeKind.COUNTY})


def a_route(*offices, limit=2, unit="hours", since="found", contract="c"):
    return Route(
        contract=contract, title="合同", key="r", label="重大问题", clause="原文", within="立即",
        offices=tuple(map(office_of, offices or ("乡（镇）民生服务办公室", "县民政局"))),
        limit=limit, limit_unit=unit, since=since, chosen="",
    )  # fmt: skip


def a_step(act, hours=0, office="", by_system=False):
    at = TEN + hours * HOUR
    kind = office_of(office).kind.value if office else ""
    return Step(
        act=act,
        at=at,
        recorded_at=at,
        actor="a",
        office=office,
        office_kind=kind,
        by_system=by_system,
    )


def a_matter(*steps, received=0, found=0):
    return Matter(
        id="m", kind="incident", severity="urgent", what="摔倒", site="s", worker="w",
        found_at=TEN + found * HOUR, received_at=TEN + received * HOUR,
        steps=(a_step(Act.RAISE), *steps),
    )  # fmt: skip


TOWN, BUREAU = "乡（镇）民生服务办公室", "县民政局"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("急救电话", "call"), ("紧急求助电话", "call"),
        ("亲属、家人或监护人", "family"), ("家庭成员或者其他紧急联系人", "family"), ("本人或监护人", "family"),
        ("村委", "village"), ("社区居委会", "village"),
        ("街道", "township"), ("所属街道", "township"), ("乡镇人民政府（街道办事处）", "township"), (TOWN, "township"),
        ("县（市、区）民政部门", "county"), ("区民政局", "county"), ("民政部门", "county"), ("采购人有关人员", "county"), (BUREAU, "county"),
        ("服务人员当场解决", "else"), ("养老服务和医疗健康等服务资源", "else"),
    ],
)  # fmt: skip
def test_the_words_of_the_texts_are_understood(words, kind):
    assert office_of(words).kind == kind


def test_before_anybody_was_told_the_first_office_is_next_at_once():
    found = standing(a_matter(), [a_route()], BOTH)
    assert found.state is MatterState.RAISED
    assert found.chains[0].next.words == TOWN
    assert found.next_at == TEN
    assert found.due == TEN + 2 * HOUR


def test_after_the_first_was_told_the_next_comes_when_its_time_has_passed():
    found = standing(a_matter(a_step(Act.TELL, 0, TOWN)), [a_route()], BOTH)
    assert found.state is MatterState.TOLD
    assert (found.chains[0].next.words, found.next_at) == (BUREAU, TEN + 2 * HOUR)
    assert not found.overdue(TEN + 2 * HOUR - timedelta(seconds=1))
    assert found.overdue(TEN + 2 * HOUR)


def test_the_second_has_its_own_time_from_when_it_was_told():
    steps = a_step(Act.TELL, 0, TOWN), a_step(Act.TELL, 7, BUREAU)
    found = standing(a_matter(*steps), [a_route()], BOTH)
    assert found.due == TEN + 9 * HOUR
    assert found.next_at is None


def test_what_was_acknowledged_is_no_longer_due():
    found = standing(
        a_matter(a_step(Act.TELL, 0, TOWN), a_step(Act.ACKNOWLEDGE, 1)), [a_route()], BOTH
    )
    assert (found.state, found.due, found.next_at) == (MatterState.ACKNOWLEDGED, None, None)


def test_handled_on_the_spot_still_waits_for_the_office_that_the_text_names():
    steps = a_step(Act.TELL, 0, TOWN), a_step(Act.HANDLE, 0)
    found = standing(a_matter(*steps), [a_route()], BOTH)
    assert (found.state, found.due) == (MatterState.TOLD, TEN + 2 * HOUR)
    on_the_spot = a_route("服务人员当场解决", limit=0, unit="days")
    assert standing(a_matter(a_step(Act.HANDLE)), [on_the_spot], BOTH).state is MatterState.HANDLED


def test_an_office_without_an_account_is_told_by_hand_and_the_next_one_by_the_system():
    found = standing(
        a_matter(), [a_route("急救电话", "街道", "区民政局")], frozenset({OfficeKind.COUNTY})
    )
    [chain] = found.chains
    assert [o.words for o in chain.by_hand] == ["急救电话", "街道"]
    assert chain.next.words == "区民政局"


def test_one_office_is_told_once_however_many_contracts_name_it():
    other = a_route("乡镇人民政府（街道办事处）", "县（市、区）民政部门", contract="d", limit=None)
    found = standing(a_matter(a_step(Act.TELL, 0, TOWN)), [a_route(), other], BOTH)
    assert [office.words for office, _ in found.chains[1].told] == ["乡镇人民政府（街道办事处）"]
    assert found.chains[1].next_at is None, "no time was agreed: nobody is told by the clock"


def test_three_days_late_is_due_from_the_true_instant_or_from_the_arrival_as_the_row_says():
    late = a_matter(received=72)
    assert standing(late, [a_route()], BOTH).due == TEN + 2 * HOUR
    assert standing(late, [a_route(since="received")], BOTH).due == TEN + 74 * HOUR


def test_a_phone_whose_clock_is_ahead_is_not_believed_beyond_its_arrival():
    assert standing(a_matter(found=26), [a_route()], BOTH).due == TEN + 2 * HOUR


def test_the_same_day_ends_at_midnight_in_china_and_working_days_leave_out_the_weekend():
    assert due_after(a_route(limit=0, unit="days"), TEN) == datetime(2026, 6, 30, 16, tzinfo=UTC)
    friday = datetime(2026, 7, 3, 2, tzinfo=UTC)
    assert due_after(a_route(limit=1, unit="working_days"), friday) == datetime(
        2026, 7, 6, 16, tzinfo=UTC
    )


def test_reopening_begins_a_new_round():
    steps = (
        a_step(Act.TELL, 0, TOWN),
        a_step(Act.ACKNOWLEDGE, 1),
        a_step(Act.CLOSE, 2),
        a_step(Act.REOPEN, 30),
    )
    found = standing(a_matter(*steps), [a_route()], BOTH)
    assert found.state is MatterState.RAISED
    assert (found.chains[0].next.words, found.due) == (TOWN, TEN + 32 * HOUR)


ACTS = st.sampled_from([a for a in Act if a is not Act.RAISE])
STEPS = st.lists(
    st.tuples(ACTS, st.integers(0, 50), st.sampled_from(["", TOWN, BUREAU, "村委"])), max_size=8
)


@given(STEPS, st.sampled_from([None, 1, 5]), st.booleans(), st.integers(0, 99))
def test_whatever_happened_nobody_is_told_twice_and_nothing_answered_is_due(
    steps, limit, both, received
):
    steps = [
        a_step(act, hours, office if act is Act.TELL else "")
        for act, hours, office in sorted(steps, key=lambda s: s[1])
    ]
    matter = a_matter(*steps, received=received)
    reach = BOTH if both else frozenset()
    found = standing(matter, [a_route(limit=limit)], reach)
    [chain] = found.chains
    since = max((n for n, s in enumerate(matter.steps) if s.act is Act.REOPEN), default=0)
    if chain.next:
        assert told_of(chain.next, matter.steps[since:]) is None
        assert chain.next.kind in reach
    if found.state not in (MatterState.RAISED, MatterState.TOLD):
        assert (found.due, found.next_at) == (None, None)
    if limit is None:
        assert found.due is None


@given(STEPS)
def test_a_note_changes_nothing(steps):
    before = [a_step(act, hours, office if act is Act.TELL else "") for act, hours, office in steps]
    after = [*before, a_step(Act.NOTE, 60)]
    assert standing(a_matter(*before), [a_route()], BOTH) == standing(
        a_matter(*after), [a_route()], BOTH
    )
