"""How fast a visit is saved and counted, beside a bare insert of the rows that it leaves."""

from typing import Any

from sqlalchemy import Connection, insert, select

from core.activities.rows import ATTENDANCE, EVIDENCE, RECORD
from core.ledger.rows import ENTRY, STANDING
from core.recording import record
from core.recording.inputs import RecordInput
from core.store import new_id, reading, unit_of_work
from core.store.audit import AUDIT
from core.store.versions import VERSION
from tests.bench.measuring import Ratio, rate
from tests.county import NOON, WORKER
from tests.web.worker_station import DAY, WorkerStation

WRITES, WARM, TURN = 300, 20, 50
Rows = dict[Any, list[dict[str, Any]]]
#: A visit's own rows; the others are what checks, versions, audit and ledger leave.
OWN = (RECORD, ATTENDANCE, EVIDENCE)


def writing(county: WorkerStation) -> Ratio:
    """Full writes against bare inserts of the same rows, one commit each, the same indexes.

    What the full write does more: it reads and checks what it is about, decides for every contract
    and moves the sums. The rate beside the three rows of the visit alone is printed too: it says
    what it costs that a visit is counted, and refused with its reasons, in every contract.
    """
    small = county.county
    people = list(county.people.values())
    posted = [
        small.filled(small.posted("home_visit", DAY, people[n % len(people)], evidence=["photo"]))
        for n in range(WRITES + WARM)
    ]
    for n in range(WRITES, WRITES + WARM):
        _full(county, posted[n])
    with reading(small.station.engine) as connection:
        left = rows_left(connection, posted[-1].id)
    whole = copies_of(left, WRITES + WARM)
    own = copies_of({table: left[table] for table in OWN}, WRITES + WARM)

    def bare(copies: list[Rows]) -> Any:
        return lambda n: _bare(county, copies[n])

    for copies in (whole, own):
        for _ in range(WARM):
            _bare(county, copies.pop())
    turns = [
        (
            rate(lambda n, at=at: _full(county, posted[at + n]), TURN),
            rate(bare(whole[at : at + TURN]), TURN),
            rate(bare(own[at : at + TURN]), TURN),
        )
        for at in range(0, WRITES, TURN)
    ]
    full, same, three = (sorted(turn[n] for turn in turns)[len(turns) // 2] for n in range(3))
    rows = sum(map(len, left.values()))
    print(f"  full writes {full:.0f}/s, bare inserts of their {rows} rows {same:.0f}/s", flush=True)
    print(f"  of the visit's own rows {three:.0f}/s: ratio {full / three:.2f}", flush=True)
    ratios = sorted(ours / floor for ours, floor, _ in turns)
    return Ratio(
        label="full write rate / bare insert and commit of the same rows",
        value=ratios[len(ratios) // 2],
        bar=0.35,
        goal=0.5,
        more_is_better=True,
    )


def _full(county: WorkerStation, posted: RecordInput) -> None:
    small = county.county
    with small.act() as (unit, book):
        record(unit, small.station.catalogue, book, posted, "qinghe")


def _bare(county: WorkerStation, rows: Rows) -> None:
    engine = county.county.station.engine
    with unit_of_work(engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        for table, some in rows.items():
            unit.connection.execute(insert(table), some)


def rows_left(connection: Connection, uuid: str) -> Rows:
    """Every row that saving the record left, but for the sums, which were there before."""
    number = select(RECORD.c.id).where(RECORD.c.uuid == uuid).scalar_subquery()
    wanted = {
        RECORD: RECORD.c.uuid == uuid,
        ATTENDANCE: ATTENDANCE.c.record_id == number,
        EVIDENCE: EVIDENCE.c.record_id == number,
        VERSION: VERSION.c.object_id == uuid,
        AUDIT: AUDIT.c.object_id == uuid,
        ENTRY: ENTRY.c.record == uuid,
        STANDING: STANDING.c.record == uuid,
    }
    return {
        table: [dict(row) for row in connection.execute(select(table).where(mine)).mappings()]
        for table, mine in wanted.items()
    }


def copies_of(rows: Rows, number: int, turn: int = 0) -> list[Rows]:
    """The same rows again under keys of their own, far above those that are there."""
    above = len(rows) * 10**9 + turn * 10**7
    return [_copy(rows, (n + 1) * 1000 + above) for n in range(number)]


def _copy(rows: Rows, more: int) -> Rows:
    [record_row] = rows[RECORD]
    old, fresh = record_row["uuid"], new_id()

    def anew(name: str, value: Any) -> Any:
        if name in ("id", "entry_id", "record_id", "seq") and isinstance(value, int):
            return value + more
        return value.replace(old, fresh) if isinstance(value, str) else value

    copied = {
        table: [{name: anew(name, value) for name, value in row.items()} for row in some]
        for table, some in rows.items()
    }
    for piece in copied[EVIDENCE]:
        piece["uuid"] = new_id()
    return copied
