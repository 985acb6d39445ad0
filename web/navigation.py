"""Where one can go: the entries, who sees them, and the four that a thumb reaches on a phone."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry of the navigation; shown when its page exists and the permission is held."""

    key: str
    label: str
    href: str
    permission: str
    apart: bool = False


NAVIGATION = (
    Entry(key="overview", label="县域总览", href="/overview", permission="overview.see"),
    Entry(key="today", label="今日", href="/today", permission="today.see"),
    Entry(key="record", label="记一笔", href="/record", permission="record.create"),
    Entry(key="people", label="对象", href="/people", permission="person.see"),
    Entry(key="cases", label="个案与小组", href="/cases", permission="case.see"),
    Entry(key="matters", label="需求与异常", href="/matters", permission="need.see"),
    Entry(key="activities", label="活动", href="/activities", permission="activity.see"),
    Entry(key="indicators", label="指标", href="/indicators", permission="indicator.see"),
    Entry(key="ledger", label="台账与文书", href="/ledger", permission="ledger.see"),
    Entry(key="papers", label="文书", href="/papers", permission="paper.print"),
    Entry(key="month", label="月末交账", href="/month-end", permission="month.see"),
    Entry(key="inbox", label="通知", href="/inbox", permission="signed_in", apart=True),
    Entry(key="contracts", label="合同", href="/contracts", permission="contract.see", apart=True),
    Entry(key="packages", label="采购包", href="/packages", permission="package.see"),
    Entry(key="appraisal", label="抽查与考核", href="/appraisal", permission="draw.see"),
    Entry(key="settlements", label="结算", href="/settlements", permission="settlement.see"),
    Entry(key="devices", label="手机", href="/devices", permission="device.stop", apart=True),
    Entry(key="days", label="工作日", href="/working-days", permission="calendar.manage"),
    Entry(key="accounts", label="账号", href="/accounts", permission="account.see", apart=True),
    Entry(key="audit", label="审计", href="/audit", permission="audit.see"),
    Entry(key="jobs", label="到点的事", href="/jobs", permission="system.see"),
    Entry(key="robots", label="群机器人", href="/robots", permission="system.manage"),
)

_WORKER = ("today", "record", "people", "indicators")
_COUNTY = ("overview", "contracts", "packages", "matters", "indicators", "people")
#: The entries within reach of a thumb, most wanted first; the first four that exist are shown.
PHONE: Mapping[str, tuple[str, ...]] = {
    "worker": _WORKER,
    "manager": ("today", "record", "people", "indicators", "activities"),
    "agency": ("indicators", "contracts", "people", "settlements", "activities"),
    "township": ("matters", "today", "people", "indicators", "activities", "contracts"),
    "county": _COUNTY,
    "county_leader": _COUNTY,
    "auditor": ("audit", "indicators", "contracts", "packages"),
    "security": ("accounts", "audit", "inbox", "jobs"),
    "system": ("accounts", "jobs", "robots", "inbox"),
}
#: Where a role lands after signing in: the first of these pages that exists.
LANDING: Mapping[str, tuple[str, ...]] = {
    "worker": ("today", "record", "people"),
    "manager": ("indicators", "today"),
    "agency": ("indicators", "contracts"),
    "township": ("today", "people"),
    "county": ("overview", "contracts", "packages", "indicators"),
    "county_leader": ("overview", "contracts", "indicators"),
    "auditor": ("audit", "indicators"),
    "security": ("accounts",),
    "system": ("accounts", "jobs"),
}
THUMBS = 4


def entries(permissions: frozenset[str], pages: frozenset[str]) -> tuple[Entry, ...]:
    """What this actor may open, of the pages that exist."""
    return tuple(
        entry for entry in NAVIGATION if entry.href in pages and entry.permission in permissions
    )


def thumb_entries(role: str, shown: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries at the foot of a phone."""
    by_key = {entry.key: entry for entry in shown}
    wanted = [by_key[key] for key in PHONE.get(role, _WORKER) if key in by_key]
    return tuple(wanted[:THUMBS])


def landing(role: str, shown: tuple[Entry, ...]) -> str:
    """The page on which a role starts its work."""
    by_key = {entry.key: entry for entry in shown}
    for key in LANDING.get(role, ()):
        if key in by_key:
            return by_key[key].href
    own = [entry for entry in shown if entry.permission != "signed_in"]
    return own[0].href if own else "/me"
