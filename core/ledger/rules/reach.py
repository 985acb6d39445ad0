"""How far a change of terms reaches: which records have to be counted again. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.packages.alike import counted_alike
from core.packages.terms import CountedLine, Terms

#: What of a contract decides which records it looks at, and who comes first.
FACTS = ("county", "provider", "start", "end", "sites")


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Records of these kinds between these days; ``claimed`` adds those that are refused because
    of another contract, whose title they name. ``people``: sums per person are added up afresh."""

    kinds: frozenset[str] = frozenset()
    first: date = date.max
    last: date = date.min
    claimed: bool = False
    people: bool = False


def reach_of(old: Terms | None, new: Terms) -> Reach:
    """What a change from the old terms to the new ones makes worth counting again."""
    if old is None:
        return Reach(
            kinds=_kinds(new), first=new.contract.start, last=new.contract.end, people=True
        )
    one, other = old.contract, new.contract
    claimed = one.title != other.title
    if any(getattr(one, name) != getattr(other, name) for name in FACTS):
        return Reach(
            kinds=_kinds(old) | _kinds(new),
            first=min(one.start, other.start),
            last=max(one.end, other.end),
            claimed=claimed,
            people=True,
        )
    changes = [
        change for day in _days(old, new) for change in _changes(old.on(day), new.on(day), day)
    ]
    if not changes:
        return Reach(claimed=claimed)
    first = min(day for day, _ in changes)
    lines = [line for _, line in changes]
    if any(line.decides != "service" for line in lines):
        first = one.start
    return Reach(
        kinds=frozenset().union(*(line.kinds for line in lines)),
        first=max(first, one.start),
        last=one.end,
        claimed=claimed,
        people=any(old.sums_people(line.key) != new.sums_people(line.key) for line in lines),
    )


def _days(old: Terms, new: Terms) -> list[date]:
    """The days on which other terms begin to hold, in one or the other."""
    return sorted({stretch.since for terms in (old, new) for stretch in terms.stretches})


def _changes(old: Terms, new: Terms, day: date) -> Iterator[tuple[date, CountedLine]]:
    """The lines that count differently from that day on."""
    whole = (
        old.rules != new.rules or old.item_evidence != new.item_evidence or old.typed != new.typed
    )
    order = [key for key in old.by_key if key in new.by_key]
    moved = order != [key for key in new.by_key if key in old.by_key]
    for key in {**old.by_key, **new.by_key}:
        before, after = old.by_key.get(key), new.by_key.get(key)
        for line in (before, after):
            if line is None:
                continue
            if whole or not counted_alike(before, after) or (moved and line.exclusive_with):
                yield day, line


def _kinds(terms: Terms) -> frozenset[str]:
    return frozenset(kind for stretch in terms.stretches for kind in stretch.by_kind)
