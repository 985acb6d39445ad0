"""What a phone or a program sends 一批: items, each decoded by itself, so that none spoils another."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from core.field.receipts import Arrival
from core.recording.checking import is_instant
from core.recording.inputs import Input, RecordInput
from core.recording.known import canonical_id
from core.recording.record import plain
from core.store.audit import canonical
from core.store.errors import Refused
from web.api.reading import decoded
from web.pages.matters.form import MatterDraft
from web.pages.matters.form import draft_from as matter_draft
from web.pages.record.draft import Draft, draft_from
from web.posted import posted_from

#: Items of one batch, and names and values of one form.
MOST, MOST_FIELDS = 200, 500
NO_INSTANT = "手机上的时间无法识别，应带时区，例如 2026-03-01T09:30:00+08:00。"

Fields = Annotated[tuple[tuple[str, str], ...], Meta(max_length=MOST_FIELDS)]
Seq = Annotated[int, Meta(ge=0, le=2**53)]
Nonce = Annotated[str, Meta(max_length=120)]


class SentItem(Input, frozen=True, kw_only=True, tag_field="do"):
    """What every item says beside its content: its place in the phone's queue, when it was made by
    the phone's own clock, and the last nonce that the station had given by then."""

    seq: Seq
    made_at: datetime
    nonce: Nonce = ""


class FormItem(SentItem, frozen=True, kw_only=True, tag="form"):
    """A new record: the names and values that the form of 记一笔 would post."""

    fields: Fields


class CorrectItem(SentItem, frozen=True, kw_only=True, tag="correct"):
    """A correction: the names and values that the form of 更正 would post."""

    fields: Fields


class MatterItem(SentItem, frozen=True, kw_only=True, tag="matter"):
    """A need, incident or lead: the names and values that the form of 上报 would post."""

    fields: Fields


class CaseItem(SentItem, frozen=True, kw_only=True, tag="case"):
    """A case or group that is opened: the names and values that the form of 立案 would post."""

    fields: Fields


class RecordItem(SentItem, frozen=True, kw_only=True, tag="record"):
    """A new record as a program makes it."""

    record: RecordInput


class BatchInput(Input, frozen=True):
    """A batch: at most 200 items, in any order; they are taken by their ``seq``."""

    items: tuple[msgspec.Raw, ...]


class CountTold(Struct, frozen=True):
    """What became of a record in one line of one contract."""

    contract: str
    line: str
    counted: bool
    say: str


class DoubtTold(Struct, frozen=True):
    """Why a record that was saved may be wrong: a sentence, and the record that it speaks of."""

    say: str
    record: str


class ItemTold(Struct, frozen=True):
    """The answer for one item, in the order in which the items were sent."""

    id: str
    seq: int
    outcome: str
    version: int
    say: str
    problems: dict[str, str]
    counts: tuple[CountTold, ...]
    doubts: tuple[DoubtTold, ...]


class BatchTold(Struct, frozen=True):
    """The answers of a batch."""

    items: tuple[ItemTold, ...]


#: Items that are forms of a record or a case.
DID = {FormItem: "form", CorrectItem: "correct", CaseItem: "case"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """An item that could be read. ``content`` is a form still to be looked at, or a record."""

    place: int
    id: str
    arrival: Arrival
    content: Draft | MatterDraft | RecordInput

    @property
    def key(self) -> tuple[str, str]:
        """By what the same item is known when it comes again."""
        return self.id, self.arrival.digest


def sent_item(place: int, raw: msgspec.Raw, device: int | None) -> Sent:
    """Read one item; raises Refused for what is no item or not of a known shape."""
    item = decoded(bytes(raw), FormItem | CorrectItem | MatterItem | CaseItem | RecordItem)  # type: ignore[arg-type]
    if not is_instant(item.made_at):
        raise Refused(NO_INSTANT, field="made_at")
    content: Draft | MatterDraft | RecordInput
    told: Any
    if isinstance(item, RecordItem):
        did, content, told = "record", item.record, plain(item.record)
    elif isinstance(item, MatterItem):
        did, content, told = "matter", matter_draft(posted_from(item.fields)), item.fields
    else:
        did = DID[type(item)]
        content, told = draft_from(posted_from(item.fields)), item.fields
    uuid = canonical_id(content.id)
    if uuid is None:
        raise Refused("编号格式不正确。", field="id")
    return Sent(
        place=place,
        id=uuid,
        arrival=Arrival(
            did=did,
            digest=hashlib.sha256(canonical([did, told])).hexdigest(),
            seq=item.seq,
            made_at=item.made_at,
            nonce=item.nonce,
            device=device,
        ),
        content=content,
    )


class _Named(Struct):
    seq: int = 0


def seq_of(raw: msgspec.Raw) -> int:
    """The place in the queue of an item that could not be read, so that its phone knows it."""
    try:
        return msgspec.json.decode(bytes(raw), type=_Named).seq
    except (msgspec.MsgspecError, UnicodeError):
        return 0
