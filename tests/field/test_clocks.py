"""The three clocks: what a phone's clock says, held against the nonce and the receipt."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.activities.rows import RECORD
from core.field.clocks import Verdict, judge
from core.field.nonces import new_nonce, nonce_instant
from core.field.rows import RECEIPT
from core.trust.secrets import new_keys, sealer_from
from tests.field.phone import phone_of
from tests.field.test_sending import a_visit
from tests.web.worker_station import AT

GIVEN = datetime(2026, 6, 1, 0, 0, tzinfo=UTC)
RECEIVED = GIVEN + timedelta(days=3)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("made", "verdict", "apart"),
    [
        (GIVEN + timedelta(days=1), Verdict.IN_WINDOW, 0),
        (GIVEN - 2 * MINUTE, Verdict.IN_WINDOW, 0),
        (RECEIVED + 5 * MINUTE, Verdict.IN_WINDOW, 0),
        (RECEIVED + timedelta(days=1), Verdict.AHEAD, 86_400),
        (GIVEN - timedelta(days=1), Verdict.BEFORE_NONCE, 86_400),
    ],
)
def test_worked_examples(made, verdict, apart):
    clocks = judge(made, RECEIVED, GIVEN)
    assert (clocks.verdict, clocks.apart) == (verdict, apart)
    assert clocks.doubtful == bool(apart)


def test_without_a_nonce_only_a_time_ahead_can_be_told():
    assert judge(GIVEN, RECEIVED, None).verdict is Verdict.NO_NONCE
    assert judge(RECEIVED + 6 * MINUTE, RECEIVED, None).verdict is Verdict.AHEAD


SECONDS = st.integers(0, 30 * 86_400).map(lambda n: timedelta(seconds=n))


@settings(max_examples=1_000)
@given(waited=SECONDS, after=SECONDS, drift=st.integers(-120, 120), wrong=SECONDS)
def test_drift_is_never_flagged_and_a_moved_clock_always(waited, after, drift, wrong):
    """A record truly made within its window, by a clock that drifts, or was moved out of it."""
    given_at = GIVEN
    true = given_at + after
    received = true + waited
    assert judge(true + timedelta(seconds=drift), received, given_at).verdict is Verdict.IN_WINDOW
    more = wrong + timedelta(seconds=1)
    assert judge(received + 5 * MINUTE + more, received, given_at).verdict is Verdict.AHEAD
    assert judge(given_at - 2 * MINUTE - more, received, given_at).verdict is Verdict.BEFORE_NONCE


def test_a_nonce_is_one_accounts_own_and_cannot_be_made_up():
    sealer, other = sealer_from(new_keys("a")), sealer_from(new_keys("a"))
    nonce = new_nonce(sealer, "luomin", GIVEN)
    assert nonce_instant(sealer, "luomin", nonce, RECEIVED) == GIVEN
    assert nonce_instant(sealer, "luomin", nonce, GIVEN - MINUTE) is None
    for wrong in ("", "~", nonce[:-1], nonce.replace("2026", "2025"), "x" * 500, f"{nonce}0"):
        assert nonce_instant(sealer, "luomin", wrong, RECEIVED) is None
    assert nonce_instant(sealer, "tangning", nonce, RECEIVED) is None
    assert nonce_instant(other, "luomin", nonce, RECEIVED) is None


def test_a_clock_wrong_by_a_day_is_kept_and_said_and_refuses_nothing(station):
    started = AT - timedelta(hours=2)
    with phone_of(station) as phone:
        posted = a_visit(station, started_at=started)
        item = phone.record(posted, made_at=(AT + timedelta(days=1)).isoformat())
        [answer] = phone.send(item)
        assert answer["outcome"] == "saved"
        page = phone.client.get(f"/activities/{posted.id}").text
        assert "时间存疑" in page
        assert "手机的时间比收到的时间还晚 24 小时" in page
        right = a_visit(station, "王长根")
        phone.send(phone.record(right))
        assert "时间存疑" not in phone.client.get(f"/activities/{right.id}").text
    with station.county.station.engine.connect() as connection:
        [late, good] = connection.execute(select(RECEIPT).order_by(RECEIPT.c.id)).all()
        assert (late.clocks, late.apart, late.received_at) == ("ahead", 86_400, AT)
        assert (late.started_at, late.nonce_at) == (started, AT)
        assert (good.clocks, good.apart) == ("in_window", 0)
        kept = select(RECORD.c.started_at, RECORD.c.received_at).where(RECORD.c.uuid == posted.id)
        assert tuple(connection.execute(kept).one()) == (started, AT)
