"""Taking in what phones send 收件: each item once, its clocks beside it, a second version kept.

The same item again gets its first answer. The same record with other content changes nothing: what
came second is kept as a conflict. Another account's record is refused without a word about it.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from core.activities.rows import RECORD
from core.field.conflicts import KEPT, keep_conflict
from core.field.decided import decided
from core.field.receipts import Arrival, FirstAnswer, receipt_row, write_receipts
from core.ledger.book import Book
from core.plugin.catalogue import Catalogue
from core.recording.batch import Item, Outcome, record_many
from core.recording.contents import newest_content
from core.recording.inputs import RecordInput
from core.recording.known import canonical_id
from core.recording.record import correct, plain
from core.store import Unit
from core.store.errors import Conflict, Refused
from core.store.prepared import Among, Prepared
from core.trust.secrets import Sealer

SAID_ALREADY = "这条记录现在就是这样写的，没有可改的；请打开它核对。"
#: Says nothing of what is there: not what it is, nor whose.
NOT_YOURS = "这个编号不能使用，请在手机上另记一笔。"
WHOSE = Prepared(
    select(RECORD.c.uuid, RECORD.c.worker, RECORD.c.county).where(Among(RECORD.c.uuid, "uuids"))
)


def answer_again(unit: Unit, record: str, first: FirstAnswer) -> Item:
    """The answer for an item of this record that came before; a conflict as it stands by now.

    Of a settled one it says what was decided, so that the phone need not keep its version.
    """
    if first.account != unit.actor.id:
        return _not_yours(record)
    if first.outcome is not Outcome.CONFLICT:
        return Item(id=record, outcome=Outcome.AGAIN, version=first.version)
    say = decided(unit.connection, record, first)
    if say is None:
        return Item(id=record, outcome=Outcome.CONFLICT, version=first.version, say=KEPT)
    return Item(id=record, outcome=Outcome.AGAIN, version=first.version, say=say)


def receive(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    sealer: Sealer,
    sent: Sequence[tuple[Arrival, RecordInput]],
    provider: str,
) -> list[Item]:
    """Take in new records, in this transaction and in this order; one answer for each."""
    others = _of_others(unit, [posted.id for _, posted in sent])
    ours = [one for one in sent if canonical_id(one[1].id) not in others]
    made = record_many(unit, catalogue, book, [posted for _, posted in ours], provider)
    rows, answers = [], {}
    for (arrival, posted), item in zip(ours, made, strict=True):
        if item.outcome is Outcome.CONFLICT:
            item = _in_conflict(unit, posted, arrival, base=0, version=item.version)
        if item.outcome in (Outcome.SAVED, Outcome.CONFLICT):
            rows.append(
                receipt_row(
                    unit,
                    sealer,
                    arrival,
                    record=item.id,
                    outcome=item.outcome,
                    version=item.version,
                    started_at=posted.started_at,
                )
            )
        answers[id(posted)] = item
    write_receipts(unit, rows)
    return [answers.get(id(posted)) or _not_yours(posted.id) for _, posted in sent]


def receive_correction(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    sealer: Sealer,
    arrival: Arrival,
    posted: RecordInput,
    provider: str,
    *,
    version: int,
    reason: str,
) -> Item:
    """Take in a correction that was made on a phone; on an older version it is kept beside it.

    Raises Refused for what could not be corrected with a signal either.
    """
    try:
        made = correct(unit, catalogue, book, posted, provider, version=version, reason=reason)
        item = Item(id=made.id, outcome=Outcome.SAVED, version=made.version, entries=made.entries)
    except Conflict:
        item = _in_conflict(unit, posted, arrival, base=version, version=version, reason=reason)
    if item.outcome is not Outcome.AGAIN:
        row = receipt_row(
            unit,
            sealer,
            arrival,
            record=item.id,
            outcome=item.outcome,
            version=item.version,
            started_at=posted.started_at,
        )
        write_receipts(unit, [row])
    return item


def keep_second(unit: Unit, posted: RecordInput, *, base: int = 0, reason: str = "") -> Refused:
    """Keep what a page was sent second; returns what is said of it. ``base`` is the version that
    was corrected, 0 for a new record: then only whoever made the first may add a second."""
    if base == 0 and _of_others(unit, [posted.id]):
        return Refused(NOT_YOURS, field="id")
    if plain(newest_content(unit.connection, posted.id)) == plain(posted):
        return Conflict(SAID_ALREADY)
    keep_conflict(unit, posted, base=base, reason=reason)
    return Conflict(KEPT)


def _in_conflict(
    unit: Unit, posted: RecordInput, arrival: Arrival, *, base: int, version: int, reason: str = ""
) -> Item:
    """Keep what came second, unless that is what the record says by now."""
    uuid = canonical_id(posted.id) or posted.id
    if plain(newest_content(unit.connection, uuid)) == plain(posted):
        return Item(id=uuid, outcome=Outcome.AGAIN, version=version)
    keep_conflict(unit, posted, base=base, reason=reason, arrival=arrival)
    return Item(id=uuid, outcome=Outcome.CONFLICT, version=version, say=KEPT)


def _of_others(unit: Unit, ids: Sequence[str]) -> Mapping[str, str]:
    """Those of the ids that stand for a record of another account or county."""
    wanted = sorted({one for one in map(canonical_id, ids) if one})
    rows = WHOSE.rows(unit.connection, uuids=wanted)
    mine = unit.actor.id, unit.county
    return {row.uuid: row.worker for row in rows if (row.worker, row.county) != mine}


def _not_yours(record: str) -> Item:
    return Item(id=record, outcome=Outcome.REFUSED, say=NOT_YOURS, problems={"id": NOT_YOURS})
