"""A county whose notices go everywhere: everybody wants mail of everything, and one robot hears all."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from core.jobs.running import run_by_hand, run_due
from core.notices.choosing import add_robot, choose
from core.notices.events import EVENTS, TRIAL
from core.notices.rows import DISPATCH, NOTICE
from core.store import Actor, reading
from core.trust.service import create_account, grant
from tests.matters.scene import ADMIN
from web.schedule import house_of
from web.settings import Settings

STAFF = (
    ("luo", "罗社工", "worker", "yanshi", "qinghe"),
    ("zhou", "周站长", "manager", "yanshi", "qinghe"),
    ("mamin", "马站长", "manager", "yanshi", "xiangzhen"),
    ("zhong", "钟玉兰", "township", "yanshi/jinshan", "minzheng"),
    ("zhao", "赵敏", "county", "yanshi", "minzheng"),
    ("xitong", "系统员", "system", "yanshi", ""),
)
TOKEN = "a1b2c3d4-e5f6"
KEYS = [key for key in EVENTS if key != TRIAL.key]


def staffed(county, at):
    """The accounts by login, as actors; the county's clock stands at that instant."""
    county.at, county.station.county = at, "yanshi"
    found = {}
    with county.act(ADMIN) as (unit, _):
        for login, name, role, place, agency in STAFF:
            account = create_account(unit, login=login, name=name, agency=agency)
            grant(unit, account=account.id, role=role, place=place, valid_from=date(2026, 1, 1),
                  reason="测试")  # fmt: skip
            found[login] = Actor(id=account.id, name=name, role=role)
    return found


def wanting_everything(county, staff):
    """Everybody wants everything by mail, the robot of the county hears all that groups may hear."""
    for actor in staff.values():
        with county.act(actor) as (unit, _):
            choose(unit, county.sealer, mail=f"{actor.role}@example.cn", mailed=KEYS,
                   since="21:00", until="07:00", version=0)  # fmt: skip
    with county.act(staff["xitong"]) as (unit, _):
        return add_robot(
            unit, county.sealer, kind="wecombot", name="工作群", place="yanshi", agency="",
            address=TOKEN, secret="", events=[k for k in KEYS if EVENTS[k].group],
        )  # fmt: skip


def house(county, **changes):
    """The house of its jobs, with other settings and its own way out."""
    send = changes.pop("send", None)
    return replace(house_of(county.station, Settings(**changes)), send=send)


def by_hand(county, job, actor, at=None, **changes):
    """Do a job now."""
    return run_by_hand(house(county, **changes), job, actor, at or county.at)


def due(county, jobs, at, **changes):
    """Let the clock look at that instant; nothing may fail."""
    done = run_due(house(county, **changes), jobs, at)
    assert [one.did for one in done if one.failed] == []
    return done


def notices(county, event=""):
    """Who was told of what: (account, event, number, about, link)."""
    with reading(county.station.engine) as connection:
        rows = connection.execute(select(NOTICE).order_by(NOTICE.c.id)).all()
    return [(r.account, r.event, r.number, r.about, r.link) for r in rows if event in ("", r.event)]


def dispatches(county):
    """Every message on its way, as rows."""
    with reading(county.station.engine) as connection:
        return connection.execute(select(DISPATCH).order_by(DISPATCH.c.id)).all()
