"""An expression as clauses that must all hold: opened by answers, ended by answers, in season."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.xlsform.reading.tree import (
    AllOf,
    Answered,
    AnyOf,
    InMonths,
    Not,
    Tree,
    UnreadableExpression,
)

MIXED = "用“or”连起来的只能是同一道题的几个答案"


@dataclass(frozen=True, slots=True)
class Opened:
    """The question that must have one of these answers, and whether among others."""

    name: str
    answers: tuple[str, ...]
    among: bool


@dataclass(frozen=True, slots=True)
class NotEnded:
    """The question that must have none of these answers."""

    name: str
    answers: tuple[str, ...]
    among: bool


Clause = Opened | NotEnded | InMonths


def clauses_of(tree: Tree) -> tuple[Clause, ...]:
    """The clauses of a tree; ``UnreadableExpression`` where it cannot be parted into such."""
    return tuple(_clauses(tree, holds=True))


def _clauses(tree: Tree, *, holds: bool) -> Iterator[Clause]:
    match tree:
        case Not(part):
            yield from _clauses(part, holds=not holds)
        case InMonths():
            if not holds:
                raise UnreadableExpression("月份不能用 not(…)，请列出要出现的月份")
            yield tree
        case Answered(name, answer, among):
            yield (Opened if holds else NotEnded)(name, (answer,), among)
        case AllOf(parts) if holds:
            for part in parts:
                yield from _clauses(part, holds=True)
        case AnyOf(parts) if not holds:
            for part in parts:
                yield from _clauses(part, holds=False)
        case AllOf(parts) | AnyOf(parts):
            yield _alternatives([one for p in parts for one in _clauses(p, holds=holds)], parts)


def _alternatives(found: list[Clause], parts: tuple[Tree, ...]) -> Opened:
    """Several answers of one question, any of which opens."""
    opened = [one for one in found if isinstance(one, Opened)]
    alike = {(one.name, one.among) for one in opened}
    if len(opened) < len(found) or len(found) > len(parts) or len(alike) != 1:
        raise UnreadableExpression(MIXED)
    answers = tuple(dict.fromkeys(answer for one in opened for answer in one.answers))
    return Opened(opened[0].name, answers, opened[0].among)
