"""Documents 文书 of cases, groups and events: approved, a plan sent back, plans of events that wait."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from core.cases.rows import CASE
from core.recording import DocumentInput, PlannedEventInput, approve, plan_event, send_document_back
from core.recording import write_document as write
from web.demonstration.deeds import Acting, Diary
from web.demonstration.notes import AGENCY_OF, Notebook
from web.demonstration.stations import Station

#: Agency → who approves what its workers write.
SUPERVISORS = {"qinghe": "qin", "changzhe": "fan", "dashou": "jianhua"}
PROBLEM = "丧偶后独居，睡不好，不愿出门，亲友来往少。"


def _answers(kind: str, day: date) -> Mapping[str, Any]:
    by = (day + timedelta(days=60)).isoformat()
    goals = {"goals.1.goal": "每天按时吃药", "goals.2.goal": "每周与邻居来往一次"}
    every: dict[str, dict[str, Any]] = {
        "intake": {
            "source": "outreach", "problem": PROBLEM, "consent": "yes", "consent_by": "本人",
            "decision": "taken",
        },
        "assessment": {
            "problem": PROBLEM, "family": "子女在外地，每月通一次电话；邻居愿意照应。",
            "strengths": "会做手工，性格开朗。", "needs": "陪伴、用药提醒、重建来往。",
        },
        "plan": {
            **goals, "goals.1.measure": "一周漏服不超过一次", "goals.1.by": by,
            "goals.2.measure": "自己说出来往了谁", "goals.2.by": by,
            "strategy": "每周会谈一次，联系邻居结对，请医生讲解用药。", "sessions_planned": 4,
            "plan_consent": "yes",
        },
        "evaluation": {
            **goals, "goals.1.attained": "yes", "goals.1.found": "药盒记录",
            "goals.2.attained": "partly", "goals.2.found": "四周里有三周做到",
            "satisfaction": "satisfied", "said": "现在晚上睡得着了。",
        },
        "closing_report": {
            "closing": "reached", "reached": "按时吃药，每周与邻居来往，睡眠好转。",
            "follow_up_plan": "三个月内每月电话回访一次。", "told": "yes",
        },
        "follow_up": {
            "followed_on": day.isoformat(), "way": "phone", "now": "状态平稳，与邻居来往照常。",
        },
        "group_plan": {
            "aim": "让组员互相认识、互相支持。", "recruits": "社区张贴招募，社工上门邀请。", "size": 8,
            **{f"sessions.{n}.topic": topic for n, topic in enumerate(("相识", "练习", "分享", "告别"), 1)},
        },
        "group_report": {
            "closing": "completed", "reached": "四节都按计划完成，组员之间留了电话。",
            "changed": "两位组员主动约下次活动。",
        },
        "event_plan": {
            "aim": "让老人出门过节，听一听防诈骗。", "for_whom": "老年人约 30 人",
            "process": "签到、健康操、防诈骗讲解、茶话会。", "budget.1.item": "茶点",
            "budget.1.amount": 18_000, "budget.2.item": "横幅", "budget.2.amount": 4_550,
        },
    }  # fmt: skip
    return every[kind]


def _write(uuid: str, kind: str, subject: str, day: date, acting: Acting) -> None:
    posted = DocumentInput(id=uuid, kind=kind, subject=subject, answers=dict(_answers(kind, day)))
    write(acting.unit, acting.catalogue, posted, hand_in=True)


def _approve(uuid: str, acting: Acting) -> None:
    approve(acting.unit, acting.catalogue, acting.book, uuid, version=1)


def _send_back(uuid: str, acting: Acting) -> None:
    send_document_back(
        acting.unit, uuid, version=1, reason="“怎样算达到”写得太笼统，请写成看得见的。"
    )


def version_of(uuid: str, acting: Acting) -> int:
    """The version at which a case is: an approved document may have been its last change."""
    wanted = select(CASE.c.version).where(CASE.c.uuid == uuid)
    return int(acting.unit.connection.execute(wanted).scalar_one())


def document(
    book: Notebook,
    diary: Diary,
    subject: str,
    kind: str,
    day: date,
    worker: str,
    after: int | None = 1,
) -> None:
    """Hand a document in; approved so many days later, or left waiting."""
    uuid = book.chance.id("document", subject, kind, day=day)
    diary.on(day, worker, partial(_write, uuid, kind, subject, day), hour=11)
    if after is not None:
        diary.on(
            day + timedelta(days=after),
            SUPERVISORS[AGENCY_OF[worker]],
            partial(_approve, uuid),
            hour=15,
        )


def case_papers(
    book: Notebook,
    diary: Diary,
    case: str,
    kind: str,
    opened: date,
    closed: date | None,
    worker: str,
) -> None:
    """The documents of a case or group in the order of the method, each in its week."""
    days = timedelta
    if kind == "group":
        document(book, diary, case, "group_plan", opened + days(2), worker)
        if closed:
            document(book, diary, case, "group_report", closed - days(3), worker)
        return
    document(book, diary, case, "intake", opened, worker)
    document(book, diary, case, "assessment", opened + days(3), worker)
    document(
        book, diary, case, "plan", opened + days(6), worker, after=None if closed is None else 1
    )
    if closed is None:
        uuid = book.chance.id("document", case, "plan", day=opened + days(6))
        diary.on(
            opened + days(8), SUPERVISORS[AGENCY_OF[worker]], partial(_send_back, uuid), hour=15
        )
        return
    document(book, diary, case, "evaluation", closed - days(5), worker, after=2)
    document(book, diary, case, "closing_report", closed - days(4), worker)
    document(book, diary, case, "follow_up", closed + days(30), worker, after=2)


def _plan(event: PlannedEventInput, provider: str, acting: Acting) -> None:
    plan_event(acting.unit, acting.catalogue, event, provider)


def planned_event(book: Notebook, diary: Diary, station: Station) -> None:
    """An event that is still to come, with its plan waiting for approval."""
    made = book.timeline.last - timedelta(days=6)
    uuid = book.chance.id("planned", station.key, day=made)
    event = PlannedEventInput(
        id=uuid, kind="elder_event", site=station.site, title="冬至敬老茶话会",
        day=book.timeline.last + timedelta(days=18),
    )  # fmt: skip
    provider = AGENCY_OF[station.worker]
    diary.on(made, station.worker, partial(_plan, event, provider), hour=9)
    document(book, diary, uuid, "event_plan", made + timedelta(days=1), station.worker, after=None)
