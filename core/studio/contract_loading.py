"""Contracts as they are kept: one of a county, what stands around it, its history, its records."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from core.activities.loading import uuids_between
from core.facts import EntryStatus, PeriodKind
from core.ledger.book import Book, packages_of, sealed_months
from core.ledger.rows import STANDING
from core.ledger.rules.reach import Reach
from core.packages.check.around import Around
from core.packages.publish import permanent_id
from core.packages.rows import CONTRACT, ENROLMENT, PACKAGE_VERSION, SHARING, enrolments_where
from core.packages.schema import ContractFile, SharingFile
from core.packages.terms import Terms
from core.places.rows import agencies_of, places_of
from core.store.errors import Missing
from core.store.versions import versions_of

NOT_HERE = "没有这份合同，或者不在您的权限范围内。"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A contract as it is in force, with the number of its version."""

    file: ContractFile
    version: int


@dataclass(frozen=True, kw_only=True)
class KeptVersion:
    """One version of a contract: who put it in force, when and why."""

    version: int
    file: ContractFile
    at: Any
    actor: str
    reason: str


def contract_kept(connection: Connection, county: str, key: str) -> Kept:
    """The contract of that key; ``Missing`` when the county has none."""
    row = connection.execute(
        select(CONTRACT.c.text, CONTRACT.c.version).where(
            CONTRACT.c.key == key, CONTRACT.c.county == county
        )
    ).first()
    if row is None:
        raise Missing(NOT_HERE)
    return Kept(file=_file(row.text), version=row.version)


def _file(text: Any) -> ContractFile:
    return msgspec.convert(text, ContractFile, strict=False)


def is_taken(connection: Connection, key: str) -> bool:
    """Whether some contract, of whatever county, has that key."""
    return (
        connection.execute(select(CONTRACT.c.id).where(CONTRACT.c.key == key)).first() is not None
    )


def version_id(connection: Connection, package: str, version: int) -> int:
    """The small key of a published version."""
    wanted = select(PACKAGE_VERSION.c.id).where(
        PACKAGE_VERSION.c.key == package, PACKAGE_VERSION.c.version == version
    )
    return int(connection.execute(wanted).scalar_one())


def around(connection: Connection, book: Book, county: str, file: ContractFile) -> Around:
    """Everything that a contract of the county is held against."""
    rows = connection.execute(select(CONTRACT.c.text).where(CONTRACT.c.county == county)).scalars()
    files = {one.key: one for one in map(_file, rows)}
    others = {key: one for key, one in files.items() if key != file.key}
    known = files.get(file.key)
    packages = packages_of(connection, [file, *others.values()])
    return Around(
        county=county,
        places=frozenset(row["key"] for row in places_of(connection, county)),
        agencies={row["key"]: row["kind"] for row in agencies_of(connection, county)},
        packages={
            (key, number): package
            for key, versions in packages.items()
            for number, package in versions.items()
        },
        others=others,
        sharing=tuple(book.agreements),
        known=known,
        sealed_to=_sealed_to(connection, book, file.key),
        tiers_held=_tiers_held(connection, file.key),
    )


def _sealed_to(connection: Connection, book: Book, contract: str) -> date | None:
    """The last day of the last sealed month."""
    sealed = sealed_months(connection, book).get(contract, frozenset())
    terms = book.terms.get(contract)
    months = terms.periods(PeriodKind.MONTH) if terms else ()
    return max((month.end for month in months if month.key in sealed), default=None)


def _tiers_held(connection: Connection, contract: str) -> Mapping[str, int]:
    """Tier → people on the roster who have no end yet and stand in it last."""
    mine = select(CONTRACT.c.id).where(CONTRACT.c.key == contract).scalar_subquery()
    enrolments = enrolments_where(
        connection, (ENROLMENT.c.contract_id == mine) & ENROLMENT.c.end.is_(None)
    )
    return Counter(one.tiers[-1].tier for one in enrolments if one.tiers)


def history_of(connection: Connection, contract: str) -> tuple[KeptVersion, ...]:
    """Every version of a contract that was kept, oldest first."""
    return tuple(
        KeptVersion(
            version=row["version"],
            file=_file(row["content"]),
            at=row["at"],
            actor=row["actor"],
            reason=row["reason"],
        )
        for row in versions_of(connection, "contract", permanent_id("contract", contract))
    )


def sharing_version(connection: Connection, county: str, key: str) -> int:
    """The version of an agreement of the county; 0 when there is none. ``Missing`` elsewhere."""
    row = connection.execute(
        select(SHARING.c.version, SHARING.c.county).where(SHARING.c.key == key)
    ).first()
    if row is not None and row.county != county:
        raise Missing("没有这项兼计约定，或者不在您的权限范围内。")
    return row.version if row is not None else 0


def records_reached(
    connection: Connection, reach: Reach, terms: Iterable[Terms], sharing: Iterable[SharingFile]
) -> list[str]:
    """The records that a change of these terms reaches: of their providers, and of those with
    whom an agreement shares them."""
    own = {one.contract.key: one.contract for one in terms}
    county = next(iter(own.values())).county
    partners = {
        member.contract
        for group in sharing
        if any(member.contract in own for member in group.members)
        for member in group.members
    }
    providers = {one.provider for one in own.values()}
    providers |= set(
        connection.execute(
            select(CONTRACT.c.provider).where(CONTRACT.c.key.in_(partners))
        ).scalars()
    )
    found = (
        uuids_between(connection, county, reach.first, reach.last, reach.kinds, providers=providers)
        if reach.kinds
        else []
    )
    if reach.claimed:
        claimed = (
            select(STANDING.c.record)
            .join(CONTRACT, CONTRACT.c.id == STANDING.c.contract_id)
            .where(CONTRACT.c.county == county, STANDING.c.status == EntryStatus.CLAIMED.value)
            .distinct()
        )
        found += connection.execute(claimed).scalars()
    return list(dict.fromkeys(found))
