"""Overlaps: two contracts that would count the same record, and nobody said whether both may."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from core.packages.check.report import Report
from core.packages.schema import ContractFile, Package, SharingFile
from core.packages.terms import rules_of
from core.plugin import Finding

RULE = "contracts_in_common"


def check_overlaps(
    contracts: Mapping[str, ContractFile],
    packages: Mapping[tuple[str, int], Package],
    sharing: tuple[SharingFile, ...],
) -> tuple[Finding, ...]:
    """One warning for each pair of contracts of one agency that look at the same kinds of record.

    Said is said: by a group of ``sharing.toml`` that names both, or by the choice
    ``contracts_in_common`` in one of their packages.
    """
    report = Report("sharing.toml")
    for one, other in _pairs(contracts):
        mine, theirs = ([packages[c.package, p.version] for p in c.versions] for c in (one, other))
        common = _kinds(mine) & _kinds(theirs)
        said = any(RULE in rules_of(package) for package in (*mine, *theirs))
        if common and not said and not _agreed(sharing, one.key, other.key):
            report.warn(
                "sharing.unsaid",
                f"contract “{one.key}” “{other.key}”",
                f"合同“{one.title}”和“{other.title}”都看同样的记录，没有说明能否兼计，暂按独占。",
                "请在 sharing.toml 写明，或在采购包里选定“合同之间能否兼计”。",
            )
    return tuple(report.findings)


def _pairs(
    contracts: Mapping[str, ContractFile],
) -> Iterator[tuple[ContractFile, ContractFile]]:
    """Contracts of one agency in one county whose terms overlap."""
    for one, other in combinations(contracts.values(), 2):
        together = (one.county, one.provider) == (other.county, other.provider)
        if together and one.start <= other.end and other.start <= one.end:
            yield one, other


def _kinds(versions: Iterable[Package]) -> set[str]:
    found: set[str] = set()
    for package in versions:
        found.update(*(row.kinds for row in package.quota), *(row.kinds for row in package.line))
    return found


def _agreed(sharing: tuple[SharingFile, ...], one: str, other: str) -> bool:
    return any({one, other} <= {member.contract for member in group.members} for group in sharing)
