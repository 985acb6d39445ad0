"""到点的事: each job with its last and next slot, what it did, what failed; and doing it now."""

from litestar import get, post
from litestar.params import FromPath

from core.activities.listing import names_of
from core.calendar.slots import said
from core.jobs.every import JOBS, jobs_of
from core.jobs.job import SAID
from core.jobs.running import run_by_hand
from core.jobs.seeing import jobs_seen
from core.store import reading
from core.store.errors import Missing, Refused
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.schedule import house_of


@get("/jobs", opt={"permission": "system.see"}, sync_to_thread=True)
def jobs(desk: Desk, engine: Engine, station: Station) -> Answer:
    """Every job as it stands."""
    house = house_of(station, desk.settings)
    with reading(engine) as connection:
        seen = jobs_seen(connection, desk.county, jobs_of(house), desk.now)
        names = names_of(connection, {run.by for one in seen for run in one.runs if run.by})
    return page(
        desk,
        "pages/jobs.html",
        seen=seen,
        names=names,
        policies=SAID,
        said=said,
        may_act=bool(desk.may("system.manage")),
        no_backup=not house.care.backups,
    )


@post("/jobs/{key:str}/now", opt={"permission": "system.manage"}, sync_to_thread=True)
def now(desk: Desk, station: Station, posted: Posted, key: FromPath[str]) -> Answer:
    """Do it now, beside its slots."""
    posted.only(())
    house = house_of(station, desk.settings)
    job = JOBS.get(key)
    if job is None or job not in jobs_of(house) or not job.by_hand:
        raise Missing("没有这件到点的事。")
    try:
        did = run_by_hand(house, job, desk.actor, desk.now)
    except Refused as refused:
        return redirect(desk, "/jobs", say=f"{job.label}：{refused.say}", kind="error")
    return redirect(desk, "/jobs", say=f"{job.label}：{did}。")


HANDLERS = [jobs, now]
