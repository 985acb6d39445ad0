"""The photos of a record's form: of a kind of evidence, or of a question that asks for one."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from core.facts.vocabulary import EVIDENCE
from core.plugin import Question
from core.plugin.questions import FILES
from core.recording import EvidenceInput, RecordInput


def pictured(questions: Iterable[Question]) -> dict[str, str]:
    """The questions whose answer is a picture, with the kind of evidence that it is."""
    return {question.key: question.kind.value for question in questions if question.kind in FILES}


def pictures_of(draft: Any, questions: Iterable[Question]) -> dict[str, str]:
    """The answers that are pictures: of a question's photos the one that came last."""
    return {key: draft.files[key][-1] for key in pictured(questions) if draft.files.get(key)}


def evidence_in(draft: Any, questions: Iterable[Question]) -> tuple[EvidenceInput, ...]:
    """The evidence that a form names: ticked, on paper elsewhere, or photos; each a piece.

    Ids follow from the record's and the photo's, so that the same form sent twice is the same.
    """
    base = UUID(draft.id)
    questions = tuple(questions)
    asked = pictured(questions)
    labels = {question.key: question.label for question in questions}
    kinds = dict.fromkeys((*draft.evidence, *(name for name in draft.files if name in EVIDENCE)))
    found = []
    for kind in kinds:
        note = draft.notes.get(kind, "")
        files = () if kind in asked else draft.files.get(kind, ())
        if files:
            found += [_piece(base, kind, kind, file, note) for file in files]
        elif kind in draft.evidence:
            id_ = str(uuid5(base, f"evidence:{kind}"))
            found.append(EvidenceInput(id=id_, kind=kind, note=note))
    for key, file in pictures_of(draft, questions).items():
        found.append(_piece(base, key, asked[key], file, labels[key]))
    return tuple(found)


def _piece(base: UUID, name: str, kind: str, file: str, note: str) -> EvidenceInput:
    id_ = str(uuid5(base, f"evidence:{name}:{file}"))
    return EvidenceInput(id=id_, kind=kind, note=note, file=file)


def files_of(content: RecordInput, questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """The photos of a record under the names that the form gives them."""
    answers: Mapping[str, Any] = content.fields
    asked = {key: str(answers[key]) for key in pictured(questions) if answers.get(key)}
    found: dict[str, tuple[str, ...]] = {key: (file,) for key, file in asked.items()}
    for piece in content.evidence:
        if piece.file and piece.file not in asked.values():
            found[piece.kind] = (*found.get(piece.kind, ()), piece.file)
    return found
