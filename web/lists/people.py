"""The list of people, as its page narrows it; ID number, phone and address only with a reason."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.facts import Person
from core.facts.vocabulary import ADULT_AGE, CATEGORIES
from core.packages.roster_list import rosters_of
from core.people.listing import categories_held, people_listed
from core.people.revealing import Masked, masked_of
from core.people.search import Found
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.people.listing import FILTERS, people_asked, roster_tags

MOST_FOUND = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """One person with what the list says beside."""

    found: Found
    categories: tuple[str, ...]
    tags: list[tuple[str, str]]
    masked: Masked


def part(asked: Asked, after: str, size: int) -> Part:
    """People by place; a search answers at once with the best."""
    text = asked.filters["q"]
    desk, connection = asked.desk, asked.connection
    book = asked.station.book(connection)
    found, cursor = people_listed(
        connection,
        desk.county,
        people_asked(desk, asked.filters),
        text=text,
        after=after,
        limit=MOST_FOUND if text else size,
    )
    ids = [one.id for one in found]
    held = categories_held(connection, ids, desk.day)
    rosters = rosters_of(connection, desk.county, ids)
    shown = [one.id for one in found if may_reveal(desk, one)] if asked.reveal else []
    masked = masked_of(connection, asked.station.sealer, shown) if shown else {}
    return Part(
        rows=[
            PersonRow(
                found=one,
                categories=held.get(one.id, ()),
                tags=roster_tags(book, rosters.get(one.id, ()), desk.day),
                masked=masked.get(one.id, Masked()),
            )
            for one in found
        ],
        after=cursor,
    )


def may_reveal(desk: Any, one: Found) -> bool:
    """Whether this desk may see what is masked of this person; of minors only who may see those."""
    if not desk.can("person.reveal", place=one.site):
        return False
    age = Person(id=one.uuid, birth_date=one.birth_date).age_on(desk.day)
    return age is None or age >= ADULT_AGE or bool(desk.can("person.child", place=one.site))


def _categories(row: PersonRow) -> str:
    return "、".join(CATEGORIES.get(code, code) for code in row.categories)


def _tags(row: PersonRow) -> str:
    return "；".join(f"{title} {tier}".strip() for title, tier in row.tags)


def _year(row: PersonRow) -> int | None:
    return row.found.birth_date.year if row.found.birth_date else None


def _born(row: PersonRow) -> date | None:
    return row.masked.birth_date


PEOPLE = List(
    key="people",
    label="对象",
    permission="person.see",
    names=FILTERS,
    of_people=True,
    part=part,
    columns=(
        Column(key="code", heading="编码", value=lambda row: row.found.code),
        Column(key="name", heading="姓名", value=lambda row: row.found.name),
        Column(key="sex", heading="性别", value=lambda row: row.found.sex, width=6),
        Column(key="born", heading="出生年", value=_year, kind=Kind.NUMBER, width=8),
        Column(key="place", heading="村（社区）", value=lambda row: row.found.site_name, width=18),
        Column(key="categories", heading="人员类别", value=_categories, width=24),
        Column(key="rosters", heading="服务名单", value=_tags, width=30),
        Column(key="has_phone", heading="有无电话", value=lambda row: "有" if row.found.has_phone else "无", width=10),
        Column(key="died_on", heading="去世日期", value=lambda row: row.found.died_on, kind=Kind.DAY),
        Column(key="birth_date", heading="出生日期", value=_born, kind=Kind.DAY, masked=True),
        Column(key="id_number", heading="身份证号", value=lambda row: row.masked.id_number, width=22, masked=True),
        Column(key="phone", heading="电话", value=lambda row: row.masked.phone, width=16, masked=True),
        Column(key="address", heading="住址", value=lambda row: row.masked.address, width=30, masked=True),
    ),
)  # fmt: skip
