"""The rulebook as the database has it: terms of all contracts, agreements, sealed months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from core.calendar import OFFICIAL, Calendar
from core.facts import SharingGroup
from core.ledger.rows import SEAL
from core.ledger.rules.book import Rulebook
from core.ledger.rules.claims import Sharing
from core.ledger.rules.facts import Words
from core.packages.forms import forms_of
from core.packages.read import published_package
from core.packages.rows import CONTRACT, SHARING, version_texts
from core.packages.schema import ContractFile, Package, SharingFile
from core.packages.shelf import dated_terms, sharing_groups
from core.packages.terms import Terms
from core.places.rows import PLACE, WORKING_DAY
from core.places.working_days import calendars_of
from core.plugin.catalogue import Catalogue
from core.store.prepared import Prepared


def words_of(
    catalogue: Catalogue, packages: list[Package], places: Mapping[str, str] | None = None
) -> Words:
    """Labels for reasons, from the catalogue and the packages' own rows."""
    questions = dict(catalogue.questions)
    for package in packages:
        for form in forms_of(package):
            for question in form.questions:
                questions.setdefault(question.key, question)
    return Words(
        questions=questions,
        tiers={tier.key: tier.label for package in packages for tier in package.tier},
        items={item.code: item.label for package in packages for item in package.item},
        places=places or {},
        kinds={kind.key: kind.label for kind in catalogue.kinds.values()},
        of_kind={
            kind.key: {question.key: question for question in kind.fields}
            for kind in catalogue.kinds.values()
            if kind.fields
        },
    )


@dataclass(frozen=True, kw_only=True)
class Book:
    """Everything that posting needs and that no record changes."""

    terms: Mapping[str, Terms]
    sharing: tuple[SharingGroup, ...]
    agreements: tuple[SharingFile, ...]
    ids: Mapping[str, int]
    words: Words
    stamp: tuple[Any, ...] = ()
    keys: Mapping[int, str] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)

    def rulebook(self, sealed: Mapping[str, frozenset[str]]) -> Rulebook:
        """The rulebook with the months that are sealed just now."""
        return Rulebook(terms=self.terms, sharing=self.agreed, sealed=sealed)

    @cached_property
    def agreed(self) -> Sharing:
        """The agreements as the rules ask them."""
        return Sharing(groups=self.sharing, terms=self.terms)

    def calendar(self, county: str) -> Calendar:
        """The working days of a county."""
        return self.calendars.get(county, OFFICIAL)

    def in_force(self, day: date) -> tuple[Terms, ...]:
        """The terms of the contracts in force on that day, as they hold on it."""
        return tuple(
            terms.on(day) for terms in self.terms.values() if terms.contract.in_force_on(day)
        )


STAMP = Prepared(
    select(
        *(
            select(number).select_from(table).scalar_subquery().label(f"{table.name}_{name}")
            for table in (CONTRACT, SHARING, PLACE)
            for name, number in (("count", func.count()), ("sum", func.sum(table.c.version)))
        ),
        select(func.count()).select_from(WORKING_DAY).scalar_subquery().label("days"),
    )
)
SEALS = Prepared(select(SEAL.c.contract_id, SEAL.c.period))


def stamp_of(connection: Connection) -> tuple[Any, ...]:
    """Changes whenever a package, contract, agreement, place or working day is put in or amended."""
    return tuple(STAMP.first(connection))


def packages_of(
    connection: Connection, files: Iterable[ContractFile]
) -> dict[str, dict[int, Package]]:
    """Package → version → what was published, for every version that the contracts name."""
    wanted = {(file.package, pin.version) for file in files for pin in file.versions}
    found: dict[str, dict[int, Package]] = {}
    for (key, version), text in version_texts(connection, wanted).items():
        found.setdefault(key, {})[version] = published_package(text, key)
    return found


def load_book(connection: Connection, catalogue: Catalogue) -> Book:
    """Read the book; contracts whose contract type is not installed are left out."""
    rows = connection.execute(
        select(CONTRACT.c.id, CONTRACT.c.key, CONTRACT.c.text).order_by(
            CONTRACT.c.start, CONTRACT.c.key
        )
    ).all()
    files = {row.key: msgspec.convert(row.text, ContractFile, strict=False) for row in rows}
    packages = packages_of(connection, files.values())
    calendars = calendars_of(connection)
    terms: dict[str, Terms] = {}
    for key, file in files.items():
        versions = packages[file.package]
        if versions[file.package_version].package.type in catalogue.contract_types:
            calendar = calendars.get(file.county, OFFICIAL)
            terms[key] = dated_terms(file, versions, catalogue, calendar)
    agreements = tuple(
        msgspec.convert(row.text, SharingFile, strict=False)
        for row in connection.execute(select(SHARING).order_by(SHARING.c.key))
    )
    places = {row.key: row.name for row in connection.execute(select(PLACE.c.key, PLACE.c.name))}
    ids = {row.key: row.id for row in rows}
    return Book(
        terms=terms,
        sharing=sharing_groups(agreements),
        agreements=agreements,
        ids=ids,
        words=words_of(
            catalogue, [one for many in packages.values() for one in many.values()], places
        ),
        stamp=stamp_of(connection),
        keys={number: key for key, number in ids.items()},
        calendars=calendars,
    )


def sealed_months(connection: Connection, book: Book) -> dict[str, frozenset[str]]:
    """Contract → its sealed settlement months."""
    found: dict[str, set[str]] = {}
    for row in SEALS.rows(connection):
        found.setdefault(book.keys.get(row.contract_id, ""), set()).add(row.period)
    return {key: frozenset(periods) for key, periods in found.items()}
