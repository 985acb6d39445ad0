"""What may be said about a person: names, phones, dates. Pure; every answer is a sentence."""

import re
import unicodedata
from datetime import date

from core.places.typed_text import text_problem

NAME_LIMIT = 40
ADDRESS_LIMIT = 200
#: Nobody alive was born before; earlier is a slip of the hand.
EARLIEST = date(1850, 1, 1)
PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[2-9][0-9]{6,7}")
BETWEEN_DIGITS = re.compile(r"[\s\-()]")


def name_problem(name: str, label: str = "姓名") -> str:
    """A name has 1 to 40 characters of any script, at least one of them a letter."""
    problem = text_problem(name, label, NAME_LIMIT, required=True)
    if problem:
        return problem
    written = any(unicodedata.category(char)[0] == "L" or _rare(char) for char in name)
    return "" if written else f"{label}里没有文字。"


def uncertain_name(name: str) -> str:
    """A warning when a name holds private characters of old systems: other machines show none."""
    private = [char for char in name if unicodedata.category(char) == "Co"]
    return f"姓名中的“{private[0]}”是旧系统自造字，请改用规范字。" if private else ""


def _rare(char: str) -> bool:
    return unicodedata.category(char) in ("Co", "Cn")


def folded_phone(typed: str) -> str:
    """The digits of a phone number: full-width folded, spaces, hyphens and brackets dropped."""
    return BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", typed).removeprefix("+86"))


def phone_problem(folded: str, label: str = "电话") -> str:
    """A mobile of 11 digits, or a landline with or without its area code; or nothing at all."""
    if not folded or PHONE.fullmatch(folded):
        return ""
    return f"{label}应为 11 位手机号，或带区号的固定电话。"


def birth_problem(born: date | None, day: date) -> str:
    """A birth date lies neither after the day of writing nor before 1850."""
    if born is None:
        return ""
    if born > day:
        return "出生日期在今天之后，请核对。"
    return "出生日期早于 1850 年，请核对。" if born < EARLIEST else ""


def death_problem(died: date | None, born: date | None, day: date) -> str:
    """A death lies neither before the birth nor after the day of writing."""
    if died is None:
        return ""
    if died > day:
        return "去世日期在今天之后，请核对。"
    return "去世日期早于出生日期，请核对。" if born and died < born else ""


def span_problem(start: date, end: date | None) -> str:
    """A dated fact may not end before it starts; ending on its first day makes it void."""
    return "结束日期早于开始日期。" if end is not None and end < start else ""
