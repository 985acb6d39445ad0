"""Tables of packages, contracts, sharing groups and rosters."""

from collections.abc import Collection, Iterable, Mapping
from sys import intern
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from core.facts import Enrolment, RosterState, TierSpan
from core.people.rows import PERSON
from core.store import ID, Instant, PermanentId, metadata
from core.store.prepared import Among, Prepared

#: A published version is immutable: its text is kept as it was.
PACKAGE_VERSION = Table(
    "package_version",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", String(80), nullable=False),
    Column("title", String(120), nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("published_at", Instant, nullable=False),
    UniqueConstraint("key", "version"),
)

CONTRACT = Table(
    "contract",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("title", String(120), nullable=False),
    Column("county", String(80), nullable=False),
    Column("package_version_id", ForeignKey("package_version.id"), nullable=False),
    Column("purchaser", String(80), nullable=False),
    Column("provider", String(80), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    Column("text", JSON, nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_contract_county", "county", "provider"),
)

SHARING = Table(
    "sharing_group",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(80), nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("text", JSON, nullable=False),
    Column("version", ID, nullable=False),
)

ENROLMENT = Table(
    "enrolment",
    metadata,
    Column("id", ID, primary_key=True),
    Column("uuid", PermanentId, nullable=False, unique=True),
    Column("county", String(80), nullable=False),
    Column("contract_id", ForeignKey("contract.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=True),
    Column("state", String(20), nullable=False),
    Column("approved_on", Date, nullable=True),
    Column("agreement_from", Date, nullable=True),
    Column("worker", String(80), nullable=False),
    Column("left_because", String(200), nullable=False),
    Column("version", ID, nullable=False),
    Index("ix_enrolment_person", "person_id", "contract_id"),
    Index("ix_enrolment_contract", "contract_id", "state", "person_id"),
    Index("ix_enrolment_worker", "worker", "contract_id"),
)

TIER_SPAN = Table(
    "tier_span",
    metadata,
    Column("id", ID, primary_key=True),
    Column("enrolment_id", ForeignKey("enrolment.id"), nullable=False),
    Column("tier", String(80), nullable=False),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=True),
    Index("ix_tier_span_enrolment", "enrolment_id"),
)


def contract_ids(connection: Connection) -> dict[str, int]:
    """Contract key → small key."""
    return {row.key: row.id for row in connection.execute(select(CONTRACT.c.key, CONTRACT.c.id))}


def version_texts(
    connection: Connection, wanted: Collection[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """(Package, version) → the text that was published, of these versions."""
    keys = {key for key, _ in wanted}
    rows = connection.execute(
        select(PACKAGE_VERSION.c.key, PACKAGE_VERSION.c.version, PACKAGE_VERSION.c.id).where(
            PACKAGE_VERSION.c.key.in_(keys)
        )
    )
    ids = {row.id: (row.key, row.version) for row in rows if (row.key, row.version) in wanted}
    texts = connection.execute(
        select(PACKAGE_VERSION.c.id, PACKAGE_VERSION.c.text).where(PACKAGE_VERSION.c.id.in_(ids))
    )
    return {ids[row.id]: row.text for row in texts}


def contract_rows(connection: Connection) -> list[Mapping[str, Any]]:
    """Every contract with the text of its package version."""
    joined = CONTRACT.join(PACKAGE_VERSION)
    rows = connection.execute(
        select(
            CONTRACT,
            PACKAGE_VERSION.c.key.label("package"),
            PACKAGE_VERSION.c.version.label("package_version"),
        )
        .select_from(joined)
        .order_by(CONTRACT.c.start, CONTRACT.c.key)
    )
    return [dict(row) for row in rows.mappings()]


def _facts(rows: Iterable[Any], tiers: Mapping[int, list[TierSpan]]) -> tuple[Enrolment, ...]:
    return tuple(
        Enrolment(
            contract=intern(row.contract),
            person=intern(row.person),
            start=row.start,
            end=row.end,
            state=RosterState(row.state),
            tiers=tuple(sorted(tiers.get(row.id, ()), key=lambda span: span.start)),
            approved_on=row.approved_on,
            agreement_from=row.agreement_from,
            worker=intern(row.worker),
            left_because=row.left_because,
        )
        for row in rows
    )


def _tiers(rows: Iterable[Any]) -> dict[int, list[TierSpan]]:
    found: dict[int, list[TierSpan]] = {}
    known: dict[tuple[Any, ...], TierSpan] = {}
    for row in rows:
        what = row.tier, row.start, row.end
        span = known.get(what)
        if span is None:
            span = known[what] = TierSpan(tier=row.tier, start=row.start, end=row.end)
        found.setdefault(row.enrolment_id, []).append(span)
    return found


OWN_COLUMNS = (
    "id", "person_id", "start", "end", "state", "approved_on", "agreement_from", "worker",
    "left_because",
)  # fmt: skip
ENROLMENTS = (
    select(
        *(ENROLMENT.c[name] for name in OWN_COLUMNS),
        CONTRACT.c.key.label("contract"),
        PERSON.c.uuid.label("person"),
    )
    .join(CONTRACT, CONTRACT.c.id == ENROLMENT.c.contract_id)
    .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
    .order_by(ENROLMENT.c.start, ENROLMENT.c.id)
)
OF_PEOPLE = Among(ENROLMENT.c.person_id, "people")
ENROLMENTS_OF_PEOPLE = Prepared(ENROLMENTS.where(OF_PEOPLE))
TIERS_OF_PEOPLE = Prepared(
    select(TIER_SPAN).join(ENROLMENT, ENROLMENT.c.id == TIER_SPAN.c.enrolment_id).where(OF_PEOPLE)
)


OF_CONTRACTS = Among(ENROLMENT.c.contract_id, "contracts")
ENROLMENTS_OF_CONTRACTS = Prepared(ENROLMENTS.where(OF_CONTRACTS))
TIERS_OF_CONTRACTS = Prepared(
    select(TIER_SPAN)
    .join(ENROLMENT, ENROLMENT.c.id == TIER_SPAN.c.enrolment_id)
    .where(OF_CONTRACTS)
)


def enrolments_of_contracts(
    connection: Connection, contract_ids: Collection[int]
) -> tuple[tuple[Enrolment, ...], list[int]]:
    """Whole rosters in two statements: their enrolments, and the small keys of their people."""
    contracts = list(contract_ids)
    rows = ENROLMENTS_OF_CONTRACTS.rows(connection, contracts=contracts)
    tiers = _tiers(TIERS_OF_CONTRACTS.rows(connection, contracts=contracts)) if rows else {}
    return _facts(rows, tiers), [row.person_id for row in rows]


def enrolments_where(connection: Connection, condition: Any) -> tuple[Enrolment, ...]:
    """Enrolments that fulfil a condition on the enrolment table: two statements, however many."""
    rows = connection.execute(ENROLMENTS.where(condition)).all()
    wanted = select(ENROLMENT.c.id).where(condition)
    tiers = select(TIER_SPAN).where(TIER_SPAN.c.enrolment_id.in_(wanted))
    return _facts(rows, _tiers(connection.execute(tiers)))


def enrolments_of_people(
    connection: Connection, person_ids: Iterable[int]
) -> dict[tuple[str, str], tuple[Enrolment, ...]]:
    """(contract, person) → enrolments in time order, for the given people."""
    found: dict[tuple[str, str], tuple[Enrolment, ...]] = {}
    people = sorted(set(person_ids))
    rows = ENROLMENTS_OF_PEOPLE.rows(connection, people=people) if people else []
    tiers = _tiers(TIERS_OF_PEOPLE.rows(connection, people=people)) if rows else {}
    for enrolment in _facts(rows, tiers):
        key = enrolment.contract, enrolment.person
        found[key] = (*found.get(key, ()), enrolment)
    return found
