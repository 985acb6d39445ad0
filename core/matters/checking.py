"""Checking what was posted to raise a matter: everything that can be wrong is said at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from core.calendar import SHANGHAI, business_day
from core.matters.facts import MEANS, Act, Matter, Step
from core.matters.inputs import MatterInput, ToldInput
from core.matters.rules.offices import office_of
from core.packages.fields import MATTER_KINDS
from core.packages.sentences.offices import SEVERITY
from core.people.rows import PERSON
from core.places.rows import PLACE, place_by_key
from core.recording.answers import wrong_text
from core.recording.checking import FIRST_DAY
from core.store import Unit
from core.store.errors import Refused
from core.store.ids import checked_id

LONGEST_WHAT, LONGEST_NOTE = 2000, 400
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_OFFICE = 40, 200, 120
#: A phone's clock may be wrong by a day and the incident still arrives; a year is a slip of the hand.
CLOCK_AHEAD = timedelta(days=2)


def aware(at: datetime) -> datetime:
    """The instant in UTC; one without a zone is read from a wall clock in China."""
    return (at.replace(tzinfo=SHANGHAI) if at.tzinfo is None else at).astimezone(UTC)


def check_matter(unit: Unit, posted: MatterInput) -> tuple[Matter, int, int | None]:
    """The matter as it will be kept, and the small keys of its place and person.

    Raises Refused with a sentence for each field that is wrong.
    """
    problems = {name: say for name, say in _texts(posted) if say}
    if posted.kind not in MATTER_KINDS:
        problems["kind"] = "请选择需求、突发与异常或线索。"
    if posted.severity not in SEVERITY:
        problems["severity"] = "请选择轻重。"
    if say := _wrong_instant(unit, aware(posted.found_at)):
        problems["found_at"] = say
    person = _person(unit, posted, problems)
    place = place_by_key(unit.connection, posted.site or (person.site if person else ""))
    if (place is None or place["county"] != unit.county) and "person" not in problems:
        problems["site"] = "请选择地点。"
    if problems or place is None:
        raise Refused(next(iter(problems.values()), "请选择地点。"), problems=problems)
    matter = Matter(
        id=checked_id(posted.id),
        kind=posted.kind,
        severity=posted.severity,
        what=posted.what.strip(),
        site=place["key"],
        found_at=aware(posted.found_at),
        received_at=unit.at,
        worker=unit.actor.id,
        person=person.uuid if person else None,
        name=posted.name.strip(),
        address=posted.address.strip(),
        record=checked_id(posted.record) if posted.record else None,
        sheltered=posted.sheltered,
    )
    return matter, place["id"], person.id if person else None


def told_step(unit: Unit, told: ToldInput) -> Step:
    """Somebody was told by a person, by whatever means; never later than the house heard of it."""
    return Step(
        act=Act.TELL,
        at=min(aware(told.at), unit.at),
        recorded_at=unit.at,
        actor=unit.actor.id,
        office=told.office.strip(),
        office_kind=office_of(told.office).kind.value,
        means=told.means,
        note=told.note.strip(),
    )


def _texts(posted: MatterInput) -> list[tuple[str, str]]:
    what = wrong_text(posted.what, LONGEST_WHAT)
    lead = posted.kind == "lead"
    found = [
        ("what", what or ("" if posted.what.strip() else "请写明是什么事。")),
        ("name", wrong_text(posted.name, LONGEST_NAME)),
        ("address", wrong_text(posted.address, LONGEST_ADDRESS)),
    ]
    if lead and not posted.name.strip():
        found.append(("name", "请写明是哪一家（户主）。"))
    for one in posted.told:
        found.append(("told", wrong_text(one.office, LONGEST_OFFICE)))
        found.append(("told", "" if one.office.strip() else "请写明告知了谁。"))
        found.append(("told", wrong_text(one.note, LONGEST_NOTE)))
        found.append(("told", "" if one.means in MEANS else "请选择怎样告知的。"))
    return found


def _wrong_instant(unit: Unit, found: datetime) -> str:
    if found > unit.at + CLOCK_AHEAD:
        return "发现的时间在将来，请核对日期和时间。"
    return "发现的时间过早，请核对年份。" if business_day(found) < FIRST_DAY else ""


def _person(unit: Unit, posted: MatterInput, problems: dict[str, str]) -> Any:
    if not posted.person:
        if posted.kind in ("need", "incident"):
            problems["person"] = "请选择是哪一位对象；还没有登记的人，请报“线索”。"
        return None
    row = unit.connection.execute(
        select(PERSON.c.id, PERSON.c.uuid, PLACE.c.key.label("site"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.uuid == checked_id(posted.person), PERSON.c.county == unit.county)
    ).first()
    if row is None:
        problems["person"] = "没有这位对象。"
    elif posted.kind == "lead":
        problems["person"] = "已经登记的对象不用报线索，请报需求或异常。"
    return row
