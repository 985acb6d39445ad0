"""The documents of a case, group or event in the order of the method: what is there, what is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.activities.listing import names_of
from core.methods.listing import Written, documents_of_subject
from core.methods.rules import OPEN, DocumentState
from core.plugin import Absent, Document
from web.pages.documents.subject import Subject, may_write


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line of the list.

    ``written`` is the newest revision, ``before`` those that it replaced. ``go`` leads to what this
    person does next with it, ``word`` says it; ``next`` says who has to do something.
    """

    document: Document
    written: Written | None
    before: tuple[Written, ...] = ()
    go: str = ""
    word: str = ""
    next: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """All documents of one subject, and the names of those who wrote and decided."""

    rows: tuple[Row, ...]
    names: dict[str, str]

    @property
    def missing(self) -> int:
        """How many of those that the method asks for are not there at all."""
        return sum(
            1 for r in self.rows if r.written is None and r.document.absent != Absent.ALLOWED
        )


def shelf_of(desk: Any, station: Any, connection: Connection, subject: Subject) -> Shelf:
    """The shelf of a case, group or event; empty when its kind has no documents."""
    declared = station.catalogue.documents_of(subject.kind)
    if not declared:
        return Shelf(rows=(), names={})
    written = documents_of_subject(connection, desk.county, subject.uuid)
    writes = may_write(desk, subject)
    approves = bool(desk.can("record.approve", place=subject.site))
    rows = []
    for one in declared:
        mine = [w for w in written if w.kind == one.key]
        for turn in sorted({w.turn for w in mine}):
            *before, last = (w for w in mine if w.turn == turn)
            rows.append(_row(desk, one, last, before, writes=writes, approves=approves))
        if not mine or (one.repeats and writes):
            rows.append(_blank(one, subject, again=bool(mine), writes=writes))
    known = {one.key for one in declared}
    rows += [
        Row(document=Document(key=w.kind, label=w.kind, parts=()), written=w)
        for w in written
        if w.kind not in known
    ]
    who = {a for w in written for a in w.authors} | {w.decided_by for w in written}
    return Shelf(rows=tuple(rows), names=names_of(connection, who - {""}))


def _blank(document: Document, subject: Subject, *, again: bool, writes: bool) -> Row:
    return Row(
        document=document,
        written=None,
        go=f"/documents/new?of={subject.uuid}&kind={document.key}" if writes else "",
        word="再写一份" if again else "写",
    )


def _row(
    desk: Any,
    document: Document,
    last: Written,
    before: Iterable[Written],
    *,
    writes: bool,
    approves: bool,
) -> Row:
    mine = desk.actor.id in last.authors
    go, word, whose = f"/documents/{last.uuid}", "看", ""
    if last.state in OPEN:
        whose = "等您改好交上去" if mine else "等作者写完"
        if writes:
            go, word = f"/documents/{last.uuid}/write", "接着写"
    elif last.state == DocumentState.HANDED_IN:
        whose = "等别人审批" if mine else "等您审批" if approves else "等督导审批"
        word = "去审批" if approves and not mine else "看"
    return Row(document=document, written=last, before=tuple(before), go=go, word=word, next=whose)
