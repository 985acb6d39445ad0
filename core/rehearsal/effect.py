"""What a changed package does to records that are already there: line by line, old against new.

One contract stands by itself here: what another contract would claim first is not looked at.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from heapq import nsmallest

from core.facts import Entry, EntryStatus, Record
from core.ledger.rules.book import Rulebook, scope_kind
from core.ledger.rules.claims import Sharing
from core.ledger.rules.facts import CountingFacts
from core.ledger.rules.owed import owed_by
from core.ledger.rules.reach import FACTS
from core.ledger.rules.settle import Standing, settle
from core.packages.terms import CountedLine, Terms

#: How many counted and refused entries of a line are shown.
SHOWN = 10
#: How many of the people who are owed a frequency have it, and how many are owed it.
Met = tuple[int, int]
Days = tuple[date, date]
#: What the rows of a package say for every line at once: cut weeks, own periods, needed evidence.
OF_ALL_LINES = ("weeks", "typed", "item_evidence")
#: Person (none where nobody is named) and period → quantity.
Sums = Mapping[tuple[str | None, str], Decimal]


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
    """The lines that the two declare differently, and those whose units they exclude: all of them
    where sites, dates or provider differ."""
    return _that_differ(old, new, lambda line: line)


def recounted_lines(old: Terms | None, new: Terms) -> frozenset[str]:
    """Of those, the lines whose entries differ.

    A line that only wants more or less of the same makes the entries that it made.
    """
    return _that_differ(old, new, lambda line: line.counting)


def _that_differ(
    old: Terms | None, new: Terms, look: Callable[[CountedLine], object]
) -> frozenset[str]:
    if old is None:
        return frozenset(new.every_line)
    keys = {*old.every_line, *new.every_line}
    if any(getattr(old.contract, name) != getattr(new.contract, name) for name in FACTS):
        return frozenset(keys)
    if any(getattr(old, name) != getattr(new, name) for name in OF_ALL_LINES):
        return frozenset(keys)
    found = {key for key in keys if _said_of(old, key, look) != _said_of(new, key, look)}
    for terms in (*old.stretches, *new.stretches):
        excluded = (terms.by_key[key].exclusive_with for key in found if key in terms.by_key)
        found = found.union(*excluded)
    return frozenset(found)


def _said_of(
    terms: Terms, key: str, look: Callable[[CountedLine], object]
) -> list[tuple[date, object]]:
    """What is agreed about a line, and from which day on."""
    found: list[tuple[date, object]] = []
    for stretch in terms.stretches:
        line = stretch.by_key.get(key)
        said = None if line is None else look(line)
        if not found or found[-1][1] != said:
            found.append((stretch.since, said))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class LineCount:
    """What one line counts of a stretch of days under one of the two terms.

    ``sums`` holds the quantity for each person and period; ``counted`` and ``refused`` are its
    entries or the first few of them, or what ``rulebook`` would make entries of.
    """

    sums: Sums
    counted: tuple[Entry | Standing, ...] = ()
    refused: tuple[Entry | Standing, ...] = ()
    rulebook: Rulebook | None = None

    def entries(self, some: Iterable[Entry | Standing]) -> tuple[Entry, ...]:
        """The first few of these, in the order in which they would be counted."""
        first = nsmallest(SHOWN, some, key=lambda one: (one.scope, one.day, one.source, one.unit))
        return tuple(self._entry(one) for one in first)

    def _entry(self, one: Entry | Standing) -> Entry:
        if isinstance(one, Entry):
            return one
        assert self.rulebook is not None
        return self.rulebook.entry(one)


def effect_of(
    old: Terms | None,
    new: Terms,
    records: Iterable[Record],
    facts: CountingFacts,
    *,
    days: Days | None = None,
    every: bool = False,
    kept: Mapping[str, LineCount] | None = None,
    partial: bool = False,
) -> tuple[LineEffect, ...]:
    """What the lines that differ count before and after; with ``every`` all lines of the new terms.

    Both terms belong to one contract: the same key and roster. ``facts`` hold its whole roster
    where frequencies are to be judged, in the periods that lie within ``days``.
    ``kept`` is what the ledger holds of lines that make the same entries under both. Where the
    records are ``partial``, no frequency is judged by them: nobody knows what else was done.
    """
    records = tuple(records)
    wanted = changed_lines(old, new) | (frozenset(new.every_line) if every else frozenset())
    differ = recounted_lines(old, new)
    kept = kept or {}
    after = {**kept, **_by_line(new, wanted - frozenset(kept), records, facts)}
    before: Mapping[str, LineCount] = {}
    if old is not None:
        before = {
            **after,
            **{key: EMPTY for key in differ},
            **_by_line(old, differ, records, facts),
        }
    lines = {**(old.every_line if old else {}), **new.every_line}
    return tuple(
        _effect(
            line,
            before.get(key, EMPTY) if old and key in old.every_line else None,
            after.get(key, EMPTY) if key in new.every_line else None,
            *(
                _met(terms, key, side.get(key, EMPTY), facts, days)
                if key in kept or not partial
                else None
                for terms, side in ((old, before), (new, after))
            ),
        )
        for key, line in lines.items()
        if key in wanted
    )


def _by_line(
    terms: Terms, wanted: frozenset[str], records: tuple[Record, ...], facts: CountingFacts
) -> Mapping[str, LineCount]:
    if not wanted:
        return {}
    some = _only(terms, wanted)
    by_key = {terms.contract.key: some}
    rulebook = Rulebook(terms=by_key, sharing=Sharing(terms=by_key))
    kinds = {kind for stretch in some.stretches for kind in stretch.by_kind}
    looked_at = (record for record in records if record.kind in kinds)
    standings = (one for record in looked_at for one in rulebook.standings_of(record, facts))
    found: dict[str, list[Standing]] = {}
    for standing in settle(standings, by_key):
        found.setdefault(standing.line, []).append(standing)
    return {
        key: _counted(rulebook, some.every_line[key], standings)
        for key, standings in found.items()
        if key in some.every_line
    }


def _only(terms: Terms, wanted: frozenset[str]) -> Terms:
    """The terms with these lines only, in every stretch."""
    return replace(
        terms,
        lines=tuple(line for line in terms.lines if line.key in wanted),
        before=terms.before and _only(terms.before, wanted),
    )


def _counted(rulebook: Rulebook, line: CountedLine, standings: list[Standing]) -> LineCount:
    """What a line counts; one that counts within several scopes is shown by its first."""
    if len(line.scopes) > 1:
        first = scope_kind(line.scopes[0])
        standings = [one for one in standings if scope_kind(one.scope) == first]
    counted = tuple(one for one in standings if one.status is EntryStatus.COUNTED)
    sums: dict[tuple[str | None, str], Decimal] = {}
    for standing in counted:
        at = standing.person, rulebook.period(standing)
        sums[at] = sums.get(at, Decimal(0)) + standing.quantity
    refused = tuple(one for one in standings if one.status is EntryStatus.REFUSED)
    return LineCount(sums=sums, counted=counted, refused=refused, rulebook=rulebook)


def _met(
    terms: Terms | None, key: str, count: LineCount, facts: CountingFacts, days: Days | None
) -> Met | None:
    """How many people have what a frequency owes them in the periods within these days."""
    line = terms.by_key.get(key) if terms else None
    if terms is None or line is None or line.quota is None or line.quota.period is None:
        return None
    if days is None:
        return None
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
                count.sums.get((person.id, period.key), Decimal(0)),
                period.end,
            )
        )
    ]
    return sum(1 for one in owed if not one.open), len(owed)


def _effect(
    line: CountedLine,
    before: LineCount | None,
    after: LineCount | None,
    met_before: Met | None,
    met_after: Met | None,
) -> LineEffect:
    old, new = before or EMPTY, after or EMPTY
    were = {(one.unit, one.source): one for one in old.counted}
    are = were if old is new else {(one.unit, one.source): one for one in new.counted}
    return LineEffect(
        line=line,
        before=None if before is None else sum(before.sums.values(), Decimal(0)),
        after=None if after is None else sum(after.sums.values(), Decimal(0)),
        met_before=met_before,
        met_after=met_after,
        gained=new.entries(one for key, one in are.items() if key not in were),
        lost=old.entries(one for key, one in were.items() if key not in are),
        counted=new.entries(new.counted),
        refused=new.entries(new.refused),
    )


EMPTY = LineCount(sums={})
