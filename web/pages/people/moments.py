"""What stands on a person's timeline: moments with a day, from every part of the file.

A new part of the file joins by a function in ``SOURCES``.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.activities.listing import Listed
from core.cases.listing import CaseListed
from core.facts.vocabulary import ABSENCES, ASSESSMENTS, CATEGORIES
from core.packages.roster_list import OnRoster
from core.people.vocabulary import CONSENT_FORMS, PURPOSES, RELATIONS

GROUPS = {
    "": "全部",
    "record": "服务记录",
    "roster": "名册与分级",
    "state": "评估与类别",
    "absence": "不在家",
    "contact": "联系与同意",
    "case": "个案与小组",
}
#: On one day what changed about a person stands above what was done.
CHANGED, DONE = 1, 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One thing on the timeline; ``place`` is where it stands among others, newest first."""

    day: date
    group: str
    title: str
    sub: str = ""
    href: str = ""
    past: bool = False
    record: Listed | None = None
    place: tuple[date, int, int] = (date.min, 0, 0)

    @property
    def cursor(self) -> str:
        """The key that continues the timeline after this."""
        day, what, number = self.place
        return f"{day.isoformat()}.{what}.{number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What the sources look at: the whole person, rosters, cases, and the words of the book."""

    whole: dict[str, Any]
    rosters: tuple[OnRoster, ...]
    cases: tuple[CaseListed, ...]
    shielded: bool
    tier: Callable[[str, str], str]
    kind_of: Callable[[str], str]


def _held(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], date, date | None]]:
    """Dated rows that hold or held; void ones are left out."""
    for row in rows:
        start = date.fromisoformat(row["start"])
        end = date.fromisoformat(row["end"]) if row["end"] else None
        if end != start:
            yield row, start, end


def _rosters(known: Known) -> Iterator[Moment]:
    for one in known.rosters:
        yield Moment(day=one.start, group="roster", title=f"进入名册：{one.title}")
        for number, tier in enumerate(one.tiers):
            word = "分级" if number == 0 else "分级改为"
            title = f"{word} {known.tier(one.contract, tier.tier)}"
            yield Moment(day=tier.start, group="roster", title=title, sub=one.title)
        if one.approved_on:
            yield Moment(day=one.approved_on, group="roster", title="批准进名册", sub=one.title)
        if one.agreement_from:
            yield Moment(day=one.agreement_from, group="roster", title="服务协议", sub=one.title)
        if one.end:
            sub = f"{one.title} {one.left_because}".strip()
            yield Moment(day=one.end, group="roster", title="退出名册", sub=sub)


def _states(known: Known) -> Iterator[Moment]:
    for row, start, end in _held(known.whole["categories"]):
        label = CATEGORIES[row["code"]]
        yield Moment(day=start, group="state", title=f"类别：{label}")
        if end:
            yield Moment(day=end, group="state", title=f"不再是{label}")
    if not known.shielded:
        for row, start, _ in _held(known.whole["assessments"]):
            label, levels = ASSESSMENTS[row["kind"]]
            title = f"{label}：{levels[row['level']]}"
            yield Moment(day=start, group="state", title=title, sub=row["assessor"])
    if known.whole["died_on"]:
        yield Moment(day=date.fromisoformat(known.whole["died_on"]), group="state", title="去世")


def _absences(known: Known) -> Iterator[Moment]:
    for row, start, end in _held(known.whole["absences"]):
        yield Moment(day=start, group="absence", title=f"不在家：{ABSENCES[row['reason']]}")
        if end:
            yield Moment(day=end, group="absence", title="回来了")


def _contacts(known: Known) -> Iterator[Moment]:
    for row in known.whole["consents"]:
        title, sub = f"同意：{PURPOSES[row['purpose']]}", CONSENT_FORMS[row["form"]]
        given = date.fromisoformat(row["given_on"])
        yield Moment(day=given, group="contact", title=title, sub=sub)
        if row["withdrawn_on"]:
            day = date.fromisoformat(row["withdrawn_on"])
            yield Moment(day=day, group="contact", title=f"撤回{title}")
    for row in known.whole["contacts"] if not known.shielded else ():
        if row["ended_on"]:
            title = f"停用联系人：{row['name']}（{RELATIONS[row['relation']]}）"
            day = date.fromisoformat(row["ended_on"])
            yield Moment(day=day, group="contact", title=title)


def _cases(known: Known) -> Iterator[Moment]:
    for one in known.cases:
        href, kind = f"/cases/{one.uuid}", known.kind_of(one.kind)
        yield Moment(day=one.opened, group="case", title=f"{kind}立案", sub=one.title, href=href)
        if one.closed:
            title, sub = f"{kind}结案", f"{one.title} {one.closing_reason}".strip()
            yield Moment(day=one.closed, group="case", title=title, sub=sub, href=href)


#: Where the moments come from. Needs and incidents 需求与异常 join here, and documents of cases.
SOURCES: tuple[Callable[[Known], Iterator[Moment]], ...] = (
    _rosters,
    _states,
    _absences,
    _contacts,
    _cases,
)
