"""An officer who publishes versions of packages and puts contracts in force, for tests."""

from dataclasses import dataclass
from datetime import date

import msgspec

from core.ledger.upkeep import rebuild, verify
from core.packages.publish import publish
from core.packages.schema import Package
from core.store import Actor
from core.studio.contract_loading import Kept, contract_kept, history_of
from core.studio.contracting import Put, put_in
from core.workbook import canonical
from tests.county import County

ZHAO = Actor(id="zhao", name="赵敏", role="county")
JULY = date(2026, 7, 1)


@dataclass
class Officer:
    """赵敏 of the county's bureau."""

    county: County

    def publish(self, package: Package, **rows) -> Package:
        """Publish the next version of a package with some of its tables replaced, from 1 July on."""
        head = msgspec.structs.replace(
            package.package, version=package.package.version + 1, effective_from=JULY
        )
        newer = msgspec.structs.replace(package, package=head, **rows)
        with self.county.act(ZHAO) as (unit, _):
            publish(unit, newer, canonical(newer))
        return newer

    def package_of(self, contract: str) -> Package:
        with self.county.act() as (_, book):
            return book.terms[contract].package

    def kept(self, contract: str) -> Kept:
        with self.county.act() as (unit, _):
            return contract_kept(unit.connection, "yanshi", contract)

    def amend(
        self, contract: str, *, version: int = 0, reason="理由。", most=5000, **fields
    ) -> Put:
        """Amend a contract as it stands."""
        kept = self.kept(contract)
        file = msgspec.structs.replace(kept.file, **fields)
        with self.county.act(ZHAO) as (unit, book):
            catalogue = self.county.station.catalogue
            return put_in(
                unit,
                catalogue,
                book,
                file,
                version=version or kept.version,
                reason=reason,
                most=most,
            )

    def history(self, contract: str):
        with self.county.act() as (unit, _):
            return history_of(unit.connection, contract)

    def differs(self) -> list[str]:
        """What a recount of everything would find, and what a rebuild would write."""
        with self.county.act() as (unit, book):
            found = [one.say for one in verify(unit, book)]
            return found + [one.say for one in rebuild(unit, book).differences]


def with_row(rows, key, **changes):
    """The rows with one of them changed."""
    return tuple(msgspec.structs.replace(row, **changes) if row.key == key else row for row in rows)
