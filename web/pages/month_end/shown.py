"""A month's checklist as the template draws it: where each line opens, and who may be named."""

from dataclasses import dataclass

from core.ledger.behind import Named
from core.ledger.outlook import period_name
from core.month_end.checklist import Checklist, Item, Short
from web.desk import Desk
from web.pages.indicators.entries import may_name
from web.pages.indicators.people import UNNAMED, PersonShown
from web.pages.indicators.shown import OWED_WORD_OF
from web.pages.month_end.chosen import Chosen

#: Items whose records have a page of their own below the month's.
OF_RECORDS = ("conflicts", "evidence", "awaited", "outputs")
#: Items that another page lists, and what it takes to open it.
ELSEWHERE = {
    "matters": ("/matters", "need.see"),
    "documents": ("/documents", "record.approve"),
    "drafts": ("/cases", "case.see"),
}
HERE = {"quotas": "#quotas", "papers": "#papers"}
HINTS = {
    "evidence": "补上佐证或等照片传到以后，自动重新计数。",
    "awaited": "“待传”的请拍照的人把手机联上网，手机里待发送的记录这里看不到，也请先发完；“待查”的不用再传，"
    "查毒以后自动计入；“没有收下”的请重新拍一张补上。",
    "quotas": "已经结束的周期补不回来；还没有结束的请抓紧。一个人差几项也只算一人。",
    "outputs": "验收以后才计数。",
}
#: So many people are named under a quota; the rest stand on its own page.
NAMED = 12


@dataclass(frozen=True, kw_only=True)
class ItemShown:
    """One line of the checklist."""

    item: Item
    state: str
    href: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class QuotaShown:
    """A quota with the first of those who have too little of it."""

    label: str
    period: str
    owed: int
    short: int
    people: tuple[PersonShown, ...]
    href: str


def items_shown(desk: Desk, one: Chosen, checklist: Checklist) -> list[ItemShown]:
    """Every item with its sign: what blocks, what warns, what is done."""
    return [
        ItemShown(
            item=item,
            state="fine" if item.done else "error" if item.blocks else "warning",
            href="" if item.done else _href(desk, one, item.key),
            hint="" if item.done else HINTS.get(item.key, ""),
        )
        for item in checklist.items
    ]


def _href(desk: Desk, one: Chosen, key: str) -> str:
    if key in OF_RECORDS:
        return f"{one.path}/records?of={key}"
    path, action = ELSEWHERE.get(key, ("", ""))
    if path:
        return path if path in desk.pages and desk.may(action) else ""
    return HERE[key]


def quotas_shown(desk: Desk, one: Chosen, checklist: Checklist) -> list[QuotaShown]:
    """The quotas that somebody has too little of."""
    return [
        QuotaShown(
            label=short.line.label,
            period=period_name(short.period),
            owed=short.owed,
            short=len(short.short),
            people=tuple(people_of(desk, checklist, short, NAMED)),
            href=f"{one.path}/people?line={short.line.key}&period={short.period.key}",
        )
        for short in checklist.quotas
        if short.short
    ]


def people_of(
    desk: Desk, checklist: Checklist, short: Short, most: int | None = None, start: int = 0
) -> list[PersonShown]:
    """Who has too little, worst first; names only for those who may read them."""
    until = None if most is None else start + most
    found = []
    for owed in short.short[start:until]:
        person = checklist.people.get(owed.person)
        may = person is not None and may_name(
            desk,
            checklist.terms,
            person.site or "",
            Named(id=person.id, name=person.name, born=person.birth_date),
            desk.day,
        )
        found.append(
            PersonShown(
                name=(person.name if person and may else "") or UNNAMED,
                href=f"/people/{owed.person}" if may else "",
                sub="",
                value=owed.done,
                goal=owed.owed,
                unit=short.line.unit_label,
                state=OWED_WORD_OF[owed.state],
            )
        )
    return found
