"""A contract held against its county: places, agencies, other contracts, months that are sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.packages.check.contracts import Versions, check_terms
from core.packages.check.overlaps import check_overlaps
from core.packages.check.report import Report
from core.packages.schema import ContractFile, Package, SharingFile, TargetKind
from core.plugin import Finding, Severity

#: Days; a longer term is a slip of the keyboard.
LONGEST_TERM = 3660


@dataclass(frozen=True, kw_only=True)
class Around:
    """What stands around a contract. ``places`` are keys; ``agencies`` say what kind each is.

    ``known`` is the contract as it is in force, ``sealed_to`` the last day of its last sealed month,
    ``tiers_held`` how many people stand on its roster in each tier.
    """

    county: str
    places: frozenset[str]
    agencies: Mapping[str, str]
    packages: Versions
    others: Mapping[str, ContractFile] = field(default_factory=dict)
    sharing: tuple[SharingFile, ...] = ()
    known: ContractFile | None = None
    sealed_to: date | None = None
    tiers_held: Mapping[str, int] = field(default_factory=dict)


def check_around(file: ContractFile, around: Around) -> tuple[Finding, ...]:
    """Every finding on a contract before it is put in force or amended."""
    report = Report("")
    _parties(file, around, report)
    _sites(file, around, report)
    if file.price is not None and file.price < 0:
        report.error("contract.price", "price", "合同价格小于零。", "请填写 0 或以上的金额。")
    if (file.end - file.start).days > LONGEST_TERM:
        report.error("contract.term", "end", "合同期超过十年。", "请核对起始日和终止日。")
        return tuple(report.findings)
    own = check_terms(file, around.packages, "")
    if not any(finding.severity is Severity.ERROR for finding in own):
        versions = [around.packages[file.package, pin.version] for pin in file.versions]
        _payers(file, versions, report)
        _targets(file, report)
        _sealed(file, around, report)
        _tiers(versions, around, report)
        pairs = {**around.others, file.key: file}
        for finding in check_overlaps(pairs, around.packages, around.sharing):
            if f"“{file.key}”" in finding.place:
                report.findings.append(finding)
    return (*own, *report.findings)


def _parties(file: ContractFile, around: Around, report: Report) -> None:
    for name, key, kind, word in (
        ("purchaser", file.purchaser, "purchaser", "采购人"),
        ("provider", file.provider, "provider", "服务机构"),
    ):
        if around.agencies.get(key) != kind:
            say = f"“{key}”不是本县的{word}。" if key else f"没有填写{word}。"
            report.error("contract.party", name, say, f"请从本县的{word}中选一个。")
    for name, key in file.payers.items():
        if around.agencies.get(key) != "purchaser":
            say = f"“{name}”的分担单位“{key}”不是本县的采购人。"
            report.error("contract.payer", "payers", say, "请从本县的采购人中选一个。")


def _sites(file: ContractFile, around: Around, report: Report) -> None:
    if not file.sites:
        report.error("contract.site", "sites", "没有选服务范围。", "请至少选一个地点。")
    for name, places in (("sites", file.sites), ("places", tuple(file.places.values()))):
        for place in places:
            if place not in around.places:
                say = f"地点“{place}”不在本县。" if place else "有一个地点没有选。"
                report.error("contract.site", name, say, "请从本县的地点中选。")


def _payers(file: ContractFile, versions: list[Package], report: Report) -> None:
    named = {share.key: share.label for package in versions for share in package.share}
    for name in sorted(set(named) - set(file.payers)):
        say = f"没有填写分担的“{named[name]}”是哪个单位。"
        report.error("contract.payer", "payers", say, "采购包约定了分担，请写明由谁承担。")
    for name in sorted(set(file.payers) - set(named)):
        say = f"采购包的分担里没有“{name}”。"
        report.error("contract.payer", "payers", say, "请去掉这一项。")


def _targets(file: ContractFile, report: Report) -> None:
    for row in file.override:
        for target in row.targets:
            least, share = target.min, target.percent
            if least is not None and least < 0:
                say = f"指标“{row.line}”的目标小于零。"
                report.error(
                    "contract.target", f"override “{row.line}”", say, "请填 0 或以上的数。"
                )
            if target.kind is TargetKind.RATE and share is not None and not 0 <= share <= 100:
                say = f"指标“{row.line}”的比率 {share} 不在 0 与 100 之间。"
                report.error("contract.target", f"override “{row.line}”", say, "请填 0 到 100。")


def _sealed(file: ContractFile, around: Around, report: Report) -> None:
    """Sealed months keep their entries: nothing that decides them may change under them."""
    sealed, known = around.sealed_to, around.known
    if sealed is None or known is None:
        return
    if file.start != known.start or file.end < sealed:
        say = f"到 {sealed} 为止已经封账，合同期不能再改到它前面。"
        report.error("contract.sealed", "start end", say, "起始日请保持不变，终止日不早于这一天。")
    then = [(pin.since, pin.version) for pin in file.versions if pin.since <= sealed]
    if then != [(pin.since, pin.version) for pin in known.versions if pin.since <= sealed]:
        say = f"到 {sealed} 为止已经封账，封账的月份不能换采购包版本。"
        report.error("contract.sealed", "pinned", say, "请从封账以后的月初起改用新版。")


def _tiers(versions: list[Package], around: Around, report: Report) -> None:
    kept = {tier.key for tier in versions[-1].tier}
    for tier, people in around.tiers_held.items():
        if tier not in kept:
            report.warn(
                "contract.tier",
                "pinned",
                f"名册上有 {people} 人在“{tier}”级，新版没有这一级，这些人将没有频次要求。",
                "换版前请先给他们定好新版的等级。",
            )
