"""What happens to people during the year: hospital, journeys, deaths, moves, another tier."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from web.demonstration.chance import Chance, weighted
from web.demonstration.people import Someone
from web.demonstration.timeline import Timeline

#: Contract → the tier that somebody whose health fails moves to.
WORSE = {"home-care": "severe", "jingdezhen": "key_visits", "dadong": "special"}
LEVEL = {"home-care": ("gbt42195", "severe"), "jingdezhen": ("self_care", "partial")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Fate:
    """One person's year. ``until`` is the first day on which nobody can visit any more."""

    kind: str
    day: date
    until: date | None = None
    back: date | None = None
    reason: str = ""
    contract: str = ""

    def is_in(self, day: date) -> bool:
        """Whether a worker who comes on that day meets somebody."""
        if self.until is not None and day >= self.until:
            return False
        away = self.kind == "absence" and self.day <= day
        return not (away and (self.back is None or day < self.back))


def fates_of(chance: Chance, timeline: Timeline, people: Sequence[Someone]) -> dict[str, Fate]:
    """Permanent id → what happens to the person; most people have a quiet year."""
    found: dict[str, Fate] = {}
    for number, one in enumerate(people):
        if not one.places or one.places[0].start > timeline.start:
            continue
        draw = chance.of("fate", one.key)
        kind = weighted(draw, {"": 90, "absence": 5, "death": 1, "move": 0.8, "worse": 2.5})
        if number % 97 == 11:
            kind = "absence"
        day = timeline.day(draw.randrange(2, 11), draw.randrange(3, 27))
        if day > timeline.last - timedelta(days=6):
            continue
        if kind == "absence":
            length = draw.choice((9, 14, 33, 48))
            back = day + timedelta(days=length)
            reason = draw.choice(("hospital", "hospital", "away"))
            found[one.id] = Fate(
                kind=kind,
                day=day,
                back=back if back <= timeline.last else None,
                reason=reason,
            )
        elif kind in ("death", "move"):
            found[one.id] = Fate(kind=kind, day=day, until=day)
        elif kind == "worse":
            place = next((p for p in one.places if WORSE.get(p.contract, p.tier) != p.tier), None)
            if place is not None:
                found[one.id] = Fate(kind=kind, day=day, contract=place.contract)
            elif one.places[0].contract == "jinshan":
                found[one.id] = Fate(kind="worse", day=day, until=day, contract="jinshan")
    return found
