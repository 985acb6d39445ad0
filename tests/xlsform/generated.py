"""Forms that hypothesis makes up: every kind, every field, within what the ladder lets pass."""

from hypothesis import strategies as st

from core.packages.schema import FormQuestion, FormRow
from core.plugin import QuestionKind
from core.xlsform.words import FIXED

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda key: not key.endswith(("_other", "_note"))
)
LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="$（）")
TEXTS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)
ANSWERS = st.from_regex(r"[A-Za-z0-9_.'-]{1,6}", fullmatch=True).filter(lambda key: key != "other")
OPTIONS = st.dictionaries(ANSWERS, TEXTS, min_size=1, max_size=4)
CHOICE = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)


def maybe(strategy, nothing):
    return st.one_of(st.just(nothing), strategy)


@st.composite
def questions(draw, key):
    """A question on its own."""
    kind = draw(st.sampled_from(list(QuestionKind)))
    number = kind is QuestionKind.NUMBER
    bounds = maybe(st.integers(-500, 500), None) if number else st.none()
    return {
        "key": key,
        "label": draw(TEXTS),
        "kind": kind.value,
        "options": draw(OPTIONS) if kind in CHOICE else {},
        "other": kind in CHOICE and draw(st.booleans()),
        "required": draw(st.booleans()),
        "unit": draw(maybe(TEXTS, "")),
        "hint": draw(maybe(TEXTS, "")),
        "section": draw(maybe(TEXTS, "")),
        "months": draw(maybe(st.lists(st.integers(1, 12), min_size=1, unique=True), ())),
        "minimum": draw(bounds),
        "maximum": draw(bounds),
    }


def answers_of(question):
    """Answers that may be given to a question."""
    kind = QuestionKind(question["kind"])
    keys = list(FIXED[kind][1] if kind in FIXED else question["options"])
    keys += ["other"] if question["other"] else []
    known = st.sampled_from(keys) if keys else ANSWERS
    return st.lists(known, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def forms(draw):
    """A form whose questions open each other and end it."""
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique=True))
    rows = [draw(questions(key)) for key in keys]
    for number, row in enumerate(rows):
        row["months"] = tuple(row["months"])
        if number and draw(st.booleans()):
            opening = draw(st.sampled_from(rows[:number]))
            row["when_question"] = opening["key"]
            row["when_answers"] = draw(answers_of(opening))
        if number + 1 < len(rows) and draw(st.integers(0, 4)) == 0:
            row["ends_form_on"] = draw(answers_of(row))
    return FormRow(
        key=draw(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)),
        label=draw(TEXTS),
        clause=draw(maybe(TEXTS, "")),
        version=draw(st.integers(1, 10**6)),
        kinds=tuple(draw(st.lists(KEYS, max_size=3))),
        use=draw(st.sampled_from(["record", "questionnaire", "inspection"])),
        questions=tuple(FormQuestion(**row) for row in rows),
    )
