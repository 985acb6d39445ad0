"""The keys under which a person is found 检索: parts of the name, pinyin, initials, phone tail."""

import re
import unicodedata
from functools import lru_cache

from core.people.pinyin import name_readings, spellings
from core.places.typed_text import without_bad_characters

KEY_LENGTH = 64
PHONE_TAIL = 4
#: Not typed the same way twice: blanks, apostrophes, variation selectors, dots between names.
SKIPPED = re.compile("[\\s'’ʼ`\ufe00-\ufe0f\U000e0100-\U000e01ef·•‧・．.]")


@lru_cache(maxsize=30_000)
def folded(text: str) -> str:
    """The form in which names and questions are compared. For matching only, never stored."""
    plain = unicodedata.normalize("NFKC", without_bad_characters(text)).casefold()
    plain = unicodedata.normalize("NFKC", plain).replace("ü", "v")
    return SKIPPED.sub("", plain)[:KEY_LENGTH]


def is_usual(name: str, start: str) -> bool:
    """Whether a part of the name begins so in its first readings, spelt out or as initials."""
    usual = [one[0] for one in name_readings("".join(char for char in name if folded(char)))]
    parts = (usual[place:] for place in range(len(usual)))
    return any(
        folded("".join(spelt)).startswith(start)
        or folded("".join(one[0] for one in spelt)).startswith(start)
        for spelt in parts
    )


def keys_of(name: str, phone: str = "", code: str = "") -> frozenset[str]:
    """All keys of one person; a question finds the person when a key starts with it."""
    found = {folded(name[start:]) for start in range(len(name))}
    written = [char for char in name if folded(char)]
    read = name_readings("".join(written))
    for start in range(len(read)):
        for spelling in spellings(read[start:]):
            found.add(folded("".join(spelling)))
            found.add(folded("".join(part[0] for part in spelling)))
    if len(phone) >= PHONE_TAIL:
        found.add(phone[-PHONE_TAIL:])
    found.add(code.casefold())
    return frozenset(found - {""})
