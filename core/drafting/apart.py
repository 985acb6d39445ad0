"""Numbers that count nothing: ordinals, document numbers, dates, telephones, options of a form."""

import re
from collections.abc import Iterator, Sequence

from core.drafting.numbers import ANY_NUMBER, CHINESE

#: A Chinese numeral as it is used in an ordinal.
HAN = f"[{CHINESE}]"
FILLER = "\x00"
FORM_LINE = re.compile(r"（\s*）\s*\d|[□☐囗]\s*\d|（\s+）|？\s*(?:（[^）]*）)?$|_{3,}")

#: What it looks like, and how it is written; looked for in this order.
LOOKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("书签", re.compile(r"\[bookmark：[^\]]*\]")),
    ("文号", re.compile(r"[〔\[（]\s*(?:19|20)\d{2}\s*[〕\]）]\s*第?\s*\d+\s*号")),
    ("标准号", re.compile(r"(?:GB|DB|MZ|YY|WS)\d*(?:/T)?\s*[\d.]+(?:-\d+)?")),
    ("编号、账号", re.compile(r"(?:编号|账号|代码)：?\s*[A-Za-z\d*-]*\d[A-Za-z\d*-]*")),
    ("电话", re.compile(r"(?<!\d)(?:0\d{2,3}-[\d*]{6,}|1[3-9]\d{9})(?!\d)")),
    ("编号、账号", re.compile(r"(?<!\d)\d{11,}(?!\d)|[A-Z]{2,}\d*(?:-\d{3,})+")),
    ("日期", re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")),
    ("日期", re.compile(r"(?:19|20)\d{2}\s*年(?:度|版)?(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?")),
    ("日期", re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日")),
    (
        "时刻",
        re.compile(
            r"(?<!\d)\d{1,2}(?:：\d{2}(?!\d)|时\d{1,2}分)|\d+(?:小时|分钟|天)前(?!提|报|通)"
        ),
    ),
    ("序号", re.compile(rf"^\s*(?:（\s*(?:\d{{1,2}}|{HAN}{{1,3}})\s*）|{HAN}{{1,3}}、)")),
    ("序号", re.compile(r"(?:^|(?<=[。；：）\s]))\s*\d{1,2}\s*(?:[、）]|\.(?!\d))")),
    ("序号", re.compile(r"^\s*\d{1,3}\s*$")),
    ("序号", re.compile(rf"第(?:\d+|{HAN}+)(?:条|章|节|款|号|页|包|批|部分|卷|项)")),
    ("序号", re.compile(r"(?:附件|附表|附录|附|表|采购包|包组?|标段)\s*\d{1,2}(?!\d|分)")),
    ("固定说法", re.compile(rf"第{HAN}+(?!季度|次)")),
    ("固定说法", re.compile(rf"[“‘][^”’\d]{{0,4}}{HAN}[^”’\d]{{1,12}}[”’]")),
    ("固定说法", re.compile(r"一次性|一体化|全国统一|一系列|一致|统一|一般|一定|一切|进一步|一并")),
)

#: What a number that no rule has used looks like, from the words right after or before it.
LEFT_OVER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("金额", re.compile(r"#\s*(?:万|亿)?\s*元")),
    ("分值", re.compile(r"#\s*分(?!钟|类|级|散)")),
    ("百分比", re.compile(r"#\s*%|#\s*个百分点")),
    ("年龄", re.compile(r"#\s*周?岁")),
    ("期限", re.compile(r"#\s*(?:个工作日|个月|个?小时|天|日|年|周|分钟)")),
    ("大约的人数", re.compile(r"约\s*#")),
)


def apart(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and look of each number that counts nothing, in a folded text."""
    if FORM_LINE.search(text):
        for found in ANY_NUMBER.finditer(text):
            yield *found.span(), "表单选项"
        return
    taken = [False] * len(text)
    for look, pattern in LOOKS:
        for found in pattern.finditer(text):
            start, end = found.span()
            if not any(taken[start:end]):
                taken[start:end] = [True] * (end - start)
                yield start, end, look


def blanked(text: str) -> str:
    """The folded text of the same length, where those numbers cannot be seen any more.

    Of a fixed expression only the numerals are hidden: its other words still tell the topic.
    """
    shown = list(text)
    for start, end, look in apart(text):
        for place in range(start, end):
            if look != "固定说法" or shown[place] in CHINESE:
                shown[place] = FILLER
    return "".join(shown)


def look_of(text: str, start: int, end: int, known: Sequence[tuple[int, int, str]]) -> str:
    """What an unused number looks like, for the officer to leaf through; ``known`` is ``apart``."""
    for first, last, look in known:
        if first <= start and end <= last:
            return look
    around = f"{text[max(0, start - 6) : start]}#{text[end : end + 6]}"
    for look, pattern in LEFT_OVER:
        if pattern.search(around):
            return look
    return "词语里的数字" if text[start:end].strip(CHINESE) == "" else "其他"
