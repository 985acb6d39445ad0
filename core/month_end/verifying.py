"""Are the snapshots still what was handed in? Asked by ``ledger verify``."""

from collections.abc import Iterator

from sqlalchemy import Connection

from core.ledger.book import Book
from core.ledger.recount import Difference
from core.month_end.loading import every_snapshot
from core.month_end.snapshot import hash_of


def broken_snapshots(connection: Connection, book: Book) -> Iterator[Difference]:
    """Snapshots whose text is not that of their hash, or that tell of other entries than the seal."""
    for found, sealed in every_snapshot(connection, book):
        place = f"{found.contract} {found.period}"
        if hash_of(found.text) != found.digest:
            yield Difference(what="snapshot", say=f"{place}：交账单与校验值不符")
        elif sealed is None:
            yield Difference(what="snapshot", say=f"{place}：有交账单，却没有封账")
        elif found.content["entries"]["digest"] != sealed:
            yield Difference(what="snapshot", say=f"{place}：交账单与封账的摘要不符")
