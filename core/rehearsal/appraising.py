"""Every period that something was told of, appraised: its sheets, findings and the agency's projects."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from core.appraisal.rules import Appraisal, ChosenPercent, Sheet, appraise
from core.facts import Period
from core.packages.chosen import Unsaid
from core.packages.terms import Terms
from core.rehearsal.automatic import Counted, Found, found_in, with_found
from core.rehearsal.cells import BadTable
from core.rehearsal.others import others_of
from core.rehearsal.placing import cycles_of
from core.rehearsal.results import Appraised
from core.rehearsal.told import Said, Told


def appraise_all(
    by_key: Mapping[str, Terms],
    counted: Mapping[str, Counted],
    told: Told,
    day: date,
    asked: str = "",
) -> tuple[Appraised, ...]:
    """The periods that something was told of, and the one asked for; contracts of one agency look
    at each other. Raises ``BadTable`` where no contract has the period asked for."""
    alone = tuple(
        _appraised(terms, cycle, period, counted[key], told, day)
        for key, terms in by_key.items()
        for cycle, period in _periods(terms, told, asked)
    )
    if asked and not any(one.period.key == asked for one in alone):
        say = f"合同期内没有“{asked}”这一期。按月的写成 2026-03，按季度的写成 2026-Q1。"
        raise BadTable(say)
    return tuple(_with_others(one, alone, told) for one in alone)


def _periods(terms: Terms, told: Told, asked: str) -> Iterator[tuple[str, Period]]:
    wanted = {one.period for one in told.to_rehearse if one.contract == terms.contract.key}
    for kind, cycle in cycles_of(terms).items():
        for period in terms.periods(kind):
            if period.key in wanted or period.key == asked:
                yield cycle, period


def _appraised(
    terms: Terms, cycle: str, period: Period, counted: Counted, told: Told, day: date
) -> Appraised:
    """Without the agency's other projects; a year is given the sheets of its months."""
    inner = {
        one.key: one
        for kind in cycles_of(terms)
        for one in terms.periods(kind)
        if period.start <= one.start and one.end <= period.end
    }
    terms = terms.on(period.end)
    mine = [one for one in told.sheets if one.contract == terms.contract.key]
    found: dict[str, Found] = {}
    sheets: list[Sheet] = []
    notes: list[str] = []
    for key in dict.fromkeys([period.key, *(one.period for one in mine if one.period in inner)]):
        papers = (one.what for one in _of(told.questionnaires, terms, key))
        found[key] = found_in(terms, counted, papers, inner[key], day)
    for one in mine:
        if one.period in inner:
            sheet, more = with_found(one.what, found[one.period])
            sheets.append(sheet)
            notes += more
    bare = Appraised(
        terms=terms,
        cycle=cycle,
        period=period,
        found=found[period.key],
        notes=(*found[period.key].notes, *notes),
        missing=found[period.key].missing,
    )
    if not any(row.cycle == cycle for row in terms.package.scorer):
        return bare
    chosen = next((one.what for one in _of(told.chosen, terms, period.key)), None)
    return _scored(bare, sheets, chosen, ())


def _of(rows: Iterable[Said], terms: Terms, period: str) -> Iterator[Said]:
    return (one for one in rows if (one.contract, one.period) == (terms.contract.key, period))


def _scored(
    bare: Appraised,
    sheets: Iterable[Sheet],
    chosen: ChosenPercent | None,
    others: tuple[Appraisal, ...],
) -> Appraised:
    try:
        made = appraise(
            bare.terms,
            sheets,
            period=bare.period.key,
            cycle=bare.cycle,
            others=others,
            chosen=chosen,
        )
    except Unsaid as unsaid:
        return replace(bare, missing=(*bare.missing, str(unsaid)))
    return replace(bare, appraisal=made)


def _with_others(one: Appraised, alone: tuple[Appraised, ...], told: Told) -> Appraised:
    """The same with the agency's other projects, where there are any."""
    rows = _of(told.projects, one.terms, one.period.key)
    others = others_of(one, alone, (row.what for row in rows)) if one.appraisal else ()
    if one.appraisal is None or not others:
        return one
    sheets = [scored.sheet for scored in one.appraisal.sheets]
    return _scored(replace(one, appraisal=None), sheets, one.appraisal.chosen, others)
