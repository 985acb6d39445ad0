"""What a contract comes to in money, period by period: the pure reckoning over the ledger's entries.

Scores, percentages and what was falsified are not known to the ledger: what they decide is missing,
and stands on a paper as something to fill in.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import Connection

from core.activities.loading import load_records
from core.facts import Entry, Period, PeriodKind
from core.ledger.book import Book
from core.ledger.booked import entries_booked
from core.ledger.rules.roster import Roster
from core.packages.chosen import Unsaid, exact
from core.packages.schema import Package
from core.packages.terms import Terms, period_named
from core.papers.loading import digest_of_seal
from core.plugin.papers import PaymentOnPaper, PricedOnPaper
from core.settlement.rules import Statement, item_codes, served_of, settle
from core.settlement.rules.served import NO_CODES, ItemCodes


def payments_on_paper(
    connection: Connection, book: Book, terms: Terms, inside: Period, day: date, roster: Roster
) -> tuple[PaymentOnPaper, ...]:
    """Every settlement period that has begun by the day, with what it comes to at the agreed prices."""
    last = min(inside.end, day)
    kind = PeriodKind(period_named(terms.package.package.settlement_period, terms.rules))
    return tuple(
        _payment(connection, book, terms.on(min(one.end, last)), one, roster, last)
        for one in terms.periods(kind)
        if inside.start <= one.start <= last
    )


def _payment(
    connection: Connection, book: Book, terms: Terms, period: Period, roster: Roster, last: date
) -> PaymentOnPaper:
    key = terms.contract.key
    months = [one.key for one in terms.periods(PeriodKind.MONTH) if period.contains(one.start)]
    entries = entries_booked(connection, book, key, months)
    codes = _codes(connection, terms.package, entries)
    served = [
        each
        for month in months
        for each in served_of(terms, entries, roster.enrolments, roster.people, month, codes)
    ]
    sealed = all(digest_of_seal(connection, book.ids[key], month) for month in months)
    try:
        statement = settle(
            terms,
            served,
            None,
            period=period.key,
            bid_rate_percent=terms.contract.bid_rate_percent,
        )
    except Unsaid as unsaid:
        statement = Statement(contract=key, period=period.key, lines=(), missing=(str(unsaid),))
    return _on_paper(statement, period, sealed=sealed, over=period.end <= last)


def _on_paper(statement: Statement, period: Period, *, sealed: bool, over: bool) -> PaymentOnPaper:
    reasons = Counter((one.label, "；".join(one.reasons)) for one in statement.not_paid)
    return PaymentOnPaper(
        start=period.start,
        end=period.end,
        over=over,
        sealed=sealed,
        lines=tuple(
            PricedOnPaper(
                key=one.key,
                label=one.label,
                quantity=_quantity(one.quantity),
                unit=one.unit_label,
                price=one.unit_price,
                amount=one.amount,
                people=len(one.people),
                say=one.say,
                clause=one.clause,
            )
            for one in statement.lines
        ),
        not_paid=tuple((*reason, number) for reason, number in reasons.items()),
        missing=statement.missing,
    )


def _quantity(number: Fraction | None) -> Decimal | str:
    """A number where it is a whole one; shares of months in words; nothing for a step."""
    if number is None:
        return ""
    return Decimal(number.numerator) if number.denominator == 1 else exact(number)


def _codes(connection: Connection, package: Package, entries: Iterable[Entry]) -> ItemCodes:
    """Which service each entry is about, where services have prices of their own."""
    priced = any(row.item for row in package.price) or any(
        item.price is not None for item in package.item
    )
    if not priced:
        return NO_CODES
    return item_codes(load_records(connection, {one.record for one in entries}).values())
