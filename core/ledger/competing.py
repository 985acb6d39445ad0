"""Who competes with a record for a unit or under a cap, and how they all settle together."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from sqlalchemy import Connection, and_, literal_column

from core.facts import EntryStatus
from core.ledger.book import Book
from core.ledger.kept import (
    SEPARATOR,
    Kept,
    Key,
    as_candidates,
    bare,
    kept_where,
    key_of,
)
from core.ledger.rows import STANDING
from core.ledger.rules.book import Rulebook
from core.ledger.rules.settle import (
    COMPETING,
    OVERFLOW_MARK,
    Standing,
    cap_cell,
    settle_caps,
    settle_units,
)

CHUNK = 300
Cell = tuple[str, str, str, str]


def settled(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    new: list[Standing],
    old: list[Kept],
    unsealed: frozenset[Key] = frozenset(),
) -> tuple[list[Standing], dict[Key, Kept]]:
    """The desired standings of everyone concerned, and what they are held against.

    ``unsealed`` names entries of sealed months that will be taken back: they come first no more.
    """
    mine = {one.source[0] for one in new} | {kept.standing.source[0] for kept in old}
    touched = {kept.key: kept for kept in old}
    in_seals = in_seals_of(old, unsealed)
    competitors = [replace(one, sealed=key_of(one) in in_seals) for one in new]
    cells = {bare(one).cell for one in competitors if one.competes}
    cells |= {bare(kept.standing).cell for kept in old if kept.standing.competes}
    rivals = _rivals(connection, book, rulebook, cells, mine)
    touched |= {kept.key: kept for kept in rivals}
    rival_candidates = as_candidates(rivals, in_seals_of(rivals, unsealed))
    united = settle_units([*competitors, *rival_candidates], rulebook.terms)
    caps = {name for one in united if (name := cap_name(rulebook, one))}
    caps |= {name for k in (*old, *rivals) if (name := cap_name(rulebook, k.standing))}
    neighbours = _neighbours(connection, book, rulebook, caps, touched, mine)
    touched |= {kept.key: kept for kept in neighbours}
    under_caps = as_candidates(neighbours, in_seals_of(neighbours, unsealed))
    return list(settle_caps([*united, *under_caps], rulebook.terms)), touched


def in_seals_of(kept: Iterable[Kept], unsealed: frozenset[Key]) -> frozenset[Key]:
    """Those that are counted in a sealed month and stay."""
    return frozenset(
        one.key
        for one in kept
        if one.sealed and one.standing.status is EntryStatus.COUNTED and one.key not in unsealed
    )


def _rivals(
    connection: Connection, book: Book, rulebook: Rulebook, cells: set[Cell], mine: set[str]
) -> list[Kept]:
    """Standings of other records in the same cells; a unit that names its record has none."""
    units: dict[tuple[str, str, str], list[str]] = {}
    for contract, line, scope, unit in sorted(cells):
        if unit.split("/", 1)[0] not in mine and line in rulebook.terms[contract].every_line:
            units.setdefault((contract, line, scope), []).extend((unit, unit + OVERFLOW_MARK))
    found: list[Kept] = []
    for (contract, line, scope), wanted in units.items():
        for at in range(0, len(wanted), CHUNK):
            condition = and_(
                STANDING.c.contract_id == book.ids[contract],
                STANDING.c.line == line,
                STANDING.c.scope == scope,
                STANDING.c.unit.in_(wanted[at : at + CHUNK]),
                STANDING.c.status.in_([status.value for status in COMPETING]),
                # Once more in the words of the index, which holds nothing of what was refused.
                STANDING.c.status != literal_column("'refused'"),
            )
            found += [
                kept
                for kept in kept_where(connection, book, rulebook, condition)
                if kept.standing.source[0] not in mine
            ]
    return found


def cap_name(rulebook: Rulebook, standing: Standing) -> str:
    """The cap cell of a standing as one text, or nothing when its line has no cap."""
    known = rulebook.terms.get(standing.contract)
    terms = known.on(standing.day) if known else None
    line = terms.by_key.get(standing.line) if terms else None
    if terms is None or line is None or not standing.competes:
        return ""
    cell = cap_cell(standing, line, terms)
    return SEPARATOR.join(cell) if cell else ""


def _neighbours(
    connection: Connection,
    book: Book,
    rulebook: Rulebook,
    caps: set[str],
    touched: Mapping[Key, Kept],
    mine: set[str],
) -> list[Kept]:
    """Counted and overflowing standings under the same caps that are not loaded yet."""
    names = sorted(caps)
    found: list[Kept] = []
    statuses = [EntryStatus.COUNTED.value, EntryStatus.OVERFLOW.value]
    for at in range(0, len(names), CHUNK):
        condition = and_(
            STANDING.c.cap.in_(names[at : at + CHUNK]),
            STANDING.c.status.in_(statuses),
            # Once more in the words of the index, which holds only what is under a cap.
            STANDING.c.cap != literal_column("''"),
        )
        found += [
            kept
            for kept in kept_where(connection, book, rulebook, condition)
            if kept.key not in touched and kept.standing.source[0] not in mine
        ]
    return found
