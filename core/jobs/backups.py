"""Backups 备份: the database as one sealed file a night, the last ones kept, with copies of the photos.

Sealed with the keys of the installation, since a copy of everything deserves no weaker guard: a
backup without the secret file opens nothing, and the secret file is kept elsewhere. Photos lie beside
it, one sealed copy of each for all backups (``file_copies``): first the database, then the photos of
which it speaks, so that none is ahead of its bytes.
"""

import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from sqlalchemy import func, select

from core.calendar.slots import Daily
from core.evidence.lacking import refused_of, spoken_of
from core.jobs.file_copies import copy_new
from core.jobs.job import CatchUp, House, Job
from core.jobs.sealed_file import open_file, seal_file
from core.store import reading
from core.store.audit import AUDIT
from core.store.copying import copy_database, make_database
from core.store.errors import Refused
from core.trust.secrets import Sealer

ENDING = ".backup"


def back_up(house: House, slot: datetime, at: datetime) -> str:
    """Write the backup of this slot, and let go of the oldest; the same slot is written over."""
    if not house.care.backups:
        raise Refused("没有设置备份文件夹（backups），没有备份。")
    folder = Path(house.care.backups)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / f"yizhan-{slot.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDING}"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as making:
        plain, sealed = Path(making) / "copy", Path(making) / "sealed"
        with reading(house.engine) as connection:
            seq = connection.execute(
                select(func.max(AUDIT.c.seq)).where(AUDIT.c.county == house.county)
            ).scalar()
        copy_database(house.engine, plain)
        head = {
            "kind": house.engine.dialect.name,
            "county": house.county,
            "made_at": at.isoformat(),
            "audit_seq": seq or 0,
        }
        seal_file(plain, sealed, house.sealer, head)
        sealed.replace(file)
    kept = kept_backups(folder)
    for old in kept[house.care.backups_kept :]:
        old.unlink()
    kept = kept_backups(folder)
    said = f"备份 {file.name}，{file.stat().st_size // 1024} KB，现有 {len(kept)} 份"
    if house.files is None:
        return said
    with reading(house.engine) as connection:
        wanted = spoken_of(connection, house.county)
        refused = refused_of(connection, house.county)
    return f"{said}；{copy_new(house.files, folder, house.county, wanted, refused)}"


def kept_backups(folder: Path) -> list[Path]:
    """The backups of a folder, the newest first."""
    return sorted(folder.glob(f"yizhan-*{ENDING}"), reverse=True)


def put_back(backup: Path, sealer: Sealer, url: str) -> str:
    """Make the database of this address from a backup; Refused when anything is not as it was.

    A database that has something in it is never written over.
    """
    with tempfile.TemporaryDirectory(prefix="yizhan-") as opening:
        plain = Path(opening) / "copy"
        head = open_file(backup, plain, sealer)
        kind = "sqlite" if url.startswith("sqlite") else "postgresql"
        if head["kind"] != kind:
            raise Refused(f"这是 {head['kind']} 的备份，不能恢复成 {kind}。")
        make_database(plain, url)
    return str(head["made_at"])


BACKUP = Job(
    key="backup",
    label="备份",
    hint="每晚把数据库备份成一个加密文件，放到设置的文件夹，只留最近几份；新照片原样加密复制到旁边的 files 文件夹，每张一份。",
    when=Daily(at=time(1, 30)),
    catch_up=CatchUp.LATEST,
    apart=back_up,
)
