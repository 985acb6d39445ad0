"""Reading what cameras wrote 拍摄信息: unsealed for one use, for whoever checks evidence."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from core.evidence.arrived import EXIF_PLACE
from core.evidence.exif import Exif
from core.evidence.keeping import Files
from core.evidence.rows import FILE, FILE_EXIF


def claims_of(
    connection: Connection, files: Files, county: str, photos: Iterable[str]
) -> dict[str, Exif]:
    """File (by SHA-256) → what its camera wrote; files that say nothing are left out."""
    rows = connection.execute(
        select(FILE.c.sha256, FILE_EXIF.c.sealed)
        .join(FILE_EXIF, FILE_EXIF.c.file_id == FILE.c.id)
        .where(FILE.c.county == county, FILE.c.sha256.in_(sorted(set(photos))))
    )
    return {
        row.sha256: msgspec.json.decode(
            files.sealer.unseal_bytes(row.sealed, EXIF_PLACE, row.sha256), type=Exif
        )
        for row in rows
    }
