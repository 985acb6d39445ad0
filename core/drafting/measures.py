"""How a quantity is probably counted: from its unit, and from what is counted."""

import re

from core.drafting.proposal import Mark
from core.drafting.quantities import Quantity
from core.drafting.words import WORDS, last_of
from core.packages.schema import Measure

#: Units whose word alone decides, whatever noun stands beside them.
DECIDES_ALONE = ("人次", "户次", "场次", "户", "场", "例", "篇", "小时", "学时", "课时")


def measure_of(
    quantity: Quantity, subject: str, sentence: str
) -> tuple[Measure | None, tuple[str, ...], tuple[Mark, ...]]:
    """The measure, why, and what the officer must decide; None when unit and noun both stay silent."""
    unit = quantity.unit
    told = WORDS.units[unit]
    noun = last_of(WORDS.nouns, subject)
    if unit in DECIDES_ALONE:
        return Measure(told), (f"单位“{unit}”",), _doubts(unit, subject, sentence)
    if noun and WORDS.nouns[noun] != told:
        reason = f"数的是“{noun}”"
        return Measure(WORDS.nouns[noun]), (reason,), _doubts(unit, subject, sentence)
    if told:
        return Measure(told), (f"单位“{unit}”",), _doubts(unit, subject, sentence)
    say = f"单位“{unit}”看不出怎样计数，请选择计量方式。"
    return None, (), (Mark(field="measure", say=say),)


def _doubts(unit: str, subject: str, sentence: str) -> tuple[Mark, ...]:
    marks = []
    if unit == "户" and "户次" in subject:
        say = "名称写“户次”，数字后是“户”：按户（不重复）还是按户次计，请确认。"
        marks.append(Mark(field="measure", say=say))
    if unit in ("学时", "课时"):
        say = f"一{unit}合多少分钟，原文没有写，请填写。"
        marks.append(Mark(field="hour_minutes", say=say))
    if any(word in sentence for word in WORDS.outside):
        say = "像是外部平台上的数：是读平台的最近读数，还是由本系统的记录累计，请确认。"
        marks.append(Mark(field="measure", say=say))
    if any(word in subject for word in ("个案", "小组")):
        say = "个案、小组在开案时计还是结案后计，请确认。"
        marks.append(Mark(field="decides", say=say))
    return tuple(marks)


def audiences_of(text: str) -> tuple[str, ...]:
    """The audience classes that the words name, in the order of the text, each once."""
    found = sorted((text.find(word), key) for word, key in WORDS.audiences.items() if word in text)
    return tuple(dict.fromkeys(key for _, key in found))


def topic_of(subject: str, sentence: str) -> str:
    """The topic: what stands before the word for the event (惠民殡葬 in 惠民殡葬政策宣讲).

    Without such words, the expression in quotation marks that the sentence begins with.
    """
    places = [(subject.find(word), word) for word in WORDS.events if word in subject]
    before = subject[: min(places)[0]] if places else ""
    topic = before.removesuffix("政策").removesuffix("主题").strip(" “”、的").removeprefix("对")
    quoted = re.search(r"“([^”]+)”", sentence)
    return topic or (quoted[1] if quoted else "")
