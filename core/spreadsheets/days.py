"""Days as people write them in cells: 2026.3.5, 2026年3月5日, 二〇二六年三月五日, Excel's own numbers."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from core.spreadsheets.opened import Cell

DAY = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"
    r"(?:周.|星期.|\(.{2,3}\))?(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
WITHOUT_YEAR = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")
SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}")
CHINESE = re.compile(r"[〇零○Oo一二三四五六七八九十]+(?=[年月日号])")
DIGITS = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○Oo", "0"
)
#: Excel's numbers of days that can be meant here: 2000 to 2099.
SERIALS = range(36_526, 73_051)
EXCEL_BEGINS = date(1899, 12, 30)


def read_day(cell: Cell, *, year: int = 0, serials: bool = False) -> tuple[date | None, str, str]:
    """The day of a cell, a problem, and a note for the person who checks.

    ``year`` is taken for days that are written without one. ``serials`` allows bare numbers as
    Excel keeps days; what can be read two ways is never guessed.
    """
    if not isinstance(cell, str) and cell[0] in ("date", "odd"):
        try:
            return date.fromisoformat(cell[1][:10]), "", ""
        except ValueError:
            return None, f"“{cell[1][:20]}”不是日期，请写成 2026-01-05。", ""
    written = cell if isinstance(cell, str) else _whole(cell)
    text = _folded(written)
    if not text:
        say = "" if isinstance(cell, str) else f"“{cell[1]}”不是日期，请写成 2026-01-05。"
        return None, say, ""
    if serials and text.isdigit() and int(text) in SERIALS:
        day = EXCEL_BEGINS + timedelta(int(text))
        return day, "", f"“{text}”是 Excel 的日期序号，读作 {day}，请核对。"
    shown = written.strip()[:20]
    found = DAY.fullmatch(text) or EIGHT_DIGITS.fullmatch(text)
    parts = tuple(int(part) for part in found.groups()) if found else ()
    if not parts and (short := WITHOUT_YEAR.fullmatch(text)) and "月" in text:
        if not year:
            return None, f"“{shown}”没有写年份，请写成 2026-01-05。", ""
        parts = (year, *(int(part) for part in short.groups()))
    if SHORT_YEAR.fullmatch(text) and not parts:
        return None, f"“{shown}”分不清年、月、日，请写成 2026-01-05。", ""
    if not parts:
        return None, f"“{shown}”不是完整的日期，请写成 2026-01-05。", ""
    try:
        return date(*parts), "", ""
    except ValueError:
        return None, f"“{shown}”这一天不存在。", ""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text.strip()).strip()
    plain = CHINESE.sub(lambda found: _in_digits(found[0]), plain)
    return re.sub(r"\s*([-/.年月日号])\s*", r"\1", plain).strip()


def _in_digits(sign: str) -> str:
    """十二 is 12, 二十 is 20, 二〇二六 is 2026."""
    if "十" in sign:
        tens, _, ones = sign.partition("十")
        return f"{DIGITS.get(tens, '1')}{DIGITS.get(ones, '0')}"
    return "".join(DIGITS[one] for one in sign)


def _whole(cell: tuple[str, str]) -> str:
    if cell[0] != "number":
        return ""
    try:
        number = Decimal(cell[1])
    except InvalidOperation:
        return ""
    whole = number.is_finite() and number == int(number) and abs(number) < 10**15
    return str(int(number)) if whole else ""
