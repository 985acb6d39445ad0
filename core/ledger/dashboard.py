"""The board 指标表 of a contract on a day: every line's verdict, from the tallies alone.

The number of statements is the same for ten records and for ten million, for one contract and
for all contracts of a county.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from sqlalchemy import Connection

from core.facts import Tally
from core.ledger.book import Book, sealed_months
from core.ledger.contacts import Contacts, last_contacts
from core.ledger.outlook import ended, outlook, outlook_of_round
from core.ledger.people_known import PeopleKnown
from core.ledger.rounds import Round, periods_of, round_of
from core.ledger.rules.derived import derive
from core.ledger.rules.facts import Words
from core.ledger.rules.roster import Roster
from core.ledger.rules.seen import Sums
from core.ledger.rules.states import state_of_line
from core.ledger.rules.verdicts import State, Verdict, judge
from core.ledger.rules.wordings import ended_lines
from core.ledger.tallied import (
    EVERYWHERE,
    Places,
    people_sums,
    rosters_of,
    tallies_of,
    within_places,
)
from core.packages.schema import Derived, Measure
from core.packages.terms import WHOLE_CONTRACT, CountedLine, Terms

#: From what needs somebody today to what needs nobody.
TROUBLE = (State.BEHIND, State.AT_RISK, State.NOT_STARTED, State.ON, State.MET, State.INFO)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line on the board; ``round`` is there for quotas, ``depth`` for lines within others."""

    verdict: Verdict
    state: State
    outlook: str
    round: Round | None = None
    depth: int = 0

    @property
    def line(self) -> CountedLine:
        """The line itself."""
        return self.verdict.line


@dataclass(frozen=True, kw_only=True)
class Board:
    """A contract's lines on a day, in the order of the text; ``outside`` is refused as a whole."""

    terms: Terms
    day: date
    rows: tuple[Row, ...]
    derived: tuple[tuple[Derived, Decimal | None], ...] = ()
    outside: int = 0
    roster: Roster = field(default_factory=Roster)
    by_key: Mapping[str, Row] = field(default_factory=dict)

    @property
    def counts(self) -> Mapping[State, int]:
        """How many lines stand in each state."""
        return Counter(row.state for row in self.rows)

    @property
    def judged(self) -> int:
        """How many lines can be met at all."""
        return sum(1 for row in self.rows if row.state is not State.INFO)


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What the boards of a contract are judged from: its tallies and people's sums by line."""

    tallies: Mapping[str, tuple[Tally, ...]] = field(default_factory=dict)
    people: Mapping[str, Mapping[str, Mapping[str, Decimal]]] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)
    sealed: frozenset[str] = frozenset()


def needs_roster(line: CountedLine) -> bool:
    """Whether judging the line asks who stands on the roster."""
    return line.summed_by_person or line.measure is Measure.STATE


def boards(
    connection: Connection,
    book: Book,
    contracts: Iterable[str],
    day: date,
    *,
    places: Places = EVERYWHERE,
    looking_back: bool = True,
    until: str = "",
    agreed_on: date | None = None,
    known: PeopleKnown | None = None,
) -> dict[str, Board]:
    """The boards of several contracts under the terms that hold on the day; ``places`` limits
    contracts to some places and all below them, ``until`` to what is booked up to that month;
    ``agreed_on`` is another day whose terms hold. ``known`` is for readers of what is committed."""
    looks = [(book.terms[key].on(agreed_on or day), day) for key in contracts if key in book.terms]
    loaded = load(connection, book, looks, places, until=until, known=known)
    return {
        terms.contract.key: board_of(
            terms,
            loaded[terms.contract.key],
            day,
            book.words,
            last=contacts_until(connection, book, terms, day, known),
            looking_back=looking_back,
        )
        for terms, _ in looks
    }


def board(
    connection: Connection,
    book: Book,
    contract: str,
    day: date,
    *,
    places: tuple[str, ...] = (),
    known: PeopleKnown | None = None,
) -> Board:
    """The board of one contract."""
    found = boards(connection, book, [contract], day, places={contract: places}, known=known)
    return found[contract]


def contacts_until(
    connection: Connection, book: Book, terms: Terms, day: date, known: PeopleKnown | None
) -> Contacts:
    """The last contacts of the quotas that ask for a longest gap between two."""
    lines = [ln.key for ln in terms.lines if ln.quota and ln.quota.longest_gap is not None]
    ask = last_contacts if known is None else known.last_contacts
    return ask(connection, book, terms.contract.key, lines, day)


def load(
    connection: Connection,
    book: Book,
    looks: Iterable[tuple[Terms, date]],
    places: Places,
    *,
    by_booking: bool = False,
    until: str = "",
    known: PeopleKnown | None = None,
) -> dict[str, Loaded]:
    """What the boards of these terms on these days are judged from: a fixed number of statements.

    ``until`` leaves out what is booked after that month. ``known`` spares reading people again.
    """
    looks = list(looks)
    wanted: dict[str, dict[str, frozenset[str] | None]] = {}
    for terms, day in looks:
        _want(wanted.setdefault(terms.contract.key, {}), terms, day)
    keys = list(wanted)
    sealed = sealed_months(connection, book)
    apart = by_booking or any(sealed.get(key) for key in keys)
    tallies = tallies_of(connection, book, keys, places=places, by_booking=apart, until=until)
    judged = {t.contract.key for t, _ in looks if any(needs_roster(line) for line in t.lines)}
    asking = [key for key in keys if key in judged]
    if known is None:
        rosters: Mapping[str, Roster] = rosters_of(connection, book, asking)
        sums = people_sums(connection, book, wanted)
    else:
        rosters, sums = known.load(connection, book, asking, wanted)
    return {
        key: Loaded(
            tallies=tallies.get(key, {}),
            people=sums.get(key, {}),
            roster=within_places(rosters.get(key, Roster()), places.get(key, ())),
            sealed=sealed.get(key, frozenset()),
        )
        for key in keys
    }


def _want(found: dict[str, frozenset[str] | None], terms: Terms, day: date) -> None:
    """Which periods each line needs person by person: of a quota two around the day, else all."""
    for line in terms.lines:
        if line.quota is not None:
            known = found.get(line.key, frozenset())
            periods = frozenset(p.key for p in periods_of(terms, line, day) if p)
            found[line.key] = None if known is None else known | periods
        elif line.summed_by_person:
            found[line.key] = None


def board_of(
    terms: Terms,
    loaded: Loaded,
    day: date,
    words: Words,
    *,
    last: Contacts = MappingProxyType({}),
    looking_back: bool = True,
) -> Board:
    """The board of a contract on a day from what was loaded. Pure."""
    tallies, roster = loaded.tallies, loaded.roster
    rows, verdicts = [], {}
    for line in terms.lines:
        own = tallies.get(line.key, ())
        people = loaded.people.get(line.key, {})
        states = (
            {line.key: state_of_line(terms, line, roster, day)}
            if line.measure is Measure.STATE
            else {}
        )
        of = {target.of: tallies.get(target.of, ()) for target in line.targets if target.of}
        seen = Sums(
            tallies=own, people=people, roster=roster, states=states, of=of, sealed=loaded.sealed
        )
        verdict = judge(terms, line, seen, day)
        verdicts[line.key] = verdict
        turn = None
        state, says = verdict.state, ""
        if line.quota is not None:
            turn = round_of(terms, line, roster, people, day, last=last, looking_back=looking_back)
            state, says = turn.state, outlook_of_round(turn, day)
        else:
            says = outlook(terms, verdict, own, day, words.about(*line.kinds).value)
        rows.append(
            Row(verdict=verdict, state=state, outlook=says, round=turn, depth=_depth(terms, line))
        )
    for line, last_day in ended_lines(terms):
        seen = Sums(tallies=tallies.get(line.key, ()))
        verdict = judge(terms, replace(line, targets=(), quota=None), seen, day)
        rows.append(Row(verdict=verdict, state=State.INFO, outlook=ended(last_day, day)))
    return Board(
        terms=terms,
        day=day,
        rows=tuple(rows),
        derived=tuple((row, derive(row, verdicts)) for row in terms.package.derived),
        outside=sum(t.refused for t in tallies.get(WHOLE_CONTRACT, ())),
        roster=roster,
        by_key={row.line.key: row for row in rows},
    )


def _depth(terms: Terms, line: CountedLine) -> int:
    depth, at = 0, line
    while at.parent in terms.by_key and depth < len(terms.lines):
        depth, at = depth + 1, terms.by_key[at.parent]
    return depth
