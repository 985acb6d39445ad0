"""Wordings of a line: what was agreed about it in each stretch of its contract's days.

A total over the term runs over all of them and is held against the newest. A minimum of a period
is held against what was agreed in that period: a month that was missed stays missed.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from core.ledger.rules.parts import BY_PERIOD, Part
from core.packages.alike import judged_alike
from core.packages.schema import TargetKind
from core.packages.terms import CountedLine, Terms

Wording = tuple[Terms, CountedLine]


def wordings(terms: Terms, line: CountedLine) -> tuple[Wording, ...]:
    """The line under each wording that it has had, newest first, with the days of each.

    The newest is looked at as if it held on: what a later stretch says is not yet due.
    """
    if terms.before is None:
        return ((terms, line),)
    found = [(replace(terms, until=date.max), line)]
    for stretch in reversed(terms.stretches[:-1]):
        own = stretch.by_key.get(line.key)
        if own is None:
            continue
        newest, known = found[-1]
        follows = newest.since == stretch.until + timedelta(days=1)
        if follows and judged_alike(own, known) and stretch.rules == newest.rules:
            found[-1] = (replace(newest, since=stretch.since), known)
        else:
            found.append((stretch, own))
    return tuple(found)


def agreed_from(terms: Terms, line: CountedLine) -> date:
    """The first day on which anything was agreed about the line."""
    first = next(stretch for stretch in terms.stretches if line.key in stretch.by_key)
    return max(first.since, terms.contract.start)


def ended_lines(terms: Terms) -> tuple[tuple[CountedLine, date], ...]:
    """Lines that an earlier stretch had and these terms no longer have, with their last day."""
    found = {
        key: (line, stretch.until)
        for stretch in terms.stretches[:-1]
        for key, line in stretch.by_key.items()
        if key not in terms.by_key
    }
    return tuple(found.values())


def joined(parts: tuple[Part, ...], earlier: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of the newest wording, each with the periods of its like under an earlier one."""
    found = list(parts)
    for old in earlier:
        if not old.cells:
            continue
        at = next((i for i, part in enumerate(found) if part.kind is old.kind), None)
        if at is None:
            found.append(old)
            continue
        new = found[at]
        rate = new.kind is TargetKind.RATE
        found[at] = replace(
            new,
            cells=old.cells + new.cells,
            met=old.met and new.met,
            value=new.value if rate else old.value + new.value,
            goal=new.goal
            if rate
            else sum((part.goal or Decimal(0) for part in (old, new)), Decimal(0)),
        )
    return tuple(found)


#: Targets that an earlier wording keeps for its own periods.
KEPT = tuple(kind for kind in BY_PERIOD if kind is not TargetKind.TOTAL)
