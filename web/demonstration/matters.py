"""Needs, incidents and leads: closed ones, open ones, one that nobody took on and the clock passed on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from core.matters.escalating import escalate
from core.matters.inputs import MatterInput, ToldInput
from core.matters.loading import load_matter
from core.matters.raising import raise_matter
from core.matters.rules.offices import OfficeKind
from core.matters.steps import acknowledge, close, handle, tell
from core.store import Actor
from web.demonstration.chance import Chance
from web.demonstration.deeds import Acting, Diary
from web.demonstration.fates import Fate
from web.demonstration.people import Someone
from web.demonstration.rosters import STATIONS
from web.demonstration.timeline import Timeline, instant

OFFICES = frozenset({OfficeKind.TOWNSHIP, OfficeKind.COUNTY})
CLOCK = Actor(id="system", name="系统", role="machine")


def _raise(posted: MatterInput, acting: Acting) -> None:
    raise_matter(acting.unit, acting.book, posted)


def _step(uuid: str, do: Callable[..., Any], given: dict[str, Any], acting: Acting) -> None:
    """The next step, whatever version the matter has by then."""
    known = load_matter(acting.unit.connection, acting.unit.county, uuid)
    assert known is not None
    do(acting.unit, acting.book, uuid, version=known[1].version, **given)


def _pass_on(acting: Acting) -> None:
    """What the clock did that night."""
    unit = replace(acting.unit, actor=CLOCK)
    escalate(unit, acting.book)


def matters(
    chance: Chance,
    timeline: Timeline,
    diary: Diary,
    people: Sequence[Someone],
    fates: dict[str, Fate],
) -> None:
    """A few matters of the last weeks, in every state."""

    def someone(contract: str, number: int, site: str = "yanshi/") -> Someone | None:
        found = [
            one
            for one in people
            if one.site.startswith(site)
            and one.id not in fates
            and [p.contract for p in one.places if p.start <= timeline.start] == [contract]
        ]
        return found[number % len(found)] if found else None

    def elder(station: str, number: int) -> Someone | None:
        found = [p for p in people if p.key.startswith(f"{station}-elder-") and p.id not in fates]
        return found[number % len(found)] if found else None

    def report(
        key: str,
        one: Someone | None,
        contract: str,
        back: int,
        what: str,
        late: int = 0,
        **more: Any,
    ) -> tuple[str, date]:
        """Raise it so many days before the last one; the id, and the day on which it arrived."""
        day = timeline.last - timedelta(days=back)
        uuid = chance.id("matter", key, day=day)
        worker, _ = STATIONS.get(contract, ("luo", ()))
        if one is not None:
            worker = next((p.worker for p in one.places if p.contract == contract), worker)
            more["person"] = one.id
        posted = MatterInput(id=uuid, what=what, found_at=instant(day, 9, 20), **more)
        arrived = day + timedelta(days=late)
        diary.on(arrived, worker, partial(_raise, posted))
        return uuid, arrived

    def then(
        uuid: str, day: date, days: int, who: str, do: Callable[..., Any], **given: Any
    ) -> None:
        diary.on(day + timedelta(days=days), who, partial(_step, uuid, do, given), hour=11 + days)

    urgent: dict[str, Any] = {"kind": "incident", "severity": "urgent"}
    call = ToldInput(
        office="120", at=instant(timeline.last - timedelta(days=40), 9, 25), note="已出车"
    )
    uuid, day = report("fall", someone("jinshan", 3), "jinshan", 40, "在院子里摔倒，不能起身", told=(call,), **urgent)  # fmt: skip
    then(uuid, day, 0, "zhao", acknowledge, offices=OFFICES, note="请陪同送医。")
    then(uuid, day, 1, "luo", handle, note="陪同送县人民医院，家属已到。")
    then(uuid, day, 6, "zhao", close, outcome="solved", note="已出院，加密探访一个月。")
    # Nobody took this one on: two hours later the clock passed it on from the township to the county.
    _, day = report("roof", someone("home-care", 1, "yanshi/jinshan"), "home-care", 2, "屋后土坡有裂缝，雨后恐滑坡", **urgent)  # fmt: skip
    diary.on(day, "zhao", _pass_on, hour=12)
    report(
        "lost",
        someone("dadong", 2),
        "dadong",
        3,
        "上门无人，邻居说昨天起没见到人",
        late=2,
        **urgent,
    )
    uuid, day = report(
        "sick", someone("home-care", 4), "home-care", 5, "突发胸闷，已卧床休息", **urgent
    )
    then(uuid, day, 0, "zhao", acknowledge, offices=OFFICES)
    then(uuid, day, 1, "tan", handle, note="村医已看过，明天复诊。")
    uuid, day = report(
        "quilt", someone("jinshan", 8), "jinshan", 9, "冬被太薄，想申请一床", kind="need"
    )
    told = ToldInput(office="村委", at=instant(day, 15, 0), means="in_person")
    then(uuid, day, 0, "luo", tell, told=told)
    then(uuid, day, 2, "luo", handle, note="村委已登记，等发放。")
    report("bath", someone("dadong", 5), "dadong", 6, "希望装浴室扶手", kind="need")
    uuid, day = report("glasses", elder("xianheguan", 3), "xianheguan", 26, "看不清药盒上的字，想配老花镜", kind="need")  # fmt: skip
    then(uuid, day, 1, "luo", tell, told=ToldInput(office="社区", at=instant(day, 16, 0), means="in_person"))  # fmt: skip
    then(uuid, day, 8, "luo", handle, note="义诊时已验光，眼镜送到家里。")
    report("canteen", elder("xianheguan", 6), "xianheguan", 12, "独居，想在社区食堂订午饭", kind="need")  # fmt: skip
    report("lamp", elder("sanli", 2), "sanli", 17, "楼道没有灯，晚上不敢下楼", kind="need")
    place: dict[str, Any] = {"site": "yanshi/jinshan/xinqiao", "kind": "lead"}
    report("family", None, "", 4, "户主去年伤残，两个孩子上学，没有固定收入", name="赖家", address="新桥村 2 组", **place)  # fmt: skip
    uuid, day = report("other", None, "", 30, "老人独居，子女在外", name="汤家", address="新桥村 5 组", **place)  # fmt: skip
    then(uuid, day, 1, "qian", acknowledge, offices=OFFICES)
    then(uuid, day, 5, "qian", close, outcome="not_eligible", note="子女有赡养能力，已转村委关注。")
