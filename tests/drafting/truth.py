"""What the five texts say, read from the requirement tables and the packages, never from the rules."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.drafting import Draft, Proposal, Tender, draft, tender_of_text
from core.packages.read import decode_package, load_toml
from core.packages.schema import Package, TargetKind

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "tests" / "requirements"
#: Sections that a tender states in numbers, and the fields that hold them.
STATED = {
    "tier": ("planned_people", "price"),
    "quota": ("min",),
    "line": ("min", "percent", "day"),
    "sample": ("share_percent",),
    "due": ("day", "months_after"),
    "score_group": ("points",),
    "score_item": ("amount", "amount_most", "cap", "standard_percent", "step_percent"),
    "scorer": ("weight_percent",),
    "band": ("from_score", "to_score", "pay_percent_least", "pay_percent_most"),
}
#: A contract's own quarter is a quarter; which one is the officer's choice.
PLAIN_PERIOD = {"contract_month": "month", "contract_quarter": "quarter", "contract_year": "year"}


@dataclass(frozen=True)
class Stated:
    """One number of a text: where the package keeps it, its value, and the quotation."""

    section: str
    key: str
    field: str
    value: Decimal
    quotation: str


@dataclass(frozen=True)
class NumericLine:
    """A line of 004 with a number: number, unit and period of each of its counting targets."""

    key: str
    unit: str
    targets: frozenset[tuple[Decimal, str]]
    quotation: str


def squeezed(text: str) -> str:
    """Words alone: neither spaces nor the punctuation that differs between table and body."""
    return re.sub(r"[\s，,。；;：:（）()|分]", "", text)


@cache
def tender(number: str) -> Tender:
    [path] = (TABLES / "seeds").glob(f"{number}_*.txt")
    return tender_of_text(path.read_text(encoding="utf-8"), path.name)


@cache
def drafted(number: str) -> Draft:
    return draft(tender(number))


def rows(number: str) -> Iterator[dict[str, str]]:
    with (TABLES / f"{number}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def package(name: str) -> Package:
    path = ROOT / "config" / "packages" / f"{name}.toml"
    return decode_package(load_toml(path), path.name)


def stated(number: str) -> tuple[Stated, ...]:
    """Every number of a text that a row of its package keeps."""
    found = []
    for row in rows(number):
        section, _, rest = row["key"].partition(".")
        key, _, field = rest.partition(".")
        field = field.rpartition(".")[2]
        if field in STATED.get(section, ()):
            value = Decimal(row["value"])
            found.append(Stated(section, key, field, value, row["quotation"]))
    return tuple(dict.fromkeys(found))


def numeric_lines() -> tuple[NumericLine, ...]:
    """The lines of 004 that have a number and are counted, in the order of the text."""
    counting = (TargetKind.TOTAL, TargetKind.EVERY_PERIOD, TargetKind.EVERY_PERSON)
    quotations = {
        row["key"].split(".")[1]: row["quotation"]
        for row in reversed(list(rows("004")))
        if row["key"].startswith("line.")
    }
    found = []
    for line in package("lezhi-station").line:
        targets = frozenset(
            (target.min, PLAIN_PERIOD.get(target.period, target.period))
            for target in line.targets
            if target.kind in counting and target.min is not None
        )
        if targets:
            found.append(NumericLine(line.key, line.unit_label, targets, quotations[line.key]))
    return tuple(found)


def said_by(proposal: Proposal) -> str:
    """All the words that a proposal cites."""
    return squeezed("".join((proposal.row.clause, *proposal.also_at)))


def values(row: Any, field: str) -> set[Decimal]:
    """The numbers that a row keeps in a field, in the row itself or in its targets."""
    holders = (row, *getattr(row, "targets", ()))
    found = (getattr(holder, field, None) for holder in holders)
    return {Decimal(value) for value in found if value is not None}


def is_found(one: Stated, proposals: tuple[Proposal, ...]) -> bool:
    return any(
        proposal.section == one.section
        and one.value in values(proposal.row, one.field)
        and squeezed(one.quotation) in said_by(proposal)
        for proposal in proposals
    )


def claims(found: Draft) -> Iterator[tuple[Proposal, str, Decimal]]:
    """Every number that a draft puts into a row, as the row keeps it."""
    for proposal in found.proposals:
        for reading in proposal.readings:
            field = reading.field.rpartition(".")[2]
            for value in values(proposal.row, field):
                yield proposal, field, value


def is_right(number: str, proposal: Proposal, field: str, value: Decimal) -> bool:
    """Whether the tables or the package of the text keep the same number for the same words."""
    said = said_by(proposal)
    if any(
        one.section == proposal.section
        and one.field == field
        and one.value == value
        and squeezed(one.quotation) in said
        for one in stated(number)
    ):
        return True
    names = {row["package"] for row in rows(number) if row["package"]}
    return any(
        value in values(row, field)
        and (squeezed(row.clause) in said or said in squeezed(row.clause))
        for name in names
        for row in getattr(package(name), proposal.section)
    )
