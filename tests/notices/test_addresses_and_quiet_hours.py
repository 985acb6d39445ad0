"""Where messages may go, and when: four kinds with hosts of their own, and nights that are quiet."""

from datetime import UTC, datetime, time

import pytest

from core.calendar import SHANGHAI
from core.notices.addresses import (
    Mail,
    mail_address,
    mailbox_in,
    read_mail,
    robot_address,
    secret_in,
    token_in,
)
from core.notices.rules import PAUSES, Quiet, again_after, leaves_at
from core.notices.sending import send
from core.store.errors import Refused

TOKEN = "a1b2c3d4-e5f6"
WECOM = f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"


def china(day, hour, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


@pytest.mark.parametrize(
    "kind, typed",
    [
        ("wecombot", WECOM),
        ("wecombot", f"  {TOKEN} "),
        ("dingtalk", f"https://oapi.dingtalk.com/robot/send?access_token={TOKEN}"),
        ("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}"),
    ],
)
def test_the_robots_own_address_or_its_token_is_taken(kind, typed):
    assert token_in(kind, typed) == TOKEN
    assert robot_address(kind, TOKEN) == f"{kind}://{TOKEN}/?redirect=no"


@pytest.mark.parametrize(
    "kind, typed",
    [
        ("wecombot", ""),
        ("wecombot", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://qyapi.weixin.qq.com@10.0.0.1/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://qyapi.weixin.qq.com.example.cn/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://127.0.0.1/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://[::ffff:127.0.0.1]/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://[broken/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", "https://2130706433/cgi-bin/webhook/send?key=a1b2c3d4"),
        ("wecombot", f"{WECOM}&key=another-token"),
        ("wecombot", "json://127.0.0.1/x"),
        ("wecombot", "a1b2c3d4@127.0.0.1"),
        ("wecombot", "a1b2c3d4?redirect=yes"),
        ("dingtalk", WECOM),
        ("feishu", f"https://open.feishu.cn/open-apis/bot/v2/hook/../../{TOKEN}"),
        ("json", "a1b2c3d4"),
        ("", "a1b2c3d4"),
    ],
)
def test_any_other_host_kind_or_form_of_address_is_refused(kind, typed):
    with pytest.raises(Refused):
        token_in(kind, typed)


def test_nothing_but_the_four_kinds_is_ever_sent_to():
    for address in ("json://127.0.0.1:9", "file:///etc/passwd", "xml://a", "", "slack://a/b/c"):
        assert send(address, "题", "文") is False


def test_only_a_robot_of_dingtalk_has_a_secret():
    assert secret_in("dingtalk", "SEC0123456789abcdef") == "SEC0123456789abcdef"
    assert secret_in("feishu", "") == ""
    for kind, secret in (
        ("feishu", "SEC0123456789abcdef"),
        ("dingtalk", "a b"),
        ("dingtalk", "a@b"),
    ):
        with pytest.raises(Refused):
            secret_in(kind, secret)


def test_the_mail_server_stands_in_the_settings_and_a_mailbox_cannot_bring_another():
    mail = read_mail("mailtos://notice%40a.cn:p%40ss@smtp.a.cn:465/?from=notice@a.cn")
    assert mail == Mail(host="smtp.a.cn", port=465, sender="notice@a.cn", user="notice@a.cn", password="p@ss")  # fmt: skip
    assert "p@ss" not in repr(mail)
    assert read_mail("") is None
    for wrong in ("https://smtp.a.cn", "mailtos://smtp.a.cn", "mailtos://?from=a@b.cn"):
        with pytest.raises(ValueError, match=r"应为|发件邮箱"):
            read_mail(wrong)
    assert mailbox_in(" luo@example.cn ") == "luo@example.cn"
    for wrong in ("luo", "luo@10.0.0.1/x", "luo@a.cn,b@c.cn", "luo@a.cn?smtp=evil.cn", "a b@c.cn"):
        with pytest.raises(Refused):
            mailbox_in(wrong)
    assert "smtp=smtp.a.cn" in mail_address(mail, "luo@example.cn")


@pytest.mark.parametrize(
    "at, leaves",
    [
        (china(10, 20, 59), china(10, 20, 59)),
        (china(10, 21), china(11, 7)),
        (china(10, 23, 30), china(11, 7)),
        (china(11, 0, 30), china(11, 7)),
        (china(11, 7), china(11, 7)),
    ],
)
def test_at_night_a_message_waits_for_the_morning(at, leaves):
    assert leaves_at(at, Quiet(), urgent=False) == leaves
    assert leaves_at(at, Quiet(), urgent=True) == at, "what is urgent passes"
    assert leaves_at(at, Quiet(since=time(0), until=time(0)), urgent=False) == at


def test_quiet_hours_may_lie_within_a_day():
    noon = Quiet(since=time(12), until=time(14))
    assert leaves_at(china(10, 13), noon, urgent=False) == china(10, 14)
    assert leaves_at(china(10, 22), noon, urgent=False) == china(10, 22)


def test_a_message_is_tried_again_after_growing_pauses_and_then_given_up():
    at = china(10, 9)
    waited = [(again_after(n + 1, at) - at).total_seconds() / 60 for n in range(len(PAUSES))]
    assert waited == sorted(waited) == list(PAUSES)
    assert again_after(len(PAUSES) + 1, at) is None
