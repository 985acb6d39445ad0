"""Photos of which the rows speak and the store does not hold the bytes 缺的照片."""

from sqlalchemy import Connection, select

from core.evidence.keeping import Files, Kind
from core.evidence.rows import FILE, REFUSED


def spoken_of(connection: Connection, county: str) -> frozenset[str]:
    """Every file (by SHA-256) of which something should lie in the store."""
    wanted = select(FILE.c.sha256).where(FILE.c.county == county, FILE.c.state != REFUSED)
    return frozenset(connection.execute(wanted).scalars())


def refused_of(connection: Connection, county: str) -> frozenset[str]:
    """Every file (by SHA-256) that was not taken: nothing of it may lie anywhere."""
    wanted = select(FILE.c.sha256).where(FILE.c.county == county, FILE.c.state == REFUSED)
    return frozenset(connection.execute(wanted).scalars())


def lacking(files: Files, county: str, wanted: frozenset[str]) -> list[str]:
    """Which of these have no original in the store; OSError when it does not answer."""
    return sorted(wanted - set(files.names(county, Kind.ORIGINAL)))
