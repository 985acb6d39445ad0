"""What an indicator line 指标 of this room may count, beside the quotas."""

from core.plugin import Finding, Severity
from plugins.hardship_visits.quotas import CONTACT_KINDS, Tables, rows

#: 场次、人次、人、户、户次、小时、份; sums, cases and outside counters belong to other types.
MEASURES = (
    "sessions",
    "attendances",
    "persons",
    "households",
    "household_visits",
    "hours",
    "artefacts",
)


def contact_lines_stay_on_the_roster(tables: Tables) -> tuple[Finding, ...]:
    """A line on visits or calls counts people of this contract's roster, not any neighbour."""
    return tuple(
        Finding(
            code="line-off-the-roster",
            severity=Severity.WARNING,
            place=f"line.{line['key']}.roster",
            say=f"指标“{line['label']}”会把不在名册上的人也计入。",
            remedy="请把“只计名册内对象”设为是。",
        )
        for line in rows(tables, "line")
        if not line.get("roster") and any(kind in CONTACT_KINDS for kind in line.get("kinds") or ())
    )
