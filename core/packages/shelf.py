"""The shelf: every package, contract and sharing group of a configuration folder, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from core.calendar import OFFICIAL, Calendar
from core.facts import SharingGroup, SharingMode
from core.packages.check.ladder import check_contract, check_file, check_sharing
from core.packages.check.overlaps import check_overlaps
from core.packages.schema import ContractFile, Package, SharingFile
from core.packages.terms import Terms, contract_of, make_terms
from core.plugin import Finding
from core.plugin.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What a folder holds; ``findings`` of all its files, in file order."""

    packages: Mapping[tuple[str, int], Package] = field(default_factory=dict)
    texts: Mapping[tuple[str, int], str] = field(default_factory=dict)
    contracts: Mapping[str, ContractFile] = field(default_factory=dict)
    sharing: tuple[SharingFile, ...] = ()
    findings: tuple[Finding, ...] = ()


def sharing_groups(files: tuple[SharingFile, ...]) -> tuple[SharingGroup, ...]:
    """The sharing groups as facts."""
    return tuple(
        SharingGroup(
            key=file.key,
            mode=SharingMode(file.mode),
            members=tuple((member.contract, member.lines) for member in file.members),
            approved_by=file.approved_by,
            clause=file.clause,
        )
        for file in files
    )


def load_shelf(folder: Path, catalogue: Catalogue) -> Shelf:
    """Read ``packages/*.toml``, ``contracts/*.toml`` and ``sharing.toml`` below a folder."""
    packages: dict[tuple[str, int], Package] = {}
    texts: dict[tuple[str, int], str] = {}
    contracts: dict[str, ContractFile] = {}
    findings: list[Finding] = []
    for path in sorted((folder / "packages").glob("*.toml")):
        package, found = check_file(path, catalogue)
        findings.extend(found)
        if package is not None:
            key = package.package.id, package.package.version
            packages[key] = package
            texts[key] = path.read_text(encoding="utf-8")
    for path in sorted((folder / "contracts").glob("*.toml")):
        contract, found = check_contract(path, packages)
        findings.extend(found)
        if contract is not None and all(
            (contract.package, pin.version) in packages for pin in contract.versions
        ):
            contracts[contract.key] = contract
    sharing: tuple[SharingFile, ...] = ()
    path = folder / "sharing.toml"
    if path.exists():
        sharing, found = check_sharing(path, contracts, packages)
        findings.extend(found)
    findings.extend(check_overlaps(contracts, packages, sharing))
    return Shelf(
        packages=packages,
        texts=texts,
        contracts=contracts,
        sharing=sharing,
        findings=tuple(findings),
    )


def terms_of(
    file: ContractFile, package: Package, catalogue: Catalogue, calendar: Calendar = OFFICIAL
) -> Terms:
    """The terms of one contract file under one version of its package."""
    overrides = {row.line: row.targets for row in file.override if row.targets}
    contract = replace(contract_of(file), package_version=package.package.version)
    return make_terms(package, contract, catalogue.kinds, overrides, calendar)


def dated_terms(
    file: ContractFile,
    packages: Mapping[int, Package],
    catalogue: Catalogue,
    calendar: Calendar = OFFICIAL,
) -> Terms:
    """The terms of a contract file, one stretch of days for each version that it names.

    ``packages`` are the versions of its package, ``calendar`` the working days of its county. Raises
    KeyError when a version is not there.
    """
    found: Terms | None = None
    for pin in file.versions:
        terms = terms_of(file, packages[pin.version], catalogue, calendar)
        if found is not None:
            before = replace(found, until=pin.since - timedelta(days=1))
            terms = replace(terms, since=pin.since, before=before)
        found = terms
    assert found is not None
    return found
