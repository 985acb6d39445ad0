"""What leaves the house: by the real library to stand-ins on this machine, once, tried again, given up."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from apprise.plugins import dingtalk, feishu, wecombot

from core.jobs.delivery import DELIVERY
from core.matters.rules.offices import OfficeKind
from core.matters.steps import acknowledge
from core.notices.addresses import mail_address, read_mail, robot_address
from core.notices.choosing import stop_robot
from core.notices.sending import send
from core.store import open_engine, reading
from tests.matters.scene import an_incident, raised
from tests.notices.scene import (
    TOKEN,
    dispatches,
    due,
    notices,
    staffed,
    wanting_everything,
)
from tests.notices.standing_in import a_hook, a_mail_server

#: A working day, ten in the morning; and the same evening.
TEN = datetime(2026, 6, 24, 2, tzinfo=UTC)
NIGHT = datetime(2026, 6, 24, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MAIL = "mailtos://notice@example.cn:secret@smtp.example.cn:465"


@pytest.fixture
def hook(monkeypatch):
    """The robots' own services, as they answer on this machine."""
    with a_hook() as server:
        here = f"http://127.0.0.1:{server.server_port}"
        for plugin, path in (
            (wecombot.NotifyWeComBot, "/wecom?key={key}"),
            (dingtalk.NotifyDingTalk, "/ding?access_token={token}"),
            (feishu.NotifyFeishu, "/feishu/{token}/"),
        ):
            monkeypatch.setattr(plugin, "notify_url", here + path)
        yield server


@pytest.mark.parametrize("kind", ["wecombot", "dingtalk", "feishu"])
def test_each_kind_of_robot_is_told_in_its_own_way(hook, kind):
    assert send(robot_address(kind, "a1b2c3d4e5f6"), "驿站通知", "今天的事：3 位")
    ((path, said),) = hook.heard
    assert "a1b2c3d4e5f6" in path
    assert "今天的事：3 位" in str(said)


def test_a_robot_that_sends_one_elsewhere_is_not_followed(hook):
    hook.answers = [302]
    assert not send(robot_address("wecombot", TOKEN), "题", "文")
    assert [path for path, _ in hook.heard] == [f"/wecom?key={TOKEN}"]
    hook.answers = [500]
    assert not send(robot_address("feishu", TOKEN), "题", "文")


def test_a_letter_goes_to_the_mailbox_through_the_server_of_the_settings():
    with a_mail_server() as server:
        port = server.server_address[1]
        mail = read_mail(f"mailto://127.0.0.1:{port}/?from=notice@example.cn")
        assert send(mail_address(mail, "luo@example.cn"), "驿站通知", "今天的事：3 位")
        (letter,) = server.heard
    assert "luo@example.cn" in letter
    assert "notice@example.cn" in letter


@pytest.fixture
def scene(county):
    staff = staffed(county, TEN)
    robot = wanting_everything(county, staff)
    person = county.person(categories=["tekun_scattered"], levels={"self_care": "none"})
    county.enrol(person, "jingdezhen", "key_visits")
    return county, staff, robot, person


def delivering(county, answers, heard):
    """The delivery with a way out that answers so, then always takes everything."""

    def out(address, title, said):
        heard.append((address.partition(":")[0], said))
        return answers.pop(0) if answers else True

    return partial(due, county, [DELIVERY], send=out, mail=MAIL)


def test_who_is_told_hears_once_and_the_message_leaves_once_however_many_deliver(scene):
    county, staff, _, person = scene
    uuid = raised(county, staff["luo"], an_incident(person, found_at=TEN), TEN)
    assert [one[:2] for one in notices(county)] == [(staff["zhong"].id, "matter_urgent")]
    with county.act(staff["zhong"], TEN + MINUTE) as (unit, book):
        acknowledge(unit, book, uuid, version=1, offices={OfficeKind.TOWNSHIP})
    assert [one[:2] for one in notices(county, "matter_answered")] == [
        (staff["luo"].id, "matter_answered")
    ]
    heard = []
    deliver = delivering(county, [], heard)
    for minutes in (2, 2, 3, 9):
        deliver(TEN + minutes * MINUTE)
    assert sorted(kind for kind, _ in heard) == ["mailtos", "mailtos", "wecombot"]
    assert all(row.sent_at and not row.due_at for row in dispatches(county))


def test_at_night_only_what_is_urgent_leaves(scene):
    county, staff, _, person = scene
    for severity in ("urgent", "major"):
        posted = an_incident(person, severity=severity, found_at=NIGHT)
        raised(county, staff["luo"], posted, NIGHT)
    heard = []
    deliver = delivering(county, [], heard)
    deliver(NIGHT + MINUTE)
    assert len(heard) == 2, "mail and robot of the urgent one"
    deliver(NIGHT + 3 * MINUTE)
    assert len(heard) == 2
    deliver(datetime(2026, 6, 24, 23, 0, tzinfo=UTC))
    assert len(heard) == 4, "seven o'clock in China"


def test_what_cannot_leave_is_tried_again_and_given_up_with_a_sentence(scene):
    county, staff, robot, person = scene
    raised(county, staff["luo"], an_incident(person, found_at=TEN), TEN)
    with county.act(staff["xitong"]) as (unit, _):
        stop_robot(unit, robot)
    heard = []
    deliver = delivering(county, [False] * 20, heard)
    for hours in range(60):
        for minute in (1, 2, 8):
            deliver(TEN + timedelta(hours=hours) + minute * MINUTE)
    rows = {row.target.partition(":")[0]: row for row in dispatches(county)}
    assert rows["robot"].said == "这个群机器人已经停用。"
    assert rows["robot"].given_up_at
    assert len(heard) == 7, "six pauses"
    assert "试了 7 次，不再发" in rows["mail"].said


def test_a_process_that_died_on_its_way_leaves_the_message_to_another(scene):
    county, staff, _, person = scene
    raised(county, staff["luo"], an_incident(person, found_at=TEN), TEN)

    def dies(address, title, said):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        due(county, [DELIVERY], TEN + MINUTE, send=dies, mail=MAIL)
    heard = []
    deliver = delivering(county, [], heard)
    deliver(TEN + 3 * MINUTE)
    assert heard == [], "somebody may still be at it"
    deliver(TEN + 20 * MINUTE)
    assert len(heard) == 2


def test_addresses_stand_nowhere_in_plain(scene, tmp_path):
    county, *_ = scene
    with reading(county.station.engine) as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("a file of its own has only SQLite")
    county.station.engine.dispose()
    engine = open_engine(str(county.station.engine.url))
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("yizhan.db*"))
    engine.dispose()
    assert TOKEN.encode() not in kept
    assert b"worker@example.cn" not in kept
