"""Who worked for a contract in a period, as the records themselves say it."""

from collections import defaultdict
from collections.abc import Iterable

from core.plugin import OnPaper
from core.plugin.papers import StaffOnPaper


def staff_of(records: Iterable[OnPaper]) -> tuple[StaffOnPaper, ...]:
    """Everybody who made one of these records, by name, with the days on which they did."""
    by_worker: dict[tuple[str, str], list[OnPaper]] = defaultdict(list)
    for one in records:
        by_worker[one.visitor["name"], one.visitor["post"]].append(one)
    return tuple(
        StaffOnPaper(
            name=name,
            post=post,
            days=tuple(sorted({one.day for one in own if one.day})),
            records=len(own),
            attendances=sum(one.attendance for one in own),
            minutes=sum(one.minutes or 0 for one in own),
        )
        for (name, post), own in sorted(by_worker.items())
    )
