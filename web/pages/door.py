"""The first page: three doors into a demonstration, or straight on to signing in and to work."""

from dataclasses import dataclass

from litestar import get, post

from core.store import unit_of_work
from core.store.errors import Refused
from core.trust.service import enter_by_door
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted
from web.navigation import landing
from web.pages.sign_in import signed_in_cookies


@dataclass(frozen=True, kw_only=True, slots=True)
class Door:
    """One door: the role behind it, and what awaits there."""

    role: str
    label: str
    place: str
    awaits: tuple[str, ...]


DOORS = (
    Door(
        role="worker",
        label="我是社工",
        place="在村里，用手机",
        awaits=(
            "今天该看谁，逾期的排在最前",
            "一次上门只记一笔，保存前就知道计入哪份合同",
            "没有信号也能记",
        ),
    ),
    Door(
        role="manager",
        label="我是站长",
        place="在站里，用电脑",
        awaits=(
            "每项指标做到哪、够不够进度",
            "点开任何数字，看计入了哪些、没计哪些、为什么",
            "月末交账，台账和文书自己写好",
        ),
    ),
    Door(
        role="county",
        label="我是民政局",
        place="在局里，管合同",
        awaits=(
            "把采购合同变成一个采购包，逐条对着原文",
            "抽查、评分、结算，每一分钱都能追到记录",
            "各站各机构放在一张表上看",
        ),
    ),
)


@get("/", opt={"permission": "public"}, sync_to_thread=True)
def front(desk: Desk) -> Answer:
    """A demonstration shows its doors; otherwise on to one's own page or to signing in."""
    if desk.settings.demo:
        return page(desk, "pages/doors.html", doors=DOORS)
    return redirect(desk, desk.home if desk.signed_in else "/sign-in")


@post("/door", opt={"permission": "public"}, status_code=303, sync_to_thread=True)
def enter(desk: Desk, engine: Engine, posted: Posted) -> Answer:
    """Step through a door: sign in as the demonstration's account with that role."""
    role = posted.only(("role",)).text("role")
    if role not in {door.role for door in DOORS}:
        raise Refused("没有这扇门。", field="role")
    with unit_of_work(engine, actor=desk.actor, at=desk.now, county=desk.county) as unit:
        opened = enter_by_door(unit, role=role, day=desk.day, device=desk.visit.device)
    return redirect(desk, "/home", cookies=signed_in_cookies(desk, opened))


@get("/home", opt={"permission": "signed_in"}, sync_to_thread=True)
def home(desk: Desk) -> Answer:
    """On to the page where the role's work begins."""
    return redirect(desk, landing(desk.role, desk.navigation))


HANDLERS = [front, home]
DEMO_HANDLERS = [enter]
