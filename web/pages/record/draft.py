"""A record as it is being filled in: what the form holds, right or wrong, until it is saved.

Names of the form: ``record.…`` for what every record has, the questions' own keys for answers,
with ``key__other``, ``key__note`` and others beside them (web/templates/macros/form.html). A photo is
``record.file.`` and the kind of evidence, or the key of a question that asks for one: a file in a
form with parts, or the SHA-256 of one that comes by itself or has come already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from core.evidence.arrived import is_sha256
from core.facts.vocabulary import EVIDENCE
from core.plugin import Question
from core.recording import (
    AttendanceInput,
    HeadInput,
    ItemInput,
    RecordInput,
)
from core.recording.texts import folded_digits
from core.store import new_id
from core.store.errors import Refused
from core.store.ids import checked_id
from web.pages.record.answers import shown_answers, stored_answers
from web.pages.record.photos import evidence_in, files_of, pictures_of
from web.posted import Posted, whole_number

OWN = "record."
FILES = "record.file."
#: A question that asks for everybody who came: the named ones are taken off.
TOTAL_QUESTION = "people_total"
#: A question that asks for the name of what is registered: the record is called so.
NAME_QUESTION = "name"


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
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    case: str = ""
    first: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    forms: tuple[str, ...] = ()
    started_at: str = ""
    find: str = ""
    everybody: bool = False
    stays: Mapping[str, str] = field(default_factory=dict)
    roll: str = ""
    roll_class: str = ""
    version: int = 0
    reason: str = ""
    sure: bool = False


def fresh(kind: str, people: Iterable[str] = (), case: str = "") -> Draft:
    """An empty form with the permanent id that the record will have."""
    return Draft(id=new_id(), kind=kind, people=tuple(people), case=case)


def _below(posted: Posted, start: str) -> dict[str, str]:
    return {
        name.removeprefix(start): posted.text(name)
        for name in posted.fields
        if name.startswith(start)
    }


def answers_of(posted: Posted, own: str = OWN) -> dict[str, Any]:
    """The answers of a posted form: everything that does not begin with its own names."""
    answers: dict[str, Any] = {}
    for name, values in posted.fields.items():
        if not name.startswith(own) and name not in ("_csrf", "step"):
            kept = [value.strip() for value in values if value.strip()]
            answers[name] = kept if len(kept) > 1 else "".join(kept)
    return answers


def draft_from(posted: Posted) -> Draft:
    """The form as it was posted."""
    # What is said about a piece of evidence says that it is there.
    notes = _below(posted, "record.note.")
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
        evidence=tuple(dict.fromkeys([*posted.all("record.evidence"), *filter(notes.get, notes)])),
        notes=notes,
        files=_files(posted),
        case=checked_id(case) if (case := posted.text("record.case")) else "",
        first=posted.text("record.first"),
        answers=answers_of(posted),
        forms=tuple(dict.fromkeys(filter(None, posted.all("record.form")))),
        started_at=posted.text("record.started_at"),
        find=posted.text("record.find"),
        everybody=bool(posted.text("record.everybody")),
        stays=_below(posted, "record.stay."),
        roll=posted.text("record.roll"),
        roll_class=posted.text("record.roll_class"),
        version=whole_number(posted.text("record.version")),
        reason=posted.text("record.reason"),
        sure=bool(posted.text("record.sure")),
    )


def _files(posted: Posted) -> dict[str, tuple[str, ...]]:
    return {
        name.removeprefix(FILES): tuple(dict.fromkeys(filter(None, posted.all(name))))
        for name in posted.fields
        if name.startswith(FILES) and any(posted.all(name))
    }


def with_files(draft: Draft, files: Mapping[str, tuple[str, ...]]) -> Draft:
    """The form with photos that came along with it, beside those that had come already."""
    held = dict(draft.files)
    for name, many in files.items():
        held[name] = tuple(dict.fromkeys((*held.get(name, ()), *many)))
    return replace(draft, files=held)


def as_if_sent(draft: Draft) -> Draft:
    """For looking ahead: photos that were chosen and not sent yet are on their way."""
    sent = {name: tuple(filter(is_sha256, many)) for name, many in draft.files.items()}
    chosen = tuple(name for name in draft.files if name in EVIDENCE and not sent[name])
    return replace(
        draft,
        files={name: many for name, many in sent.items() if many},
        evidence=tuple(dict.fromkeys((*draft.evidence, *chosen))),
    )


def draft_of(content: RecordInput, questions: Iterable[Question], version: int) -> Draft:
    """The form of a record that exists already, to be corrected."""
    questions = tuple(questions)
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
        stays={a.person: str(a.minutes) for a in content.attendances if a.minutes is not None},
        heads={head.audience: str(head.number) for head in content.heads},
        everyone=str(content.everyone if content.everyone is not None else ""),
        items=tuple(item.code for item in content.items),
        evidence=tuple(e.kind for e in content.evidence),
        notes={e.kind: e.note for e in content.evidence},
        files=files_of(content, questions),
        case=content.case or "",
        first=content.order[0] if content.order else "",
        answers=answers,
        forms=content.forms,
        started_at=content.started_at.isoformat() if content.started_at else "",
        version=version,
    )


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


def _instant(text: str, problems: dict[str, str]) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        problems["started_at"] = "开始时间应写成 2026-03-01T09:30:00+08:00 的样子。"
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
    stays = {
        person: _whole(draft.stays.get(person, ""), "stay", "在场时间", problems)
        for person in draft.people
    }
    everyone = _whole(draft.everyone, "everyone", "总人数", problems)
    if not all(is_sha256(one) for many in draft.files.values() for one in many):
        problems["evidence"] = "有照片没有传上来，请重新选那张照片。"
    started_at = _instant(draft.started_at, problems)
    day = dates.get("service") or min(dates.values(), default=None)
    in_season = [q for q in questions if not (q.months and day) or day.month in q.months]
    fields = stored_answers({**draft.answers, **pictures_of(draft, questions)}, in_season)
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
        title=draft.title or str(fields.get(NAME_QUESTION, "")),
        role=draft.role,
        minutes=minutes,
        started_at=started_at,
        fields=fields,
        attendances=tuple(AttendanceInput(person=p, minutes=stays[p]) for p in draft.people),
        heads=tuple(HeadInput(audience=a, number=n) for a, n in sorted(heads.items())),
        everyone=everyone,
        items=tuple(
            ItemInput(id=str(uuid5(base, f"item:{code}")), code=code) for code in draft.items
        ),
        evidence=evidence_in(draft, questions),
        case=draft.case or None,
        order=order or ((draft.first,) if draft.first else ()),
        forms=draft.forms,
    )


def repeated(draft: Draft) -> Draft:
    """The same again 重复上次: its people, place and words, on a new day, with nothing proved yet."""
    return replace(
        draft,
        id=new_id(),
        version=0,
        dates={},
        heads={},
        everyone="",
        evidence=(),
        notes={},
        stays={},
    )


def with_people(draft: Draft, people: Iterable[str]) -> Draft:
    """The form with other people in it."""
    return replace(draft, people=tuple(dict.fromkeys(people)))
