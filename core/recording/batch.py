"""Many records at once 批量记录: a phone that was offline, an import, a demonstration.

The promises are those of ``record``, one by one: checks, permanent ids, versions, audit, ledger.
A record that is refused or in conflict stays behind with its reason and spoils no other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy import select

from core.activities.rows import RECORD
from core.facts import Entry
from core.ledger.book import Book
from core.ledger.posting import post
from core.people.loading import chunks
from core.plugin.catalogue import Catalogue
from core.recording.checking import Checked, check
from core.recording.inputs import RecordInput
from core.recording.known import Known, canonical_id, known_of
from core.recording.parts import own_parts, taken_parts
from core.recording.record import CONFLICT, digest_of, plain
from core.recording.writing import write_children, write_evidence, write_records
from core.store import Unit
from core.store.audit import Act
from core.store.errors import Refused
from core.store.versions import keep_many

#: Records that are counted in one go.
CHUNK = 500


class Outcome(StrEnum):
    """What became of one record of a batch."""

    SAVED = "saved"
    AGAIN = "again"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """The answer for one record: its outcome, and what is wrong with it field by field."""

    id: str
    outcome: Outcome
    version: int = 0
    say: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


def record_many(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    posted: Iterable[RecordInput],
    provider: str,
) -> tuple[Item, ...]:
    """Save and count records in this one transaction; one answer for each, in their order."""
    items = save_many(unit, catalogue, book, posted, provider)
    cases = {one.case for one in items if one.case}
    saved = [one.item.id for one in items if one.item.outcome is Outcome.SAVED]
    by_record = count_many(unit, book, [*saved, *sorted(cases)])
    return tuple(_with_entries(one.item, by_record) for one in items)


def count_many(unit: Unit, book: Book, uuids: Sequence[str]) -> dict[str, list[Entry]]:
    """Count these records and cases, in chunks; what changed, by record."""
    found: dict[str, list[Entry]] = {}
    for at in range(0, len(uuids), CHUNK):
        posting = post(unit.connection, book, uuids[at : at + CHUNK], unit.at)
        unit.entries.extend(posting.entries)
        for entry in posting.entries:
            found.setdefault(entry.record, []).append(entry)
    return found


def _with_entries(item: Item, by_record: Mapping[str, list[Entry]]) -> Item:
    return Item(
        id=item.id,
        outcome=item.outcome,
        version=item.version,
        say=item.say,
        problems=item.problems,
        entries=tuple(by_record.get(item.id, ())),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A record of a batch on its way: the answer so far, and the case that it is a session of."""

    item: Item
    case: str | None = None


def save_many(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    posted: Iterable[RecordInput],
    provider: str,
    *,
    known: Known | None = None,
    workers: Mapping[str, str] | None = None,
) -> tuple[Kept, ...]:
    """Save records without counting them yet: the caller counts them in the same transaction.

    Apart from the ledger this is all that ``record_many`` does, for callers that save the records
    of several people and count them together. ``known`` is what they looked up for them already;
    ``workers`` the account of each record that was done by somebody else than the actor.
    """
    posted = tuple(posted)
    before = _before(unit, posted)
    taken = taken_parts(unit, posted)
    known = known or known_of(unit.connection, unit.county, posted)
    kept: list[Kept] = []
    fresh: list[tuple[RecordInput, Checked, str]] = []
    for one in posted:
        uuid = canonical_id(one.id) or one.id
        digest = digest_of(one)
        if uuid in before:
            kept.append(Kept(item=_seen(uuid, digest, *before[uuid])))
            continue
        try:
            worker = (workers or {}).get(uuid, "")
            checked = check(unit, catalogue, book, one, provider, known=known, worker=worker)
            parts = own_parts(one, taken)
        except Refused as refused:
            say, problems = refused.say, refused.problems
            item = Item(id=uuid, outcome=Outcome.REFUSED, say=say, problems=problems)
            kept.append(Kept(item=item))
            continue
        taken |= parts
        before[uuid] = digest, 1
        fresh.append((one, checked, digest))
        item = Item(id=uuid, outcome=Outcome.SAVED, version=1)
        kept.append(Kept(item=item, case=canonical_id(checked.record.case)))
    _write(unit, fresh)
    return tuple(kept)


def _before(unit: Unit, posted: Sequence[RecordInput]) -> dict[str, tuple[str, int]]:
    """Which of the ids are there already, with the digest of their content and their version."""
    found: dict[str, tuple[str, int]] = {}
    for some in chunks(filter(None, (canonical_id(one.id) for one in posted))):
        wanted = select(RECORD.c.uuid, RECORD.c.content, RECORD.c.version)
        for row in unit.connection.execute(wanted.where(RECORD.c.uuid.in_(some))):
            found[row.uuid] = row.content, row.version
    return found


def _seen(uuid: str, digest: str, content: str, version: int) -> Item:
    if digest == content:
        return Item(id=uuid, outcome=Outcome.AGAIN, version=version)
    return Item(id=uuid, outcome=Outcome.CONFLICT, version=version, say=CONFLICT)


def _write(unit: Unit, fresh: Sequence[tuple[RecordInput, Checked, str]]) -> None:
    if not fresh:
        return
    ids = write_records(unit, [(checked, digest) for _, checked, digest in fresh])
    write_children(
        unit, [(number, checked) for number, (_, checked, _) in zip(ids, fresh, strict=True)]
    )
    write_evidence(
        unit,
        (
            (number, piece)
            for number, (one, _, _) in zip(ids, fresh, strict=True)
            for piece in one.evidence
        ),
    )
    keep_many(
        unit,
        (
            Act(
                action="record.make", kind="record", object_id=checked.record.id, content=plain(one)
            )
            for one, checked, _ in fresh
        ),
    )
