"""A person 对象 as the counting rules see them: dated facts, no address, no ID number."""

from dataclasses import dataclass
from datetime import date

from core.facts.dated import Dated, on_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Category(Dated):
    """A category 类别 that a person holds for a time (低保, 留守老人 …); codes in vocabulary."""

    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment(Dated):
    """One ability assessment 能力评估; a person may hold several of different kinds."""

    kind: str
    level: str
    score: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence(Dated):
    """A time in which nothing can be owed in the usual way: hospital, away, refusal."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One person; ``household`` and ``site`` are permanent ids or keys."""

    id: str
    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    household: str | None = None
    site: str | None = None
    has_phone: bool = True
    died_on: date | None = None
    categories: tuple[Category, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    absences: tuple[Absence, ...] = ()

    def age_on(self, day: date) -> int | None:
        """Full years on that day; a birthday on 29 February is kept on 1 March."""
        if self.birth_date is None or self.birth_date > day:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (0 if had_birthday else 1)

    def categories_on(self, day: date) -> frozenset[str]:
        """The codes of all categories held on that day."""
        return frozenset(category.code for category in on_day(self.categories, day))

    def level_on(self, kind: str, day: date) -> str | None:
        """The level by the latest assessment of that kind in force on that day."""
        held = [a for a in on_day(self.assessments, day) if a.kind == kind]
        return max(held, key=lambda a: a.start).level if held else None
