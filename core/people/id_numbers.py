"""Reading a resident ID number 身份证号: what it says, what is surely wrong, what is only odd.

Check digit and birth date decide (GB 11643); the birthplace is a warning only, because lists
of counties have gaps and permits 81, 82, 83 are in none.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

SHAPE = re.compile(r"[0-9]{17}[0-9X]")
OLD_SHAPE = re.compile(r"[0-9]{15}")
#: 港澳台居民居住证: the same number, without a county.
PERMITS = ("81", "82", "83")


@dataclass(frozen=True, kw_only=True, slots=True)
class IdNumber:
    """What was read; ``problem`` is one sentence and then nothing else may be relied on."""

    number: str = field(default="", repr=False)
    birth_date: date | None = None
    sex: str = ""
    problem: str = ""
    warning: str = ""


def read_id_number(typed: str) -> IdNumber:
    """Read what was typed: full-width digits and a small x are folded, spaces dropped."""
    number = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).upper()
    if not SHAPE.fullmatch(number):
        return IdNumber(problem=_wrong_shape(number))
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdNumber(problem="身份证号里的出生日期不存在，请核对第 7 至 14 位。")
    if number[-1] != ric.calc_check_digit(number):
        return IdNumber(problem="身份证号的校验码不对，请逐位核对。")
    return IdNumber(
        number=number,
        birth_date=birth_date,
        sex="男" if int(number[16]) % 2 else "女",
        warning=_odd_birthplace(number[:6], birth_date.year),
    )


def _wrong_shape(number: str) -> str:
    if OLD_SHAPE.fullmatch(number):
        return "这是 15 位旧号，请填写 18 位身份证号。"
    if re.search(r"[0-9]E\+?[0-9]", number):
        return "身份证号已被表格软件改成科学计数，后几位丢失，请重新输入。"
    if not re.fullmatch(r"[0-9X]*", number):
        return "身份证号只能有数字，最后一位可以是 X。"
    return f"身份证号应为 18 位，现在是 {len(number)} 位。"


@lru_cache(maxsize=4096)
def _odd_birthplace(region: str, year: int) -> str:
    """A list holds few regions and years, and each look into the register of counties is slow."""
    if region.startswith(PERMITS):
        return ""
    try:
        ric.get_birth_place(f"{region}{year:04d}01010000")
    except (ValidationError, KeyError):
        return "身份证号前 6 位的地区不在名录中，请核对。"
    return ""
