"""Which names are kept as keys, and what the others become: one rule, the same for every file.

A question's name is kept when it is lower-case letters, digits and ``_`` and starts with a letter;
a form's may hold ``-`` and start with a digit; an answer's is kept when it holds no white space.
Any other name is folded to lower case, everything else in it becomes one ``_`` (``HouseholdSize``:
``household_size``), ``q_`` goes before what would not start with a letter, and ``_2``, ``_3`` … behind
what is taken already.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from core.packages.check.references import KEY as FORM_KEY

QUESTION_KEY = re.compile(r"[a-z][a-z0-9_]*")
ANSWER_KEY = re.compile(r"\S+")
#: What XML, and so every tool that reads an XLSForm, takes for a name.
XML_NAME = re.compile(r"[^\W\d][\w.\-]*")

__all__ = ["ANSWER_KEY", "FORM_KEY", "QUESTION_KEY", "XML_NAME", "key_of", "keys_of"]


def key_of(name: str, valid: re.Pattern[str]) -> str:
    """The key of a name: itself where it is valid."""
    if valid.fullmatch(name):
        return name
    if valid is ANSWER_KEY:
        return re.sub(r"\s+", "_", name.strip())
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKC", name))
    text = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    return text if valid.fullmatch(text) else f"q_{text}".rstrip("_")


def keys_of(names: Iterable[str], valid: re.Pattern[str]) -> Mapping[str, str]:
    """The key of each name; no two names get the same, and valid ones keep theirs."""
    names = tuple(dict.fromkeys(names))
    taken = {name for name in names if valid.fullmatch(name)}
    keys: dict[str, str] = {}
    for name in names:
        key = base = key_of(name, valid)
        number = 1
        while key != name and key in taken:
            number += 1
            key = f"{base}_{number}"
        taken.add(key)
        keys[name] = key
    return keys
