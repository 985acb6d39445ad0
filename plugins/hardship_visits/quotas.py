"""What a frequency 频次 of this room may look at, and what is asked of a package's quotas.

Package checks receive the package as plain tables and return findings; they know no database.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from core.facts import PeriodKind
from core.plugin import Finding, Severity
from core.plugin.kinds import CONTACTED, OUTCOME
from plugins.hardship_visits.activities import CONTACTS

#: Only a contact with the person can be owed.
CONTACT_KINDS = tuple(kind.key for kind in CONTACTS)
#: Only a call can be answered by somebody else.
CALL_KINDS = tuple(kind.key for kind in CONTACTS if kind.contact in ("phone", "video"))
#: Who may answer for a person without a phone.
PROXIES = tuple(option.key for option in CONTACTED.options if option.key != "self")
#: Periods in which visits are promised; a year or a whole term is no frequency.
PERIODS = (
    PeriodKind.WEEK,
    PeriodKind.HALF_MONTH,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.CONTRACT_MONTH,
    PeriodKind.CONTRACT_QUARTER,
)

Tables = Mapping[str, Any]


def rows(tables: Tables, name: str) -> Iterable[Mapping[str, Any]]:
    """The rows of one table of a package, or none."""
    return tables.get(name) or ()


def names_the_outcome(row: Mapping[str, Any]) -> bool:
    """Whether a quota or line says which outcome of a contact it wants."""
    return any(condition[0] == OUTCOME.key for condition in row.get("where") or ())


def quotas_look_at_contacts(tables: Tables) -> tuple[Finding, ...]:
    """A quota counts home visits, phone calls and video calls, and nothing else."""
    return tuple(
        Finding(
            code="quota-not-a-contact",
            severity=Severity.ERROR,
            place=f"quota.{quota['key']}.kinds",
            say=f"频次“{quota['label']}”包含“{kind}”，不是与对象本人的联系。",
            remedy=f"请从 {'、'.join(CONTACT_KINDS)} 中选择。",
        )
        for quota in rows(tables, "quota")
        for kind in quota["kinds"]
        if kind not in CONTACT_KINDS
    )


def quota_periods_are_frequencies(tables: Tables) -> tuple[Finding, ...]:
    """A minimum is owed in a period from week to quarter; once a year is no frequency."""
    return tuple(
        Finding(
            code="quota-period",
            severity=Severity.ERROR,
            place=f"quota.{quota['key']}.period",
            say=f"频次“{quota['label']}”的周期“{quota.get('period') or '未填'}”不是探访频次。",
            remedy=f"请从 {'、'.join(PERIODS)} 中选择，或写最长间隔天数。",
        )
        for quota in rows(tables, "quota")
        if quota.get("min") and quota.get("period") not in PERIODS
    )


def proxies_answer_calls_only(tables: Tables) -> tuple[Finding, ...]:
    """Neighbours, relatives and cadres may answer a call; nobody is visited in another's place."""
    return tuple(
        Finding(
            code="proxy-for-a-visit",
            severity=Severity.ERROR,
            place=f"quota.{quota['key']}.proxies",
            say=f"频次“{quota['label']}”的代答人只能用于电话和视频，不能代替上门。",
            remedy="请去掉代答人，或把上门和电话分成两条频次。",
        )
        for quota in rows(tables, "quota")
        if quota.get("proxies")
        and (
            any(kind not in CALL_KINDS for kind in quota["kinds"])
            or any(proxy not in PROXIES for proxy in quota["proxies"])
        )
    )


def failed_contacts_are_left_out(tables: Tables) -> tuple[Finding, ...]:
    """A quota or line on contacts says whether a contact that reached nobody counts."""
    return tuple(
        Finding(
            code="failed-contact-unsaid",
            severity=Severity.WARNING,
            place=f"{name}.{row['key']}.where",
            say=f"“{row['label']}”没有说明未联系上的是否计入。",
            remedy="请加上条件：结果 = 联系上。",
        )
        for name in ("quota", "line")
        for row in rows(tables, name)
        if any(kind in CONTACT_KINDS for kind in row.get("kinds") or ())
        and not names_the_outcome(row)
    )
