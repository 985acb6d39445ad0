"""What an expression says, as a tree of few kinds of nodes."""

from dataclasses import dataclass


class UnreadableExpression(Exception):
    """An expression of a shape that a form of the house does not have."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question has this answer; ``among`` others, or as the only one."""

    name: str
    answer: str
    among: bool


@dataclass(frozen=True, slots=True)
class InMonths:
    """The form is filled in during one of these months."""

    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    part: "Tree"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Tree", ...]


Tree = Answered | InMonths | Not | AllOf | AnyOf
