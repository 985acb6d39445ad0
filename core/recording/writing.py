"""The rows of records: one or many in the same few statements."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert

from core.activities.rows import ATTENDANCE, EVIDENCE, HEAD_COUNT, RECORD, SERVICE_ITEM
from core.evidence.rows import KEPT, states_of
from core.recording.answers import clean_text
from core.recording.checking import Checked
from core.recording.inputs import EvidenceInput
from core.store import Unit
from core.store.ids import checked_id
from core.store.prepared import Prepared

WRITE_RECORD = Prepared(insert(RECORD).returning(RECORD.c.id))
WRITE = {
    table: Prepared(insert(table)) for table in (ATTENDANCE, HEAD_COUNT, SERVICE_ITEM, EVIDENCE)
}


def columns_of(unit: Unit, checked: Checked, digest: str) -> dict[str, Any]:
    """The columns of a record's own row; ``digest`` is that of the content as it first came."""
    fact = checked.record
    return {
        "uuid": fact.id,
        "county": fact.county,
        "provider": fact.provider,
        "place_id": checked.place_id,
        "noun": fact.noun.value,
        "kind": fact.kind,
        "day": fact.dates["service"],
        "dates": {role: day.isoformat() for role, day in fact.dates.items()},
        "worker": fact.worker,
        "role": fact.role,
        "title": checked.title,
        "minutes": fact.minutes,
        "started_at": checked.started_at,
        "fields": dict(fact.fields),
        "form": {one.stamp: one.form.version for one in checked.asked},
        "case_id": checked.case_id,
        "contract_order": list(fact.order),
        "accepted": fact.accepted,
        "void": False,
        "received_at": unit.at,
        "content": digest,
    }


def write_records(unit: Unit, records: Sequence[tuple[Checked, str]]) -> list[int]:
    """Write new records' own rows; returns their small keys in the same order."""
    rows = [{**columns_of(unit, checked, digest), "version": 1} for checked, digest in records]
    if len(rows) == 1:
        return [WRITE_RECORD.first(unit.connection, **rows[0]).id]
    written = unit.connection.execute(
        insert(RECORD).returning(RECORD.c.id, sort_by_parameter_order=True), rows
    )
    return list(written.scalars())


def write_children(unit: Unit, records: Sequence[tuple[int, Checked]]) -> None:
    """Write who took part, how many more came, and which services were given."""
    _insert(
        unit,
        ATTENDANCE,
        (
            {
                "record_id": record_id,
                "person_id": checked.person_ids[a.person],
                "minutes": a.minutes,
                "classes": sorted(a.classes),
            }
            for record_id, checked in records
            for a in checked.record.attendances
        ),
    )
    _insert(
        unit,
        HEAD_COUNT,
        (
            {"record_id": record_id, "audience": h.audience, "number": h.number}
            for record_id, checked in records
            for h in checked.record.heads
        ),
    )
    _insert(
        unit,
        SERVICE_ITEM,
        (
            {
                "uuid": i.id,
                "record_id": record_id,
                "code": i.code,
                "person_id": checked.person_ids.get(i.person or ""),
                "minutes": i.minutes,
                "result": i.result,
                "accepted": i.accepted,
                "evidence": sorted(i.evidence),
            }
            for record_id, checked in records
            for i in checked.record.items
        ),
    )


def write_evidence(unit: Unit, pieces: Iterable[tuple[int, EvidenceInput]]) -> None:
    """Write pieces of evidence, each with the small key of its record.

    A piece whose file has come already is at hand from now on, whoever brought it.
    """
    pieces = tuple(pieces)
    states = states_of(unit.connection, unit.county, (piece.file for _, piece in pieces))
    _insert(
        unit,
        EVIDENCE,
        (
            {
                "uuid": checked_id(piece.id),
                "record_id": record_id,
                "kind": piece.kind,
                "note": clean_text(piece.note, 400),
                "file": piece.file,
                "arrived_at": unit.at if states.get(piece.file) == KEPT else None,
                "added_at": unit.at,
                "added_by": unit.actor.id,
            }
            for record_id, piece in pieces
        ),
    )


def _insert(unit: Unit, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    WRITE[table].write(unit.connection, list(rows))
