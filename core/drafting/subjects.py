"""What a number is about: the words of its phrase without verbs and ordinals, led by what went before."""

import re

from core.drafting.quantities import Quantity
from core.drafting.sentences import Item, Phrase
from core.drafting.words import WORDS, any_of

VERBS = any_of(WORDS.verbs)
PERIODS = any_of(WORDS.periods)
LEADING = re.compile(rf"^(?:[\s、：，；。.)）]|并(?!发)|且|和|共计|总计|累计|（协助）|{VERBS})+")
TRAILING = re.compile(r"(?:[\s：、，]|数量|总数|人数|时间|共计|累计|总计|为|共)+$")
AFTER = re.compile(r"^[^，。；：（）\d≥]*")
CONTINUES = re.compile(rf"^[\s、并]*{any_of(WORDS.continuations)}")
TIME = re.compile(rf"(?:每|一)个?{PERIODS}|每人|人均|全年|每次")
BRACKET = re.compile(r"（[^）]*）")


def name_of(item: Item, phrase: Phrase, quantity: Quantity, since: int) -> str:
    """The label of the line in the words of the text, without number, verb and period.

    ``since`` is where the quantity before it ended, or the start of the phrase.
    """
    before = BRACKET.sub("", TIME.sub("", item.words(max(since, phrase.start), quantity.whole[0])))
    behind = (AFTER.match(item.words(quantity.whole[1], phrase.end)) or [""])[0].strip()
    bare = TRAILING.sub("", before)
    verb = re.search(rf"{VERBS}$", bare)
    if behind and (verb or not bare):
        return LEADING.sub("", bare[: verb.start()] if verb else bare) + behind
    return LEADING.sub("", bare)


def continues(item: Item, phrase: Phrase) -> bool:
    """Whether the phrase only goes on about the activity before it (，服务老人400人次)."""
    return bool(CONTINUES.match(item.words(phrase.start, phrase.end)))


def activity_of(item: Item, phrase: Phrase) -> str:
    """The activity that a phrase names, for the phrases that go on about it."""
    text = item.words(phrase.start, phrase.end)
    return LEADING.sub(
        "", re.sub(r"(?:≥|不少于|不低于|至少)?\s*\d.*$", "", BRACKET.sub("", text))
    ).strip("，；。 ")
