"""Every list by its key."""

from web.lists.activities import ACTIVITIES, OUTPUTS
from web.lists.cases import CASES
from web.lists.declared import List
from web.lists.entries import COUNTED_ENTRIES, REFUSED_ENTRIES
from web.lists.indicators import INDICATORS
from web.lists.looks import LOOKS
from web.lists.matters import MATTERS
from web.lists.people import PEOPLE
from web.lists.rosters import ROSTER

LISTS: dict[str, List] = {
    one.key: one
    for one in (
        PEOPLE,
        ROSTER,
        ACTIVITIES,
        OUTPUTS,
        COUNTED_ENTRIES,
        REFUSED_ENTRIES,
        INDICATORS,
        MATTERS,
        CASES,
        LOOKS,
    )
}
