"""Past records against the house: whom a row means, where, who did it, and every rule of recording."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from core.activities.known_days import days_recorded
from core.intake.columns import ANSWER, HANDED_IN
from core.intake.records.persons import Persons, persons_of
from core.intake.records.read import RecordPlan, RecordRow
from core.ledger.book import Book
from core.people.importing.check import Reach
from core.people.importing.place_names import PlaceNames
from core.people.importing.plan import (
    LEFT_OUT,
    NEW,
    SKIP,
    Decisions,
    Finding,
    answers_to,
    in_order,
)
from core.places.rows import places_of
from core.plugin import Who
from core.plugin.catalogue import Catalogue
from core.recording import AttendanceInput, EvidenceInput, RecordInput
from core.recording.checking import check
from core.recording.known import known_of
from core.store import Unit
from core.store.errors import Refused
from core.trust.secrets import Sealer

#: Field of a record → the column that an officer knows.
COLUMN_OF = {
    "service": "日期",
    "handed_in": "提交日期",
    "person": "姓名",
    "site": "村（社区）",
    "minutes": "时长",
    "title": "名称",
    "heads": "人数",
    "everyone": "人数",
    "evidence": "佐证",
}
ONCE_MORE = (NEW, "是另外一次，照样导入")
EVERY = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What holds for the whole import: its id, the kind of record, the provider and the words.

    ``workers`` are accounts by name, ``labels`` the questions' labels by key.
    """

    id: str
    kind: str
    provider: str
    workers: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    reach: Reach


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedRecords:
    """What may be written, by row, and everything that was found."""

    posted: Mapping[int, RecordInput]
    workers: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands in the way."""
        return tuple(finding for finding in self.findings if finding.error)


def check_records(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    sealer: Sealer,
    plan: RecordPlan,
    about: About,
    *,
    decisions: Decisions | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> CheckedRecords:
    """Every row as the form that a desk would have filled in, and what is wrong with it.

    Reads only. ``tell`` hears how many rows were checked. A record of the same person, day and
    kind that is there already is a question, as is a name that several people have.
    """
    decisions = decisions or {}
    wrong = {finding.row for finding in plan.errors}
    findings = [f for f in plan.findings if not (f.error and SKIP in answers_to(decisions, f.row))]
    names = PlaceNames.of(places_of(unit.connection, unit.county))
    persons = persons_of(unit.connection, sealer, unit.county, plan.rows)
    posted: dict[int, RecordInput] = {}
    workers: dict[str, str] = {}
    for row in plan.rows:
        if SKIP in answers_to(decisions, row.row):
            findings.append(Finding(row=row.row, say="已选：这一行不导入。", error=False))
            continue
        one, worker, found = _posted(row, persons, names, catalogue, about, decisions)
        findings += found
        if one is not None and row.row not in wrong:
            posted[row.row] = one
            if worker:
                workers[one.id] = worker
    findings += _twice(unit, posted, about.kind, decisions)
    known = known_of(unit.connection, unit.county, posted.values())
    for done, (number, one) in enumerate(posted.items(), start=1):
        try:
            check(unit, catalogue, book, one, about.provider, known=known)
        except Refused as refused:
            findings += _told(number, refused, about.labels)
        if done % EVERY == 0:
            tell(done)
    return CheckedRecords(posted=posted, workers=workers, findings=in_order(findings))


def _posted(
    row: RecordRow,
    persons: Persons,
    names: PlaceNames,
    catalogue: Catalogue,
    about: About,
    decisions: Decisions,
) -> tuple[RecordInput | None, str, list[Finding]]:
    findings: list[Finding] = []

    def wrong(column: str, say: str) -> None:
        findings.append(Finding(row=row.row, column=column, say=say))

    kind = catalogue.kinds[about.kind]
    site, say = names.find(row.village, row.township) if row.village else ("", "")
    people, found = persons.meant(row, site, answers_to(decisions, row.row))
    findings += found
    if kind.who is Who.PERSON and not row.names and not row.id_number:
        wrong("姓名", "请填写姓名。")
    site = site or next((one.place for one in people), "")
    if say:
        wrong("村（社区）", say)
    elif not site and not findings:
        wrong("村（社区）", "请填写村（社区）。")
    elif site and not about.reach(site):
        wrong("村（社区）", "这个地方不在您的权限范围内。")
    worker = about.workers.get(row.worker, ())
    if row.worker and len(worker) != 1:
        many = "有几个账号同名，请先改成不同的姓名" if worker else "没有这个账号，请先建立或留空"
        wrong("工作人员", f"“{row.worker[:20]}”{many}。")
    if kind.takes_place and row.day and row.handed_in and row.handed_in < row.day:
        wrong("提交日期", "提交日期早于服务的那一天，请核对。")
    if findings or row.day is None:
        return None, "", findings
    dates = {kind.dates[0]: row.day} | ({"service": row.day} if kind.takes_place else {})
    if row.handed_in:
        dates.setdefault(HANDED_IN, row.handed_in)
    uuid = str(uuid5(UUID(about.id), str(row.row)))
    one = RecordInput(
        id=uuid,
        kind=about.kind,
        site=site,
        dates=dates,
        title=row.title,
        minutes=row.minutes,
        fields=dict(row.answers),
        attendances=tuple(AttendanceInput(person=person.uuid) for person in people),
        everyone=row.everyone,
        evidence=tuple(
            EvidenceInput(id=str(uuid5(UUID(uuid), key)), kind=key) for key in row.evidence
        ),
    )
    return one, next(iter(worker), ""), findings


def _twice(
    unit: Unit, posted: Mapping[int, RecordInput], kind: str, decisions: Decisions
) -> Iterable[Finding]:
    """Questions about rows that tell of the same person on the same day as another record."""
    people = {a.person for one in posted.values() for a in one.attendances}
    days = [min(one.dates.values()) for one in posted.values()]
    if not people:
        return
    there = days_recorded(unit.connection, kind, people, min(days), max(days))
    seen: dict[tuple[str, object], int] = {}
    for number, one in posted.items():
        day = min(one.dates.values())
        for attendance in one.attendances:
            key = (attendance.person, day)
            earlier = seen.setdefault(key, number)
            if key not in there and earlier == number:
                continue
            where = "系统里" if key in there else f"第 {earlier} 行"
            say = f"{where}已有同一人同一天的这种记录。"
            told = NEW in answers_to(decisions, number)
            question = Finding(row=number, column="日期", say=say, choices=(LEFT_OUT, ONCE_MORE))
            yield replace(question, error=False, choices=()) if told else question
            break


def _told(row: int, refused: Refused, labels: Mapping[str, str]) -> list[Finding]:
    problems = refused.problems or {"": refused.say}
    return [
        Finding(row=row, column=COLUMN_OF.get(key, labels.get(ANSWER + key, "")), say=say)
        for key, say in problems.items()
    ]
