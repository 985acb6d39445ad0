"""What the text says twice is one row: the second table of a second site, the annex of the body."""

import re
from dataclasses import replace

import msgspec

from core.drafting.proposal import Proposal

#: Fields that say where a row was read, not what it says.
WHERE_READ = ("key", "code", "clause", "parent")


def joined_repeats(found: list[Proposal]) -> list[Proposal]:
    """The proposals without repetitions; the first keeps the places of the others."""
    kept: dict[object, int] = {}
    result: list[Proposal] = []
    for proposal in found:
        key = _same(proposal)
        if key in kept:
            first = result[kept[key]]
            again = f"{proposal.place}“{proposal.row.clause}”"
            reasons = (
                first.reasons if first.also_at else (*first.reasons, "原文另一处写法相同，合为一行")
            )
            result[kept[key]] = replace(first, also_at=(*first.also_at, again), reasons=reasons)
        else:
            kept[key] = len(result)
            result.append(proposal)
    return result


def _same(proposal: Proposal) -> object:
    """Equal for rows that say the same: a line also by its clause, a class by its name alone."""
    row = msgspec.structs.asdict(proposal.row)
    clause = re.sub(r"[\s，。；,;.]", "", row["clause"])
    said = {name: value for name, value in row.items() if name not in WHERE_READ}
    if proposal.section == "tier" and not proposal.readings:
        return ("tier", row["label"])
    if proposal.section == "quota":
        return ("quota", row["kinds"], row["tiers"], row["min"], row["period"])
    if proposal.section in ("line", "due", "item"):
        return (proposal.section, clause, repr(said))
    return (proposal.section, repr(said))
