"""Why something is not counted 未计原因: reasons ranked, so that one look says what to mend first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, union_all

from core.ledger.book import Book
from core.ledger.opened import (
    EVERY,
    NOT_COUNTED,
    PAGE,
    Narrowed,
    Opened,
    Page,
    chosen_standings,
    entry_fact,
)
from core.ledger.rows import ENTRY, STANDING

#: Reasons are ranked over so many of the newest entries that were not counted.
RANKED = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A reason and how many entries it kept out; one entry may have several."""

    code: str
    say: str
    number: int


def ranked_reasons(
    connection: Connection, book: Book, contract: str, line: str, *, narrowed: Narrowed = EVERY
) -> tuple[tuple[Ranked, ...], bool]:
    """Why entries were not counted, most frequent first; whether only the newest were looked at."""
    rows = _newest(connection, book, contract, line, narrowed, ENTRY.c.reasons)
    return rank([tuple(map(tuple, row.reasons)) for row in rows]), len(rows) == RANKED


def entries_because(
    connection: Connection,
    book: Book,
    contract: str,
    line: str,
    code: str,
    *,
    narrowed: Narrowed = EVERY,
    limit: int = PAGE,
) -> Page:
    """The newest entries that a reason kept out, of those that the ranking looked at."""
    rows = _newest(connection, book, contract, line, narrowed, *ENTRY.c)
    kept = [row for row in rows if any(reason[0] == code for reason in row.reasons)]
    found = (Opened(id=row.id, entry=entry_fact(row._mapping, book)) for row in kept[:limit])
    return Page(entries=tuple(found))


def _newest(
    connection: Connection,
    book: Book,
    contract: str,
    line: str,
    narrowed: Narrowed,
    *columns: Any,
) -> list[Any]:
    """The newest entries of a line that were not counted: one statement, the index in order."""
    terms = book.terms[contract]
    parts = [
        select(
            chosen_standings(book, terms, line, status, narrowed)
            .order_by(STANDING.c.day.desc(), STANDING.c.entry_id.desc())
            .limit(RANKED)
            .subquery()
        )
        for status in NOT_COUNTED
    ]
    chosen = union_all(*parts).subquery()
    found = connection.execute(
        select(*columns)
        .join(chosen, chosen.c.entry_id == ENTRY.c.id)
        .order_by(ENTRY.c.day.desc(), ENTRY.c.id.desc())
        .limit(RANKED)
    )
    return list(found)


def rank(entries: Iterable[Iterable[tuple[str, str]]]) -> tuple[Ranked, ...]:
    """Reasons by how many entries have them; one code with several wordings is said in general."""
    numbers: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for reasons in entries:
        for code, say in dict(reasons).items():
            numbers[code] += 1
            words.setdefault(code, Counter())[say] += 1
    return tuple(
        Ranked(code=code, say=_general(words[code]), number=number)
        for code, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _general(said: Counter[str]) -> str:
    if len(said) == 1:
        return next(iter(said))
    most = said.most_common(1)[0][0]
    return f"{most.split('，')[0]} 等 {len(said)} 种情形"
