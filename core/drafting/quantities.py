"""A counted quantity: comparison, number or range, unit, and the period that stands beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.drafting.numbers import NUMBER, value_of
from core.drafting.sentences import Phrase
from core.drafting.words import WORDS, any_of

UNITS = any_of(WORDS.units)
PERIODS = any_of(WORDS.periods)
#: Comparisons stand before a number or behind its unit; these only behind.
BEHIND = ("以上", "及以上", "以下", "以内", "之内", "左右")
COMPARED = any_of({*WORDS.at_least, *WORDS.about, *WORDS.at_most} - set(BEHIND))
QUANTITY = re.compile(
    rf"(?P<before>{COMPARED})?\s*(?P<n>{NUMBER})(?:\s*(?:-|至|到|~|～)\s*(?P<most>{NUMBER}))?\s*余?\s*"
    rf"(?:个(?={any_of(('小时', '学时', '课时'))}))?(?P<unit>{UNITS})"
    rf"(?:\s*/\s*(?P<each>人)?\s*/?\s*(?P<slash>{PERIODS})?)?\s*(?P<after>{any_of(BEHIND)})?"
)
#: What follows a unit and makes it another word: 5个月, 2个方面, 3项原则, 2人员.
OTHER_WORD = re.compile(
    r"[\s]*(?:月|工作日|自然日|百分点|方面|环节|原则|阶段|部分|类|等级|员|间|责任|层)"
)
EVERY = re.compile(rf"(?:每|一)(?:个)?(?P<period>{PERIODS})(?!以)|(?P<adverb>全年|月度|季度|年度)")
EACH_PERSON = re.compile(r"每一?(?:名|位)|每人|人均|每个?(?:社工|对象|服务对象|老人|儿童)")
#: 每2人、第3次、某1户 count nothing; 一个 without a comparison or a period only means “a”,
#: and 二次 “the second time”: two of something are 两.
NOT_PLAIN = ("一", "二")
NOT_A_COUNT = ("每", "第", "这", "某")


class Says(StrEnum):
    """Which side of the number is meant."""

    AT_LEAST = "at_least"
    ABOUT = "about"
    AT_MOST = "at_most"
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """A number with its unit, and where it stands in its block.

    ``period`` comes from the words right beside it, ``period_words`` are those words. ``whole`` is
    the stretch with comparison and unit, ``start`` to ``end`` the number alone; ``inherited``: the period stands in the phrase before.
    """

    value: Decimal
    most: Decimal | None
    unit: str
    says: Says
    start: int
    end: int
    whole: tuple[int, int]
    words: str
    period: str = ""
    period_words: str = ""
    each_person: bool = False
    mean: bool = False
    inherited: bool = False


def quantities(phrase: Phrase) -> Iterator[Quantity]:
    """The quantities of a phrase in order; words that only look like one are passed over."""
    last = 0
    for found in QUANTITY.finditer(phrase.seen):
        before = phrase.seen[last : found.start()]
        if OTHER_WORD.match(phrase.seen, found.end("unit")) or before.endswith(NOT_A_COUNT):
            continue
        quantity = _quantity(phrase, found, before)
        if quantity.period or quantity.says is not Says.PLAIN or found["n"] not in NOT_PLAIN:
            last = found.end()
            yield quantity


def _quantity(phrase: Phrase, found: re.Match[str], before: str) -> Quantity:
    every = list(EVERY.finditer(before))
    near = every[-1] if every else None
    persons = EACH_PERSON.search(before)
    period = found["slash"] or (near["period"] if near else None) or ""
    return Quantity(
        value=value_of(found["n"]),
        most=value_of(found["most"]) if found["most"] else None,
        unit=found["unit"],
        says=_says(found["before"] or "", found["after"] or ""),
        start=phrase.start + found.start("n"),
        end=phrase.start + found.end("n"),
        whole=(phrase.start + found.start(), phrase.start + found.end()),
        words=found["n"],
        period=WORDS.periods.get(period, ""),
        period_words=f"/{found['slash']}" if found["slash"] else (near.group() if near else ""),
        each_person=persons is not None or found["each"] is not None,
        mean=persons is not None and persons.group() == "人均",
    )


def _says(before: str, after: str) -> Says:
    for words, says in (
        (WORDS.at_most, Says.AT_MOST),
        (WORDS.about, Says.ABOUT),
        (WORDS.at_least, Says.AT_LEAST),
    ):
        if before in words or after in words:
            return says
    return Says.PLAIN
