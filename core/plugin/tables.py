"""Tables whose columns a county may put in its own order: each column says its heading and its value."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from core.plugin.drawn import Align, Cell, Grid, Row, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column: heading, share of the width, and what stands in it (number of the row from 1, fact).

    ``key`` never changes, whatever the heading is called.
    """

    key: str
    label: str
    of: Callable[[int, Any], "Cell | Value"]
    width: int = 2


def in_order(columns: Iterable[Column], order: Iterable[str]) -> tuple[Column, ...]:
    """The columns that are named, in that order; without any, all as they were declared."""
    every = {one.key: one for one in columns}
    return tuple(every[key] for key in order if key in every) or tuple(every.values())


def table(
    columns: Iterable[Column],
    facts: Iterable[Any],
    *,
    order: Iterable[str] = (),
    small: bool = True,
    empty: str = "本期没有记录。",
) -> Grid:
    """A table with one heading row and one row a fact."""
    chosen = in_order(columns, order)
    heads: Row = tuple(one.label for one in chosen)
    rows = (
        tuple(one.of(number, fact) for one in chosen) for number, fact in enumerate(facts, start=1)
    )
    return Grid(
        widths=tuple(one.width for one in chosen),
        rows=(heads, *rows),
        small=small,
        empty=empty,
    )


def number_of_row(number: int, fact: Any) -> Cell:
    """序号: the place of a row in its table."""
    return Cell(value=number, align=Align.MIDDLE)
