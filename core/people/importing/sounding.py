"""Who may be the same person under another character: the same sound, birth date and village."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, select

from core.people.importing.plan import LEFT_OUT, NEW, SAME, Finding, PlanRow
from core.people.loading import chunks
from core.people.pinyin import name_readings, spellings
from core.people.rows import PERSON, SEARCH_KEY
from core.people.search_keys import folded
from core.places.rows import PLACE

ANOTHER = (NEW, "是另一个人，新建档案")
Sounding = Mapping[tuple[str, date, str], list["Spelt"]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Spelt:
    """A registered person of a sound, a birth date and a place."""

    uuid: str
    code: str
    name: str


@lru_cache(maxsize=30_000)
def sounds_of(name: str) -> frozenset[str]:
    """The whole name in all its usual readings, as the keys of the search have them."""
    return frozenset(folded("".join(way)) for way in spellings(name_readings(name))) - {""}


def known_by_sound(connection: Connection, county: str, rows: Iterable[PlanRow]) -> Sounding:
    """Everybody who is registered under one of these sounds, by sound, birth date and place."""
    sounds = {sound for row in rows if row.name and row.birth_date for sound in sounds_of(row.name)}
    found: dict[tuple[str, date, str], list[Spelt]] = {}
    for some in chunks(sounds):
        wanted = (
            select(
                SEARCH_KEY.c.key,
                PERSON.c.uuid,
                PERSON.c.code,
                PERSON.c.name,
                PERSON.c.birth_date,
                PLACE.c.key.label("place"),
            )
            .join(PERSON, PERSON.c.id == SEARCH_KEY.c.person_id)
            .join(PLACE, PLACE.c.id == PERSON.c.place_id)
            .where(
                SEARCH_KEY.c.county == county,
                SEARCH_KEY.c.key.in_(some),
                PERSON.c.birth_date.is_not(None),
                PERSON.c.died_on.is_(None),
            )
        )
        for row in connection.execute(wanted):
            if row.key in sounds_of(row.name):
                one = Spelt(uuid=row.uuid, code=row.code, name=row.name)
                found.setdefault((row.key, row.birth_date, row.place), []).append(one)
    return found


def alike_by_sound(row: PlanRow, known: Sounding) -> list[Finding]:
    """A question, when somebody of this sound, birth date and village is registered."""
    if row.birth_date is None:
        return []
    heard = (known.get((sound, row.birth_date, row.place), ()) for sound in sounds_of(row.name))
    near = list(dict.fromkeys(one for many in heard for one in many if one.name != row.name))
    if not near:
        return []
    who = "、".join(f"{one.name}（{one.code}）" for one in near)
    same = tuple((f"{SAME}{one.uuid}", f"就是{one.name}（{one.code}）") for one in near)
    say = f"同村有读音相同、出生日期相同的{who}，是不是同一个人？"
    return [Finding(row=row.row, column="姓名", say=say, choices=(*same, ANOTHER, LEFT_OUT))]
