"""Publishing a draft: by a second officer, from a day on, as the next version of its package."""

from datetime import date

import msgspec
from sqlalchemy import func, select

from core.packages.publish import publish
from core.packages.rows import PACKAGE_VERSION
from core.packages.schema import Package
from core.plugin.catalogue import Catalogue
from core.store import Unit
from core.store.errors import Forbidden, Refused
from core.studio.drafts import open_draft, touch
from core.studio.loading import PUBLISHED, Reading, load_draft, read_draft
from core.workbook.canonical import canonical


def publish_draft(
    unit: Unit, catalogue: Catalogue, uuid: str, *, version: int, effective_from: date
) -> tuple[str, int]:
    """Publish the draft as it was read (``version``); returns the package's id and new version.

    Whoever wrote in it may not publish it. Errors block; every warning needs its reason.
    Contracts keep the version that they name.
    """
    row = open_draft(unit, uuid)
    if unit.actor.id in row.authors:
        raise Forbidden("写过这份草稿的人不能发布它，请由另一位经办人复核后发布。")
    if row.version != version:
        raise Refused("草稿在您复核之后又改过，请重新复核。")
    reading = read_draft(load_draft(unit.connection, unit.county, uuid), catalogue)
    package = ready(reading)
    key = package.package.id
    if row.base_key and key != row.base_key:
        raise Refused(f"采购包编号不能从“{row.base_key}”改成“{key}”。", field="id")
    last = last_version(unit, key)
    if last and not row.base_key:
        raise Refused(f"编号“{key}”已有采购包。要改它，请从它的最新一版另起草稿。", field="id")
    newest = (last or 0) + 1
    head = msgspec.structs.replace(package.package, version=newest, effective_from=effective_from)
    text = canonical(msgspec.structs.replace(package, package=head))
    publish(unit, msgspec.structs.replace(package, package=head), text)
    touch(unit, row, state=PUBLISHED, published_version=newest, base_key=key)
    unit.audit("draft.publish", "package_draft", row.uuid, version=newest, content=text)
    return key, newest


def ready(reading: Reading) -> Package:
    """The package of a draft that nothing blocks; ``Refused`` says how much is left to do."""
    if reading.package is None or reading.errors:
        raise Refused(f"还有 {len(reading.errors)} 处错误，改好后才能发布。")
    if reading.open_warnings:
        raise Refused(f"还有 {len(reading.open_warnings)} 处需要确认，请逐条写明理由。")
    return reading.package


def last_version(unit: Unit, key: str) -> int | None:
    """The newest published version of a package."""
    wanted = select(func.max(PACKAGE_VERSION.c.version)).where(PACKAGE_VERSION.c.key == key)
    last: int | None = unit.connection.execute(wanted).scalar_one()
    return last
