"""The roster of one contract: who stands on it, with tier, days and the responsible worker."""

from dataclasses import dataclass
from typing import Any

from core.activities.listing import names_of
from core.packages.roster_list import OnRoster, rosters_of
from core.people.listing import people_listed
from core.people.search import Found
from core.store.errors import Missing
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.people.listing import FILTERS, people_asked
from web.said import tier_label


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterRow:
    """One person with the enrolment that holds today."""

    found: Found
    held: OnRoster
    tier: str
    worker: str


def part(asked: Asked, after: str, size: int) -> Part:
    """People of the roster by place."""
    desk, connection = asked.desk, asked.connection
    contract = asked.filters["contract"]
    terms = asked.station.book(connection).terms.get(contract)
    if terms is None:
        raise Missing("请先选一份合同。")
    found, cursor = people_listed(
        connection, desk.county, people_asked(desk, asked.filters), after=after, limit=size
    )
    rosters = rosters_of(connection, desk.county, [one.id for one in found])
    held = {
        person: one
        for person, many in rosters.items()
        for one in many
        if one.contract == contract and one.stands_on(desk.day)
    }
    workers = names_of(connection, {one.worker for one in held.values()})
    rows: list[Any] = [
        RosterRow(
            found=one,
            held=held[one.id],
            tier=tier_label(terms, held[one.id].tier_on(desk.day)),
            worker=workers.get(held[one.id].worker, held[one.id].worker),
        )
        for one in found
        if one.id in held
    ]
    return Part(rows=rows, after=cursor)


ROSTER = List(
    key="roster",
    label="服务名单",
    permission="person.see",
    names=tuple(name for name in FILTERS if name != "q"),
    of_people=True,
    part=part,
    columns=(
        Column(key="code", heading="编码", value=lambda row: row.found.code),
        Column(key="name", heading="姓名", value=lambda row: row.found.name),
        Column(key="sex", heading="性别", value=lambda row: row.found.sex, width=6),
        Column(key="place", heading="村（社区）", value=lambda row: row.found.site_name, width=18),
        Column(key="tier", heading="分级", value=lambda row: row.tier),
        Column(key="since", heading="生效日期", value=lambda row: row.held.start, kind=Kind.DAY),
        Column(key="approved", heading="批准日期", value=lambda row: row.held.approved_on, kind=Kind.DAY),
        Column(key="agreement", heading="协议生效", value=lambda row: row.held.agreement_from, kind=Kind.DAY),
        Column(key="until", heading="退出日期", value=lambda row: row.held.end, kind=Kind.DAY),
        Column(key="worker", heading="负责人", value=lambda row: row.worker),
    ),
)  # fmt: skip
