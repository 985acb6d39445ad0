"""Observations that nobody has to type: from quotas, lines and questionnaires, with their sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.appraisal.rules.found import Observation
from core.facts import Period
from core.ledger.rules import Owed
from core.packages.schema import ScoreItem
from core.packages.terms import Terms


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One questionnaire that was answered: its record and the answers by question."""

    id: str
    answers: Mapping[str, Any]


def missed_quotas(item: ScoreItem, owed: Iterable[Owed], period: Period) -> tuple[Observation, ...]:
    """One observation a person and quota of the item's ``lines`` not fulfilled in the period (人次).

    A quota speaks for the period in which its own ends: both halves of a month for that month, a
    quarter for its last month.
    """
    return tuple(
        Observation(
            item=item.key,
            quantity=Decimal(one.open),
            person=one.person,
            reason=f"应服务 {one.owed} 次，实际 {one.done} 次",
            sources=(f"{one.line}/{one.person}/{one.period.key}",),
            automatic=True,
        )
        for one in owed
        if one.line in item.lines and period.contains(one.period.end) and one.open
    )


def empty_lines(
    item: ScoreItem, terms: Terms, counted: Mapping[str, Decimal], period: Period
) -> tuple[Observation, ...]:
    """One observation for each of the item's ``lines`` with nothing counted in the period.

    ``counted`` is what each line has counted in that period, in its own unit.
    """
    return tuple(
        Observation(
            item=item.key,
            reason=f"{period.key}“{terms.by_key[line].label}”没有记录",
            sources=(f"{line}/{period.key}",),
            automatic=True,
        )
        for line in item.lines
        if not counted.get(line)
    )


def satisfaction(item: ScoreItem, answered: Iterable[Questionnaire]) -> tuple[Observation, ...]:
    """The share of satisfied answers among the questionnaires that answered the item's question."""
    valid = [one for one in answered if one.answers.get(item.question)]
    if not valid:
        return ()
    satisfied = [one for one in valid if one.answers[item.question] in item.satisfied]
    return (
        Observation(
            item=item.key,
            part=len(satisfied),
            whole=len(valid),
            reason=f"有效问卷 {len(valid)} 份，满意 {len(satisfied)} 份",
            sources=tuple(one.id for one in valid),
            automatic=True,
        ),
    )
