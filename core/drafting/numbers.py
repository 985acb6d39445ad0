"""Numbers as tenders write them: Arabic, full-width, Chinese, with 万; and the folding of a text."""

import re
from decimal import Decimal

#: Folding keeps every position: one character for one character.
FOLDED = str.maketrans(
    "０１２３４５６７８９％．＋－–—―～﹣／,;:()!?＞＜",
    "0123456789%.+------/，；：（）！？><",
)
CHINESE = "零〇一二两三四五六七八九十百千万"
#: No number of a tender is longer; a bound keeps the reading of any text quick.
FIGURE = r"(?<!\d)\d{1,12}(?:，\d{3}){0,4}(?:\.\d{1,6})?"
NUMBER = rf"(?:{FIGURE}|[{CHINESE.replace('万', '')}]{{1,12}})万?"
#: Every run of digits or Chinese numerals, whatever it means.
ANY_NUMBER = re.compile(rf"\d+(?:，\d{{3}}(?!\d))*(?:\.\d+)?|[{CHINESE}]+")
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000}


def folded(text: str) -> str:
    """The text with full-width figures and half-width punctuation made uniform, same length."""
    return text.translate(FOLDED)


def value_of(words: str) -> Decimal:
    """The exact value: 1，200 · 二十 · 两 · 3万. ``ValueError`` for what is no number."""
    plain = folded(words).strip().replace("，", "").replace(" ", "")
    times = 10000 if plain.endswith("万") and len(plain) > 1 else 1
    plain = plain.removesuffix("万") if times > 1 else plain
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain) * times
    return Decimal(_chinese(plain)) * times


def _chinese(words: str) -> int:
    if not words or any(c not in DIGITS and c not in STEPS for c in words):
        raise ValueError(words)
    if not any(c in STEPS for c in words):
        return int("".join(str(DIGITS[c]) for c in words))
    total, digit = 0, 0
    for c in words:
        if c in STEPS:
            total += (digit or 1) * STEPS[c]
            digit = 0
        else:
            digit = DIGITS[c]
    return total + digit
