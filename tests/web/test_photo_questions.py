"""A form's photos become evidence, and the answers of questions that ask for a picture."""

from typing import Any

import pytest

from core.plugin import Question, QuestionKind
from core.store import new_id
from core.store.errors import Refused
from web.pages.record.draft import Draft, as_if_sent, draft_of, input_of, with_files

ONE, TWO, THREE = "a" * 64, "b" * 64, "c" * 64


QUESTIONS = (
    Question(key="door", label="门口", kind=QuestionKind.PHOTO),
    Question(key="signed", label="签名", kind=QuestionKind.SIGNATURE),
)


def a_draft(**more: Any) -> Draft:
    return Draft(id=new_id(), kind="home_visit", dates={"service": "2026-06-03"}, **more)


def test_each_photo_is_a_piece_of_evidence_and_the_same_form_is_the_same_content():
    draft = a_draft(evidence=("photo", "receipt"), notes={"photo": "门口"})
    draft = with_files(draft, {"photo": (ONE, TWO), "sign_in": (THREE,)})
    posted = input_of(draft, ())
    told = [(one.kind, one.file, one.note) for one in posted.evidence]
    assert told == [
        ("photo", ONE, "门口"),
        ("photo", TWO, "门口"),
        ("receipt", "", ""),
        ("sign_in", THREE, ""),
    ]
    assert input_of(draft, ()) == posted
    assert len({one.id for one in posted.evidence}) == 4


def test_the_picture_of_a_question_is_its_answer_and_evidence():
    draft = with_files(a_draft(), {"door": (ONE,), "signed": (TWO,), "nobody-asked": (THREE,)})
    posted = input_of(draft, QUESTIONS)
    assert posted.fields == {"door": ONE, "signed": TWO}
    assert [(one.kind, one.file) for one in posted.evidence] == [("photo", ONE), ("signature", TWO)]
    again = draft_of(posted, QUESTIONS, 1)
    assert again.files == {"door": (ONE,), "signed": (TWO,)}
    assert input_of(again, QUESTIONS).fields == posted.fields


def test_a_photo_that_was_chosen_and_not_sent_is_on_its_way_when_looking_ahead_only():
    draft = a_draft(files={"photo": ("[object File]",), "receipt": (ONE,)})
    with pytest.raises(Refused) as refused:
        input_of(draft, ())
    assert "重新选" in refused.value.problems["evidence"]
    ahead = input_of(as_if_sent(draft), ())
    assert [(one.kind, one.file) for one in ahead.evidence] == [("photo", ""), ("receipt", ONE)]
