"""The rows of a matter: a step more, and what the rule then makes of all of them."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import insert, update

from core.calendar import business_day
from core.ledger.book import Book
from core.matters.facts import Act, Matter, Step
from core.matters.loading import answering, routes_of
from core.matters.rows import MATTER, MATTER_STEP
from core.matters.rules.standing import Standing, standing
from core.notices.events import MATTER_ANSWERED, MATTER_TOLD, MATTER_URGENT, Event, Notice
from core.notices.telling import notify
from core.store import Unit

SYSTEM = "system"


def judged(unit: Unit, book: Book, matter: Matter) -> tuple[Standing, dict[str, tuple[str, ...]]]:
    """How the matter stands, and who answers for each office at its place today."""
    reach = answering(unit.connection, unit.county, matter.site, business_day(unit.at))
    found = standing(matter, routes_of(book, matter), frozenset(reach))
    return found, {kind.value: accounts for kind, accounts in reach.items()}


def tell_next(unit: Unit, book: Book, small: int, matter: Matter) -> Matter:
    """Tell every office whose turn has come by now, once each; the matter with those steps."""
    while True:
        found, reach = judged(unit, book, matter)
        ready = [c for c in found.chains if c.next and c.next_at and c.next_at <= unit.at]
        if not ready:
            return matter
        office = ready[0].next
        assert office is not None
        step = Step(
            act=Act.TELL,
            at=unit.at,
            recorded_at=unit.at,
            actor=SYSTEM,
            office=office.words,
            office_kind=office.kind.value,
            told_to=reach[office.kind.value],
            means="system",
            by_system=True,
        )
        matter = add_steps(unit, small, matter, [step])
        _notify(unit, book, matter, step)


def _notify(unit: Unit, book: Book, matter: Matter, step: Step) -> None:
    """The accounts of an office hear of it in the same transaction, once for each step."""
    event = MATTER_URGENT if matter.severity == "urgent" else MATTER_TOLD
    notify(unit, notice_of(book, matter, event), step.told_to)


def notify_who_raised(unit: Unit, book: Book, matter: Matter) -> None:
    """Who raised it hears that somebody else has taken it on, or has closed it."""
    if unit.actor.id != matter.worker:
        notify(unit, notice_of(book, matter, MATTER_ANSWERED), [matter.worker])


def notice_of(book: Book, matter: Matter, event: Event) -> Notice:
    """A notice of this matter: where it is, and nobody's name; the number of the step sets it apart."""
    return Notice(
        event=event,
        subject=matter.id,
        slot=str(len(matter.steps)),
        about=book.words.places.get(matter.site, ""),
        link=f"/matters/{matter.id}",
        place=matter.site,
    )


def add_steps(unit: Unit, small: int, matter: Matter, steps: Iterable[Step]) -> Matter:
    """Write these steps behind the ones that are there, each with its audit entry."""
    for step in steps:
        seq = len(matter.steps)
        plain = {name: getattr(step, name) for name in Step.__slots__}
        plain |= {"act": step.act.value, "told_to": list(step.told_to)}
        unit.connection.execute(insert(MATTER_STEP).values(matter_id=small, seq=seq, **plain))
        matter = replace(matter, steps=(*matter.steps, step))
        unit.audit(
            f"matter.{step.act}",
            "matter",
            matter.id,
            version=matter.version,
            content=plain,
            reason=step.note[:400],
        )
    return matter


def keep_standing(unit: Unit, book: Book, small: int, matter: Matter) -> Standing:
    """Write what the rule makes of the matter beside it: lists and the clock look there."""
    found, _ = judged(unit, book, matter)
    unit.connection.execute(
        update(MATTER)
        .where(MATTER.c.id == small)
        .values(
            state=found.state.value,
            due_at=found.due,
            next_at=found.next_at,
            version=matter.version,
        )
    )
    return found
