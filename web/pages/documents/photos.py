"""Photos and signatures of a document: taken from its form, named with their state, children's withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.activities.sheltered import case_photos_withheld, photos_withheld
from core.evidence.rows import KEPT, file_row
from core.facts.vocabulary import AWAITED
from core.methods.listing import Written
from core.plugin import Document
from core.plugin.documents import questions_asked
from core.plugin.questions import FILES as FILE_KINDS
from web.pages.documents.subject import Subject
from web.pages.record.draft import FILES
from web.posted import Posted


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One photo or signature: its question, and why it is not shown, if it is not."""

    key: str
    label: str
    file: str
    why: str


def without_files(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The typed answers alone: what names a file has a name of its own in the form."""
    return {name: value for name, value in answers.items() if not name.startswith(FILES)}


def files_in(posted: Posted, brought: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Question → SHA-256: of a question's files the one that came last, else the one from before."""
    held = {
        name.removeprefix(FILES): texts[-1]
        for name in posted.fields
        if name.startswith(FILES) and (texts := [one for one in posted.all(name) if one])
    }
    return held | {name: many[-1] for name, many in brought.items() if many}


def photos_in(
    connection: Connection, county: str, document: Document, answers: Mapping[str, Any]
) -> list[Shown]:
    """What the document holds of photos and signatures, in the order of its questions."""
    found = []
    for question in questions_asked(document, answers):
        if question.kind in FILE_KINDS and (file := str(answers.get(question.key) or "")):
            row = file_row(connection, county, file)
            state = row.state if row else ""
            why = "" if state == KEPT else AWAITED[state]
            label = " ".join(filter(None, (question.section, question.label)))
            found.append(Shown(key=question.key, label=label, file=file, why=why))
    return found


def hidden_from(desk: Any, connection: Connection, row: Written, subject: Subject) -> bool:
    """Whether they are a child's and not for whoever sits there; who wrote it may see them."""
    account, child = desk.actor.id, desk.scope("person.child")
    if account in row.authors:
        return False
    if subject.of == "case":
        return case_photos_withheld(connection, subject.uuid, account=account, child=child)
    return bool(photos_withheld(connection, [subject.uuid], account=account, child=child))
