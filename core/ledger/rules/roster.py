"""The roster as verdicts need it, with what was made of it once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import is_
from typing import Any, TypeVar

from core.facts import Enrolment, Person

Made = TypeVar("Made")
#: So many things that were made of a roster are kept with it.
MOST_KEPT = 256


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Enrolments of one contract with the people's own facts: never changed, only read anew."""

    enrolments: tuple[Enrolment, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    _made: dict[Any, tuple[tuple[object, ...], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, key: Any, of: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What ``make`` makes of this roster: made again only when it is made of other objects.

        ``of`` are the very objects, none of which is ever changed, that it is made of besides.
        """
        kept = self._made.get(key)
        if kept is not None and len(kept[0]) == len(of) and all(map(is_, kept[0], of)):
            found: Made = kept[1]
            return found
        found = make()
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        self._made[key] = of, found
        return found

    @property
    def held(self) -> Mapping[str, tuple[Enrolment, ...]]:
        """Person → their enrolments in time order."""
        return self.once("held", (), self._held)

    def _held(self) -> Mapping[str, tuple[Enrolment, ...]]:
        found: dict[str, list[Enrolment]] = {}
        for enrolment in self.enrolments:
            found.setdefault(enrolment.person, []).append(enrolment)
        return {
            person: tuple(sorted(own, key=lambda one: one.start)) for person, own in found.items()
        }
