"""Checking a posted record against its kind, its people, its place and its forms."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from core.calendar import business_day
from core.evidence.arrived import is_sha256
from core.evidence.rows import KEPT, awaited_kinds
from core.facts import Attendance, HeadCount, Noun, Record, ServiceItem, vocabulary
from core.ledger.book import Book
from core.plugin import ActivityKind, Who
from core.plugin.catalogue import Catalogue
from core.recording.answered import Kept, forms_stamped, older_stamps
from core.recording.answers import check_forms, clean_text, wrong_text
from core.recording.asking import Asked, forms_for, may_count_in, questions_of
from core.recording.inputs import RecordInput
from core.recording.known import Known, known_of
from core.recording.named import strangers
from core.store import Unit
from core.store.errors import Refused
from core.store.ids import checked_id

MINUTES_OF_A_DAY = 24 * 60
FIRST_DAY = date(2000, 1, 1)
LAST_YEAR = 2200
MOST_HEADS = 100_000
LONGEST_TITLE = 120
LONGEST_NOTE = 400
NO_FILE = "照片的编号不正确，请重新选这张照片。"
LONGEST_RESULT = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A record that may be stored: the fact, its small keys, and the forms that were asked."""

    record: Record
    place_id: int
    case_id: int | None
    person_ids: Mapping[str, int]
    title: str
    asked: tuple[Asked, ...]
    started_at: datetime | None = None


def check(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    posted: RecordInput,
    provider: str,
    *,
    ask: bool = True,
    known: Known | None = None,
    kept: Kept | None = None,
    worker: str = "",
) -> Checked:
    """Everything that can be wrong is said at once; raises Refused with a sentence per field.

    ``ask=False`` leaves the answers as they are (a preview while a form is still being filled in).
    ``known`` is what was looked up for many records at once; ``kept`` the forms that a record
    was answered with before it is corrected. ``worker`` is the account that did the work, when it
    is another one than whoever brings the record in.
    """
    problems: dict[str, str] = {}
    kind = catalogue.kinds.get(posted.kind)
    if kind is None:
        raise Refused("没有这种记录。", field="kind")
    uuid = checked_id(posted.id)
    known = known or known_of(unit.connection, unit.county, [posted])
    place_id = known.places.get(posted.site)
    if place_id is None:
        problems["site"] = "请选择地点。"
    dates = _dates(kind, posted, business_day(unit.at), problems)
    people = _people(known, kind, posted, problems)
    heads = _heads(posted, problems)
    case_id = _case(known, posted, problems)
    if posted.minutes is not None and not 0 < posted.minutes <= MINUTES_OF_A_DAY:
        problems["minutes"] = "时长应在 1 分钟到 24 小时之间。"
    lengths = [one.minutes for one in posted.attendances]
    lengths += [one.minutes for one in posted.items]
    if any(one is not None and not 0 <= one <= MINUTES_OF_A_DAY for one in lengths):
        problems["minutes"] = "每人、每项的时长应在 24 小时以内。"
    if any(len(item.result) > LONGEST_RESULT for item in posted.items):
        problems["items"] = "服务项目的结果无法识别。"
    if posted.started_at is not None and not is_instant(posted.started_at):
        problems["started_at"] = "开始时间要带时区，例如 2026-03-01T09:30:00+08:00。"
    if posted.role not in vocabulary.ROLES:
        problems["role"] = "请选择主办或协助。"
    for item in posted.evidence:
        if item.kind not in vocabulary.EVIDENCE:
            problems["evidence"] = "没有这种佐证。"
        elif wrong_note := wrong_text(item.note, LONGEST_NOTE):
            problems["evidence"] = f"佐证说明：{wrong_note}"
        elif item.file and not is_sha256(item.file):
            problems["evidence"] = NO_FILE
    day = dates.get("service") or min(dates.values(), default=business_day(unit.at))
    contracts = may_count_in(
        book,
        posted.kind,
        day,
        provider,
        posted.site,
        [e for person in people for e in known.enrolments.get(person, ())],
    )
    asked = forms_for(catalogue, book, posted.kind, contracts, kept)
    kept = kept or forms_stamped(unit.connection, older_stamps(contracts, posted.forms))
    asked = forms_for(catalogue, book, posted.kind, contracts, kept)
    fields: dict[str, Any] = dict(posted.fields)
    if ask:
        fields, wrong = check_forms([one.form.questions for one in asked], posted.fields, day)
        problems |= wrong | strangers(unit.connection, unit.county, questions_of(asked), fields)
        problems |= _unknown_items(book, posted)
        title = _title(posted, problems)
    else:
        title = posted.title
    if problems:
        raise Refused(next(iter(problems.values())), problems=problems)
    assert place_id is not None
    # What is not saved yet is looked at as if its pictures were on their way and going to arrive.
    to_come = [e for e in posted.evidence if e.file and known.files.get(e.file) != KEPT]
    awaited = {e.id: (e.kind, known.files.get(e.file, "")) for e in to_come if ask}
    record = _fact(posted, uuid, kind, provider, dates, heads, fields, awaited, unit)
    return Checked(
        record=replace(record, worker=worker) if worker else record,
        place_id=place_id,
        case_id=case_id,
        person_ids=people,
        title=title,
        asked=asked,
        started_at=posted.started_at,
    )


def is_instant(moment: datetime) -> bool:
    """Whether a moment names one instant, within the years that anything here may be of."""
    return moment.tzinfo is not None and FIRST_DAY.year <= moment.year < LAST_YEAR


def _title(posted: RecordInput, problems: dict[str, str]) -> str:
    try:
        return clean_text(posted.title, LONGEST_TITLE)
    except ValueError as error:
        problems["title"] = str(error)
        return ""


def _dates(
    kind: ActivityKind, posted: RecordInput, today: date, problems: dict[str, str]
) -> dict[str, date]:
    dates = {}
    for role, day in posted.dates.items():
        if role not in kind.dates and role not in ("service", "handed_in", "reporting"):
            problems[role] = "这种记录没有这个日期。"
        elif day > today and role != "reporting":
            problems[role] = f"{vocabulary.DATE_ROLES[role]}不能晚于今天。"
        elif day < FIRST_DAY:
            problems[role] = f"{vocabulary.DATE_ROLES[role]}过早，请核对年份。"
        else:
            dates[role] = day
    first = kind.dates[0]
    if first not in dates and first not in problems:
        problems[first] = f"请填写{vocabulary.DATE_ROLES[first]}。"
    if dates:
        dates.setdefault("service", min(dates.values()))
    return dates


def _people(
    known: Known, kind: ActivityKind, posted: RecordInput, problems: dict[str, str]
) -> dict[str, int]:
    wanted = [a.person for a in posted.attendances]
    wanted += [item.person for item in posted.items if item.person]
    try:
        uuids = [checked_id(person) for person in wanted]
    except Refused:
        problems["person"] = "对象编号不正确。"
        return {}
    found = {uuid: known.people[uuid] for uuid in uuids if uuid in known.people}
    if len(found) < len(set(uuids)):
        problems["person"] = "名单中有人不在本县的对象档案里。"
    if len({a.person for a in posted.attendances}) < len(posted.attendances):
        problems["person"] = "同一个人填了两次。"
    if kind.who is Who.PERSON and len(posted.attendances) != 1:
        problems["person"] = "请选择一位对象。"
    if kind.who is Who.NONE and kind.noun is Noun.ACTIVITY and posted.attendances:
        problems["person"] = "这种记录不登记参加人。"
    return found


def _heads(posted: RecordInput, problems: dict[str, str]) -> tuple[HeadCount, ...]:
    numbers: dict[str, int] = {}
    for head in posted.heads:
        if head.audience and head.audience not in vocabulary.AUDIENCES:
            problems["heads"] = "没有这种受众。"
        elif not 0 <= head.number <= MOST_HEADS:
            problems["heads"] = "人数应为 0 以上的整数。"
        elif head.audience in numbers:
            problems["heads"] = "同一种受众填了两次。"
        else:
            numbers[head.audience] = head.number
    if posted.everyone is not None:
        by_dimension: dict[str, int] = {}
        for audience, number in numbers.items():
            known = vocabulary.AUDIENCES.get(audience)
            dimension = known.dimension if known else ""
            by_dimension[dimension] = by_dimension.get(dimension, 0) + number
        said = max(by_dimension.values(), default=0) + len(posted.attendances)
        if posted.everyone < said:
            problems["everyone"] = f"总人数 {posted.everyone} 少于实名与分类人数之和 {said}。"
        elif posted.everyone > said:
            numbers[""] = numbers.get("", 0) + posted.everyone - said
    return tuple(HeadCount(audience=a, number=n) for a, n in sorted(numbers.items()) if n)


def _case(known: Known, posted: RecordInput, problems: dict[str, str]) -> int | None:
    if posted.case is None:
        return None
    case_id = known.cases.get(checked_id(posted.case))
    if case_id is None:
        problems["case"] = "没有这个个案或小组。"
    return case_id


def _unknown_items(book: Book, posted: RecordInput) -> dict[str, str]:
    every = (stretch for terms in book.terms.values() for stretch in terms.stretches)
    known = {item.code for terms in every for item in terms.package.item}
    if any(item.code not in known for item in posted.items):
        return {"items": "没有这个服务项目。"}
    return {}


def _fact(
    posted: RecordInput,
    uuid: str,
    kind: ActivityKind,
    provider: str,
    dates: dict[str, date],
    heads: tuple[HeadCount, ...],
    fields: dict[str, Any],
    awaited: Mapping[str, tuple[str, str]],
    unit: Unit,
) -> Record:
    return Record(
        id=uuid,
        noun=kind.noun,
        kind=kind.key,
        dates=dates,
        county=unit.county,
        provider=provider,
        site=posted.site,
        worker=unit.actor.id,
        role=posted.role,
        minutes=posted.minutes,
        fields=fields,
        attendances=tuple(
            Attendance(person=checked_id(a.person), minutes=a.minutes, classes=frozenset(a.classes))
            for a in posted.attendances
        ),
        heads=heads,
        items=tuple(
            ServiceItem(
                id=checked_id(i.id),
                code=i.code,
                person=checked_id(i.person) if i.person else None,
                minutes=i.minutes,
                result=i.result,
                evidence=frozenset(i.evidence),
            )
            for i in posted.items
        ),
        evidence=frozenset(e.kind for e in posted.evidence if e.id not in awaited),
        awaited=awaited_kinds(awaited.values()),
        accepted=kind.noun in (Noun.ACTIVITY, Noun.CASE),
        case=posted.case,
        received_at=unit.at,
        order=posted.order,
    )
