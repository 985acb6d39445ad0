"""Writing a plan: everybody or nobody, one version each, one audit entry for the whole import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from core.calendar import business_day
from core.people.importing.check import Reach, check_plan
from core.people.importing.person_of_row import part_id, person_of
from core.people.importing.plan import Decisions, Plan, PlanRow
from core.people.inputs import HouseholdInput
from core.people.loading import chunks, person_id_of
from core.people.rows import HOUSEHOLD
from core.people.service.households import household_content
from core.people.service.once import fingerprint
from core.people.service.readying import made_ready
from core.people.service.writing import household_ids, insert_people
from core.people.whole import whole_people
from core.places.rows import PLACE, place_ids
from core.store import Unit
from core.store.errors import Refused
from core.store.versions import VERSION
from core.trust.secrets import Sealer

MOST_SAID = 50
REASON = "名册导入"


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """One row's person, and what the row says for the roster of a contract."""

    row: int
    person: str
    is_new: bool
    tier: str
    effective: date | None
    worker: str


def apply_plan(
    unit: Unit,
    sealer: Sealer,
    plan: Plan,
    *,
    decisions: Decisions | None = None,
    reach: Reach | None = None,
) -> list[Imported]:
    """Write all new people of the plan; ``Refused`` with errors by row when anything is wrong.

    The check runs again inside the transaction. Applying the same plan again writes nothing.
    """
    plan = check_plan(unit.connection, sealer, unit.county, plan, decisions=decisions, reach=reach)
    if plan.errors:
        raise Refused(f"名册有 {len(plan.errors)} 处错误，没有导入。", problems=said(plan))
    written = person_id_of(unit.connection, [row.id for row in plan.rows])
    new = [row for row in plan.rows if row.is_new and row.id not in written]
    contents = _write(unit, sealer, new) if new else {}
    if contents:
        unit.audit("import_people", "person_import", plan.id, content=contents, reason=REASON)
    fresh = {row.id for row in new}
    return [
        Imported(
            row=row.row,
            person=row.person,
            is_new=row.id in fresh,
            tier=row.tier,
            effective=row.effective,
            worker=row.worker,
        )
        for row in plan.rows
    ]


def said(plan: Plan) -> dict[str, str]:
    """The first errors, each under its row and column."""
    return {
        f"第 {finding.row} 行 {finding.column}".strip(): finding.say
        for finding in plan.errors[:MOST_SAID]
    }


def _write(unit: Unit, sealer: Sealer, rows: Sequence[PlanRow]) -> dict[str, Any]:
    places = place_ids(unit.connection, unit.county, [row.place for row in rows])
    homes, contents = _write_households(unit, rows, places)
    day = business_day(unit.at)
    people = [made_ready(person_of(row, homes), sealer, day) for row in rows]
    wrong = {f"第 {row.row} 行": ready.problems for row, ready in zip(rows, people, strict=True)}
    problems = {line: next(iter(found.values())) for line, found in wrong.items() if found}
    if problems:
        raise Refused(f"名册有 {len(problems)} 行错误，没有导入。", problems=problems)
    households = household_ids(unit.connection, unit.county, list(homes.values()))
    ids = insert_people(unit, sealer, people, places, households)
    wholes = whole_people(unit.connection, ids.values())
    contents |= {whole["id"]: ("person", whole) for whole in wholes.values()}
    unit.connection.execute(
        insert(VERSION),
        [
            {
                "kind": kind,
                "object_id": uuid,
                "version": 1,
                "content": content,
                "at": unit.at,
                "actor": unit.actor.id,
                "reason": REASON,
            }
            for uuid, (kind, content) in contents.items()
        ],
    )
    return {uuid: content for uuid, (_, content) in contents.items()}


def _write_households(
    unit: Unit, rows: Sequence[PlanRow], places: dict[str, int]
) -> tuple[dict[tuple[str, str], str], dict[str, tuple[str, Any]]]:
    """Households by (place, 户号), those registered and those written now; what was written."""
    numbers = {row.household_number for row in rows if row.household_number}
    homes: dict[tuple[str, str], str] = {}
    for some in chunks(numbers):
        wanted = (
            select(HOUSEHOLD.c.uuid, HOUSEHOLD.c.number, PLACE.c.key)
            .join(PLACE, PLACE.c.id == HOUSEHOLD.c.place_id)
            .where(HOUSEHOLD.c.county == unit.county, HOUSEHOLD.c.number.in_(some))
        )
        homes |= {(r.key, r.number): r.uuid for r in unit.connection.execute(wanted)}
    new: list[dict[str, Any]] = []
    contents: dict[str, tuple[str, Any]] = {}
    for row in rows:
        home = (row.place, row.household_number)
        if not row.household_number or home in homes:
            continue
        household = HouseholdInput(
            id=part_id(row, "household"),
            place=row.place,
            address=row.address,
            number=row.household_number,
        )
        homes[home] = household.id
        content = household_content(household.id, row.place, household.number, household.address)
        contents[household.id] = ("household", content)
        new.append(
            {
                "uuid": household.id,
                "county": unit.county,
                "place_id": places[row.place],
                "number": household.number,
                "address": household.address,
                "version": 1,
                "first_content": fingerprint(household),
            }
        )
    if new:
        unit.connection.execute(insert(HOUSEHOLD), new)
    return homes, contents
