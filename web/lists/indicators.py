"""The indicators of one contract with value, target and state."""

from core.ledger.dashboard import board
from core.ledger.said import labels_of
from core.store.errors import Missing
from web.lists.declared import Asked, Column, Kind, List, Part
from web.pages.indicators.seen import NOT_FOUND, contracts_seen, places_within
from web.pages.indicators.shown import row_shown
from web.words import STATES

NAMES = ("contract", "site")


def part(asked: Asked, after: str, size: int) -> Part:
    """Every line of the contract, in the order of the text: never more than one part."""
    desk, connection, given = asked.desk, asked.connection, asked.filters
    book = asked.station.book(connection)
    seen = contracts_seen(desk, book, "indicator.see")
    contract = given["contract"] or next(iter(seen), "")
    if contract not in seen:
        raise Missing(NOT_FOUND)
    terms = book.terms[contract].on(desk.day)
    places = places_within(desk, book, book.terms[contract], given["site"])
    known = asked.station.people_known
    found = board(connection, book, contract, desk.day, places=places, known=known)
    labels = labels_of(terms.package, asked.station.catalogue, book.words)
    return Part(rows=[row_shown(found, row, labels, "") for row in found.rows])


INDICATORS = List(
    key="indicators",
    label="指标",
    permission="indicator.see",
    names=NAMES,
    part=part,
    columns=(
        Column(key="ref", heading="条款", value=lambda row: row.ref),
        Column(key="label", heading="指标", value=lambda row: row.label, width=40),
        Column(key="value", heading="完成", value=lambda row: row.value, kind=Kind.NUMBER),
        Column(key="target", heading="目标", value=lambda row: row.goal, kind=Kind.NUMBER),
        Column(key="unit", heading="单位", value=lambda row: row.unit, width=8),
        Column(key="state", heading="状态", value=lambda row: STATES[row.state].word),
        Column(key="outlook", heading="预计", value=lambda row: row.outlook, width=40),
        Column(key="clause", heading="原文", value=lambda row: row.clause, width=60),
    ),
)
