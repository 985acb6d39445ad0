"""Every row of a package said back in one Chinese sentence: what an officer reads and signs."""

from collections.abc import Callable, Mapping
from typing import Any

from core.packages.schema import Package, Row
from core.packages.sentences.counting import line, quota
from core.packages.sentences.examples import example
from core.packages.sentences.labels import Labels
from core.packages.sentences.offices import due, obligation, paper, route, sample
from core.packages.sentences.paying import instalment, price, rounding, settle, share
from core.packages.sentences.rows import (
    choice,
    condition,
    derived,
    form,
    heading,
    item,
    period,
    tier,
)
from core.packages.sentences.scoring import band, score_group, score_item, scorer
from core.packages.sentences.targets import cap, target

#: Sheet → how its rows are said. The sheets are the tables of a package file.
SENTENCES: Mapping[str, Callable[[Any, Labels], str]] = {
    "package": heading,
    "choice": choice,
    "condition": condition,
    "period": period,
    "tier": tier,
    "quota": quota,
    "line": line,
    "derived": derived,
    "item": item,
    "form": form,
    "score_group": score_group,
    "score_item": score_item,
    "scorer": scorer,
    "rounding": rounding,
    "band": band,
    "price": price,
    "settle": settle,
    "instalment": instalment,
    "share": share,
    "sample": sample,
    "due": due,
    "paper": paper,
    "route": route,
    "obligation": obligation,
    "example": example,
}


def say(sheet: str, row: Row, labels: Labels) -> str:
    """The sentence of a row of that sheet."""
    return SENTENCES[sheet](row, labels)


def rows_of(package: Package, sheet: str) -> tuple[Row, ...]:
    """The rows of a sheet, in their own order."""
    found = getattr(package, sheet)
    return found if isinstance(found, tuple) else (found,)


__all__ = ["SENTENCES", "Labels", "cap", "line", "quota", "rows_of", "say", "target"]
