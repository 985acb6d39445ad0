"""Given facts as plain tables (CSV files or TOML rows) → frozen facts.

The tables and their columns are documented in ``config/README.md``; any column that is not named
here is an answer of the record's form. A wrong cell is refused with table, row and column.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from core.facts import (
    TOTAL,
    TOTAL_OF,
    Absence,
    Assessment,
    Attendance,
    Category,
    Enrolment,
    HeadCount,
    Noun,
    Person,
    Record,
    RosterState,
    ServiceItem,
    TierSpan,
)
from core.rehearsal.cells import (
    BadTable,
    Row,
    Tables,
    day,
    instant,
    many,
    number,
    reporting,
    rows_of,
    whole,
    yes,
)
from core.rehearsal.told import Told
from core.rehearsal.told_tables import TOLD_COLUMNS, read_told

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "people": ("id", "name", "sex", "birth_date", "household", "site", "has_phone", "died_on"),
    "categories": ("person", "code", "start", "end"),
    "assessments": ("person", "kind", "level", "start", "end"),
    "absences": ("person", "reason", "start", "end"),
    "enrolments": (
        "contract",
        "person",
        "start",
        "end",
        "state",
        "approved_on",
        "agreement_from",
        "worker",
    ),
    "tiers": ("contract", "person", "tier", "start", "end"),
    "attendance": ("activity", "person", "minutes", "classes"),
    "heads": ("activity", "audience", "number"),
    "items": ("activity", "id", "code", "person", "minutes", "result", "accepted", "evidence"),
    **TOLD_COLUMNS,
}
DATE_COLUMNS = {
    "activities": {"date": "service"},
    "cases": {"opened": "opened", "closed": "closed"},
    "artefacts": {
        "date": "published",
        "published": "published",
        "handed_in": "handed_in",
        "reporting": "reporting",
        "accepted_on": "accepted",
    },
    "entities": {"registered": "accepted", "date": "accepted", "accepted_on": "accepted"},
    "readings": {"date": "read_on"},
    "totals": {"date": "service"},
}
NOUNS = {
    "activities": Noun.ACTIVITY,
    "cases": Noun.CASE,
    "artefacts": Noun.ARTEFACT,
    "entities": Noun.ENTITY,
    "readings": Noun.READING,
    "totals": Noun.ACTIVITY,
}
TOTAL_COLUMNS = ("audience", "quantity", "measure")
RECORD_COLUMNS = frozenset(
    {
        "id", "kind", "person", "minutes", "site", "role", "evidence", "received_at", "void",
        "order", "case", "stage", "members", "session_sizes", "accepted", "provider", "worker",
    }
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class GivenFacts:
    """The facts of a rehearsal; ``told`` is what no record says."""

    people: Mapping[str, Person] = field(default_factory=dict)
    enrolments: tuple[Enrolment, ...] = ()
    records: tuple[Record, ...] = ()
    told: Told = field(default_factory=Told)


def read_tables(
    tables: Tables, *, contract: str = "contract", provider: str = "", county: str = ""
) -> GivenFacts:
    """Facts from tables; ``contract`` stands for an enrolment that names none.

    A record that names no provider belongs to ``provider``.
    """
    for name in tables:
        if name not in COLUMNS and name not in NOUNS:
            raise BadTable(f"没有“{name}”这张表。可用：{'、'.join([*COLUMNS, *NOUNS])}。")
    return GivenFacts(
        people=_people(tables),
        enrolments=_enrolments(tables, contract),
        records=_records(tables, provider, county),
        told=read_told(tables, contract),
    )


def _rows_of(tables: Tables, name: str) -> Iterable[Row]:
    return rows_of(tables, name, COLUMNS.get(name, ()))


def _group(tables: Tables, name: str, by: str = "person") -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows_of(tables, name):
        found.setdefault(row.need(by), []).append(row)
    return found


def _people(tables: Tables) -> dict[str, Person]:
    categories, assessments = _group(tables, "categories"), _group(tables, "assessments")
    absences = _group(tables, "absences")
    always = date(1900, 1, 1)
    found = {}
    for row in _rows_of(tables, "people"):
        key = row.need("id")
        found[key] = Person(
            id=key,
            name=row.get("name") or key,
            sex=row.get("sex"),
            birth_date=row.get("birth_date", day),
            household=row.get("household") or None,
            site=row.get("site") or None,
            has_phone=row.get("has_phone", yes, True),
            died_on=row.get("died_on", day),
            categories=tuple(
                Category(
                    code=r.need("code"),
                    start=r.get("start", day) or always,
                    end=r.get("end", day),
                )
                for r in categories.get(key, ())
            ),
            assessments=tuple(
                Assessment(
                    kind=r.need("kind"),
                    level=r.need("level"),
                    start=r.get("start", day) or always,
                    end=r.get("end", day),
                )
                for r in assessments.get(key, ())
            ),
            absences=tuple(
                Absence(reason=r.need("reason"), start=r.need("start", day), end=r.get("end", day))
                for r in absences.get(key, ())
            ),
        )
    return found


def _enrolments(tables: Tables, contract: str) -> tuple[Enrolment, ...]:
    tiers: dict[tuple[str, str], list[TierSpan]] = {}
    for row in _rows_of(tables, "tiers"):
        key = (row.get("contract") or contract, row.need("person"))
        span = TierSpan(
            tier=row.need("tier"),
            start=row.get("start", day) or date(1900, 1, 1),
            end=row.get("end", day),
        )
        tiers.setdefault(key, []).append(span)
    return tuple(
        Enrolment(
            contract=row.get("contract") or contract,
            person=row.need("person"),
            start=row.need("start", day),
            end=row.get("end", day),
            state=RosterState(row.get("state") or "approved"),
            approved_on=row.get("approved_on", day),
            agreement_from=row.get("agreement_from", day),
            worker=row.get("worker"),
            tiers=tuple(
                sorted(
                    tiers.get((row.get("contract") or contract, row.need("person")), ()),
                    key=lambda span: span.start,
                )
            ),
        )
        for row in _rows_of(tables, "enrolments")
    )


def _records(tables: Tables, provider: str, county: str) -> tuple[Record, ...]:
    attendance, heads = (_group(tables, name, "activity") for name in ("attendance", "heads"))
    items = _group(tables, "items", "activity")
    found = []
    for table, noun in NOUNS.items():
        for row in _rows_of(tables, table):
            key = row.get("id") or f"{table}-{row.number}"
            found.append(
                _record(
                    row,
                    key,
                    noun,
                    provider,
                    county,
                    attendance.pop(key, []),
                    heads.pop(key, []),
                    items.pop(key, []),
                )
            )
    for left in (attendance, heads, items):
        for key, rows in left.items():
            raise BadTable(f"{rows[0].table} 第 {rows[0].number} 行：没有编号为“{key}”的记录。")
    return tuple(found)


def _record(
    row: Row,
    key: str,
    noun: Noun,
    provider: str,
    county: str,
    attendance: list[Row],
    heads: list[Row],
    items: list[Row],
) -> Record:
    dates = {
        role: row.get(column, reporting if column == "reporting" else day)
        for column, role in DATE_COLUMNS[row.table].items()
        if row.row.get(column) not in (None, "")
    }
    if row.table == "artefacts" and dates:
        dates.setdefault("service", min(dates.values()))
    if not dates:
        raise BadTable(f"{row.table} 第 {row.number} 行缺少日期。")
    person = row.get("person")
    named = [
        Attendance(
            person=r.need("person"),
            minutes=r.get("minutes", whole),
            classes=frozenset(r.get("classes", many)),
        )
        for r in attendance
    ]
    if person:
        named.insert(0, Attendance(person=person))
    counted = [HeadCount(audience=r.get("audience"), number=r.need("number", whole)) for r in heads]
    total: dict[str, Any] = {}
    if row.table == "totals":
        quantity = row.need("quantity", number)
        measure = row.get("measure") or ("attendances" if row.get("audience") else "quantity")
        total = {TOTAL: quantity, TOTAL_OF: measure}
        if measure == "attendances":
            counted.append(HeadCount(audience=row.get("audience"), number=int(quantity)))
    dated = set(DATE_COLUMNS[row.table])
    return Record(
        id=key,
        noun=noun,
        kind=row.need("kind"),
        dates=dates,
        county=county,
        provider=row.get("provider") or provider,
        site=row.get("site"),
        worker=row.get("worker"),
        role=row.get("role") or "lead",
        minutes=row.get("minutes", whole),
        fields={
            column: value
            for column, value in row.row.items()
            if column not in RECORD_COLUMNS | dated | set(total and TOTAL_COLUMNS)
            and value not in (None, "")
        }
        | total,
        attendances=tuple(named),
        heads=tuple(counted),
        items=tuple(
            ServiceItem(
                id=r.get("id") or f"{key}-{r.number}",
                code=r.need("code"),
                person=r.get("person") or None,
                minutes=r.get("minutes", whole),
                result=r.get("result") or "done",
                accepted=r.get("accepted", yes, True),
                evidence=frozenset(r.get("evidence", many)),
            )
            for r in items
        ),
        evidence=frozenset(row.get("evidence", many)),
        accepted=row.get("accepted", yes, noun in (Noun.ACTIVITY, Noun.CASE)),
        void=row.get("void", yes, False),
        case=row.get("case") or None,
        stage=row.get("stage") or None,
        members=row.get("members", whole) or 0,
        session_sizes=tuple(int(size) for size in row.get("session_sizes", many)),
        received_at=row.get("received_at", instant),
        order=row.get("order", many),
    )


def read_csv_folder(folder: Path, **names: str) -> GivenFacts:
    """The facts of a folder of CSV files, one file a table; UTF-8 with or without BOM, or GB18030."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.csv")):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        tables[path.stem] = list(csv.DictReader(io.StringIO(text, newline="")))
    if not tables:
        raise BadTable(f"“{folder}”里没有 CSV 文件。")
    return read_tables(tables, **names)
