"""Records that were made on phones or by programs: a batch in, one answer for each item."""

from collections.abc import Iterable, Mapping
from typing import Any

from litestar import Response, post

from core.activities.loading import load_records
from core.facts import EntryStatus
from core.ledger.of_records import LineFate, fates_of, standing_of
from core.recording.batch import Item, Outcome
from core.recording.contents import newest_content
from core.recording.second_look import second_look
from core.store import reading
from core.store.errors import Refused
from web.api.items import (
    MOST,
    BatchInput,
    BatchTold,
    CaseItem,
    CorrectItem,
    CountTold,
    DoubtTold,
    FormItem,
    ItemTold,
    MatterItem,
    RecordItem,
    Sent,
    sent_item,
    seq_of,
)
from web.api.operation import Operation
from web.api.reading import decoded
from web.api.taking import taken
from web.given import Body, Desk, Engine, Station
from web.pages.record.doubts import asks, doubts
from web.pages.record.sheet import provider_of
from web.said import short_title

#: Ways in which a record comes for the first time.
NEW = frozenset({"form", "record"})
#: Two hundred forms with long answers; photos come by themselves.
BODY_LIMIT = 4 * 1024 * 1024
TOO_MANY = f"一次最多 {MOST} 条，请分几批发送。"

TAKES = Operation(
    body=BatchInput,
    parts=(FormItem, CorrectItem, MatterItem, CaseItem, RecordItem),
    answer=BatchTold,
    errors=(401, 403, 408, 413, 422, 429, 503),
)


@post(
    "/api/records",
    opt={"permission": "record.create", "api": TAKES},
    status_code=200,
    sync_to_thread=True,
    request_max_body_size=BODY_LIMIT,
)
def batch(desk: Desk, station: Station, engine: Engine, body: Body) -> Response[BatchTold]:
    """Take in at most 200 items by their seq; an item that is wrong spoils no other."""
    raws = decoded(body, BatchInput).items
    if len(raws) > MOST:
        raise Refused(TOO_MANY, field="items")
    phone = desk.visit.phone
    device = phone.number if phone and phone.account == desk.actor.id else None
    sent: list[Sent] = []
    answers: dict[int, Item] = {}
    for place, raw in enumerate(raws):
        try:
            sent.append(sent_item(place, raw, device))
        except Refused as refused:
            problems = dict(refused.problems)
            answers[place] = Item(
                id="", outcome=Outcome.REFUSED, say=refused.say, problems=problems
            )
    answers |= taken(desk, station, sent)
    seqs = {one.place: one.arrival.seq for one in sent}
    counts = _counts(station, engine, answers.values())
    doubtful = _doubts(desk, station, engine, sent, answers)
    told = (
        ItemTold(
            id=item.id,
            seq=seqs[place] if place in seqs else seq_of(raws[place]),
            outcome=item.outcome.value,
            version=item.version,
            say=item.say,
            problems=dict(item.problems),
            counts=counts.get(item.id, ()),
            doubts=doubtful.get(place, ()),
        )
        for place, item in sorted(answers.items())
    )
    return Response(BatchTold(items=tuple(told)))


def _counts(station: Any, engine: Any, items: Iterable[Item]) -> dict[str, tuple[CountTold, ...]]:
    """Record → where it counts now and where not, for those that are in the house."""
    there = [one.id for one in items if one.outcome in (Outcome.SAVED, Outcome.AGAIN)]
    if not there:
        return {}
    with reading(engine) as connection:
        book = station.book(connection)
        standing = standing_of(connection, book, there)
        return {
            record: tuple(
                _count(book, fate)
                for fate in fates_of(connection, book, entries, counted_already=True, sums=False)
            )
            for record, entries in standing.items()
        }


def _doubts(
    desk: Any, station: Any, engine: Any, sent: Iterable[Sent], answers: Mapping[int, Item]
) -> dict[int, tuple[DoubtTold, ...]]:
    """Place of an item → what the page would have asked; nothing of doubles once that was ticked."""
    there = Outcome.SAVED, Outcome.AGAIN
    new = [one for one in sent if one.arrival.did in NEW and answers[one.place].outcome in there]
    if not new:
        return {}
    found: dict[int, tuple[DoubtTold, ...]] = {}
    with reading(engine) as connection:
        facts = load_records(connection, [one.id for one in new])
        for one in new:
            fact = facts.get(one.id)
            asked = second_look(station.catalogue, fact) if fact else ()
            told = [DoubtTold(say=say, record=one.id) for say in asked]
            kind = station.catalogue.kinds.get(getattr(one.content, "kind", ""))
            if kind is not None and asks(kind) and not getattr(one.content, "sure", False):
                content = newest_content(connection, one.id)
                own = station.catalogue.kinds[content.kind]
                told += (
                    DoubtTold(say=doubt.say, record=doubt.record)
                    for doubt in doubts(connection, desk.county, provider_of(desk), own, content)
                )
            found[one.place] = tuple(told)
    return found


def _count(book: Any, fate: LineFate) -> CountTold:
    title = short_title(book.terms[fate.contract].contract.title)
    reasons = "；".join(reason.say for reason in fate.reasons)
    parts = [f"{title} · {fate.label}" if fate.label else title, reasons]
    if fate.late:
        parts.append("迟交")
    return CountTold(
        contract=fate.contract,
        line=fate.line,
        counted=fate.status is EntryStatus.COUNTED,
        say="：".join(filter(None, parts)),
    )


HANDLERS = [batch]
