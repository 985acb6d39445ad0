"""A paper of one person on the roster of a contract: who they are, their tier, their plan."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.activities.listing import names_of
from core.ledger.said import labels_of
from core.packages.roster_list import rosters_of
from core.packages.sentences import quota as quota_sentence
from core.packages.terms import Terms
from core.papers.gather import facts_of
from core.papers.loading import known_people
from core.papers.source import Source
from core.people.plans import plan_for
from core.people.plans.inputs import GOAL_STATES
from core.plugin import LineOnPaper, Need, Paper, PaperFacts
from core.plugin.papers import GoalOnPaper, RosterOnPaper
from core.store.errors import Missing

NOT_ON_IT = "这个人不在这份合同的名册上。"


def facts_of_person(
    source: Source, paper: Paper, terms: Terms, *, uuid: str, person: int, household: int | None
) -> PaperFacts:
    """What a paper of a person is drawn from; ``person`` and ``household`` are small keys.

    Raises Missing for somebody who never was on the contract's roster.
    """
    connection, reader = source.connection, source.reader
    facts = facts_of(source, paper, terms, None)
    every = rosters_of(connection, reader.county, [person]).get(person, ())
    own = [one for one in every if one.contract == terms.contract.key]
    if not own:
        raise Missing(NOT_ON_IT)
    last = own[-1]
    tier = last.tier_on(facts.day) or (last.tiers[-1].tier if last.tiers else "")
    known = known_people(connection, [uuid])[uuid]
    owed = quotas_on_paper(source, terms) if Need.LINES in paper.needs else ()
    plan = plan_for(connection, person=person, household=household)
    return replace(
        facts,
        lines=owed,
        roster=(
            RosterOnPaper(
                person=known.told(
                    reader, terms.contract.key, facts.day, own=last.worker == reader.account
                ),
                tier=facts.contract.tiers.get(tier, tier),
                tier_key=tier,
                start=last.start,
                end=last.end,
                worker=names_of(connection, {last.worker} - {""}).get(last.worker, ""),
            ),
        ),
        plan=tuple(_goal(row) for row in (plan.goals if plan else ())),
        review_on=plan.review_on if plan else None,
    )


def quotas_on_paper(source: Source, terms: Terms) -> tuple[LineOnPaper, ...]:
    """What a contract owes people by their tier, in the words of its package; nothing is counted."""
    labels = labels_of(terms.package, source.catalogue, source.book.words)
    said = {row.key: quota_sentence(row, labels) for row in terms.package.quota}
    return tuple(
        LineOnPaper(
            key=line.key,
            label=line.label,
            clause=line.clause,
            target=said[line.key],
            quota=True,
            tiers=line.quota.tiers,
        )
        for line in terms.lines
        if line.quota is not None
    )


def _goal(row: Mapping[str, Any]) -> GoalOnPaper:
    by = row.get("by")
    return GoalOnPaper(
        goal=row["goal"],
        measure=row.get("measure", ""),
        who=row.get("who", ""),
        by=date.fromisoformat(by) if by else None,
        state=GOAL_STATES.get(row.get("state", ""), ""),
    )
