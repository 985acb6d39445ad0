"""Who takes part in a record: named attendances, anonymous heads of a class, service items."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import msgspec

from core.facts import Attendance, HeadCount, Person, Record, ServiceItem, vocabulary
from core.packages.terms import Selector


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One attendance or class of heads, perhaps for one service item."""

    attendance: Attendance | None = None
    head: HeadCount | None = None
    item: ServiceItem | None = None

    @property
    def person(self) -> str | None:
        """The named person, if any."""
        if self.attendance:
            return self.attendance.person
        return self.item.person if self.item else None

    @property
    def number(self) -> int:
        """人次 that the part stands for."""
        return self.head.number if self.head else 1

    @property
    def minutes(self) -> int | None:
        """Minutes of the item or of the attendance, when they were written down."""
        if self.item and self.item.minutes is not None:
            return self.item.minutes
        return self.attendance.minutes if self.attendance else None

    @property
    def path(self) -> tuple[str, ...]:
        """The rest of the source's path behind the record's id."""
        if self.item is None and self.attendance is not None:
            return (self.attendance.person,)
        who = self.person or (f"heads:{self.head.audience}" if self.head else "")
        parts = (who, f"item:{self.item.id}" if self.item else "")
        return tuple(part for part in parts if part)

    def classes(self, person: Person | None, day: date) -> frozenset[str]:
        """Audience classes on that day: said on the sheet, or by the person's dated facts."""
        if self.head is not None:
            return frozenset({self.head.audience} - {""})
        said = self.attendance.classes if self.attendance else frozenset()
        if person is None:
            return said
        by_fact = {a.key for a in vocabulary.AUDIENCES.values() if a.is_one(person, day)}
        return said | by_fact


def _dimension(head: HeadCount) -> str:
    audience = vocabulary.AUDIENCES.get(head.audience)
    return audience.dimension if audience else ""


def heads_of(record: Record, audience: tuple[str, ...]) -> tuple[HeadCount, ...]:
    """The heads that a line may count: all classes when it names any, else one dimension.

    Classes of different dimensions (age, post …) count the same people, so a line for everybody
    takes the dimension that tells of most heads, plus those of whom nobody asked the class.
    """
    if audience or not record.heads:
        return record.heads
    heads = sorted(record.heads, key=_dimension)
    by_dimension = {name: tuple(group) for name, group in groupby(heads, key=_dimension)}
    unasked = by_dimension.pop("", ())
    if not by_dimension:
        return unasked
    most = max(sorted(by_dimension), key=lambda name: sum(h.number for h in by_dimension[name]))
    return by_dimension[most] + unasked


def parts_of(record: Record, selector: Selector) -> list[Part]:
    """Every part of the record that the selector may look at."""
    if selector.items:
        return list(_parts_of_items(record, selector))
    parts = [Part(attendance=attendance) for attendance in record.attendances]
    if record.heads:
        parts += [Part(head=head) for head in heads_of(record, selector.audience)]
    return parts


def _parts_of_items(record: Record, selector: Selector) -> Iterator[Part]:
    heads = heads_of(record, selector.audience)
    for item in record.items:
        if item.code not in selector.items:
            continue
        named = [a for a in record.attendances if item.person in (None, a.person)]
        yield from (Part(attendance=attendance, item=item) for attendance in named)
        if item.person is None:
            yield from (Part(head=head, item=item) for head in heads)
        if not named and (item.person is not None or not heads):
            yield Part(item=item)
