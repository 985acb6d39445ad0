"""What putting in or amending a contract would do, before it is saved: nothing is written.

Counts are those of the contract by itself; what another contract claims first is not looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from core.activities.loading import load_records
from core.ledger.book import Book, packages_of
from core.ledger.dashboard import Row, boards
from core.ledger.posting import load_facts
from core.ledger.rules.parts import BY_PERIOD
from core.ledger.rules.reach import reach_of
from core.ledger.rules.seen import in_units
from core.ledger.rules.verdicts import State
from core.packages.check.around import check_around
from core.packages.schema import ContractFile
from core.packages.shelf import dated_terms
from core.packages.terms import CountedLine, Terms
from core.plugin import Finding, Severity
from core.plugin.catalogue import Catalogue
from core.rehearsal.effect import effect_of
from core.studio.contract_loading import around, records_reached
from core.studio.contracting import AT_ONCE

#: How many of a line's periods are met, and how many there are.
Periods = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChange:
    """One line that changes: what counts, what is aimed at and how it stands, now and then.

    Quantities are in the line's unit, None where there is no such line or nothing is aimed at.
    Where records are counted anew, the counts are those of these records alone, and the state
    afterwards is None: it is not known before.
    """

    line: CountedLine
    before: Decimal | None
    after: Decimal | None
    goal_before: Decimal | None = None
    goal_after: Decimal | None = None
    periods_before: Periods | None = None
    periods_after: Periods | None = None
    state_before: State | None = None
    state_after: State | None = None


@dataclass(frozen=True, kw_only=True)
class ContractEffect:
    """What is found, how many records of which days would be recounted, every line that changes."""

    findings: tuple[Finding, ...]
    records: int = 0
    first: date | None = None
    last: date | None = None
    lines: tuple[LineChange, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What blocks."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What should be looked at twice."""
        return tuple(one for one in self.findings if one.severity is not Severity.ERROR)

    @property
    def too_many(self) -> bool:
        """Whether that is more than a page may recount."""
        return self.records > AT_ONCE


def effect_of_contract(
    connection: Connection, catalogue: Catalogue, book: Book, file: ContractFile, day: date
) -> ContractEffect:
    """Checks the contract and, when nothing blocks, says what it would change."""
    findings = check_around(file, around(connection, book, file.county, file))
    found = ContractEffect(findings=findings)
    if found.errors:
        return found
    packages = packages_of(connection, [file])[file.package]
    new = dated_terms(file, packages, catalogue, book.calendar(file.county))
    old = book.terms.get(file.key)
    reach = reach_of(old, new)
    uuids = records_reached(connection, reach, [*filter(None, [old]), new], book.agreements)
    counts = {} if len(uuids) > AT_ONCE else _counts(connection, book, old, new, uuids)
    rows = _rows(connection, book, old, new, day)
    lines = {**(old.every_line if old else {}), **new.every_line}
    changes = (_change(line, counts, rows) for line in lines.values())
    return ContractEffect(
        findings=findings,
        records=len(uuids),
        first=reach.first if reach.kinds else None,
        last=reach.last if reach.kinds else None,
        lines=tuple(one for one in changes if _moves(one) or old is None),
    )


Counts = dict[str, tuple[Decimal | None, Decimal | None]]
Rows = tuple[dict[str, Row], dict[str, Row]]


def _counts(
    connection: Connection, book: Book, old: Terms | None, new: Terms, uuids: Iterable[str]
) -> Counts:
    """Line → what these records count before and after, of the lines that differ."""
    records = list(load_records(connection, uuids).values())
    facts = load_facts(connection, book, records)
    effects = effect_of(old, new, records, facts)
    return {one.line.key: (one.before, one.after) for one in effects}


def _rows(connection: Connection, book: Book, old: Terms | None, new: Terms, day: date) -> Rows:
    """The board of the contract now, and as its sums would be judged by the new terms."""
    if old is None:
        return {}, {}
    key = old.contract.key
    changed = replace(book, terms={**book.terms, key: new})
    return tuple(  # type: ignore[return-value]
        dict(boards(connection, one, [key], day, looking_back=False)[key].by_key)
        for one in (book, changed)
    )


def _change(line: CountedLine, counts: Counts, rows: Rows) -> LineChange:
    was, will = (one.get(line.key) for one in rows)
    before, after = counts.get(line.key, (None, None))
    moved = before != after
    if was is not None and not moved:
        before = after = was.verdict.value
    else:
        before, after = (None if one is None else in_units(line, one) for one in (before, after))
    return LineChange(
        line=line,
        before=before,
        after=after,
        goal_before=_goal(was),
        goal_after=_goal(will),
        periods_before=_periods(was),
        periods_after=_periods(will) if not moved else None,
        state_before=was.state if was else None,
        state_after=will.state if will and not moved else None,
    )


def _goal(row: Row | None) -> Decimal | None:
    if row is None:
        return None
    quota = row.line.quota
    if quota is not None:
        return Decimal(quota.minimum) if quota.minimum is not None else None
    return row.verdict.goal


def _periods(row: Row | None) -> Periods | None:
    parts = row.verdict.parts if row else ()
    part = next((p for p in parts if p.cells and p.kind in BY_PERIOD), None)
    return (sum(cell.met for cell in part.cells), len(part.cells)) if part else None


def _moves(one: LineChange) -> bool:
    return (
        one.before != one.after
        or (one.periods_after is not None and one.periods_before != one.periods_after)
        or one.goal_before != one.goal_after
        or (one.state_after is not None and one.state_before != one.state_after)
    )
