"""Why something is not counted 未计原因: reasons ranked, so that one look says what to mend first."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select, union_all

from core.ledger.book import Book
from core.ledger.opened import NOT_COUNTED, chosen_standings
from core.ledger.rows import ENTRY, STANDING

#: Reasons are ranked over so many of the newest entries that were not counted.
RANKED = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A reason and how many entries it kept out; one entry may have several."""

    say: str
    number: int


def ranked_reasons(
    connection: Connection, book: Book, contract: str, line: str, *, site: str = ""
) -> tuple[tuple[Ranked, ...], bool]:
    """Why entries were not counted, most frequent first; whether only the newest were looked at."""
    terms = book.terms[contract]
    parts = [
        select(
            chosen_standings(book, terms, line, status, (), site)
            .order_by(STANDING.c.day.desc(), STANDING.c.entry_id.desc())
            .limit(RANKED)
            .subquery()
        )
        for status in NOT_COUNTED
    ]
    chosen = union_all(*parts).subquery()
    rows = connection.execute(
        select(ENTRY.c.reasons)
        .join(chosen, chosen.c.entry_id == ENTRY.c.id)
        .order_by(ENTRY.c.day.desc(), ENTRY.c.id.desc())
        .limit(RANKED)
    ).all()
    return rank([tuple(map(tuple, row.reasons)) for row in rows]), len(rows) == RANKED


def rank(entries: Iterable[Iterable[tuple[str, str]]]) -> tuple[Ranked, ...]:
    """Reasons by how many entries have them; one code with several wordings is said in general."""
    numbers: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for reasons in entries:
        for code, say in dict(reasons).items():
            numbers[code] += 1
            words.setdefault(code, Counter())[say] += 1
    return tuple(
        Ranked(say=_general(words[code]), number=number)
        for code, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _general(said: Counter[str]) -> str:
    if len(said) == 1:
        return next(iter(said))
    most = said.most_common(1)[0][0]
    return f"{most.split('，')[0]} 等 {len(said)} 种情形"
