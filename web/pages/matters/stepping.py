"""Doing something about a matter: each step one short form, each in its own transaction."""

from typing import Any
from uuid import UUID

from litestar import post
from litestar.params import FromPath

from core.matters.loading import load_matter
from core.matters.rules.offices import answers_for
from core.recording.answers import check_answers
from core.store.errors import Forbidden, Missing, Refused
from web.desk import Answer, redirect
from web.given import Desk, Engine, Posted, Station
from web.matters import NOBODY, seen_matter
from web.pages.matters.doing import DOINGS, asked_of
from web.pages.matters.one import show, standing_at
from web.pages.record.answers import stored_answers
from web.pages.record.sheet import people_named
from web.posted import whole_number


@post(
    "/matters/{matter:uuid}/{what:str}",
    opt={"permission": "need.see"},
    status_code=200,
    sync_to_thread=True,
)
def step(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    matter: FromPath[UUID],
    what: FromPath[str],
) -> Answer:
    """Write the step; what is wrong is said beside its question, everything kept."""
    if what not in DOINGS:
        raise Missing("没有这一步。")
    doing, uuid = DOINGS[what], str(matter)
    typed = {name: posted.text(name) for name in posted.fields if name.startswith(f"{what}.")}
    version = whole_number(posted.text("version"))
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            row = seen_matter(desk, unit.connection, uuid)
            if not any(desk.can(p, place=row.site) for p in ("need.report", "need.answer")):
                raise Forbidden("没有办理这件事的权限。")
            known = load_matter(unit.connection, desk.county, uuid)
            if known is None:
                raise Missing(NOBODY)
            found = standing_at(unit.connection, station, desk.county, known[1], desk.now)
            if what.startswith("close") and found.has_office:
                _answering(desk, row.site)
            questions = asked_of(doing, row.kind, found)
            answers, problems = check_answers(questions, stored_answers(typed, questions), desk.day)
            problems = {name.partition(".")[2]: say for name, say in problems.items()}
            if problems:
                raise Refused(next(iter(problems.values())), problems=problems)
            plain = {name.partition(".")[2]: value for name, value in answers.items()}
            if what == "register":
                people_named(desk, unit.connection, [plain["person"]])
            offices = answers_for(desk.grants, row.site, desk.day)
            if what == "acknowledge":
                _answering(desk, row.site)
            doing.do(unit, station.book(unit.connection), uuid, version, plain, offices)
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        return show(desk, station, engine, uuid, refused=refused, part=what, typed=typed)
    return redirect(desk, f"/matters/{uuid}", say=doing.say)


def _answering(desk: Any, site: str) -> None:
    if not desk.can("need.answer", place=site):
        raise Forbidden("没有答复需求与异常的权限，请由接收的单位来办。")


HANDLERS = [step]
