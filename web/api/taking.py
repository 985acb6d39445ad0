"""Taking a batch in: the same sheets, questions and reach as the pages, one transaction a chunk."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.cases.listing import case_listed
from core.field.receipts import Arrival, first_answers, receipt_row, write_receipts
from core.field.receiving import answer_again, receive, receive_correction
from core.matters.raising import raise_matter
from core.recording.batch import Item, Outcome
from core.recording.cases import open_case, opened_before
from core.recording.inputs import RecordInput
from core.recording.known import canonical_id
from core.store import Unit
from core.store.errors import Conflict, Forbidden, Refused
from web.api.items import Sent
from web.errors import reference_of
from web.pages.activities.changing import NOT_YOURS
from web.pages.activities.showing import may_change, seen_record
from web.pages.cases.opening import case_of
from web.pages.matters.form import MatterDraft
from web.pages.matters.form import input_of as matter_input
from web.pages.matters.raising import may_raise
from web.pages.record.draft import Draft, input_of
from web.pages.record.sheet import (
    Named,
    chosen_kind,
    named_in,
    order_of,
    provider_of,
    sheet_of,
    within_reach,
)

#: Items that are saved and counted in one transaction.
CHUNK = 50
NO_REPORTS = "没有上报需求与异常的权限。"
BROKEN = (
    "系统出了差错（{reference}），这一条没有保存，还在手机上。请稍后重试，或告诉管理员这个编号。"
)
#: The database is busy or away: nothing is wrong with any item, and the phone comes again.
BUSY = (OperationalError, PoolTimeout)


def taken(desk: Any, station: Any, sent: Iterable[Sent]) -> dict[int, Item]:
    """Take items in by their ``seq``; place in the batch → answer."""
    waiting = sorted(sent, key=lambda one: (one.arrival.seq, one.place))
    answers: dict[int, Item] = {}
    for at in range(0, len(waiting), CHUNK):
        answers |= _chunk(desk, station, waiting[at : at + CHUNK])
    return answers


def _chunk(desk: Any, station: Any, chunk: Sequence[Sent]) -> dict[int, Item]:
    """All in one transaction; when something breaks, each in its own, so that one is lost at most."""
    try:
        with station.work(actor=desk.actor, at=desk.now, county=desk.county) as unit:
            return _in_turn(desk, station, unit, chunk)
    except BUSY:
        raise
    except Exception as error:
        if len(chunk) == 1:
            say = BROKEN.format(reference=reference_of(error, 500))
            return {chunk[0].place: Item(id=chunk[0].id, outcome=Outcome.REFUSED, say=say)}
    answers: dict[int, Item] = {}
    for one in chunk:
        answers |= _chunk(desk, station, [one])
    return answers


def _in_turn(desk: Any, station: Any, unit: Unit, chunk: Sequence[Sent]) -> dict[int, Item]:
    before = first_answers(unit, (one.key[0] for one in chunk))
    answers: dict[int, Item] = {}
    first: dict[tuple[str, str], int] = {}
    twice: list[tuple[int, int]] = []
    run: list[Sent] = []

    def save_run() -> None:
        answers.update(_new_records(desk, station, unit, run))
        run.clear()
        look_anew()

    def look_anew() -> None:
        """What left no receipt may be answered otherwise after what follows, as in another batch."""
        for key, place in [*first.items()]:
            if place in answers and answers[place].outcome in (Outcome.AGAIN, Outcome.REFUSED):
                del first[key]

    for one in chunk:
        known = before.get(one.key)
        if known is not None:
            if known.outcome is Outcome.CONFLICT:  # what stands before it may have raised it anew
                save_run()
            answers[one.place] = answer_again(unit, one.key[0], known)
            continue
        if one.key in first:
            twice.append((one.place, first[one.key]))
            continue
        first[one.key] = one.place
        if one.arrival.did in ALONE:
            save_run()
            answers[one.place] = ALONE[one.arrival.did](desk, station, unit, one)
            look_anew()
        else:
            run.append(one)
    save_run()
    return answers | {place: _once_more(answers[at]) for place, at in twice}


def _once_more(item: Item) -> Item:
    """The answer for the same item a second time within one batch."""
    saved = item.outcome is Outcome.SAVED
    return Item(
        id=item.id,
        outcome=Outcome.AGAIN if saved else item.outcome,
        version=item.version,
        say=item.say,
        problems=item.problems,
    )


def _refused(one: Sent, refused: Refused) -> Item:
    return Item(
        id=one.id, outcome=Outcome.REFUSED, say=refused.say, problems=dict(refused.problems)
    )


def _new_records(desk: Any, station: Any, unit: Unit, run: Sequence[Sent]) -> dict[int, Item]:
    """Records that follow each other, read and saved together."""
    if not run:
        return {}
    provider = provider_of(desk)
    book = station.book(unit.connection)
    records = [(one, one.content) for one in run if not isinstance(one.content, MatterDraft)]
    named = named_in(desk, unit.connection, {who for _, one in records for who in _people(one)})
    answers: dict[int, Item] = {}
    read: list[tuple[Sent, tuple[Arrival, RecordInput]]] = []
    for one, content in records:
        try:
            posted = _read(desk, station, unit, content, named)
        except Refused as refused:
            answers[one.place] = _refused(one, refused)
        else:
            read.append((one, (one.arrival, posted)))
    items = receive(
        unit, station.catalogue, book, station.sealer, [pair for _, pair in read], provider
    )
    for (one, _), item in zip(read, items, strict=True):
        answers[one.place] = item
    return answers


def _people(content: Draft | RecordInput) -> set[str]:
    if isinstance(content, Draft):
        return set(content.people)
    wanted = [a.person for a in content.attendances]
    wanted += [item.person for item in content.items if item.person]
    return set(filter(None, map(canonical_id, wanted)))


def _read(
    desk: Any, station: Any, unit: Unit, content: Draft | RecordInput, named: Named
) -> RecordInput:
    """The record of an item, within the reach of whoever sends it; raises Refused."""
    if isinstance(content, RecordInput):
        chosen_kind(station, content.kind)
        within_reach(desk, named.people, _people(content))
        if case := canonical_id(content.case):
            found = case_listed(unit.connection, desk.county, case)
            if found is None:
                raise Refused("没有这个个案或小组。", field="case")
            desk.require("case.see", place=found.site)
        desk.require("record.create", place=content.site)
        return msgspec.structs.replace(content)
    sheet = sheet_of(desk, station, unit.connection, content, named=named)
    desk.require("record.create", place=sheet.draft.site)
    return input_of(sheet.draft, sheet.questions, order_of(content, sheet.contracts))


def _matter(desk: Any, station: Any, unit: Unit, one: Sent) -> Item:
    draft = one.content
    assert isinstance(draft, MatterDraft)
    try:
        if not desk.may("need.report"):
            raise Forbidden(NO_REPORTS)
        wanted = matter_input(draft, desk.now)
        may_raise(desk, unit.connection, wanted)
        raised = raise_matter(unit, station.book(unit.connection), wanted)
    except Conflict as refused:
        return Item(id=one.id, outcome=Outcome.CONFLICT, say=refused.say)
    except Refused as refused:
        return _refused(one, refused)
    if raised.again:
        return Item(id=one.id, outcome=Outcome.AGAIN, version=raised.version)
    row = receipt_row(
        unit,
        station.sealer,
        one.arrival,
        record=one.id,
        outcome=Outcome.SAVED,
        version=raised.version,
        started_at=wanted.found_at,
    )
    write_receipts(unit, [row])
    return Item(id=one.id, outcome=Outcome.SAVED, version=raised.version)


def _correction(desk: Any, station: Any, unit: Unit, one: Sent) -> Item:
    draft = one.content
    assert isinstance(draft, Draft)
    try:
        row = seen_record(desk, station, unit.connection, one.id)
        if not (desk.may("record.correct") and may_change(desk, row)):
            raise Forbidden(NOT_YOURS)
        sheet = sheet_of(desk, station, unit.connection, draft, row.provider)
        desk.require("record.create", place=sheet.draft.site)
        return receive_correction(
            unit,
            station.catalogue,
            station.book(unit.connection),
            station.sealer,
            one.arrival,
            input_of(sheet.draft, sheet.questions, order_of(draft, sheet.contracts)),
            row.provider,
            version=draft.version,
            reason=draft.reason,
        )
    except Refused as refused:
        return _refused(one, refused)


def _case(desk: Any, station: Any, unit: Unit, one: Sent) -> Item:
    """A case is there before the sessions that follow it in the queue."""
    draft = one.content
    assert isinstance(draft, Draft)
    try:
        made = case_of(desk, station, unit.connection, draft)
        if opened_before(unit, made):
            return Item(id=one.id, outcome=Outcome.AGAIN, version=1)
        book = station.book(unit.connection)
        entries = open_case(unit, station.catalogue, book, made, provider_of(desk))
    except Conflict as refused:
        return Item(id=one.id, outcome=Outcome.CONFLICT, say=refused.say)
    except Refused as refused:
        return _refused(one, refused)
    row = receipt_row(
        unit,
        station.sealer,
        one.arrival,
        record=one.id,
        outcome=Outcome.SAVED,
        version=1,
        started_at=None,
    )
    write_receipts(unit, [row])
    return Item(id=one.id, outcome=Outcome.SAVED, version=1, entries=entries)


#: What is taken in one by one, after the records before it were saved.
ALONE = {"correct": _correction, "matter": _matter, "case": _case}
