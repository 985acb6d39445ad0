"""One import: its columns, what is going on, what was found, what came of it."""

from datetime import timedelta
from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from core.calendar import business_day
from core.intake.columns import HANDED_IN, asked_questions, proposed_for
from core.intake.corrected import with_problems
from core.intake.jobs import (
    CHECKED,
    COLUMNS,
    DONE,
    RECORDS,
    WORKING,
    columns_of,
    content_of,
    findings_of,
    remembered,
)
from core.intake.rows import import_row
from core.plugin import Question
from core.spreadsheets import open_any
from core.store import reading
from core.store.errors import Conflict, Missing
from core.store.ids import checked_id
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.importing import Wish, columns_for, first_table, table_in
from web.pages.imports.wishes import wish_of
from web.pages.studio.taking_along import workbook_answer

MAY = {"permission": "person.import"}
#: Of many findings so many are shown; the sheet to take along has every one.
MOST_SHOWN = 200
#: A check gives a sign of life every few seconds; writing on SQLite cannot.
SILENT = {"checking": timedelta(minutes=2), "applying": timedelta(minutes=15)}
SAMPLES = 3


def own_row(desk: Any, connection: Any, uuid: str) -> Any:
    """The account's import; Missing when it is nobody's or somebody else's."""
    row = import_row(connection, desk.county, desk.actor.id, checked_id(uuid))
    if row is None:
        raise Missing("没有这次导入。")
    return row


def wish_for(desk: Any, station: Any, connection: Any, row: Any) -> Wish:
    """What this import is of."""
    return wish_of(
        desk,
        station,
        station.book(connection),
        row.uuid,
        row.kind,
        contract=row.contract,
        record_kind=row.record_kind,
    )


@get("/imports/{uuid:uuid}", opt=MAY, sync_to_thread=True)
def one(desk: Desk, engine: Engine, station: Station, uuid: FromPath[Any]) -> Answer:
    """The import as it stands; while it works, the page asks again by itself."""
    return shown(desk, engine, station, str(uuid))


def shown(
    desk: Any, engine: Any, station: Any, uuid: str, *, say: str = "", status: int = 200
) -> Answer:
    """The page of an import; ``say`` is why the last step was refused."""
    with reading(engine) as connection:
        row = own_row(desk, connection, uuid)
        book = station.book(connection)
        terms = book.terms.get(row.contract)
        context: dict[str, Any] = {
            "row": row,
            "title": terms.contract.title if terms else "",
            "kind_label": station.catalogue.label_of_kind(row.record_kind),
            "say": say or row.say,
            "silent": _silent(desk, row),
            "working": row.state in WORKING,
        }
        if row.state == COLUMNS:
            context |= _columns(desk, station, connection, row)
        elif row.state == CHECKED:
            context |= _findings(station, row)
        elif row.state == DONE:
            titles = {key: one.contract.title for key, one in book.terms.items()}
            context["counted"] = [
                (titles.get(key, key), number)
                for key, number in row.result.get("counted", {}).items()
            ]
    template = "fragments/import_state.html" if desk.is_htmx else "pages/import.html"
    return page(desk, template, status=status, **context)


def _silent(desk: Any, row: Any) -> bool:
    """Whether the work has given no sign of life for so long that nobody does it any more."""
    patience = SILENT.get(row.state)
    return patience is not None and desk.now - row.told_at > patience


def _columns(desk: Any, station: Any, connection: Any, row: Any) -> dict[str, Any]:
    """The form: each column of the sheet with examples, and what it may mean."""
    wish = wish_for(desk, station, connection, row)
    book = station.book(connection)
    columns = columns_for(station, book, wish)
    opened = open_any(content_of(station.sealer, row))
    if row.sheet < 0:
        number, _, table = first_table(opened, columns)
    else:
        number, (_, table) = row.sheet, table_in(opened, row.sheet, columns)
    kept = row.mapping or remembered(connection, desk.county, row, table.headings)
    chosen = columns_of(kept) if kept else proposed_for(table.headings, columns)
    questions: tuple[Question, ...] = ()
    if row.kind == RECORDS:
        questions = asked_questions(station.catalogue, book, row.record_kind, row.contract)
    return {
        "sheets": [(n, s.name) for n, s in enumerate(opened.sheets) if not s.hidden and s.rows],
        "sheet": number,
        "table": table,
        "offered": columns,
        "chosen": chosen,
        "was_kept": bool(kept and not row.mapping),
        "fixed": _fixed(kept, own=bool(row.mapping)),
        "fixable": [q for q in questions if q.required or q.answers],
        "examples": _examples(table),
        "year": row.year or year_said(table.titles + row.name, business_day(desk.now).year),
    }


def _fixed(kept: Any, *, own: bool) -> dict[str, str]:
    """What holds for the whole table; when another one was handed in says nothing of this one."""
    fixed = dict(kept.get("fixed", {})) if kept else {}
    return fixed if own else {key: text for key, text in fixed.items() if key != HANDED_IN}


def year_said(text: str, latest: int) -> int:
    """The one year that a title names: 2026年3月探访记录; 0 when it names none, or several."""
    years = {year for year in range(2000, latest + 1) if f"{year}年" in text}
    return years.pop() if len(years) == 1 else 0


def _examples(table: Any) -> dict[int, str]:
    """The first values of each column, shortened; nothing of long numbers but their ends."""
    found: dict[int, list[str]] = {}
    for _, line in table.rows[:20]:
        for index, cell in enumerate(line):
            text = (cell if isinstance(cell, str) else cell[1].removesuffix(".0")).strip()
            values = found.setdefault(index, [])
            if text and len(values) < SAMPLES:
                long = sum(sign.isdigit() for sign in text) >= 7 and text[4:5] not in "-/.年"
                values.append(f"{text[:3]}…" if long else text[:12])
    return {index: "、".join(values) for index, values in found.items()}


def _findings(station: Any, row: Any) -> dict[str, Any]:
    findings = findings_of(station.sealer, row)
    wrong = [f for f in findings if f.error and not f.choices]
    questions = [f for f in findings if f.error and f.choices]
    return {
        "wrong": wrong[:MOST_SHOWN],
        "questions": questions[:MOST_SHOWN],
        "notes": [f for f in findings if not f.error][:MOST_SHOWN],
        "numbers": row.result,
    }


@get("/imports/{uuid:uuid}/sheet", opt=MAY, sync_to_thread=True)
def corrected(desk: Desk, engine: Engine, station: Station, uuid: FromPath[Any]) -> Response[bytes]:
    """The table with a column 问题, to be mended and brought again."""
    with reading(engine) as connection:
        row = own_row(desk, connection, str(uuid))
        if row.state != CHECKED:
            raise Conflict("核对完才有带问题的表。")
        wish = wish_for(desk, station, connection, row)
        columns = columns_for(station, station.book(connection), wish)
    sheet, table = table_in(open_any(content_of(station.sealer, row)), row.sheet, columns)
    found = findings_of(station.sealer, row)
    return workbook_answer(with_problems(sheet, table.head, found), "to-mend")


HANDLERS = [one, corrected]
