"""One change of a person: its form, and making it; the person's records are counted again."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from sqlalchemy import Connection, select

from core.facts import RosterState
from core.facts.vocabulary import ABSENCES, CATEGORIES
from core.packages.roster_list import OnRoster, rosters_of
from core.people.vocabulary import PURPOSES
from core.plugin import Option, Question
from core.recording import repost_people
from core.recording.answers import check_answers
from core.store import new_id, reading
from core.store.errors import Conflict, Forbidden, Missing, Refused
from core.store.ids import checked_id
from core.trust.tables import ACCOUNT, GRANT
from web.desk import Answer, page, redirect
from web.given import Desk, Engine, Posted, Station
from web.pages.people.actions import ACTIONS, Action
from web.pages.people.seeing import seen_person
from web.pages.record.answers import stored_answers
from web.said import short_title, tier_label

NOT_ALLOWED = "没有做这项变动的权限。"


def _action(key: str) -> Action:
    if key not in ACTIONS:
        raise Missing("没有这项变动。")
    return ACTIONS[key]


def _allowed(desk: Any, action: Action, whole: dict[str, Any]) -> None:
    if not any(desk.can(permission, place=whole["place"]) for permission in action.permissions):
        raise Forbidden(NOT_ALLOWED)


def _options(
    desk: Any, station: Any, connection: Connection, whole: dict[str, Any], wanted: str
) -> tuple[Option, ...]:
    """The answers that depend on the person: their rosters, tiers, absences, contacts …"""
    book = station.book(connection)
    rosters = rosters_of(connection, desk.county, [whole["small"]]).get(whole["small"], ())
    made: list[tuple[str, str]] = []
    match wanted:
        case "standing":
            made = [(r.uuid, _named(book, r, desk.day)) for r in rosters if r.stands_on(desk.day)]
        case "waiting":
            waiting = (RosterState.PROPOSED, RosterState.CONFIRMED)
            made = [(r.uuid, _named(book, r, desk.day)) for r in rosters if r.state in waiting]
        case "tiers" | "all_tiers":
            held = {r.contract for r in rosters if r.stands_on(desk.day)}
            for terms in book.in_force(desk.day):
                own = terms.contract.key in held
                within = _serves(terms.contract.sites, whole["place"])
                if (wanted == "tiers" and own) or (wanted == "all_tiers" and within and not own):
                    title = short_title(terms.contract.title)
                    made += [
                        (f"{terms.contract.key}:{t.key}", f"{title}：{t.label}")
                        for t in terms.package.tier
                    ]
        case "decisions":
            words = {"confirmed": "确认", "approved": "批准", "refused": "不批准"}
            may = {"confirmed"} if desk.can("person.confirm", place=whole["place"]) else set()
            if desk.can("person.approve", place=whole["place"]):
                may |= {"approved", "refused"}
            made = [(key, word) for key, word in words.items() if key in may]
        case "workers":
            made = _workers(desk, connection, whole["place"])
        case "categories":
            made = [(c["id"], CATEGORIES[c["code"]]) for c in whole["categories"] if not c["end"]]
        case "absences":
            made = [
                (a["id"], f"{ABSENCES[a['reason']]}，{a['start']} 起")
                for a in whole["absences"]
                if not a["end"]
            ]
        case "contacts":
            made = [(c["id"], c["name"]) for c in whole["contacts"] if not c["ended_on"]]
        case "consents":
            made = [
                (c["id"], PURPOSES[c["purpose"]])
                for c in whole["consents"]
                if not c["withdrawn_on"]
            ]
    return tuple(Option(key=key, label=label) for key, label in made)


def _serves(sites: tuple[str, ...], place: str) -> bool:
    return not sites or any(place == s or place.startswith(f"{s}/") for s in sites)


def _named(book: Any, roster: OnRoster, day: Any) -> str:
    terms = book.terms.get(roster.contract)
    tier = tier_label(terms.on(day), roster.tier_on(day)) if terms else ""
    return f"{roster.title}（{tier}）" if tier else roster.title


def _workers(desk: Any, connection: Connection, place: str) -> list[tuple[str, str]]:
    """Workers and managers with a grant in force that reaches the place."""
    rows = connection.execute(
        select(ACCOUNT.c.uuid, ACCOUNT.c.name, GRANT.c.place)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            ACCOUNT.c.county == desk.county,
            ACCOUNT.c.active,
            GRANT.c.role.in_(("worker", "manager")),
            GRANT.c.valid_from <= desk.day,
            GRANT.c.valid_until.is_(None) | (GRANT.c.valid_until > desk.day),
        )
        .order_by(ACCOUNT.c.name)
    )
    found = {r.uuid: r.name for r in rows if _serves((r.place,), place)}
    return list(found.items())


def _questions(
    desk: Any, station: Any, connection: Connection, action: Action, whole: dict[str, Any]
) -> tuple[Question, ...]:
    return tuple(
        replace(q, options=_options(desk, station, connection, whole, action.choices[q.key]))
        if q.key in action.choices
        else q
        for q in action.questions
    )


def _form(
    desk: Any,
    station: Any,
    connection: Connection,
    action: Action,
    uuid: str,
    *,
    fresh: str,
    answers: dict[str, Any] | None = None,
    refused: Refused | None = None,
) -> Answer:
    whole = seen_person(desk, connection, uuid)
    _allowed(desk, action, whole)
    questions = _questions(desk, station, connection, action, whole)
    status = 200 if refused is None else 409 if isinstance(refused, Conflict) else 422
    return page(
        desk,
        "pages/person_change.html",
        status=status,
        whole=whole,
        action=action,
        questions=questions,
        impossible=any(q.key in action.choices and q.required and not q.options for q in questions),
        answers=answers if answers is not None else _today(desk, questions),
        problems=dict(refused.problems) if refused else {},
        say=refused.say if refused else "",
        fresh=fresh,
    )


def _today(desk: Any, questions: tuple[Question, ...]) -> dict[str, Any]:
    """A date that must be given is today, until somebody says otherwise."""
    return {q.key: desk.day.isoformat() for q in questions if q.kind == "date" and q.required}


@get(
    "/people/{person:uuid}/change/{what:str}", opt={"permission": "person.see"}, sync_to_thread=True
)
def change_form(
    desk: Desk, station: Station, engine: Engine, person: FromPath[UUID], what: FromPath[str]
) -> Answer:
    """The form of one change."""
    with reading(engine) as connection:
        return _form(desk, station, connection, _action(what), str(person), fresh=new_id())


@post(
    "/people/{person:uuid}/change/{what:str}",
    opt={"permission": "person.see"},
    status_code=200,
    sync_to_thread=True,
)
def change(
    desk: Desk,
    station: Station,
    engine: Engine,
    posted: Posted,
    person: FromPath[UUID],
    what: FromPath[str],
) -> Answer:
    """Make the change and count the person's records again, in one transaction."""
    action, uuid = _action(what), str(person)
    posted.only(("fresh", *(q.key for q in action.questions)))
    typed = {q.key: posted.text(q.key) for q in action.questions}
    fresh = checked_id(posted.text("fresh"))
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            whole = seen_person(desk, unit.connection, uuid)
            _allowed(desk, action, whole)
            questions = _questions(desk, station, unit.connection, action, whole)
            answers, problems = check_answers(questions, stored_answers(typed, questions), desk.day)
            if problems:
                raise Refused(next(iter(problems.values())), problems=problems)
            action.do(unit, uuid, fresh, answers)
            repost_people(unit, station.book(unit.connection), [uuid])
    except (Missing, Forbidden):
        raise
    except Refused as refused:
        with reading(engine) as connection:
            return _form(
                desk, station, connection, action, uuid, fresh=fresh, answers=typed, refused=refused
            )
    return redirect(desk, f"/people/{uuid}", say=f"{action.title}：已办好，相关记录已重新计数。")


HANDLERS = [change_form, change]
