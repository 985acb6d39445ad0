"""Accounts, grants and passwords: what is refused, and that everything is in the audit chain."""

from datetime import date

import pytest
from argon2 import Type, extract_parameters
from sqlalchemy import select

from core.store import Actor, reading, unit_of_work
from core.store.audit import AUDIT, verify
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.trust.passwords import weakness
from core.trust.rows import account_row, grants_of
from core.trust.service import close_account, create_account, end_grant, grant, set_password
from tests.trust.conftest import ADMIN, AT, COUNTY

DAY = date(2026, 11, 21)


def unit(engine, actor=ADMIN, county=COUNTY):
    return unit_of_work(engine, actor=actor, at=AT, county=county)


def give(engine, account, actor=ADMIN, **changes):
    wanted = {
        "role": "worker",
        "place": "yanshi/jinshan",
        "valid_from": DAY,
        "reason": "入职",
    } | changes
    with unit(engine, actor) as one:
        return grant(one, account=account.id, **wanted)


def test_a_login_has_one_spelling_and_one_owner(engine, luo):
    assert luo.login == "luomin"
    with pytest.raises(Conflict), unit(engine) as one:
        create_account(one, login="ＬｕｏＭｉｎ", name="另一位")


@pytest.mark.parametrize("login", ["", "a", "有空 格", "-x-", "a" * 61, "a\x00b"])
def test_a_login_of_another_shape_is_refused(engine, login):
    with pytest.raises(Refused), unit(engine) as one:
        create_account(one, login=login, name="某人")


def test_a_grant_and_its_end_count_from_their_days(engine, luo):
    given = give(engine, luo)
    with unit(engine) as one:
        end_grant(one, grant=given.id, day=DAY, reason="离职")
    with reading(engine) as connection:
        row = account_row(connection, login="luomin")
        (held,) = grants_of(connection, row["id"])
    assert not held.holds_on(DAY)
    with pytest.raises(Refused), unit(engine) as one:
        end_grant(one, grant=given.id, day=DAY, reason="再来一次")


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "king"},
        {"place": "elsewhere/x"},
        {"place": "yanshix"},
        {"valid_until": DAY},
        {"reason": " "},
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(engine, luo, changes):
    with pytest.raises(Refused):
        give(engine, luo, **changes)


def test_nobody_grants_anything_to_herself(engine, luo):
    with pytest.raises(Forbidden):
        give(engine, luo, actor=Actor(id=luo.id, name="罗敏", role="security"))


def test_nobody_is_two_of_the_three_administrators_at_a_time(engine, luo):
    give(engine, luo, role="system", place="yanshi", valid_until=date(2026, 12, 1))
    with pytest.raises(Refused):
        give(engine, luo, role="auditor", place="yanshi")
    give(engine, luo, role="auditor", place="yanshi", valid_from=date(2026, 12, 1))


def test_another_county_knows_no_account_of_ours(engine, luo):
    with pytest.raises(Missing), unit(engine, county="other") as one:
        grant(one, account=luo.id, role="worker", place="other", valid_from=DAY, reason="x")
    with pytest.raises(Missing), unit(engine, county="other") as one:
        close_account(one, account=luo.id, reason="x")


def test_every_change_stands_in_the_audit_chain_and_the_chain_holds(engine, luo):
    given = give(engine, luo)
    with unit(engine) as one:
        end_grant(one, grant=given.id, day=DAY, reason="离职")
        close_account(one, account=luo.id, reason="离职")
    with reading(engine) as connection:
        actions = list(connection.execute(select(AUDIT.c.action).order_by(AUDIT.c.seq)).scalars())
        assert list(verify(connection)) == []
    assert actions == [
        "account.create",
        "account.password",
        "grant.give",
        "grant.end",
        "account.close",
    ]


@pytest.mark.parametrize(
    "password",
    [
        "short1",
        "Password123",
        "p@ssw0rd2026",
        "woaizhongguo1949",
        "zhangwei19870512",
        "19870512198705",
        "lm19870512",
        "13812345678lm",
        "1234567890",
        "0987654321",
        "qwertyuiop",
        "abababababab",
        "aaaaaaaaaaaa",
        "luominluomin1",
        "8273645192",
        "minzhengju2026!",
        "x" * 201,
    ],
)
def test_a_password_that_is_tried_first_is_refused(password):
    assert weakness(password, login="luomin", name="罗敏")


@pytest.mark.parametrize(
    "password",
    [
        "山坡上的李子熟了七颗",
        "correct horse battery staple",
        "qingchen-liudian-chumen",
        "𠮷田家的老院子门朝南开",
    ],
)
def test_a_sentence_of_ones_own_is_accepted(password):
    assert weakness(password, login="luomin", name="罗敏") == ""


def test_a_password_costs_whoever_guesses_what_owasp_asks_for(hasher):
    kept = extract_parameters(hasher.hash("a sentence of one's own"))
    assert kept.type is Type.ID
    assert kept.memory_cost >= 19 * 1024
    assert kept.time_cost >= 2


def test_the_password_itself_is_stored_nowhere(engine, luo):
    with reading(engine) as connection:
        row = account_row(connection, login="luomin")
    assert row["password_hash"].startswith("$argon2id$")
    with pytest.raises(Refused):
        set_password(engine, actor=ADMIN, at=AT, county=COUNTY, account=luo.id, password="short")
