"""What a changed package does to records that are already there: line by line, old against new.

One contract stands by itself here: what another contract would claim first is not looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from core.facts import Entry, EntryStatus, Record
from core.ledger.rules.book import Rulebook, count_all
from core.ledger.rules.claims import Sharing
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.owed import owed_by
from core.packages.terms import CountedLine, Terms

#: How many counted and refused entries of a line are shown.
SHOWN = 10
#: How many of the people who are owed a frequency have it, and how many are owed it.
Met = tuple[int, int]
Days = tuple[date, date]


@dataclass(frozen=True, kw_only=True, slots=True)
class LineEffect:
    """One line before and after; quantities in its own unit, None where there is no such line.

    ``gained`` and ``lost`` are entries that count in one of the two only, ``counted`` and
    ``refused`` the first entries under the new terms. ``met_before`` and ``met_after`` say of a
    frequency how many of those who are owed it have it.
    """

    line: CountedLine
    before: Decimal | None
    after: Decimal | None
    met_before: Met | None = None
    met_after: Met | None = None
    gained: tuple[Entry, ...] = ()
    lost: tuple[Entry, ...] = ()
    counted: tuple[Entry, ...] = ()
    refused: tuple[Entry, ...] = ()

    @property
    def moves(self) -> bool:
        """Whether the change does anything to these records."""
        sums = self.before != self.after or self.met_before != self.met_after
        return sums or bool(self.gained or self.lost)


def changed_lines(old: Terms | None, new: Terms) -> frozenset[str]:
    """The lines that the two count differently, and those whose units they exclude."""
    if old is None:
        return frozenset(new.by_key)
    found = {
        key for key in {*old.by_key, *new.by_key} if old.by_key.get(key) != new.by_key.get(key)
    }
    for terms in (old, new):
        found |= {
            other
            for key in tuple(found)
            if key in terms.by_key
            for other in terms.by_key[key].exclusive_with
        }
    return frozenset(found)


def effect_of(
    old: Terms | None,
    new: Terms,
    records: Iterable[Record],
    facts: CountingFacts,
    *,
    days: Days | None = None,
    every: bool = False,
) -> tuple[LineEffect, ...]:
    """What the lines that differ count before and after; with ``every`` all lines of the new terms.

    Both terms belong to one contract: the same key, sites, dates and roster. ``facts`` hold its
    whole roster where frequencies are to be judged, in the periods that lie within ``days``.
    """
    records = tuple(records)
    changed = changed_lines(old, new)
    wanted = changed | frozenset(new.by_key) if every else changed
    after = _by_line(new, wanted, records, facts)
    # A line that is not changed counts what it counted.
    before = (
        {**after, **{key: () for key in changed}, **_by_line(old, changed, records, facts)}
        if old
        else {}
    )
    lines = {
        **({key: line for key, line in old.by_key.items()} if old else {}),
        **new.by_key,
    }
    return tuple(
        _effect(
            line,
            before.get(key, ()) if old and key in old.by_key else None,
            after.get(key, ()) if key in new.by_key else None,
            _met(old, key, before.get(key, ()), facts, days),
            _met(new, key, after.get(key, ()), facts, days),
        )
        for key, line in lines.items()
        if key in wanted
    )


def _by_line(
    terms: Terms, wanted: frozenset[str], records: tuple[Record, ...], facts: CountingFacts
) -> Mapping[str, tuple[Entry, ...]]:
    some = replace(terms, lines=tuple(line for line in terms.lines if line.key in wanted))
    by_key = {terms.contract.key: some}
    rulebook = Rulebook(terms=by_key, sharing=Sharing(terms=by_key))
    kinds = some.by_kind
    looked_at = [record for record in records if record.kind in kinds]
    found: dict[str, list[Entry]] = {}
    for entry in count_all(rulebook, looked_at, facts):
        if entry.line in some.by_key and _first_scope(some.by_key[entry.line], entry):
            found.setdefault(entry.line, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _first_scope(line: CountedLine, entry: Entry) -> bool:
    """A line that counts within several scopes is shown by its first."""
    return entry.scope.split(":", 1)[0] == line.scopes[0].split(":", 1)[0]


def _met(
    terms: Terms | None,
    key: str,
    entries: Iterable[Entry],
    facts: CountingFacts,
    days: Days | None,
) -> Met | None:
    """How many people have what a frequency owes them in the periods within these days."""
    line = terms.by_key.get(key) if terms else None
    if terms is None or line is None or line.quota is None or line.quota.period is None:
        return None
    if days is None:
        return None
    done: dict[tuple[str | None, str], Decimal] = {}
    for entry in _counted(entries).values():
        at = entry.person, entry.period
        done[at] = done.get(at, Decimal(0)) + entry.quantity
    owed = [
        one
        for period in terms.periods(line.quota.period)
        if days[0] <= period.start and period.end <= days[1]
        for person in facts.people.values()
        if (
            one := owed_by(
                terms,
                line,
                facts.enrolments_of(terms.contract.key, person.id),
                person,
                period,
                done.get((person.id, period.key), Decimal(0)),
                period.end,
            )
        )
    ]
    return sum(1 for one in owed if not one.open), len(owed)


def _effect(
    line: CountedLine,
    before: Iterable[Entry] | None,
    after: Iterable[Entry] | None,
    met_before: Met | None,
    met_after: Met | None,
) -> LineEffect:
    old, new = tuple(before or ()), tuple(after or ())
    were, are = _counted(old), _counted(new)
    return LineEffect(
        line=line,
        before=None if before is None else _sum(were.values()),
        after=None if after is None else _sum(are.values()),
        met_before=met_before,
        met_after=met_after,
        gained=tuple(one for key, one in are.items() if key not in were)[:SHOWN],
        lost=tuple(one for key, one in were.items() if key not in are)[:SHOWN],
        counted=tuple(are.values())[:SHOWN],
        refused=tuple(one for one in new if one.status is EntryStatus.REFUSED)[:SHOWN],
    )


def _counted(entries: Iterable[Entry]) -> dict[tuple[str, tuple[str, ...]], Entry]:
    return {(one.unit, one.source): one for one in entries if one.status is EntryStatus.COUNTED}


def _sum(entries: Iterable[Entry]) -> Decimal:
    return sum((one.quantity for one in entries), Decimal(0))
