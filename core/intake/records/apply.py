"""Writing past records: everything in the caller's transaction, counted in chunks, or nothing."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from core.facts import EntryStatus
from core.intake.records.check import About, check_records
from core.intake.records.read import RecordPlan
from core.ledger.book import Book
from core.people.importing.apply import MOST_SAID
from core.people.importing.plan import Decisions
from core.plugin.catalogue import Catalogue
from core.recording.batch import CHUNK, Outcome, count_many, save_many
from core.store import Unit
from core.store.errors import Refused
from core.trust.secrets import Sealer


def apply_records(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    sealer: Sealer,
    plan: RecordPlan,
    about: About,
    *,
    decisions: Decisions | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> dict[str, Any]:
    """Save and count every row; ``Refused`` with errors by row when anything is wrong.

    Returns what came of it: the records, how many entries were counted, and how many not, by
    reason with one example. The check runs again inside the transaction.
    """
    checked = check_records(unit, catalogue, book, sealer, plan, about, decisions=decisions)
    if checked.errors:
        wrong = {f"第 {f.row} 行 {f.column}".strip(): f.say for f in checked.errors[:MOST_SAID]}
        raise Refused(f"表里有 {len(checked.errors)} 处错误，没有导入。", problems=wrong)
    posted = tuple(checked.posted.values())
    uuids: list[str] = []
    counted: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    said: dict[str, str] = {}
    for at in range(0, len(posted), CHUNK):
        some = posted[at : at + CHUNK]
        kept = save_many(unit, catalogue, book, some, about.provider, workers=checked.workers)
        bad = [one.item for one in kept if one.item.outcome is not Outcome.SAVED]
        if bad:
            raise Refused(f"有记录不能保存，没有导入：{bad[0].say or '这份表已经导入过。'}")
        fresh = [one.item.id for one in kept]
        uuids += fresh
        for entries in count_many(unit, book, fresh).values():
            for entry in entries:
                if entry.status is EntryStatus.COUNTED:
                    counted[entry.contract] += entry.sign
                elif entry.sign > 0:
                    refused.update(reason.code for reason in entry.reasons[:1])
                    said |= {reason.code: reason.say for reason in entry.reasons[:1]}
        tell(min(at + CHUNK, len(posted)))
    return {
        "records": uuids,
        "counted": dict(counted),
        "refused": [(number, said[code]) for code, number in refused.most_common(10)],
    }
