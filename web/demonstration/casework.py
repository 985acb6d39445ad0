"""Cases and groups: opened, served in sessions, closed with a reason; some still open."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from core.recording import CaseInput, change_stage, close_case, open_case
from web.demonstration.deeds import Acting, Diary
from web.demonstration.notes import AGENCY_OF, Notebook
from web.demonstration.paperwork import case_papers, planned_event, version_of
from web.demonstration.people import Someone
from web.demonstration.stations import Station

#: 过程, 反思, 下次安排 of one session after the other.
CASE_SESSIONS = (
    (
        "听案主讲近况，商定四次会谈谈什么。",
        "先听完再问，案主愿意多说。",
        "带药盒来，一起分一周的药。",
    ),
    ("一起分药，约好每晚邻居提醒。", "案主记得住，缺的是有人一起做。", "请村医讲一次用药。"),
    ("村医讲解用药，案主问了三个问题。", "事先和村医商量过，讲得听得懂。", "看看一周的药盒记录。"),
    ("看药盒记录，一周漏了一次。商量结案以后怎么办。", "目标基本达到，案主有把握。", ""),
)
GROUP_SESSIONS = (
    (
        "自我介绍、定小组约定，玩记名字的游戏。",
        "开始拘束，游戏以后放松。",
        "下节每人带一件老物件。",
    ),
    ("每人讲自己的老物件，其他人提问。", "有两位说得少，下节请他们先说。", "练习手指操。"),
    ("学手指操，两人一组互相纠正。", "结对以后互相帮忙。", "准备小结，布置照片墙。"),
    ("看照片墙，每人说一句收获，互留电话。", "组员自己约了下次见面。", ""),
)


def _open(case: CaseInput, provider: str, acting: Acting) -> None:
    open_case(acting.unit, acting.catalogue, acting.book, case, provider)


def _serve(uuid: str, acting: Acting) -> None:
    change_stage(
        acting.unit,
        acting.catalogue,
        acting.book,
        uuid,
        "service",
        version=version_of(uuid, acting),
        reason="按计划开始介入。",
    )


def _close(uuid: str, kind: str, on: date, evidence: tuple[str, ...], acting: Acting) -> None:
    close_case(
        acting.unit,
        acting.catalogue,
        acting.book,
        uuid,
        on,
        version=version_of(uuid, acting),
        closing={"case": "reached", "group": "completed"}.get(kind, ""),
        reason="服务目标已达到，案主同意结案。",
        evidence=evidence,
    )


def _process(kind: str, turn: int) -> dict[str, Any]:
    """What a worker writes down of a session; the last one of four has nothing to come."""
    said = GROUP_SESSIONS if kind == "group" else CASE_SESSIONS
    process, reflection, to_come = said[turn % len(said)]
    return {"process": process, "reflection": reflection, "next_step": to_come}


def casework(
    book: Notebook,
    diary: Diary,
    *words: object,
    kind: str,
    title: str,
    opened: date,
    months: int | None,
    site: str,
    worker: str,
    members: Sequence[Someone],
    sessions: Sequence[int] = (),
    fields: dict[str, Any] | None = None,
    evidence: tuple[str, ...] = (),
) -> None:
    """One case or group; ``sessions`` are the numbers of people in each, ``months`` its length."""
    uuid = book.chance.id("case", *words, kind, day=opened)
    case = CaseInput(
        id=uuid,
        kind=kind,
        site=site,
        title=title,
        opened=opened,
        members=tuple(one.id for one in members),
        fields=fields or {},
    )
    diary.on(opened, worker, partial(_open, case, AGENCY_OF[worker]), hour=9)
    diary.on(opened + timedelta(days=9), worker, partial(_serve, uuid))
    session = "group_session" if kind == "group" else "case_session"
    for turn, number in enumerate(sessions):
        book.write(
            *words,
            turn,
            kind=session,
            day=opened + timedelta(days=12 + 7 * turn),
            site=site,
            worker=worker,
            people=[one.id for one in members[:number]],
            minutes=60,
            evidence=("sign_in",) if kind == "group" else (),
            items=[("counselling", None)],
            fields=_process(kind, turn),
            case=uuid,
            title=f"{title}第 {turn + 1} 节" if kind == "group" else "",
        )
    on = None if months is None else opened + timedelta(days=30 * months)
    if on is not None:
        diary.on(on, worker, partial(_close, uuid, kind, on, evidence), hour=16)
    if kind in ("case", "group"):
        case_papers(book, diary, uuid, kind, opened, on, worker)


def station_cases(book: Notebook, diary: Diary, station: Station) -> None:
    """Cases, groups, resources and aid procedures of a station."""
    timeline, key = book.timeline, station.key
    where: dict[str, Any] = {"site": station.site, "worker": station.worker}
    for number, (month, months) in enumerate(((1, 3), (2, 4), (4, 3), (6, 3), (9, None))):
        one = station.child(number * 3) if number % 2 else station.elder(number * 5)
        casework(
            book, diary, key, number, kind="case", title=f"{one.person.name}个案",
            opened=timeline.day(month, 8), months=months, members=[one],
            sessions=(1, 1, 1, 1), **where,
        )  # fmt: skip
    groups = (
        (2, 2, "elder", "记忆加油站", station.elders),
        (5, 2, "child", "小小邻里", station.children),
        (8, 2, "other", "巧手妈妈", station.others),
        (10, None, "elder", "健康自我管理", station.elders),
    )
    for number, (month, length, who, title, people) in enumerate(groups):
        casework(
            book, diary, key, "group", number, kind="group", title=title,
            opened=timeline.day(month, 5), months=length, members=people[number : number + 8],
            sessions=(8, 7, 7, 6), fields={"group_for": who}, **where,
        )  # fmt: skip
    casework(
        book, diary, key, "link", kind="resource_link", title="医疗救助链接",
        opened=timeline.day(4, 10), months=1, members=[station.elders[0]],
        fields={"support_kind": "medical", "donor_kind": "enterprise", "worth": 3000},
        evidence=("receipt",), **where,
    )  # fmt: skip
    casework(
        book, diary, key, "aid", kind="aid_procedure", title="临时救助申请",
        opened=timeline.day(7, 12), months=1, members=[station.elders[1]],
        fields={"aid_kind": "临时救助"}, **where,
    )  # fmt: skip
    planned_event(book, diary, station)
