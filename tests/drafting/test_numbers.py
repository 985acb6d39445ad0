"""Numbers in every writing, and the promise that none of a text gets lost."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafting import draft, tender_of_text
from core.drafting.numbers import ANY_NUMBER, folded, value_of
from core.drafting.tables import joined

DIGITS = "零一二三四五六七八九"


def chinese(number):
    """A number below 10,000 as it is written out."""
    if number < 10:
        return DIGITS[number]
    text, gap = "", False
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // step % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = digit == 0
    return text


@given(st.integers(min_value=0, max_value=9999))
def test_chinese_numerals_are_read_as_they_are_written(number):
    assert value_of(chinese(number)) == number


@given(st.integers(min_value=0, max_value=10**9))
def test_full_width_and_grouped_figures_are_the_same_number(number):
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert value_of(wide) == value_of(f"{number:,}") == number


@pytest.mark.parametrize(
    ("words", "value"), [("两", 2), ("十二", 12), ("3万", 30000), ("0.5", "0.5")]
)
def test_other_writings(words, value):
    assert value_of(words) == Decimal(value)


@given(st.text())
def test_folding_keeps_every_position(text):
    assert len(folded(text)) == len(text)


WORDS = st.sampled_from(
    [
        "开展",
        "讲座",
        "每月",
        "服务老人",
        "5",
        "１２",
        "三",
        "场",
        "人次",
        "户",
        "，",
        "；",
        "。",
        "（",
        "）",
        "其中",
        "扣",
        "分",
        "元/人/月",
        "%",
        "不少于",
        "\n",
        "\t",
        "1.",
        "2025年",
        "80-89分为良好",
        "约",
        "每季度末提交报告",
        "抽查",
        "-",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_whatever_the_text_every_number_is_used_or_listed_and_none_is_invented(text):
    tender = tender_of_text(text, "a.txt")
    found = draft(tender)
    blocks = joined(tender.blocks)
    written = sum(
        len(m.group()) for block in blocks for m in ANY_NUMBER.finditer(folded(block.text))
    )
    places = {
        (span.block, place)
        for span in (
            *(u.span for u in found.unused),
            *(r.span for p in found.proposals for r in p.readings if not r.implied),
        )
        for place in range(span.start, span.end)
    }
    if not any(p.also_at for p in found.proposals):
        assert len(places) >= written
    for proposal in found.proposals:
        for reading in proposal.readings:
            assert re.sub(r"\s", "", reading.words) in re.sub(r"\s", "", text)
