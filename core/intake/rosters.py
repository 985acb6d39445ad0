"""A roster from a table: people registered, put on a contract's roster, their records counted anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.ledger.book import Book
from core.packages.enrolling import Enrolling, enrol_many
from core.packages.terms import Terms
from core.people.importing import Finding, Plan, apply_plan
from core.people.importing.check import Reach
from core.people.importing.plan import Decisions, in_order
from core.recording import repost_people
from core.store import Unit
from core.store.errors import Missing
from core.trust.secrets import Sealer

Workers = Mapping[str, tuple[str, ...]]


def with_tiers(plan: Plan, terms: Terms | None, workers: Workers) -> Plan:
    """The plan with its tiers as the contract's keys and its workers as accounts, and what is wrong.

    Without a contract nobody is put on a roster, and tiers and workers say nothing.
    """
    if terms is None:
        return plan
    tiers = {tier.label: tier.key for tier in terms.package.tier}
    tiers |= {tier.key: tier.key for tier in terms.package.tier}
    offered = "、".join(tier.label for tier in terms.package.tier) or "没有"
    rows, findings = [], list(plan.findings)
    for row in plan.rows:
        accounts = workers.get(row.worker, ())
        if row.tier and row.tier not in tiers:
            say = f"合同里没有分级“{row.tier}”，可用：{offered}。"
            findings.append(Finding(row=row.row, column="分级", say=say))
        if row.worker and len(accounts) != 1 and row.worker not in _ids(workers):
            say = f"没有名叫“{row.worker}”的账号，先按名字记下，可以以后再指定。"
            findings.append(Finding(row=row.row, column="负责人", say=say, error=False))
        if row.effective and row.effective > terms.contract.end:
            say = f"生效日期晚于合同终止日 {terms.contract.end}。"
            findings.append(Finding(row=row.row, column="生效日期", say=say))
        worker = accounts[0] if len(accounts) == 1 else row.worker
        rows.append(replace(row, tier=tiers.get(row.tier, row.tier), worker=worker))
    return replace(plan, rows=tuple(rows), findings=in_order(findings))


def _ids(workers: Workers) -> set[str]:
    return {account for accounts in workers.values() for account in accounts}


def apply_roster(
    unit: Unit,
    sealer: Sealer,
    book: Book,
    plan: Plan,
    contract: str,
    workers: Workers,
    *,
    day: date,
    decisions: Decisions | None = None,
    reach: Reach | None = None,
) -> dict[str, Any]:
    """Register and enrol everybody of the plan; ``Refused`` with errors by row, and nothing written.

    Who has no 生效日期 stands on the roster from ``day`` on. Returns how many people, how many new
    and the enrolments that were made. Missing when there is no such contract.
    """
    if contract and contract not in book.terms:
        raise Missing("没有这份合同。")
    plan = with_tiers(plan, book.terms.get(contract), workers)
    imported = apply_plan(unit, sealer, plan, decisions=decisions, reach=reach)
    enrolled: dict[str, str] = {}
    if contract:
        people = [
            Enrolling(
                row=one.row,
                person=one.person,
                start=one.effective or day,
                tier=one.tier,
                worker=one.worker,
            )
            for one in imported
        ]
        enrolled = enrol_many(unit, contract, people, approved_on=day)
        repost_people(unit, book, enrolled)
    return {
        "people": len(imported),
        "new": sum(1 for one in imported if one.is_new),
        "enrolled": list(enrolled.values()),
    }
