"""What papers read of the database: a fixed number of statements, however long the paper."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from core.activities.rows import EVIDENCE, RECORD
from core.calendar import SHANGHAI
from core.cases.rows import CASE
from core.facts import EntryStatus
from core.ledger.rows import SEAL, STANDING
from core.matters.rows import MATTER, MATTER_ROUTE, MATTER_STEP
from core.matters.seeing import Reader as MatterReader
from core.matters.seeing import seen_by
from core.month_end.listing import at_its_sites
from core.packages.terms import Terms
from core.papers.reader import Known
from core.people.loading import chunks, load_people
from core.people.rows import PERSON
from core.places.rows import AGENCY, PLACE
from core.plugin.papers import PhotoOnPaper
from core.trust.tables import ACCOUNT, GRANT


def known_people(connection: Connection, uuids: Iterable[str]) -> Mapping[str, Known]:
    """People by permanent id: three statements for every 500."""
    found: dict[str, Known] = {}
    for some in chunks(uuids):
        rows = connection.execute(
            select(PERSON.c.id, PERSON.c.uuid, PERSON.c.address, PERSON.c.phone, PLACE.c.name)
            .join(PLACE, PLACE.c.id == PERSON.c.place_id)
            .where(PERSON.c.uuid.in_(some))
        ).all()
        people = load_people(connection, [row.id for row in rows])
        for row in rows:
            found[row.uuid] = Known(
                person=people[row.id], village=row.name, address=row.address, phone=row.phone
            )
    return found


def counted_in(
    connection: Connection, contract_id: int, lines: Iterable[str], first: date, last: date
) -> dict[str, set[str]]:
    """Record → the lines of the contract in which it counts with a day in these days."""
    found: dict[str, set[str]] = {}
    rows = connection.execute(
        select(STANDING.c.record, STANDING.c.line)
        .where(*_standing(contract_id, lines, first, last, EntryStatus.COUNTED))
        .distinct()
    )
    for row in rows:
        found.setdefault(row.record, set()).add(row.line)
    return found


def refused_in(
    connection: Connection, contract_id: int, lines: Iterable[str], first: date, last: date
) -> set[str]:
    """The records that some line looked at in these days and did not count."""
    rows = connection.execute(
        select(STANDING.c.record)
        .where(*_standing(contract_id, lines, first, last, EntryStatus.REFUSED))
        .distinct()
    )
    return {row.record for row in rows}


def _standing(
    contract_id: int, lines: Iterable[str], first: date, last: date, status: EntryStatus
) -> tuple[Any, ...]:
    return (
        STANDING.c.contract_id == contract_id,
        STANDING.c.line.in_(sorted(lines)),
        STANDING.c.status == status.value,
        STANDING.c.day.between(first, last),
    )


def heads_of(connection: Connection, uuids: Iterable[str]) -> dict[str, Any]:
    """Record or case → title, place, who made it, and which forms were asked."""
    found: dict[str, Any] = {}
    for some in chunks(uuids):
        records = (
            select(
                RECORD.c.id,
                RECORD.c.uuid,
                RECORD.c.title,
                RECORD.c.worker,
                RECORD.c.form,
                PLACE.c.name.label("place"),
            )
            .join(PLACE, PLACE.c.id == RECORD.c.place_id)
            .where(RECORD.c.uuid.in_(some))
        )
        found.update((row.uuid, row) for row in connection.execute(records))
        cases = (
            select(CASE.c.uuid, CASE.c.title, CASE.c.worker, PLACE.c.name.label("place"))
            .join(PLACE, PLACE.c.id == CASE.c.place_id)
            .where(CASE.c.uuid.in_([one for one in some if one not in found]))
        )
        found.update((row.uuid, row) for row in connection.execute(cases))
    return found


def photos_of(connection: Connection, record_ids: Iterable[int]) -> dict[int, list[PhotoOnPaper]]:
    """Record → its photos that are there."""
    found: dict[int, list[PhotoOnPaper]] = {}
    for some in chunks(record_ids):
        rows = connection.execute(
            select(EVIDENCE.c.record_id, EVIDENCE.c.file, EVIDENCE.c.uuid)
            .where(
                EVIDENCE.c.record_id.in_(some),
                EVIDENCE.c.file != "",
                EVIDENCE.c.arrived_at.is_not(None),
                EVIDENCE.c.withdrawn_at.is_(None),
                EVIDENCE.c.kind != "signature",
            )
            .order_by(EVIDENCE.c.id)
        )
        for row in rows:
            one = PhotoOnPaper(file=row.file, evidence=row.uuid)
            found.setdefault(row.record_id, []).append(one)
    return found


def roles_of(connection: Connection, accounts: Iterable[str], day: date) -> dict[str, str]:
    """Account → the role that was granted last and holds on the day."""
    rows = connection.execute(
        select(ACCOUNT.c.uuid, GRANT.c.role)
        .join(GRANT, GRANT.c.account_id == ACCOUNT.c.id)
        .where(
            ACCOUNT.c.uuid.in_(sorted(accounts)),
            GRANT.c.valid_from <= day,
            GRANT.c.valid_until.is_(None) | (GRANT.c.valid_until > day),
        )
        .order_by(GRANT.c.id)
    )
    return {row.uuid: row.role for row in rows}


def agency_names(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """Agency → its name."""
    rows = connection.execute(
        select(AGENCY.c.key, AGENCY.c.name).where(AGENCY.c.key.in_(sorted(keys)))
    )
    return {row.key: row.name for row in rows}


def digest_of_seal(connection: Connection, contract_id: int, month: str) -> str:
    """The digest with which a settlement month was sealed; empty while it is open."""
    wanted = select(SEAL.c.digest).where(SEAL.c.contract_id == contract_id, SEAL.c.period == month)
    return str(connection.execute(wanted).scalar() or "")


def matters_found(
    connection: Connection,
    county: str,
    reader: MatterReader,
    terms: Terms,
    first: date,
    last: date,
) -> list[Any]:
    """The matters of a contract that were found in these days, within reach, each with its last note.

    Those that its routes govern; of kinds that it does not route, as the needs of a station, those
    that its provider found at its places.
    """
    begin = datetime.combine(first, time(), SHANGHAI)
    end = datetime.combine(last + timedelta(days=1), time(), SHANGHAI)
    route = select(MATTER_ROUTE.c.id).where(
        MATTER_ROUTE.c.matter_id == MATTER.c.id, MATTER_ROUTE.c.contract == terms.contract.key
    )
    routed = {kind for row in terms.package.route for kind in row.matters}
    colleagues = connection.execute(
        select(ACCOUNT.c.uuid).where(ACCOUNT.c.agency == terms.contract.provider)
    ).scalars()
    found_there = and_(
        MATTER.c.kind.not_in(sorted(routed)),
        MATTER.c.worker.in_(colleagues.all()),
        at_its_sites(terms),
    )
    note = (
        select(MATTER_STEP.c.note)
        .where(MATTER_STEP.c.matter_id == MATTER.c.id, MATTER_STEP.c.note != "")
        .order_by(MATTER_STEP.c.seq.desc())
        .limit(1)
    )
    rows = connection.execute(
        select(
            MATTER,
            PERSON.c.name.label("whom"),
            PLACE.c.name.label("place"),
            note.correlate(MATTER).scalar_subquery().label("note"),
        )
        .join(PLACE, PLACE.c.id == MATTER.c.place_id)
        .outerjoin(PERSON, PERSON.c.id == MATTER.c.person_id)
        .where(
            MATTER.c.county == county,
            or_(route.correlate(MATTER).exists(), found_there),
            MATTER.c.found_at >= begin,
            MATTER.c.found_at < end,
            seen_by(reader),
        )
        .order_by(MATTER.c.found_at, MATTER.c.id)
    )
    return list(rows)
