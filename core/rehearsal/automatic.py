"""Findings that nobody has to type, put on the sheets that are scored item by item."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import msgspec

from core.appraisal.rules import (
    Observation,
    Questionnaire,
    Sheet,
    empty_lines,
    missed_quotas,
    satisfaction,
)
from core.facts import Entry, EntryStatus, Period, Record
from core.ledger.rules import Owed
from core.ledger.rules.book import scope_kind
from core.ledger.rules.places import within
from core.packages.schema import ScoreItem
from core.packages.terms import Terms
from core.rehearsal.placing import answers_to
from core.rehearsal.told import Answered


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the ledger and the questionnaires say of one period, and what they cannot say yet."""

    observations: tuple[Observation, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of one contract: its entries, what is owed, and the records themselves."""

    entries: tuple[Entry, ...]
    owed: tuple[Owed, ...]
    records: tuple[Record, ...]


def found_in(
    terms: Terms, counted: Counted, answered: Iterable[Answered], period: Period, day: date
) -> Found:
    """Missed quotas, lines without a record and satisfaction of one period, as of a day.

    Before the period is over nobody has missed anything: a note says so.
    """
    answered = tuple(answered)
    items = [item for item in terms.package.score_item if item.source == "lines"]
    over = day >= period.end
    found = [one for item in items if over for one in _of_lines(terms, counted, item, period)]
    notes = [note for item in items for note in _gaps(terms, item)]
    missing: list[str] = []
    if items and not over:
        notes.append(f"本期到 {period.end} 才结束：没有做完的频次、还没有记录的指标，先不扣分")
    for item in terms.package.score_item:
        if item.source == "questionnaire":
            asked = _asked(terms, counted.records, answered, item, period)
            found += satisfaction(item, asked)
            missing += _strange(terms, item, asked)
    return Found(observations=tuple(found), notes=tuple(notes), missing=tuple(missing))


def with_found(sheet: Sheet, found: Found) -> tuple[Sheet, tuple[str, ...]]:
    """The sheet with the findings of its period; what its scorer wrote of an item stands instead.

    A sheet that only states its total stays as it is.
    """
    if sheet.total is not None:
        return sheet, ()
    own = {one.item for one in sheet.observations}
    added = tuple(one for one in found.observations if one.item not in own)
    left = dict.fromkeys(one.item for one in found.observations if one.item in own)
    notes = (f"{sheet.by}的评分表自己写了“{key}”，以评分表为准，不再加台账的发现" for key in left)
    return replace(sheet, observations=(*sheet.observations, *added)), tuple(notes)


def _of_lines(
    terms: Terms, counted: Counted, item: ScoreItem, period: Period
) -> Iterator[Observation]:
    """Quotas that somebody missed, and lines without a record."""
    gaps = {line.key for line in terms.lines if line.quota and line.quota.longest_gap is not None}
    yield from missed_quotas(item, (one for one in counted.owed if one.line not in gaps), period)
    plain = (key for key in item.lines if key in terms.by_key and terms.by_key[key].quota is None)
    only = msgspec.structs.replace(item, lines=tuple(plain))
    yield from empty_lines(only, terms, _sums(terms, counted.entries, period), period)


def _gaps(terms: Terms, item: ScoreItem) -> Iterator[str]:
    for line in terms.lines:
        if line.key in item.lines and line.quota and line.quota.longest_gap is not None:
            yield f"“{line.label}”约定的是最长间隔，不随期自动扣分，由评分人填写"


def _sums(terms: Terms, entries: Iterable[Entry], period: Period) -> dict[str, Decimal]:
    """What each line has counted in the period, in its own unit."""
    found: dict[str, Decimal] = {}
    for entry in entries:
        line = terms.by_key.get(entry.line)
        if line is None or entry.status is not EntryStatus.COUNTED:
            continue
        if period.contains(entry.day) and scope_kind(entry.scope) == line.scopes[0]:
            found[entry.line] = found.get(entry.line, Decimal(0)) + entry.quantity * entry.sign
    return found


def _asked(
    terms: Terms,
    records: Iterable[Record],
    answered: Iterable[Answered],
    item: ScoreItem,
    period: Period,
) -> list[Questionnaire]:
    """The questionnaires of the item's form: those recorded in the period, and those on paper."""
    kinds = {kind for form in terms.package.form if form.key == item.form for kind in form.kinds}
    recorded = [
        Questionnaire(id=record.id, answers=record.fields)
        for record in records
        if record.kind in kinds and _is_of(terms, record, period)
    ]
    return recorded + [one.questionnaire for one in answered if one.form in ("", item.form)]


def _is_of(terms: Terms, record: Record, period: Period) -> bool:
    contract, day = terms.contract, record.dates.get("service")
    mine = record.county == contract.county and record.provider == contract.provider
    inside = mine and within(record.site, contract.sites)
    return inside and not record.void and day is not None and period.contains(day)


def _strange(
    terms: Terms, item: ScoreItem, questionnaires: Iterable[Questionnaire]
) -> Iterator[str]:
    """Answers that are no option: counted as they stand, they would pass for dissatisfied."""
    options = answers_to(terms.package, item.form, item.question)
    for one in questionnaires:
        answer = str(one.answers.get(item.question) or "")
        if answer and options and answer not in options:
            among = "、".join(f"{key}（{label}）" for key, label in options.items())
            yield f"问卷 {one.id} 的 {item.question}：没有“{answer}”这个选项。可填：{among}。"
