"""Whom a pasted list means: names with, if there, a phone, an ID number, a village.

Nobody is invented: a line is one known person, a few who may be meant, or nobody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from core.people.loading import chunks
from core.people.rows import PERSON, SEARCH_KEY
from core.people.search import Condition, Found
from core.people.search_keys import PHONE_TAIL, folded
from core.places.rows import PLACE

MOST_LINES = 300
LONGEST_LINE = 200
ID_NUMBER = re.compile(r"\d{17}[\dXx]")
BIRTH = slice(6, 14)
PHONE = re.compile(r"\d{7,12}")
PLACE_ENDS = ("村", "社区", "镇", "街道")
SPLIT = re.compile(r"[\t,，;；、|]|\s{2,}|\s+(?=\d{4})")
ORDINAL = re.compile(r"^\s*\d{1,3}\s*[.．、)）]?\s*(?=\D)")
#: First cells that are headings or numbers of rows, not names.
HEADINGS = frozenset({"姓名", "名字", "签到", "序号", "签名"})


class Sure(StrEnum):
    """How sure a line is of whom it means."""

    KNOWN = "known"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of the list: the name, and whatever else stood there."""

    number: int
    name: str
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """A line with whom it means: one person, a few to choose from, or nobody."""

    line: Line
    sure: Sure
    people: tuple[Found, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """A person of the name, with the phone that is compared and never shown."""

    found: Found
    phone: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a list pasted from a workbook; headings, empty lines and row numbers left out."""
    lines = []
    for number, raw in enumerate(text.splitlines()[:MOST_LINES], start=1):
        cells = [cell.strip() for cell in SPLIT.split(ORDINAL.sub("", raw[:LONGEST_LINE]))]
        while cells and (not cells[0] or cells[0].rstrip(".、").isdigit()):
            cells.pop(0)
        if cells and cells[0] not in HEADINGS:
            rest = tuple(filter(None, cells[1:]))
            lines.append(Line(number=number, name=cells[0], rest=rest))
    return tuple(lines)


def match_people(
    connection: Connection, county: str, lines: Iterable[Line], reach: Condition | None
) -> tuple[Matched, ...]:
    """Whom each line means, among the living of whole name within reach, in a few statements.

    What else stands in the line decides between people of one name, and makes doubtful whoever it
    does not fit: another phone than the one that is known is perhaps another person.
    """
    lines = tuple(lines)
    by_name: dict[str, list[_Known]] = {}
    for some in chunks(folded(line.name) for line in lines if folded(line.name)):
        rows = (
            select(
                PERSON.c.id, PERSON.c.uuid, PERSON.c.code, PERSON.c.name, PERSON.c.sex,
                PERSON.c.birth_date, PERSON.c.has_phone, PERSON.c.died_on, PERSON.c.phone,
                PLACE.c.key.label("site"), PLACE.c.name.label("site_name"),
            )
            .join(SEARCH_KEY, SEARCH_KEY.c.person_id == PERSON.c.id)
            .join(PLACE, PLACE.c.id == PERSON.c.place_id)
            .where(
                SEARCH_KEY.c.county == county,
                SEARCH_KEY.c.key.in_(some),
                PERSON.c.died_on.is_(None),
            )
            .order_by(PERSON.c.id)
        )  # fmt: skip
        for row in connection.execute(rows if reach is None else rows.where(reach)):
            found = Found(**{name: getattr(row, name) for name in Found.__slots__})
            by_name.setdefault(folded(row.name), []).append(_Known(found=found, phone=row.phone))
    return tuple(_matched(line, by_name.get(folded(line.name), [])) for line in lines)


def _matched(line: Line, named: list[_Known]) -> Matched:
    fitting = [one for one in named if all(_fits(cell, one) is not False for cell in line.rest)]
    told_apart = [one for one in fitting if any(_fits(cell, one) for cell in line.rest)]
    chosen = told_apart or fitting
    if not named:
        return Matched(line=line, sure=Sure.UNKNOWN)
    if len(chosen) == 1:
        return Matched(line=line, sure=Sure.KNOWN, people=(chosen[0].found,))
    return Matched(
        line=line, sure=Sure.DOUBTFUL, people=tuple(one.found for one in chosen or named)
    )


def _fits(cell: str, one: _Known) -> bool | None:
    """Whether a cell speaks for the person (True), against (False), or not of it (None).

    ID numbers are sealed: of a whole one the birth date is compared, of its end nothing can be
    said, and four digits may be such an end, so they only ever speak for somebody.
    """
    sign = "".join(cell.split())
    if ID_NUMBER.fullmatch(sign):
        born = one.found.birth_date
        return None if born is None else f"{born:%Y%m%d}" == sign[BIRTH]
    if PHONE.fullmatch(sign):
        return one.phone.endswith(sign) if one.phone else None
    if sign.isdigit() and len(sign) == PHONE_TAIL:
        return True if one.phone.endswith(sign) else None
    if sign.endswith(PLACE_ENDS):
        own, said = folded(one.found.site_name), folded(sign)
        return own in said or said in own
    return None
