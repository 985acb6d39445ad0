"""What an import does on either way in, page or command line: open, read, check, apply."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.activities.listing import workers_of
from core.intake.columns import (
    ANSWER,
    asked_questions,
    headings_of,
    proposed_for,
    record_columns,
)
from core.intake.jobs import RECORDS
from core.intake.records import apply_records, check_records, read_records
from core.intake.records.check import About
from core.intake.rosters import apply_roster, with_tiers
from core.ledger.book import Book
from core.people.importing import Finding, check_plan, read_people
from core.people.importing.columns import COLUMNS as PEOPLE_COLUMNS
from core.people.importing.columns import SheetColumn
from core.people.importing.plan import Decisions
from core.spreadsheets import OpenedBook, OpenedSheet, Table, open_any, table_of
from core.store import Unit
from core.store.errors import Missing, Refused
from core.trust import Scope

NO_TABLE = (
    "没有找到表头：前 15 行里没有一个认得的列名（如“姓名”“日期”）。请把列名写在一行里再导入。"
)
Tell = Callable[[int], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is to be imported: a roster or records of a kind, for which contract, by whom.

    ``reach`` says at which places; ``scope`` whose accounts may be named as workers.
    """

    uuid: str
    kind: str
    contract: str
    record_kind: str
    provider: str
    day: date
    scope: Scope
    reach: Callable[[str], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """Which sheet, what its columns mean, which answers hold for all, and the year of bare days."""

    sheet: int
    columns: Mapping[int, str]
    fixed: Mapping[str, str]
    year: int = 0


def columns_for(station: Any, book: Book, wish: Wish) -> tuple[SheetColumn, ...]:
    """What a column may mean in this import."""
    if wish.kind == RECORDS:
        return record_columns(station.catalogue, book, wish.record_kind, wish.contract)
    return PEOPLE_COLUMNS


def first_table(
    book: OpenedBook, columns: tuple[SheetColumn, ...]
) -> tuple[int, OpenedSheet, Table]:
    """The visible sheet with the most known headings; Refused when there is none."""
    known = headings_of(columns)
    best: tuple[int, int, OpenedSheet, Table] | None = None
    for number, sheet in enumerate(book.sheets):
        table = None if sheet.hidden else table_of(sheet, known)
        if table is not None:
            score = len(proposed_for(table.headings, columns))
            if best is None or score > best[0]:
                best = (score, number, sheet, table)
    if best is None:
        raise Refused(NO_TABLE, field="file")
    return best[1:]


def table_in(
    book: OpenedBook, number: int, columns: tuple[SheetColumn, ...]
) -> tuple[OpenedSheet, Table]:
    """One sheet by its number with its table; Refused when it has none."""
    sheet = book.sheets[number] if 0 <= number < len(book.sheets) else None
    table = table_of(sheet, headings_of(columns)) if sheet is not None else None
    if sheet is None or table is None:
        raise Refused(NO_TABLE, field="sheet")
    return sheet, table


def others_unread(book: OpenedBook, number: int) -> list[Finding]:
    """A note for each sheet that can be seen and is not read."""
    return [
        Finding(say=f"工作表“{one.name}”没有读入；要导入请再传一次，选那一张。", error=False)
        for n, one in enumerate(book.sheets)
        if n != number and not one.hidden and one.rows
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """One import that is ready to be checked or applied."""

    station: Any
    wish: Wish
    chosen: Chosen
    opened: OpenedBook

    @classmethod
    def of(cls, station: Any, wish: Wish, chosen: Chosen, content: bytes) -> "Work":
        """Open the file once more: it was kept, what was read of it was not."""
        return cls(station=station, wish=wish, chosen=chosen, opened=open_any(content))

    def check(self, unit: Unit, decisions: Decisions, tell: Tell) -> tuple[int, list[Finding]]:
        """How many rows there are, and everything that was found; reads only."""
        book = self.station.book(unit.connection)
        others = others_unread(self.opened, self.chosen.sheet)
        if self.wish.kind == RECORDS:
            plan = self._records(book)
            checked = check_records(
                unit,
                self.station.catalogue,
                book,
                self.station.sealer,
                plan,
                self._about(unit, book),
                decisions=decisions,
                tell=tell,
            )
            return len(plan.rows), [*others, *checked.findings]
        roster = self._roster(book)
        roster = with_tiers(
            roster, book.terms.get(self.wish.contract), accounts_by_name(unit, self.wish.scope)
        )
        rows = len(roster.rows)
        tell(rows // 2)
        roster = check_plan(
            unit.connection,
            self.station.sealer,
            unit.county,
            roster,
            decisions=decisions,
            reach=self.wish.reach,
        )
        return rows, [*others, *roster.findings]

    def apply(self, unit: Unit, decisions: Decisions, tell: Tell) -> dict[str, Any]:
        """Write everything in this transaction; Refused when anything is wrong, nothing written."""
        book = self.station.book(unit.connection)
        if self.wish.kind == RECORDS:
            return apply_records(
                unit,
                self.station.catalogue,
                book,
                self.station.sealer,
                self._records(book),
                self._about(unit, book),
                decisions=decisions,
                tell=tell,
            )
        return apply_roster(
            unit,
            self.station.sealer,
            book,
            self._roster(book),
            self.wish.contract,
            accounts_by_name(unit, self.wish.scope),
            day=self.wish.day,
            decisions=decisions,
            reach=self.wish.reach,
        )

    def _table(self, book: Book) -> Table:
        columns = columns_for(self.station, book, self.wish)
        return table_in(self.opened, self.chosen.sheet, columns)[1]

    def _roster(self, book: Book) -> Any:
        return read_people(self._table(book), self.chosen.columns, day=self.wish.day)

    def _records(self, book: Book) -> Any:
        questions = self._questions(book)
        return read_records(
            self._table(book),
            self.chosen.columns,
            questions,
            fixed=self.chosen.fixed,
            year=self.chosen.year,
        )

    def _questions(self, book: Book) -> Any:
        wish = self.wish
        return asked_questions(self.station.catalogue, book, wish.record_kind, wish.contract)

    def _about(self, unit: Unit, book: Book) -> About:
        if self.wish.record_kind not in self.station.catalogue.kinds:
            raise Missing("没有这种记录。")
        return About(
            id=self.wish.uuid,
            kind=self.wish.record_kind,
            provider=self.wish.provider,
            workers=accounts_by_name(unit, self.wish.scope),
            labels={ANSWER + q.key: q.label for q in self._questions(book)},
            reach=self.wish.reach,
        )


def accounts_by_name(unit: Unit, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Name → the accounts of people who make records within the scope."""
    found: dict[str, tuple[str, ...]] = {}
    for account, name in workers_of(unit.connection, unit.county, scope).items():
        found[name] = (*found.get(name, ()), account)
    return found
