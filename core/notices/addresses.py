"""Addresses to which messages leave: four kinds, each with hosts that nobody can choose.

What is typed is a token, or the address that the group's robot shows; what becomes of it is always
an address of the four kinds, with the host of that kind. A mail server stands in the settings of
the installation; people only give the mailbox.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from core.store.errors import Refused


@dataclass(frozen=True, kw_only=True, slots=True)
class RobotKind:
    """A kind of group robot: its word, where its web hook lives, and the scheme that sends to it."""

    key: str
    label: str
    host: str
    path: str
    query: str = ""


KINDS = {
    kind.key: kind
    for kind in (
        RobotKind(
            key="wecombot", label="企业微信", host="qyapi.weixin.qq.com",
            path="/cgi-bin/webhook/send", query="key",
        ),
        RobotKind(
            key="dingtalk", label="钉钉", host="oapi.dingtalk.com",
            path="/robot/send", query="access_token",
        ),
        RobotKind(
            key="feishu", label="飞书", host="open.feishu.cn", path="/open-apis/bot/v2/hook",
        ),
    )
}  # fmt: skip
TOKEN = re.compile(r"[A-Za-z0-9_-]{8,128}\Z")
SECRET = re.compile(r"[A-Za-z0-9]{8,128}\Z")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")
#: Added to every address: nobody is sent on to another host.
STAY = {"redirect": "no"}
SCHEMES = frozenset({*KINDS, "mailto", "mailtos"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """The mail server of this installation, and who writes. ``secure``: from the first byte on."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    secure: bool = True


def token_in(kind: str, typed: str) -> str:
    """The robot's token, from what was typed: the token, or the whole address of its web hook.

    Refused: another kind, an address of any other host.
    """
    known = KINDS.get(kind)
    if known is None:
        raise Refused("请选择企业微信、钉钉或飞书。", field="kind")
    token = typed.strip()
    if "/" in token:
        token = _token_of(known, token)
    if not TOKEN.match(token):
        say = f"这不是{known.label}群机器人的地址，请从群机器人的设置里整段复制。"
        raise Refused(say, field="address")
    return token


def _token_of(kind: RobotKind, address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme != "https" or host != kind.host or port or parts.username:
        return ""
    if kind.query:
        tokens = parse_qs(parts.query).get(kind.query, [])
        return tokens[0] if parts.path.rstrip("/") == kind.path and len(tokens) == 1 else ""
    before, _, token = parts.path.rstrip("/").rpartition("/")
    return token if before == kind.path else ""


def secret_in(kind: str, typed: str) -> str:
    """The secret with which a robot of 钉钉 wants its messages signed; empty when there is none."""
    secret = typed.strip()
    if secret and (kind != "dingtalk" or not SECRET.match(secret)):
        raise Refused(
            "加签密钥只有钉钉有，请整段复制 SEC 开头的那一串；没有就留空。", field="secret"
        )
    return secret


def robot_address(kind: str, token: str, secret: str = "") -> str:
    """The address by which a robot is reached."""
    before = f"{quote(secret, safe='')}@" if secret else ""
    return f"{KINDS[kind].key}://{before}{quote(token, safe='')}/?{urlencode(STAY)}"


def mailbox_in(typed: str) -> str:
    """The mailbox that was typed; empty for none."""
    mailbox = typed.strip()
    if mailbox and not MAILBOX.match(mailbox):
        raise Refused("请填写邮箱地址，例如 name@example.cn；不用就留空。", field="mail")
    return mailbox


def mail_address(mail: Mail, mailbox: str) -> str:
    """The address by which a mailbox is reached through the installation's own server."""
    scheme = "mailtos" if mail.secure else "mailto"
    who = f"{quote(mail.user, safe='')}:{quote(mail.password, safe='')}@" if mail.user else ""
    mode = {"mode": "ssl"} if mail.secure else {"mode": "insecure"}
    query = {"from": mail.sender, "to": mailbox, "smtp": mail.host, **mode, **STAY}
    return f"{scheme}://{who}{mail.host}:{mail.port}/?{urlencode(query)}"


def read_mail(text: str) -> Mail | None:
    """The setting of the mail server: mailtos://user:password@host:465/?from=address; none if empty.

    ``mailto`` is a server without encryption, on this very machine for instance. Raises ValueError.
    """
    if not text:
        return None
    parts = urlsplit(text)
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if parts.scheme not in ("mailto", "mailtos") or not parts.hostname:
        raise ValueError("应为 mailtos://用户:口令@主机:465/?from=发件邮箱。")
    if not MAILBOX.match(sender):
        raise ValueError("没有写发件邮箱，请在末尾加 ?from=name@example.cn。")
    secure = parts.scheme == "mailtos"
    return Mail(
        host=parts.hostname,
        port=parts.port or (465 if secure else 25),
        sender=sender,
        user=user,
        password=unquote(parts.password or ""),
        secure=secure,
    )
