"""The way of one import: taken in, columns chosen, checked, applied or dropped, perhaps undone.

Each step is a function on a unit of work; what takes its time runs between them. Of two that want
to apply the same import one finds it done.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, insert, select, update

from core.intake.rows import IMPORT, MAPPING, import_row
from core.people.importing.plan import Finding
from core.spreadsheets import folded_heading
from core.store import Unit, new_id
from core.store.errors import Conflict, Missing
from core.trust.secrets import Sealer

ROSTER, RECORDS = "roster", "records"
COLUMNS, CHECKING, CHECKED = "columns", "checking", "checked"
APPLYING, DONE, UNDONE, DROPPED = "applying", "done", "undone", "dropped"
WORKING = (CHECKING, APPLYING)
CONTENT, FOUND = "import_job.content", "import_job.found"
#: Findings that are kept for the page; a table with more of them is mended first.
MOST_KEPT = 2000
CHANGED = "这次导入刚在别处改过，请刷新页面再看。"


def take_in(
    unit: Unit,
    sealer: Sealer,
    content: bytes,
    *,
    kind: str,
    contract: str,
    record_kind: str,
    name: str,
) -> str:
    """Keep a file that is to be imported, sealed; returns the import's id."""
    uuid = new_id()
    unit.connection.execute(
        insert(IMPORT).values(
            uuid=uuid,
            county=unit.county,
            account=unit.actor.id,
            kind=kind,
            contract=contract,
            record_kind=record_kind,
            name=name[:120],
            sheet=-1,
            year=0,
            mapping={},
            decisions={},
            state=COLUMNS,
            done=0,
            total=0,
            say="",
            result={},
            content=sealer.seal_bytes(content, CONTENT, uuid),
            found=None,
            made_at=unit.at,
            told_at=unit.at,
            version=1,
        )
    )
    digest = hashlib.sha256(content).hexdigest()
    unit.audit("import.take_in", "import", uuid, content={"kind": kind, "sha256": digest})
    return uuid


def own_import(unit: Unit, uuid: str, *states: str) -> Any:
    """The actor's import in one of these states; Missing or Conflict otherwise."""
    row = import_row(unit.connection, unit.county, unit.actor.id, uuid)
    if row is None:
        raise Missing("没有这次导入。")
    if row.state not in states:
        raise Conflict(CHANGED)
    return row


def turn(unit: Unit, row: Any, state: str, **values: Any) -> None:
    """The import goes into another state; what it held goes when it is over."""
    if state in (DONE, UNDONE, DROPPED):
        values |= {"content": None, "found": None, "decisions": {}}
    changed = unit.connection.execute(
        update(IMPORT)
        .where(IMPORT.c.id == row.id, IMPORT.c.version == row.version)
        .values(state=state, told_at=unit.at, version=row.version + 1, **values)
    )
    if changed.rowcount != 1:
        raise Conflict(CHANGED)
    unit.audit(f"import.{state}", "import", row.uuid, version=row.version + 1)


def choose_columns(
    unit: Unit,
    row: Any,
    *,
    sheet: int,
    year: int,
    columns: Mapping[int, str],
    fixed: Mapping[str, str],
    headings: Sequence[str],
) -> None:
    """Say what each column means, and remember it for the next table with this head."""
    mapping = {"columns": {str(n): key for n, key in columns.items()}, "fixed": dict(fixed)}
    remember(unit, row, headings, mapping)
    turn(unit, row, CHECKING, sheet=sheet, year=year, mapping=mapping, done=0, say="")


def headings_sign(headings: Iterable[str]) -> str:
    """By what the same head of a table is known again."""
    text = "|".join(folded_heading(heading) for heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()


def _same(row: Any, headings: Iterable[str], county: str) -> Any:
    return (
        MAPPING.c.county == county,
        MAPPING.c.account == row.account,
        MAPPING.c.contract == row.contract,
        MAPPING.c.kind == f"{row.kind}/{row.record_kind}"[:80],
        MAPPING.c.headings == headings_sign(headings),
    )


def remember(unit: Unit, row: Any, headings: Sequence[str], mapping: Mapping[str, Any]) -> None:
    """Keep the columns that the account chose for this contract and head."""
    same = _same(row, headings, unit.county)
    changed = unit.connection.execute(update(MAPPING).where(*same).values(mapping=mapping))
    if not changed.rowcount:
        unit.connection.execute(
            insert(MAPPING).values(
                county=unit.county,
                account=row.account,
                contract=row.contract,
                kind=f"{row.kind}/{row.record_kind}"[:80],
                headings=headings_sign(headings),
                mapping=mapping,
            )
        )


def remembered(connection: Any, county: str, row: Any, headings: Sequence[str]) -> dict[str, Any]:
    """What was chosen the last time for this head, or nothing."""
    found = connection.execute(
        select(MAPPING.c.mapping).where(*_same(row, headings, county))
    ).scalar()
    return dict(found) if found else {}


def columns_of(mapping: Mapping[str, Any]) -> dict[int, str]:
    """The columns of a kept mapping, by their number."""
    return {int(number): key for number, key in mapping.get("columns", {}).items()}


def sealed_findings(sealer: Sealer, uuid: str, findings: Iterable[Finding]) -> bytes:
    """What was found, as it is kept: cells are quoted in it, so it is sealed."""
    questions_first = sorted(findings, key=lambda f: (not f.choices, not f.error, f.row))
    plain = [
        [f.say, f.row, f.column, f.error, [list(choice) for choice in f.choices]]
        for f in questions_first[:MOST_KEPT]
    ]
    return sealer.seal(json.dumps(plain, ensure_ascii=False), FOUND, uuid)


def findings_of(sealer: Sealer, row: Any) -> list[Finding]:
    """What was found, by row."""
    if row.found is None:
        return []
    plain = json.loads(sealer.unseal(row.found, FOUND, row.uuid))
    found = [
        Finding(
            say=say,
            row=number,
            column=column,
            error=error,
            choices=tuple((answer, words) for answer, words in choices),
        )
        for say, number, column, error, choices in plain
    ]
    return sorted(found, key=lambda finding: finding.row)


def content_of(sealer: Sealer, row: Any) -> bytes:
    """The file as it came; Conflict when the import is over."""
    if row.content is None:
        raise Conflict("这次导入已经结束，文件不再保留。")
    return sealer.unseal_bytes(row.content, CONTENT, row.uuid)


def tell_progress(engine: Engine, uuid: str, done: int, at: Any) -> None:
    """How many rows are done, in a transaction of its own: a sign of life for the page."""
    with engine.begin() as connection:
        connection.execute(
            update(IMPORT).where(IMPORT.c.uuid == uuid).values(done=done, told_at=at)
        )
