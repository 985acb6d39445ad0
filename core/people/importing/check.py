"""A plan against what is registered: which place is meant, and who is already there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from core.people.importing.place_names import PlaceNames
from core.people.importing.plan import (
    LEFT_OUT,
    SAME,
    Decisions,
    Finding,
    Plan,
    PlanRow,
    decided,
    in_order,
)
from core.people.importing.sounding import ANOTHER, alike_by_sound, known_by_sound
from core.people.loading import chunks, person_id_of
from core.people.rows import PERSON
from core.people.search import ID_NUMBER
from core.places.rows import PLACE, places_of
from core.trust.secrets import Sealer

MOST_ASKED = 5
ELSEWHERE = "这个身份证号已在您的权限范围之外登记，请联系县民政局。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A registered person as far as a row must agree."""

    uuid: str
    code: str
    name: str
    birth_date: date | None
    place: str
    phone: str
    has_number: bool
    died_on: date | None


Reach = Callable[[str], bool]


def check_plan(
    connection: Connection,
    sealer: Sealer,
    county: str,
    plan: Plan,
    *,
    decisions: Decisions | None = None,
    reach: Reach | None = None,
) -> Plan:
    """The plan with places and registered people filled in, and findings about both.

    Somebody registered is recognised by the ID number, or without one by name, birth date and
    place; the row then only means that person, and nothing of the person is changed. Who may be
    meant, or is spelt alike, is a question; ``decisions`` answer questions by row. ``reach`` says
    at which places the importer may register people.
    """
    reach = reach or _everywhere
    names = PlaceNames.of(places_of(connection, county))
    written = person_id_of(connection, [row.id for row in plan.rows])
    indexes = {
        row.id: sealer.blind_index(row.id_number, ID_NUMBER) for row in plan.rows if row.id_number
    }
    by_index = _known_by_index(connection, county, indexes.values())
    by_name = _known_by_name(connection, county, plan.rows)
    sounding = known_by_sound(connection, county, plan.rows)
    rows: list[PlanRow] = []
    findings = list(plan.findings)
    for row in plan.rows:
        key, say = names.find(row.village, row.township) if row.village else ("", "")
        if key and not reach(key):
            say = f"“{row.village}”不在您的权限范围内，请由当地站长或县民政局导入。"
        if say:
            findings.append(Finding(row=row.row, column="村（社区）", say=say))
        row = replace(row, place=key, person=row.id)
        if row.id not in written:
            same_number = by_index.get(indexes.get(row.id, ""))
            namesakes = [known for known in by_name[row.name] if known.place == key]
            row, found = _recognised(row, same_number, namesakes)
            if same_number and not reach(same_number.place):
                found = [Finding(row=row.row, column="身份证号", say=ELSEWHERE)]
            if not found and row.is_new:
                found = alike_by_sound(row, sounding)
            findings += found
        rows.append(row)
    plan = replace(plan, rows=tuple(rows), findings=in_order(findings))
    return decided(plan, decisions or {})


def _everywhere(place: str) -> bool:
    return bool(place)


def _recognised(
    row: PlanRow, same_number: Known | None, namesakes: Sequence[Known]
) -> tuple[PlanRow, list[Finding]]:
    def finding(column: str, say: str, *, error: bool = True) -> Finding:
        return Finding(row=row.row, column=column, say=say, error=error)

    def question(column: str, say: str, who: Sequence[Known], *more: tuple[str, str]) -> Finding:
        same = tuple((f"{SAME}{one.uuid}", f"就是 {one.code}{_born(one)}") for one in who)
        return Finding(row=row.row, column=column, say=say, choices=(*same, *more, LEFT_OUT))

    known = same_number
    if known and known.name != row.name:
        return row, [finding("身份证号", f"这个身份证号已登记在 {known.code} 名下，姓名不同。")]
    if known is None:
        same_birth = [one for one in namesakes if one.birth_date == row.birth_date]
        if row.id_number:
            unnumbered = [one for one in same_birth if not one.has_number]
            if unnumbered:
                say = f"可能就是已登记的 {unnumbered[0].code}（没有身份证号），请先在档案中补上。"
                return row, [question("身份证号", say, unnumbered[:MOST_ASKED], ANOTHER)]
            return row, []
        if (row.birth_date is None and namesakes) or len(same_birth) > 1:
            meant = (same_birth or namesakes)[:MOST_ASKED]
            codes = "、".join(one.code for one in meant)
            say = f"同村已有同名的人（{codes}），是不是同一个人？拿不准就在表里填上身份证号。"
            return row, [question("姓名", say, meant, ANOTHER)]
        known = same_birth[0] if same_birth else None
    if known is None:
        return row, []
    if known.died_on is not None:
        return row, [finding("姓名", f"{known.code} 已登记为 {known.died_on} 去世。")]
    notes = [finding("姓名", f"已登记为 {known.code}，档案不会改动。", error=False)]
    if row.phone and row.phone != known.phone:
        notes.append(finding("电话", "与档案中的电话不同，请在档案中更正。", error=False))
    if row.place and row.place != known.place:
        notes.append(finding("村（社区）", "与档案中的不同，请在档案中更正。", error=False))
    return replace(row, person=known.uuid), notes


def _born(one: Known) -> str:
    return f"（{one.birth_date.year} 年生）" if one.birth_date else ""


def _known_by_index(
    connection: Connection, county: str, indexes: Iterable[str]
) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for some in chunks(indexes):
        rows = connection.execute(_known(county).where(PERSON.c.id_number_index.in_(some)))
        found.update((row.id_number_index, _as_known(row)) for row in rows)
    return found


def _known_by_name(
    connection: Connection, county: str, rows: Iterable[PlanRow]
) -> defaultdict[str, list[Known]]:
    found: defaultdict[str, list[Known]] = defaultdict(list)
    for some in chunks(row.name for row in rows if row.name):
        for row in connection.execute(_known(county).where(PERSON.c.name.in_(some))):
            found[row.name].append(_as_known(row))
    return found


def _known(county: str) -> Any:
    return (
        select(PERSON, PLACE.c.key.label("place"))
        .join(PLACE, PLACE.c.id == PERSON.c.place_id)
        .where(PERSON.c.county == county)
    )


def _as_known(row: Any) -> Known:
    return Known(
        uuid=row.uuid,
        code=row.code,
        name=row.name,
        birth_date=row.birth_date,
        place=row.place,
        phone=row.phone,
        has_number=row.id_number_index is not None,
        died_on=row.died_on,
    )
