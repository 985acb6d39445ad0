"""Passwords: what is too easy to guess, and how they are kept (Argon2id).

Length and a list, no rules about capitals and signs, no forced change (ASVS 5.0 6.2): a sentence
is easier to remember and harder to guess than `Abc@12345`.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 10
MOST = 200

_HASHER = PasswordHasher()

_LOOKALIKE = str.maketrans("013457@$!", "oleastasi")
_BIRTHDAY = re.compile(
    r"(19[3-9]\d|20[0-2]\d)[-./年]?(0?[1-9]|1[0-2])[-./月]?(0?[1-9]|[12]\d|3[01])"
)
_PHONE = re.compile(r"1[3-9]\d{9}")
_ROWS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


@cache
def _nobodys() -> str:
    """Checked when there is no such account, so that the answer takes the same time."""
    return _HASHER.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    lines = Path(__file__).with_name("common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _folded(password: str) -> str:
    return unicodedata.normalize("NFKC", password).casefold()


def _word(folded: str) -> str:
    """What is left of a password when digits and signs at its ends are taken off."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)


def _runs_along(folded: str) -> bool:
    """Whether it is one stretch of the keyboard or the alphabet, forwards or back, or repeats."""
    doubled = [row + row for row in _ROWS]
    if any(folded in row or folded in row[::-1] for row in doubled):
        return True
    return any(folded == (folded[:size] * len(folded))[: len(folded)] for size in (1, 2, 3, 4, 5))


def weakness(password: str, *, login: str = "", name: str = "") -> str:
    """Why a password is not accepted, as a Chinese sentence; empty when it is good enough."""
    if len(password) < LEAST:
        return f"密码至少 {LEAST} 个字符；可以用一句只有您知道的话。"
    if len(password) > MOST:
        return f"密码最多 {MOST} 个字符。"
    folded = _folded(password)
    word = _word(folded)
    straight = re.sub(r"[\W_]", "", folded)
    if word in _common() or word.translate(_LOOKALIKE) in _common():
        return "这个密码很容易被猜到（常用词加数字），请换一个。"
    if _runs_along(folded) or _runs_along(straight):
        return "这个密码是重复或连续的字符，请换一个。"
    rest = _PHONE.sub("", _BIRTHDAY.sub("", straight))
    if len(rest) < LEAST and rest != straight and not re.search(r"[^\W\d_]{4}", rest):
        return "生日、手机号码加几个字母很容易被猜到，请换一个。"
    if straight.isdigit() and len(straight) < 16:
        return "只用数字的密码很容易被猜到，请加上文字或字母。"
    for own in (_folded(login), _folded(name)):
        if len(own) >= 2 and len(straight.replace(own, "")) < LEAST - 4:
            return "密码不能主要由登录名或姓名组成，请换一个。"
    return ""


def hashed(password: str) -> str:
    """The Argon2id hash of a password; takes about a fifth of a second."""
    return _HASHER.hash(unicodedata.normalize("NFC", password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash; as slow when there is no hash at all."""
    nobodys = _nobodys()  # whoever comes first waits for it, with an account or without
    try:
        _HASHER.verify(password_hash or nobodys, unicodedata.normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
