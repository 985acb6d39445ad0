"""What may be done about a matter: each a few questions and one use case of the core."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.ledger.book import Book
from core.matters.facts import MEANS, OUTCOMES, REGISTERED
from core.matters.inputs import ToldInput
from core.matters.rules.standing import Standing
from core.matters.steps import acknowledge, add_note, close, handle, refer, reopen, tell
from core.plugin import Option, Question, QuestionKind
from core.store import Unit

Answers = Mapping[str, Any]
#: unit, book, the matter's id, its version as the page showed it, the answers, the actor's offices.
Do = Callable[[Unit, Book, str, int, Answers, Iterable[Any]], Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Doing:
    """One thing that may be done: its words, its questions, and what it does."""

    key: str
    title: str
    button: str
    say: str
    questions: tuple[Question, ...]
    do: Do


def _options(words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key=key, label=label) for key, label in words.items())


def _note(label: str, *, must: bool = True) -> Question:
    return Question(key="note", label=label, kind=QuestionKind.LONG_TEXT, required=must)


_OFFICE = Question(
    key="office", label="告知了谁", kind=QuestionKind.SINGLE, required=True, other=True
)
_MEANS = Question(
    key="means", label="怎样告知的", kind=QuestionKind.SINGLE, required=True,
    options=_options({key: word for key, word in MEANS.items() if key != "system"}),
)  # fmt: skip
_OUTCOME = Question(key="outcome", label="结果", kind=QuestionKind.SINGLE, required=True)


def _tell(unit: Unit, book: Book, uuid: str, version: int, a: Answers, offices: Any) -> Any:
    said = a["office_other"] if a["office"] == "other" else a["office"]
    told = ToldInput(office=said, at=_now(unit), means=a["means"], note=a.get("note", ""))
    return tell(unit, book, uuid, told, version=version)


def _now(unit: Unit) -> datetime:
    return unit.at


_EVERY = (
    Doing(
        key="acknowledge", title="接收", button="接收", say="已接收。",
        questions=(_note("意见", must=False),),
        do=lambda unit, book, uuid, version, a, offices: acknowledge(
            unit, book, uuid, version=version, offices=offices, note=a.get("note", "")
        ),
    ),
    Doing(
        key="handle", title="记处理情况", button="记下", say="处理情况已记下。",
        questions=(_note("怎样处理的"),),
        do=lambda unit, book, uuid, version, a, offices: handle(
            unit, book, uuid, version=version, note=a["note"]
        ),
    ),
    Doing(
        key="tell", title="记已告知", button="记下", say="已记下告知了谁。",
        questions=(_OFFICE, _MEANS, _note("说明", must=False)), do=_tell,
    ),
    Doing(
        key="refer", title="转介", button="转介", say="转介已记下。",
        questions=(
            Question(key="office", label="转介到哪里", required=True),
            _note("说明", must=False),
        ),
        do=lambda unit, book, uuid, version, a, offices: refer(
            unit, book, uuid, version=version, office=a["office"], note=a.get("note", "")
        ),
    ),
    Doing(
        key="note", title="补充或更正", button="补上", say="已补上。",
        questions=(_note("补充什么，或哪里记错了"),),
        do=lambda unit, book, uuid, version, a, offices: add_note(
            unit, book, uuid, version=version, note=a["note"]
        ),
    ),
    Doing(
        key="close", title="办结", button="办结", say="已办结。",
        questions=(_OUTCOME, _note("结果说明")),
        do=lambda unit, book, uuid, version, a, offices: close(
            unit, book, uuid, version=version, outcome=a["outcome"], note=a["note"]
        ),
    ),
    Doing(
        key="close_lead", title="不登记，办结", button="办结", say="已办结。",
        questions=(_OUTCOME, _note("结果说明")),
        do=lambda unit, book, uuid, version, a, offices: close(
            unit, book, uuid, version=version, outcome=a["outcome"], note=a["note"]
        ),
    ),
    Doing(
        key="register", title="已登记为对象", button="就是这一位", say="已登记为对象，线索办结。",
        questions=(Question(key="person", label="对象", required=True),),
        do=lambda unit, book, uuid, version, a, offices: close(
            unit, book, uuid, version=version, outcome=REGISTERED, note="已登记为对象。",
            person=a["person"],
        ),
    ),
    Doing(
        key="reopen", title="重新办理", button="重新办理", say="已重新办理，有关单位重新告知。",
        questions=(_note("为什么要重新办理"),),
        do=lambda unit, book, uuid, version, a, offices: reopen(
            unit, book, uuid, version=version, reason=a["note"]
        ),
    ),
)  # fmt: skip
DOINGS: Mapping[str, Doing] = {doing.key: doing for doing in _EVERY}


def asked_of(doing: Doing, kind: str, found: Standing) -> tuple[Question, ...]:
    """Its questions under names of its own, with the offices and outcomes of this matter."""
    return tuple(
        replace(one, key=f"{doing.key}.{one.key}", options=_choices(one, kind, found))
        for one in doing.questions
    )


def _choices(question: Question, kind: str, found: Standing) -> tuple[Option, ...]:
    if question is _OUTCOME:
        words = {k: word for k, word in OUTCOMES[kind].items() if k != REGISTERED}
        return _options(words)
    if question is _OFFICE:
        offices = [o.words for chain in found.chains for o in chain.route.offices]
        return _options({words: words for words in offices})
    return question.options
