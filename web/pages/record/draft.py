"""A record as it is being filled in: what the form holds, right or wrong, until it is saved.

Names of the form: ``record.…`` for what every record has, the questions' own keys for answers,
with ``key__other`` and ``key__note`` beside them (web/templates/macros/form.html).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from core.plugin import Question, QuestionKind
from core.recording import (
    AttendanceInput,
    EvidenceInput,
    HeadInput,
    ItemInput,
    RecordInput,
)
from core.recording.answers import OTHER, folded_digits
from core.store import new_id
from core.store.errors import Refused
from core.store.ids import checked_id
from web.posted import Posted, whole_number

OWN = "record."
#: A question that asks for everybody who came: the named ones are taken off.
TOTAL_QUESTION = "people_total"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a form holds; texts as they were typed."""

    id: str
    kind: str
    site: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    role: str = "lead"
    minutes: str = ""
    people: tuple[str, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    everyone: str = ""
    items: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    case: str = ""
    first: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    find: str = ""
    version: int = 0
    reason: str = ""


def fresh(kind: str, people: Iterable[str] = (), case: str = "") -> Draft:
    """An empty form with the permanent id that the record will have."""
    return Draft(id=new_id(), kind=kind, people=tuple(people), case=case)


def _below(posted: Posted, start: str) -> dict[str, str]:
    return {
        name.removeprefix(start): posted.text(name)
        for name in posted.fields
        if name.startswith(start)
    }


def draft_from(posted: Posted) -> Draft:
    """The form as it was posted."""
    answers: dict[str, Any] = {}
    for name, values in posted.fields.items():
        if not name.startswith(OWN) and name not in ("_csrf", "step"):
            kept = [value.strip() for value in values if value.strip()]
            answers[name] = kept if len(kept) > 1 else "".join(kept)
    return Draft(
        id=checked_id(posted.text("record.id")),
        kind=posted.text("record.kind"),
        site=posted.text("record.site"),
        dates=_below(posted, "record.date."),
        title=posted.text("record.title"),
        role=posted.text("record.role", "lead"),
        minutes=posted.text("record.minutes"),
        people=tuple(dict.fromkeys(checked_id(p) for p in posted.all("record.person") if p)),
        heads=_below(posted, "record.heads."),
        everyone=posted.text("record.everyone"),
        items=tuple(dict.fromkeys(posted.all("record.item"))),
        evidence=tuple(dict.fromkeys(posted.all("record.evidence"))),
        notes=_below(posted, "record.note."),
        case=checked_id(case) if (case := posted.text("record.case")) else "",
        first=posted.text("record.first"),
        answers=answers,
        find=posted.text("record.find"),
        version=whole_number(posted.text("record.version")),
        reason=posted.text("record.reason"),
    )


def draft_of(content: RecordInput, questions: Iterable[Question], version: int) -> Draft:
    """The form of a record that exists already, to be corrected."""
    answers = shown_answers(content.fields, questions)
    return Draft(
        id=content.id,
        kind=content.kind,
        site=content.site,
        dates={role: day.isoformat() for role, day in content.dates.items()},
        title=content.title,
        role=content.role,
        minutes=str(content.minutes or ""),
        people=tuple(a.person for a in content.attendances),
        heads={head.audience: str(head.number) for head in content.heads},
        everyone=str(content.everyone if content.everyone is not None else ""),
        items=tuple(item.code for item in content.items),
        evidence=tuple(e.kind for e in content.evidence),
        notes={e.kind: e.note for e in content.evidence},
        case=content.case or "",
        first=content.order[0] if content.order else "",
        answers=answers,
        version=version,
    )


def shown_answers(fields: Mapping[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
    """Stored answers under the names that the form gives them."""
    found: dict[str, Any] = {}
    for question in questions:
        value = fields.get(question.key)
        if isinstance(value, Mapping):
            found[f"{question.key}__note"] = value.get("note", "")
            value = value.get("result")
        if question.other and isinstance(value, list):
            value = ["__other" if one == "other" else one for one in value]
        elif question.other and value == "other":
            value = "__other"
        if value is not None:
            found[question.key] = value
        if fields.get(question.key + OTHER):
            found[f"{question.key}__other"] = fields[question.key + OTHER]
    return found


def stored_answers(answers: Mapping[str, Any], questions: Iterable[Question]) -> dict[str, Any]:
    """Answers of the form under the names that are stored; of questions that are not asked none."""
    found: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.key)
        if question.kind is QuestionKind.MULTIPLE and value:
            value = value if isinstance(value, list) else [value]
            value = ["other" if one == "__other" else one for one in value]
        elif value == "__other":
            value = "other"
        note = answers.get(f"{question.key}__note")
        if question.kind is QuestionKind.CHECK and value == "issue" and note:
            value = {"result": value, "note": note}
        if value not in (None, "", []):
            found[question.key] = value
        if question.other and answers.get(f"{question.key}__other"):
            found[question.key + OTHER] = answers[f"{question.key}__other"]
    return found


def _whole(text: str, name: str, label: str, problems: dict[str, str]) -> int | None:
    if not text:
        return None
    typed = folded_digits(text)
    if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
        problems[name] = f"{label}应填整数。"
        return None
    return int(typed)


def _day(text: str, name: str, problems: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems[name] = "日期应写成 2026-03-01 的样子。"
        return None


def input_of(
    draft: Draft, questions: Iterable[Question], order: tuple[str, ...] = ()
) -> RecordInput:
    """What is posted to be recorded; raises Refused naming every number and date it cannot read.

    Ids of evidence and services follow from the record's, so that the same form sent twice is
    the same content.
    """
    problems: dict[str, str] = {}
    questions = tuple(questions)
    dates = {
        role: day
        for role, text in draft.dates.items()
        if text and (day := _day(text, role, problems)) is not None
    }
    heads = {
        audience: number
        for audience, text in draft.heads.items()
        if (number := _whole(text, "heads", "人数", problems)) is not None and number
    }
    minutes = _whole(draft.minutes, "minutes", "时长", problems)
    everyone = _whole(draft.everyone, "everyone", "总人数", problems)
    fields = stored_answers(draft.answers, questions)
    if any(question.key == TOTAL_QUESTION for question in questions):
        everyone = _whole(str(fields.get(TOTAL_QUESTION, "")), TOTAL_QUESTION, "总人数", problems)
    if problems:
        raise Refused("有几处没有填好。", problems=problems)
    base = UUID(draft.id)
    return RecordInput(
        id=draft.id,
        kind=draft.kind,
        site=draft.site,
        dates=dates,
        title=draft.title,
        role=draft.role,
        minutes=minutes,
        fields=fields,
        attendances=tuple(AttendanceInput(person=person) for person in draft.people),
        heads=tuple(HeadInput(audience=a, number=n) for a, n in sorted(heads.items())),
        everyone=everyone,
        items=tuple(
            ItemInput(id=str(uuid5(base, f"item:{code}")), code=code) for code in draft.items
        ),
        evidence=tuple(
            EvidenceInput(
                id=str(uuid5(base, f"evidence:{kind}")), kind=kind, note=draft.notes.get(kind, "")
            )
            for kind in draft.evidence
        ),
        case=draft.case or None,
        order=order or ((draft.first,) if draft.first else ()),
    )


def with_people(draft: Draft, people: Iterable[str]) -> Draft:
    """The form with other people in it."""
    return replace(draft, people=tuple(dict.fromkeys(people)))
