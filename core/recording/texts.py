"""Texts as people type them: cleaned, never changed; what nobody can see is refused by name."""

import unicodedata
from typing import Any

from core.store.errors import Refused

LONGEST = 4000
FORBIDDEN = {"Cc", "Cs", "Co", "Cn"}
ALLOWED_CONTROLS = "\n\t\r"
#: Direction marks and zero-width signs that make a text look like another.
FORBIDDEN_SIGNS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def clean_text(value: Any, longest: int = LONGEST) -> str:
    """The text as typed, without outer white space; control characters are refused by name.

    Raises ValueError with a Chinese sentence.
    """
    if not isinstance(value, str):
        raise ValueError("应填写文字。")
    text = value.strip()
    if len(text) > longest:
        raise ValueError(f"最多 {longest} 个字，现有 {len(text)} 个。")
    for sign in text:
        bad = unicodedata.category(sign) in FORBIDDEN - {"Co"} and sign not in ALLOWED_CONTROLS
        if bad or sign in FORBIDDEN_SIGNS:
            raise ValueError(f"含有不可见的控制字符（U+{ord(sign):04X}），请删去后重填。")
    return text


def wrong_text(text: str, longest: int) -> str:
    """What ``clean_text`` has against a text; empty when nothing."""
    try:
        clean_text(text, longest)
    except ValueError as error:
        return str(error)
    return ""


def is_link(text: str) -> bool:
    """Whether a text is an address on the web that a page may offer as a link: http or https."""
    scheme, _, rest = text.partition("://")
    if scheme.lower() not in ("http", "https") or not rest.split("/")[0]:
        return False
    return not any(sign.isspace() or sign in '"<>\\' for sign in text)


def kept_text(text: str, field: str, longest: int, *, missing: str = "") -> str:
    """The cleaned text of one field; raises Refused, with ``missing`` when it may not be empty."""
    problem = wrong_text(text, longest) or ("" if text.strip() else missing)
    if problem:
        raise Refused(problem, field=field)
    return text.strip()


def folded_digits(value: Any) -> str:
    """Full-width digits as plain ones; for numbers only, never for names."""
    return unicodedata.normalize("NFKC", str(value)).strip()
