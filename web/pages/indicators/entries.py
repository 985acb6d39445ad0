"""Entries as the sheet lists them; names only for those who may read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from core.facts import EntryStatus, vocabulary
from core.ledger.behind import Behind, Named, people_named, records_behind
from core.ledger.book import Book
from core.ledger.opened import Opened
from core.ledger.rules.seen import in_units
from core.packages.terms import Terms
from web.desk import Desk

STATUS: dict[EntryStatus, str] = {
    EntryStatus.COUNTED: "计入",
    EntryStatus.REFUSED: "未计",
    EntryStatus.CLAIMED: "已归别处",
    EntryStatus.DUPLICATE: "重复",
    EntryStatus.OVERFLOW: "超出上限",
    EntryStatus.PENDING: "待定",
}
#: Received so many days after the service, a record counts as entered late.
SHOWN_LATE = 3


@dataclass(frozen=True, kw_only=True)
class EntryShown:
    """One entry: the record behind it, who, with what evidence, and every reason."""

    title: str
    href: str
    day: date
    facts: tuple[str, ...]
    evidence: str
    quantity: Decimal | None
    unit: str
    status: str
    reasons: tuple[str, ...]
    marks: tuple[str, ...]


def entries_shown(
    desk: Desk,
    connection: Connection,
    book: Book,
    station: Any,
    terms: Terms,
    entries: Iterable[Opened],
) -> list[EntryShown]:
    """A page of entries, in three to eight statements whatever its length."""
    entries = list(entries)
    behind = records_behind(connection, [one.entry.record for one in entries])
    own = people_named(connection, [one.entry.person for one in entries if one.entry.person])
    return [_shown(desk, station, terms, one, behind.get(one.entry.record), own) for one in entries]


def _shown(
    desk: Desk,
    station: Any,
    terms: Terms,
    one: Opened,
    record: Behind | None,
    own: dict[str, Named],
) -> EntryShown:
    entry = one.entry
    line = terms.by_key.get(entry.line)
    counted = entry.status is EntryStatus.COUNTED and line is not None
    kind = station.catalogue.label_of_kind(record.kind) if record else ""
    title = (record.title if record else "") or kind or "记录"
    facts = [kind] if record and record.title else []
    if record is not None:
        facts += [record.place, _people(desk, terms, entry, record, own)]
        facts += [f"{record.minutes} 分钟" if record.minutes else ""]
        facts += [f"记录人 {record.worker}" if record.worker else ""]
    marks = ["冲回"] if entry.sign < 0 else []
    if not entry.paid:
        marks.append("费用由另一合同付")
    if entry.late:
        marks.append("迟交")
    if record is not None and record.days_until_received > SHOWN_LATE:
        marks.append(f"{record.days_until_received} 天后补录")
    return EntryShown(
        title=title,
        href=_href(desk, terms, entry.site, record),
        day=entry.day,
        facts=tuple(fact for fact in facts if fact),
        evidence="、".join(vocabulary.EVIDENCE.get(k, k) for k in record.evidence)
        if record
        else "",
        quantity=in_units(line, entry.quantity) * entry.sign
        if counted and line is not None
        else None,
        unit=line.unit_label if line else "",
        status=STATUS[entry.status],
        reasons=tuple(reason.say for reason in entry.reasons),
        marks=tuple(marks),
    )


def _href(desk: Desk, terms: Terms, site: str, record: Behind | None) -> str:
    if record is None:
        return ""
    action, path = ("case.see", "cases") if record.is_case else ("activity.see", "activities")
    may = desk.can(action, place=site, contract=terms.contract.key)
    return f"/{path}/{record.uuid}" if may else ""


def _people(desk: Desk, terms: Terms, entry: Any, record: Behind, own: dict[str, Named]) -> str:
    heads = "、".join(
        f"{vocabulary.AUDIENCES[audience].label if audience in vocabulary.AUDIENCES else '未分类'}"
        f" {number} 人"
        for audience, number in record.heads
    )
    if any(part.startswith("heads:") for part in entry.source):
        audience = entry.source[-1].removeprefix("heads:")
        known = vocabulary.AUDIENCES.get(audience)
        return f"未实名：{known.label if known else '未分类'}"
    people = [own[entry.person]] if entry.person in own else list(record.people)
    total = 1 if entry.person in own else record.named
    if not total:
        return heads
    names = [one.name for one in people if may_name(desk, terms, entry.site, one, entry.day)]
    if not names:
        return "，".join(filter(None, (f"{total} 人", heads)))
    rest = f" 等 {total} 人" if total > len(names) else ""
    return "，".join(filter(None, ("、".join(names) + rest, heads)))


def may_name(desk: Desk, terms: Terms, site: str, person: Named, day: date) -> bool:
    """Whether the name may be read: at that place, for that contract, and minors apart."""
    action = "person.child" if person.minor_on(day) else "person.see"
    return bool(desk.can(action, place=site, contract=terms.contract.key))
