"""Changes of people and rosters: registering, enrolling, approving late, tiers, absences, deaths."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from core.facts import RosterState
from core.packages.rosters import change_tier, decide, enrol, leave
from core.people.inputs import AbsenceInput, AssessmentInput
from core.people.service import (
    add_absence,
    add_assessment,
    add_household,
    end_absence,
    record_death,
    register_person,
)
from core.recording import repost_people
from web.demonstration.chance import Chance
from web.demonstration.deeds import Acting, Diary
from web.demonstration.fates import LEVEL, WORSE, Fate
from web.demonstration.people import Place, Someone
from web.demonstration.timeline import Timeline

#: Who does what at the county: registering at the desk, approving, sealing.
CLERK, APPROVER = "zhong", "zhao"


def register(one: Someone, acting: Acting) -> None:
    """Put a person into the register, with the household when it is new."""
    if one.home is not None:
        add_household(acting.unit, one.home)
    register_person(acting.unit, acting.sealer, one.person)


def put_on_roster(one: Someone, place: Place, acting: Acting) -> None:
    """Propose or enrol; an approval that comes later is a deed of its own."""
    late = place.approved_on is not None and place.approved_on > place.start
    waits = late or place.proposed_only
    enrol(
        acting.unit,
        uuid=place.id,
        contract=place.contract,
        person=one.id,
        start=place.start,
        tier=place.tier,
        worker=acting.accounts[place.worker],
        state=RosterState.PROPOSED if waits else RosterState.APPROVED,
        approved_on=None if waits else place.approved_on,
        agreement_from=place.start if place.contract == "home-care" and not waits else None,
    )


def newcomers(diary: Diary, timeline: Timeline, people: Sequence[Someone]) -> None:
    """Those who come during the year: registered, enrolled, perhaps approved long after."""
    for one in people:
        begins = one.registered < timeline.start
        if not begins:
            diary.on(one.registered, CLERK, partial(register, one))
        for place in one.places:
            if begins and place.start <= timeline.start:
                continue
            diary.on(place.start, CLERK, partial(put_on_roster, one, place), hour=11)
            late = place.approved_on is not None and place.approved_on > place.start
            if late and place.approved_on is not None and not place.proposed_only:
                diary.on(place.approved_on, APPROVER, partial(_approve, one, place))


def _approve(one: Someone, place: Place, acting: Acting) -> None:
    assert place.approved_on is not None
    decide(acting.unit, place.id, RosterState.APPROVED, place.approved_on, "补批")
    repost_people(acting.unit, acting.book, [one.id])


def the_year(
    diary: Diary, chance: Chance, people: Sequence[Someone], fates: Mapping[str, Fate]
) -> None:
    """Write down what happened to people, a day or two after it happened."""
    for one in people:
        fate = fates.get(one.id)
        if fate is None:
            continue
        known = fate.day + timedelta(days=1)
        if fate.kind == "absence":
            absence = AbsenceInput(
                id=chance.id("absence", one.key), reason=fate.reason, start=fate.day
            )
            diary.on(known, one.places[0].worker, partial(_away, one, absence))
            if fate.back is not None:
                diary.on(
                    fate.back, one.places[0].worker, partial(_back, one, absence, fate), hour=8
                )
        elif fate.kind == "death":
            diary.on(known, CLERK, partial(_died, one, fate))
        elif fate.kind == "move":
            diary.on(known, CLERK, partial(_left, one, fate, "迁出本县。"))
        elif fate.kind == "worse" and fate.contract in WORSE:
            diary.on(known, APPROVER, partial(_worse, chance, one, fate))
        else:
            diary.on(known, APPROVER, partial(_left, one, fate, "已不能自理，转入重点巡访。"))


def _away(one: Someone, absence: AbsenceInput, acting: Acting) -> None:
    add_absence(acting.unit, one.id, absence)


def _back(one: Someone, absence: AbsenceInput, fate: Fate, acting: Acting) -> None:
    assert fate.back is not None
    end_absence(acting.unit, one.id, absence.id, fate.back)


def _died(one: Someone, fate: Fate, acting: Acting) -> None:
    record_death(acting.unit, one.id, fate.day)
    _left(one, fate, "去世。", acting)


def _left(one: Someone, fate: Fate, reason: str, acting: Acting) -> None:
    for place in one.places:
        leave(acting.unit, place.id, fate.day, reason)
    repost_people(acting.unit, acting.book, [one.id])


def _worse(chance: Chance, one: Someone, fate: Fate, acting: Acting) -> None:
    place = next(p for p in one.places if p.contract == fate.contract)
    kind, level = LEVEL.get(fate.contract, ("health", "urgent"))
    add_assessment(
        acting.unit,
        one.id,
        AssessmentInput(id=chance.id("worse", one.key), kind=kind, level=level, start=fate.day),
    )
    change_tier(acting.unit, place.id, WORSE[fate.contract], fate.day, "重新评估，等级上调。")
    repost_people(acting.unit, acting.book, [one.id])
