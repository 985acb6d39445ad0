"""From code to word and back: no word stands for two codes, and a code in brackets always decides."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from core.facts.vocabulary import ASSESSMENTS, ROLES, STAGES
from core.packages.fields import ITEM_FIELDS, PERSON_FIELDS, RECORD_FIELDS
from core.packages.schema import NOT_AGREED
from core.plugin import Question
from core.plugin.catalogue import Catalogue
from core.workbook.words import FIXED

CODE = re.compile(r"@?[a-z0-9][a-z0-9_.-]*")
BRACKETED = re.compile(r".*\((@?[a-z0-9][a-z0-9_.-]*)\)", re.DOTALL)
#: Words in use beside those of the lists, folded.
ALSO: Mapping[str, str] = {
    "天": "day",
    "一周": "week",
    "星期": "week",
    "半个月": "half_month",
    "月度": "month",
    "个月": "month",
    "季": "quarter",
    "季度": "quarter",
    "年度": "year",
    "全年": "year",
    "合同期内": "term",
    "服务期内": "term",
    "大于等于": "≥",
    "不少于": "≥",
    ">=": "≥",
    "小于等于": "≤",
    "不多于": "≤",
    "<=": "≤",
    "包含": "contains",
    "之间": "between",
}


def folded(text: str) -> str:
    """Full-width signs folded, blanks around dropped."""
    return unicodedata.normalize("NFKC", text).strip()


@dataclass(frozen=True, kw_only=True)
class WordList:
    """A closed list: code → word; ``always`` writes the code in brackets behind every word."""

    words: Mapping[str, str] = field(default_factory=dict)
    always: bool = False

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        """Code → the word that stands in a cell; told apart by the code where two are alike."""
        said = list(self.words.values())
        return {
            code: word
            if not self.always and said.count(word) == 1 and code != word
            else f"{word}（{code}）"
            for code, word in self.words.items()
        }

    @cached_property
    def by_word(self) -> Mapping[str, str]:
        """Folded word → code; words of several codes are left out."""
        bare = [folded(word) for word in self.words.values()]
        found = {folded(w): c for c, w in self.words.items() if bare.count(folded(w)) == 1}
        return found | {folded(word): code for code, word in self.by_code.items()}

    def word(self, code: str) -> str:
        """The word of a code; a code that nobody knows stands for itself."""
        return self.by_code.get(code, code)

    def code(self, text: str) -> str | None:
        """The code that a typed word means; None when it means none."""
        short = folded(text)
        if short in self.by_word:
            return self.by_word[short]
        if short in self.words or short == NOT_AGREED:
            return short
        bracketed = BRACKETED.fullmatch(short)
        if bracketed:
            return bracketed[1]
        for typed in (short, short.removeprefix("每一").removeprefix("每个").removeprefix("每")):
            for code in (ALSO.get(typed), self.by_word.get(typed)):
                if code in self.words:
                    return code
        return short if CODE.fullmatch(short) else None


def word_lists(catalogue: Catalogue) -> Mapping[str, WordList]:
    """Every list by its name: the fixed ones, and those that the catalogue fills."""
    kinds = {key: kind.label for key, kind in catalogue.kinds.items()}
    types = {key: one.label for key, one in catalogue.contract_types.items()}
    questions = {key: question.label for key, question in catalogue.questions.items()}
    answers = {key: _options(question) for key, question in catalogue.questions.items()}
    answers |= {"category": FIXED["category"], "audience": FIXED["audience"], "kind": kinds}
    answers |= {f"level.{key}": levels for key, (_, levels) in ASSESSMENTS.items()}
    answers |= {"stage": STAGES, "role": ROLES}
    known = {**questions, **FIXED["date_role"], **RECORD_FIELDS, **PERSON_FIELDS, **ITEM_FIELDS}
    return {
        **{name: WordList(words=words) for name, words in FIXED.items()},
        "kind": WordList(words=kinds),
        "type": WordList(words=types),
        "field": WordList(words=known, always=True),
        "answer": WordList(),
        "proxy": WordList(words=answers.get("contacted", {}), always=True),
        **{f"answer of {key}": WordList(words=w, always=True) for key, w in answers.items()},
    }


def _options(question: Question) -> Mapping[str, str]:
    return {option.key: option.label for option in question.answers}
