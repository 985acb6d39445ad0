"""Units and caps: what counts once, and what is more than may count.

Both fold over candidates in one stable order, whatever order the records arrived in: sealed
ones first, then by deciding day, record id and unit. A void promotes the next.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from core.facts import EntryStatus, PeriodKind, Reason
from core.packages.schema import Measure
from core.packages.terms import CountedLine, Terms


class Standing(Struct, frozen=True, kw_only=True):
    """A candidate in one scope, on its way to an entry. ``claimed`` ones hold no place."""

    contract: str
    line: str
    scope: str
    unit: str
    source: tuple[str, ...]
    day: date
    quantity: Decimal
    site: str
    person: str | None
    facet: str
    late: bool
    paid: bool
    status: EntryStatus
    reasons: tuple[Reason, ...] = ()
    sealed: bool = False

    @property
    def competes(self) -> bool:
        """Whether it passed conditions and claims, and so competes for a unit."""
        return self.status in COMPETING

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """The place that only one may hold."""
        return self.contract, self.line, self.scope, self.unit


COMPETING = (EntryStatus.COUNTED, EntryStatus.DUPLICATE, EntryStatus.OVERFLOW)
OVERFLOW_MARK = "#over"


def stable(standing: Standing) -> tuple[bool, date, tuple[str, ...], str]:
    """Sealed first, then the smallest deciding day, record id and unit."""
    return not standing.sealed, standing.day, standing.source, standing.unit


def settle_units(standings: Iterable[Standing], terms: Mapping[str, Terms]) -> tuple[Standing, ...]:
    """Of those that compete for one place, one is counted; the others are duplicates."""
    cells: dict[tuple[str, str, str, str], list[Standing]] = {}
    settled: list[Standing] = []
    for standing in standings:
        if standing.competes:
            cells.setdefault(standing.cell, []).append(standing)
        else:
            settled.append(standing)
    for cell in cells.values():
        if len(cell) == 1:
            settled.append(_held(cell[0]))
            continue
        line = terms[cell[0].contract].every_line[cell[0].line]
        newest = line.measure is Measure.LEVEL
        first, *others = (
            sorted(cell, key=lambda s: (s.day, s.source), reverse=True)
            if newest
            else sorted(cell, key=stable)
        )
        settled.append(_held(first))
        say = "已有更新的读数" if newest else f"同一{UNIT_WORDS.get(line.unit[-1], '项')}已计入"
        day = f"（{first.day.year} 年 {first.day.month} 月 {first.day.day} 日的记录）"
        reason = Reason(code="duplicate", say=say + day)
        settled.extend(
            replace(other, status=EntryStatus.DUPLICATE, reasons=(reason,)) for other in others
        )
    return tuple(settled)


def _held(standing: Standing) -> Standing:
    """The one that holds its cell."""
    if standing.status is EntryStatus.COUNTED and not standing.reasons:
        return standing
    return replace(standing, status=EntryStatus.COUNTED, reasons=())


UNIT_WORDS = {"person": "人", "household": "户", "day": "户同日", "record": "记录", "site": "地点"}


def cap_cell(standing: Standing, line: CountedLine, terms: Terms) -> tuple[str, ...] | None:
    """The cap's own cell: the line, its period, and whom it limits."""
    if line.cap is None:
        return None
    kind = PeriodKind(line.cap.per)
    period = terms.period_of(kind, standing.day).key
    whom = {"person": standing.person or "", "site": standing.site}.get(line.cap.of, "")
    return standing.contract, standing.line, standing.scope, period, whom


def settle_caps(standings: Iterable[Standing], terms: Mapping[str, Terms]) -> tuple[Standing, ...]:
    """Fold each cap over its counted entries; what exceeds becomes its own overflow entry."""
    cells: dict[tuple[str, ...], list[Standing]] = {}
    settled: list[Standing] = []
    for standing in standings:
        own = terms[standing.contract].on(standing.day)
        line = own.by_key.get(standing.line)
        cell = None
        if standing.status is EntryStatus.COUNTED and line is not None:
            cell = cap_cell(standing, line, own)
        if cell is None:
            settled.append(standing)
        else:
            cells.setdefault(cell, []).append(standing)
    for together in cells.values():
        settled.extend(_fold(sorted(together, key=stable), terms[together[0].contract]))
    return tuple(settled)


def _fold(cell: list[Standing], terms: Terms) -> Iterable[Standing]:
    """Each is held against the cap of its own day, and fills it for those that follow."""
    filled = Decimal(0)
    for standing in cell:
        line = terms.on(standing.day).by_key[standing.line]
        assert line.cap is not None
        reason = Reason(
            code="overflow",
            say=f"超过上限：{PER_WORDS.get(line.cap.per, line.cap.per)}最多计 {line.cap.most}"
            f" {line.unit_label}",
        )
        fits = min(standing.quantity, max(line.cap.most - filled, Decimal(0)))
        over = standing.quantity - fits
        filled += fits
        if fits or not over:
            yield replace(standing, quantity=fits)
        if over:
            unit = standing.unit + OVERFLOW_MARK
            yield replace(
                standing,
                unit=unit,
                quantity=over,
                status=EntryStatus.OVERFLOW,
                reasons=(reason,),
            )


PER_WORDS = {
    "day": "每日",
    "week": "每周",
    "half_month": "每半月",
    "month": "每月",
    "quarter": "每季度",
    "year": "每年",
    "contract_month": "每合同月",
    "contract_quarter": "每合同季度",
    "contract_year": "每合同年",
    "term": "合同期内",
    "typed": "每个约定时段",
}


def settle(standings: Iterable[Standing], terms: Mapping[str, Terms]) -> tuple[Standing, ...]:
    """Units, then caps."""
    return settle_caps(settle_units(standings, terms), terms)
