"""The rungs in order: a package that fails a rung is not asked the next one's questions."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from core.facts import SharingMode
from core.packages.check.asking import check_asking
from core.packages.check.complete import check_complete
from core.packages.check.contracts import check_terms, keys_of
from core.packages.check.feasibility import check_feasibility, workload
from core.packages.check.needed import check_needed
from core.packages.check.paying import check_paying
from core.packages.check.references import check_references
from core.packages.check.report import Report
from core.packages.check.routing import check_routing
from core.packages.check.rungs import Rung
from core.packages.check.sense import check_sense
from core.packages.read import BadFile, decode_contract, decode_package, decode_sharing, load_toml
from core.packages.schema import ContractFile, Package, SharingFile
from core.plugin import Finding, Severity
from core.plugin.catalogue import Catalogue


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def check_package(package: Package, catalogue: Catalogue, name: str) -> tuple[Finding, ...]:
    """References, sense, the contract type's own questions, and whether the people there are suffice."""
    return tuple(finding for rung in climb(package, catalogue, name) for finding in rung.findings)


def climb(package: Package, catalogue: Catalogue, name: str) -> tuple[Rung, ...]:
    """Every rung with its findings, in order; one that was not asked says so."""
    references, sense, feasibility = Report(name), Report(name), Report(name)
    check_references(package, catalogue, references)
    stands = not has_errors(references.findings)
    if stands:
        check_sense(package, catalogue, sense)
        check_asking(package, catalogue, sense)
        check_paying(package, sense)
        check_routing(package, sense)
        check_needed(package, sense)
        check_complete(package, catalogue, sense)
        contract_type = catalogue.contract_types[package.package.type]
        tables = msgspec.to_builtins(package)
        for question in contract_type.package_checks:
            sense.findings.extend(question(tables))
    holds = stands and not has_errors(sense.findings)
    if holds:
        check_feasibility(package, feasibility)
    load = workload(package) if holds else None
    return (
        Rung(label="编号和引用", findings=tuple(references.findings)),
        Rung(label="各行是否合理", findings=tuple(sense.findings), asked=stands),
        Rung(
            label="人手够不够",
            findings=tuple(feasibility.findings),
            asked=holds,
            note=f"{load.say}。" if load else "",
        ),
    )


def check_file(path: Path, catalogue: Catalogue) -> tuple[Package | None, tuple[Finding, ...]]:
    """Read and check one package file."""
    try:
        package = decode_package(load_toml(path), path.name)
    except BadFile as bad:
        return None, bad.findings
    return package, check_package(package, catalogue, path.name)


def check_contract(
    path: Path, packages: Mapping[tuple[str, int], Package]
) -> tuple[ContractFile | None, tuple[Finding, ...]]:
    """Read a contract file and hold it against its package."""
    try:
        file = decode_contract(load_toml(path), path.name)
    except BadFile as bad:
        return None, bad.findings
    return file, check_terms(file, packages, path.name)


def check_sharing(
    path: Path, contracts: Mapping[str, ContractFile], packages: Mapping[tuple[str, int], Package]
) -> tuple[tuple[SharingFile, ...], tuple[Finding, ...]]:
    """Read ``sharing.toml`` and hold it against the contracts and their lines."""
    try:
        groups = decode_sharing(load_toml(path), path.name)
    except BadFile as bad:
        return (), bad.findings
    return groups, check_groups(groups, contracts, packages, path.name)


def check_groups(
    groups: Iterable[SharingFile],
    contracts: Mapping[str, ContractFile],
    packages: Mapping[tuple[str, int], Package],
    name: str,
) -> tuple[Finding, ...]:
    """Sharing groups held against the contracts and lines that they name."""
    report = Report(name)
    for group in groups:
        if group.mode not in set(SharingMode):
            report.error(
                "sharing.mode",
                f"group “{group.key}” mode",
                f"没有“{group.mode}”这种兼计方式。",
                f"请从下列中选一个：{'、'.join(SharingMode)}。",
            )
        for member in group.members:
            contract = contracts.get(member.contract)
            if contract is None:
                report.error(
                    "sharing.contract",
                    f"group “{group.key}”",
                    f"没有合同“{member.contract}”。",
                    f"现有：{'、'.join(contracts)}。",
                )
                continue
            versions = [packages[contract.package, pin.version] for pin in contract.versions]
            known = {key for one in versions for key in keys_of(one)}
            for line in member.lines:
                if line not in known:
                    report.error(
                        "sharing.line",
                        f"group “{group.key}”",
                        f"合同“{member.contract}”没有指标“{line}”。",
                        "请核对编号。",
                    )
    return tuple(report.findings)
