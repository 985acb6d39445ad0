"""Putting packages, contracts and sharing groups into the database; versions are immutable."""

import hashlib
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from sqlalchemy import insert, select, update

from core.packages.rows import CONTRACT, PACKAGE_VERSION, SHARING, contract_ids
from core.packages.schema import ContractFile, Package, SharingFile
from core.packages.shelf import Shelf
from core.store import Unit
from core.store.errors import Conflict
from core.store.versions import keep


def plain(row: Any) -> Any:
    """Plain JSON data of a row."""
    return msgspec.to_builtins(row, str_keys=True, builtin_types=())


def publish(unit: Unit, package: Package, text: str) -> int:
    """Publish a package version; the same text again is the same version, another is a conflict."""
    head = package.package
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = unit.connection.execute(
        select(PACKAGE_VERSION).where(
            PACKAGE_VERSION.c.key == head.id, PACKAGE_VERSION.c.version == head.version
        )
    ).first()
    if known is not None:
        if known.digest != digest:
            raise Conflict(
                f"采购包“{head.title}”第 {head.version} 版已经发布，不能改动。请把 version 加一后再发布。"
            )
        return int(known.id)
    row = unit.connection.execute(
        insert(PACKAGE_VERSION)
        .values(
            key=head.id,
            version=head.version,
            type=head.type,
            title=head.title,
            effective_from=head.effective_from,
            text=text,
            digest=digest,
            published_at=unit.at,
        )
        .returning(PACKAGE_VERSION.c.id)
    ).scalar_one()
    unit.audit("package.publish", "package", head.id, version=head.version, content=digest)
    return int(row)


def permanent_id(kind: str, key: str) -> str:
    """The permanent id under which the versions of a contract or an agreement are kept."""
    return str(uuid5(NAMESPACE_URL, f"{kind}/{key}"))


def _keep(unit: Unit, action: str, kind: str, key: str, version: int, text: Any, why: str) -> None:
    keep(
        unit,
        action=action,
        kind=kind,
        object_id=permanent_id(kind, key),
        version=version,
        content=text,
        reason=why,
        named=key,
    )


def put_contract(
    unit: Unit, file: ContractFile, package_version_id: int, *, reason: str = ""
) -> int:
    """Put a contract in force, or amend it: the text of every version is kept, with the reason.

    Returns the contract's small key; the same text again changes nothing.
    """
    values = {
        "key": file.key,
        "title": file.title,
        "county": file.county,
        "package_version_id": package_version_id,
        "purchaser": file.purchaser,
        "provider": file.provider,
        "start": file.start,
        "end": file.end,
        "text": plain(file),
    }
    known = unit.connection.execute(select(CONTRACT).where(CONTRACT.c.key == file.key)).first()
    if known is None:
        found = unit.connection.execute(
            insert(CONTRACT).values(**values, version=1).returning(CONTRACT.c.id)
        ).scalar_one()
        _keep(unit, "contract.sign", "contract", file.key, 1, values["text"], reason)
        return int(found)
    stands = msgspec.convert(known.text, ContractFile, strict=False)
    if stands != file or known.package_version_id != package_version_id:
        version = known.version + 1
        unit.connection.execute(
            update(CONTRACT).where(CONTRACT.c.id == known.id).values(**values, version=version)
        )
        _keep(unit, "contract.amend", "contract", file.key, version, values["text"], reason)
    return int(known.id)


def put_sharing(unit: Unit, file: SharingFile, *, reason: str = "") -> None:
    """Put a sharing group in force, or amend it; every version is kept, with the reason."""
    known = unit.connection.execute(select(SHARING).where(SHARING.c.key == file.key)).first()
    text = plain(file)
    if known is None:
        unit.connection.execute(
            insert(SHARING).values(key=file.key, county=unit.county, text=text, version=1)
        )
        _keep(unit, "sharing.agree", "sharing_group", file.key, 1, text, reason)
    elif known.text != text:
        version = known.version + 1
        unit.connection.execute(
            update(SHARING).where(SHARING.c.id == known.id).values(text=text, version=version)
        )
        _keep(unit, "sharing.amend", "sharing_group", file.key, version, text, reason)


def put_shelf(unit: Unit, shelf: Shelf) -> dict[str, int]:
    """Publish everything of a checked shelf that belongs to the unit's county."""
    versions = {
        key: publish(unit, package, shelf.texts[key]) for key, package in shelf.packages.items()
    }
    for file in shelf.contracts.values():
        if file.county == unit.county:
            put_contract(unit, file, versions[file.package, file.package_version])
    for group in shelf.sharing:
        put_sharing(unit, group)
    return contract_ids(unit.connection)
