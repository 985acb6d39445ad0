"""Contracts put in force and amended: checked, kept with who and why, their records recounted.

One unit of work each. What is sealed keeps its entries; nothing is deleted: to undo an amendment
is to amend back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from core.ledger.book import Book, load_book, packages_of
from core.ledger.rules.reach import Reach, reach_of
from core.ledger.upkeep import recount
from core.packages.check.around import check_around
from core.packages.check.ladder import check_groups, has_errors
from core.packages.check.report import by_field
from core.packages.publish import put_contract, put_sharing
from core.packages.schema import ContractFile, SharingFile
from core.packages.shelf import dated_terms
from core.packages.terms import Terms
from core.places.working_days import calendar_of
from core.plugin import Finding, Severity
from core.plugin.catalogue import Catalogue
from core.store import Unit
from core.store.errors import Conflict, Missing, Refused
from core.studio.contract_loading import (
    NOT_HERE,
    around,
    contract_kept,
    is_taken,
    records_reached,
    sharing_version,
    version_id,
)

KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
KEY_SAID = "编号用 2 到 40 个小写字母、数字和短横，字母或数字开头，如 jinshan-2027。"
#: Addresses of pages of their own.
RESERVED = frozenset({"new"})
LONGEST_TITLE, LONGEST_REASON = 120, 400
#: So many records are recounted while somebody waits for a page.
AT_ONCE = 5000
LATER = "请改从下个月的第一天起改用新版（那时还没有记录），或者请管理员在服务器上用 yizhan contract put 变更。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Put:
    """What was done: the version that is now in force, records recounted, entries written."""

    version: int
    records: int
    entries: int


def put_in(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    file: ContractFile,
    *,
    version: int = 0,
    reason: str = "",
    most: int | None = AT_ONCE,
) -> Put:
    """Put a new contract in force (``version`` 0), or amend the version that was seen.

    Raises ``Refused`` with every error at its field, ``Conflict`` when somebody amended it
    meanwhile, ``Missing`` when it is not the county's. ``most`` limits the records to recount.
    """
    _may_be_put(unit, file, version, reason)
    _refuse(check_around(file, around(unit.connection, book, unit.county, file)))
    number = version_id(unit.connection, file.package, file.package_version)
    old = book.terms.get(file.key)
    reach, uuids = reached(unit, catalogue, book, file)
    if most is not None and len(uuids) > most:
        raise Refused(f"这次变更要重新计算 {len(uuids)} 条记录，网页上最多 {most} 条。{LATER}")
    put_contract(unit, file, number, reason=reason)
    changed = load_book(unit.connection, catalogue)
    mend = [file.key] if reach.people and file.key in changed.terms else []
    entries = recount(unit, changed, uuids, mend) if file.key in changed.terms or old else 0
    kept = contract_kept(unit.connection, unit.county, file.key)
    return Put(version=kept.version, records=len(uuids), entries=entries)


def reached(
    unit: Unit, catalogue: Catalogue, book: Book, file: ContractFile
) -> tuple[Reach, list[str]]:
    """How far putting in this contract reaches, and the records that are then recounted."""
    old, new = book.terms.get(file.key), terms_with(unit, catalogue, file)
    reach = reach_of(old, new)
    return reach, records_reached(
        unit.connection, reach, [*filter(None, [old]), new], book.agreements
    )


def terms_with(unit: Unit, catalogue: Catalogue, file: ContractFile) -> Terms:
    """The terms that the contract would have."""
    packages = packages_of(unit.connection, [file])[file.package]
    calendar = calendar_of(unit.connection, file.county)
    return dated_terms(file, packages, catalogue, calendar)


def is_key(text: str) -> bool:
    """Whether a new contract may be called so."""
    return KEY.fullmatch(text) is not None and text not in RESERVED


def _may_be_put(unit: Unit, file: ContractFile, version: int, reason: str) -> None:
    if file.county != unit.county:
        raise Missing(NOT_HERE)
    if not 0 < len(file.title) <= LONGEST_TITLE:
        raise Refused(f"合同名称要有，最多 {LONGEST_TITLE} 个字。", field="title")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"理由最多 {LONGEST_REASON} 个字。", field="reason")
    if not version:
        if not is_key(file.key):
            raise Refused(KEY_SAID, field="key")
        if is_taken(unit.connection, file.key):
            raise Refused(f"编号“{file.key}”已有合同，请换一个编号。", field="key")
        return
    kept = contract_kept(unit.connection, unit.county, file.key)
    if kept.version != version:
        raise Conflict("这份合同在您打开之后别人刚变更过。您填的都还在，请对照新的一版再保存。")
    if kept.file == file:
        raise Refused("没有改动，不用保存。")
    if not reason:
        raise Refused("请写明变更的理由。", field="reason")


def _refuse(findings: Iterable[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise Refused(f"还有 {len(errors)} 处要改。", problems=by_field(errors))


def agree(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    file: SharingFile,
    *,
    version: int = 0,
    reason: str = "",
    most: int | None = AT_ONCE,
) -> Put:
    """Put a sharing agreement in force, or amend the version that was seen; records of its
    contracts are recounted. Errors as ``put_in``."""
    known = sharing_version(unit.connection, unit.county, file.key)
    if known != version:
        raise Conflict("这项兼计约定刚被别人改过，请对照新的一版再保存。")
    if version and not reason:
        raise Refused("请写明变更的理由。", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"理由最多 {LONGEST_REASON} 个字。", field="reason")
    if len({member.contract for member in file.members}) < 2:
        raise Refused("兼计约定至少要写两份合同。", field="members")
    before = [one for one in book.agreements if one.key == file.key]
    keys = {member.contract for one in (file, *before) for member in one.members}
    contracts = {
        key: contract_kept(unit.connection, unit.county, key).file
        for key in sorted(keys)
        if key in book.terms
    }
    packages = {
        (terms.contract.package, terms.contract.package_version): terms.package
        for key in contracts
        for terms in book.terms[key].stretches
    }
    findings = check_groups([file], contracts, packages, "")
    if has_errors(findings):
        _refuse(findings)
    terms = [book.terms[key] for key in contracts]
    reach = Reach(
        kinds=frozenset(kind for one in terms for s in one.stretches for kind in s.by_kind),
        first=min(one.contract.start for one in terms),
        last=max(one.contract.end for one in terms),
    )
    uuids = records_reached(unit.connection, reach, terms, [file, *before])
    if most is not None and len(uuids) > most:
        raise Refused(f"这项约定要重新计算 {len(uuids)} 条记录，网页上最多 {most} 条。")
    put_sharing(unit, file, reason=reason)
    entries = recount(unit, load_book(unit.connection, catalogue), uuids, ())
    now = sharing_version(unit.connection, unit.county, file.key)
    return Put(version=now, records=len(uuids), entries=entries)


def as_plain(file: ContractFile) -> bytes:
    """The contract as canonical bytes: what an officer looked at is what is saved."""
    return msgspec.json.encode(file, order="sorted")
