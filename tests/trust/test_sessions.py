"""Signing in, being thrown out, and how often one may try."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from core.store import Actor, reading, unit_of_work
from core.store.errors import Missing, Refused
from core.trust.service import (
    close_account,
    create_account,
    enter_by_door,
    find_session,
    grant,
    revoke,
    seen,
    set_password,
    sign_in,
    sign_out,
)
from core.trust.service import sign_in as sign_in_module  # noqa: F401
from core.trust.service.sessions import sessions_of, token_hash
from core.trust.service.sign_in import TooMany
from core.trust.tables import ATTEMPT, SESSION
from tests.trust.conftest import ADMIN, AT, COUNTY, PASSWORD

IDLE = timedelta(minutes=30)


def enter(engine, password=PASSWORD, login="luomin", at=AT, address="10.0.0.1"):
    return sign_in(
        engine,
        login=login,
        password=password,
        address=address,
        device="手机",
        at=at,
        county=COUNTY,
    )


def look(engine, token, at=AT, idle=IDLE):
    with reading(engine) as connection:
        return find_session(connection, token, at=at, idle=idle)


def herself(luo):
    return Actor(id=luo.id, name=luo.name, role="worker")


def test_signing_in_opens_a_session_whose_token_is_not_stored(engine, luo):
    opened = enter(engine)
    session = look(engine, opened.token)
    assert session.account.name == "罗敏"
    with reading(engine) as connection:
        row = connection.execute(select(SESSION)).one()
    assert opened.token not in map(str, row)
    assert row.token_hash == token_hash(opened.token)


def test_every_sign_in_is_a_new_session(engine, luo):
    first, second = enter(engine), enter(engine)
    assert first.token != second.token
    assert look(engine, first.token).csrf != look(engine, second.token).csrf


def test_a_token_made_up_by_a_visitor_opens_nothing(engine, luo):
    assert look(engine, "chosen-by-the-visitor") is None


def test_a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_of_use(engine, luo):
    token = enter(engine).token
    assert look(engine, token, AT + IDLE)
    assert not look(engine, token, AT + IDLE + timedelta(seconds=1))
    at = AT
    while (at := at + timedelta(minutes=20)) < AT + timedelta(hours=12):
        seen(engine, look(engine, token, at), at=at)
    assert not look(engine, token, AT + timedelta(hours=12))


def test_last_seen_is_written_at_most_every_five_minutes(engine, luo):
    token = enter(engine).token
    for seconds in (1, 60, 299):
        seen(engine, look(engine, token), at=AT + timedelta(seconds=seconds))
    assert look(engine, token).last_seen == AT
    seen(engine, look(engine, token), at=AT + timedelta(minutes=5))
    assert look(engine, token).last_seen == AT + timedelta(minutes=5)


def test_a_stolen_phone_is_thrown_out_at_once_by_its_owner_and_by_nobody_else(engine, luo):
    phone, desk = enter(engine), enter(engine)
    with pytest.raises(Missing), unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        revoke(unit, session=phone.session)
    with unit_of_work(engine, actor=herself(luo), at=AT, county=COUNTY) as unit:
        revoke(unit, session=phone.session)
    assert not look(engine, phone.token)
    assert look(engine, desk.token)
    with reading(engine) as connection:
        assert [one.id for one in sessions_of(connection, luo.id, at=AT)] == [desk.session]


def test_signing_out_ends_the_session(engine, luo):
    opened = enter(engine)
    with unit_of_work(engine, actor=herself(luo), at=AT, county=COUNTY) as unit:
        sign_out(unit, session=opened.session)
    assert not look(engine, opened.token)


def test_closing_an_account_and_a_new_password_end_every_session(engine, luo):
    opened = enter(engine)
    set_password(
        engine, actor=ADMIN, at=AT, county=COUNTY, account=luo.id, password="另一句只有我知道的话"
    )
    assert not look(engine, opened.token)
    with pytest.raises(Refused):
        enter(engine)
    again = enter(engine, password="另一句只有我知道的话")
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        close_account(unit, account=luo.id, reason="离职")
    assert not look(engine, again.token)
    with pytest.raises(Refused):
        enter(engine, password="另一句只有我知道的话")


@pytest.fixture
def hashing(monkeypatch):
    """Counts how often a password was really looked at, without the work of it."""
    counted = []

    def quick(password_hash, password):
        counted.append(password)
        return password_hash is not None and password == PASSWORD

    import sys

    monkeypatch.setattr(sys.modules["core.trust.service.sign_in"], "matches", quick)
    return counted


def tries(engine, number, **kw):
    answers = set()
    for n in range(number):
        try:
            enter(engine, password=f"wrong-{n}", **kw)
        except TooMany:
            answers.add("too many")
        except Refused as refused:
            answers.add(refused.say)
    return answers


def test_five_wrong_passwords_close_an_account_for_a_quarter_of_an_hour(engine, luo, hashing):
    tries(engine, 20)
    assert len(hashing) == 5
    with pytest.raises(TooMany):
        enter(engine)
    assert enter(engine, at=AT + timedelta(minutes=16))


def test_a_thousand_guesses_from_one_address_are_looked_at_twenty_times(engine, luo, hashing):
    for n in range(200):
        tries(engine, 5, login=f"user{n}")
    assert len(hashing) == 20


def test_success_does_not_count_against_anyone(engine, luo, hashing):
    for _ in range(30):
        enter(engine)
    assert len(hashing) == 30


def test_an_unknown_login_and_an_account_without_password_get_the_same_answer(engine, luo):
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        create_account(unit, login="demo-worker", name="演示社工")
    answers = tries(engine, 1) | tries(engine, 1, login="nobody")
    answers |= tries(engine, 1, login="demo-worker")
    assert answers == {"登录名或密码不正确。"}


def test_what_was_typed_as_a_login_is_not_kept(engine, luo):
    tries(engine, 1, login="my secret password")
    with reading(engine) as connection:
        kept = connection.execute(select(ATTEMPT.c.login)).scalars().all()
        assert "secret" not in "".join(kept)
        assert connection.execute(select(func.count()).select_from(ATTEMPT)).scalar_one() == 1


def test_a_door_opens_the_demo_account_of_the_role_and_no_account_with_a_password(engine, luo):
    day = date(2026, 11, 21)
    with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
        grant(unit, account=luo.id, role="worker", place="yanshi", valid_from=day, reason="x")
        with pytest.raises(Missing):
            enter_by_door(unit, role="worker", day=day, device="")
        demo = create_account(unit, login="demo-worker", name="演示社工")
        grant(unit, account=demo.id, role="worker", place="yanshi", valid_from=day, reason="x")
        opened = enter_by_door(unit, role="worker", day=day, device="")
    assert look(engine, opened.token).account.id == demo.id
