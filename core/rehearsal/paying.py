"""A period to its money: what was served, at its prices, by the grade, shared among purchasers.

Nothing is guessed: what a person has yet to say stands in ``missing``, and nothing is payable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.facts import PeriodKind
from core.ledger.rules import Verdict
from core.packages.chosen import Unsaid, holding
from core.packages.schema import Package
from core.packages.terms import Terms
from core.rehearsal.automatic import Counted
from core.rehearsal.placing import cycles_of
from core.rehearsal.results import Appraised, Payment, RehearsedPeriod
from core.rehearsal.tables import GivenFacts
from core.settlement.rules import (
    Statement,
    instalments,
    item_codes,
    served_of,
    settle,
    shared,
    unseen_items,
)

#: The period of a statement about the whole term.
TERM = "term"


def pays(package: Package) -> bool:
    """Whether the package names any price of something served."""
    prices = [tier.price for tier in package.tier] + [line.price for line in package.line]
    prices += [item.price for item in package.item]
    return bool(package.price) or any(price is not None for price in prices)


def pay_all(
    appraised: Iterable[Appraised], counted: Mapping[str, Counted], given: GivenFacts
) -> tuple[RehearsedPeriod, ...]:
    """Each appraised period with its statement, in the order of time."""
    made: dict[tuple[str, str], int | None] = {}
    found = []
    for one in sorted(appraised, key=lambda one: (one.period.start, one.period.end)):
        key = one.terms.contract.key
        kind = next(iter(cycles_of(one.terms)))
        payment: Payment | None = None
        missing: tuple[str, ...] = ()
        if one.period.kind is kind and pays(one.terms.package):
            payment, missing = _payment(one, counted[key], given, made)
            made[key, one.period.key] = payment.statement.payable if payment else None
        found.append(_rehearsed(one, payment, missing))
    return tuple(found)


def _rehearsed(
    one: Appraised, payment: Payment | None, missing: tuple[str, ...]
) -> RehearsedPeriod:
    asked = (*one.missing, *(one.appraisal.missing if one.appraisal else ()), *missing)
    return RehearsedPeriod(
        contract=one.terms.contract.key,
        cycle=one.cycle,
        period=one.period,
        found=one.found.observations,
        appraisal=one.appraisal,
        payment=payment,
        notes=one.notes,
        missing=tuple(dict.fromkeys(asked)),
    )


def _payment(
    one: Appraised,
    counted: Counted,
    given: GivenFacts,
    made: Mapping[tuple[str, str], int | None],
) -> tuple[Payment | None, tuple[str, ...]]:
    """The statement of a period, and what is missing that stands in no statement."""
    terms, period = one.terms, one.period
    key = terms.contract.key
    before, missing = _before(one, given, made)
    missing += tuple(
        f"服务项目“{code}”有单价，但没有一条指标这样计它，算不出结算多少；请增加指标或改单价。"
        for code in unseen_items(terms.package)
    )
    missing += one.missing
    codes = item_codes(counted.records)
    months = (each for each in terms.periods(PeriodKind.MONTH) if period.contains(each.start))
    served = [
        each
        for month in months
        for each in served_of(
            terms, counted.entries, given.enrolments, given.people, month.key, codes
        )
    ]
    told = given.told.falsified
    try:
        statement = settle(
            terms,
            served,
            one.appraisal,
            period=period.key,
            falsified=[r.what for r in told if (r.contract, r.period) == (key, period.key)],
            bid_rate_percent=terms.contract.bid_rate_percent,
            paid_before=before,
        )
        statement = replace(statement, missing=(*statement.missing, *missing))
        payment = Payment(statement=statement, shares=shared(terms.package, statement))
    except Unsaid as unsaid:
        return None, (*missing, str(unsaid))
    return payment, statement.missing


def _before(
    one: Appraised, given: GivenFacts, made: Mapping[tuple[str, str], int | None]
) -> tuple[int, tuple[str, ...]]:
    """What earlier periods of the term paid, in fen: asked for only where the term has a ceiling."""
    steps = holding(one.terms.package, one.terms.package.settle)
    if not any(step.op == "ceiling" and step.of == "term" for step in steps):
        return 0, ()
    key = one.terms.contract.key
    told = {row.period: row.what for row in given.told.statements if row.contract == key}
    earlier = [
        each.key for each in one.terms.periods(one.period.kind) if each.end < one.period.start
    ]
    paid = {period: told.get(period, made.get((key, period))) for period in earlier}
    unknown = [period for period, amount in paid.items() if amount is None]
    missing = (
        f"{'、'.join(unknown)} 付了多少没有给出，无法核对整个合同期的上限；请写在 statements 表里。"
    )
    return sum(amount or 0 for amount in paid.values()), (missing,) if unknown else ()


def pay_by_instalments(
    terms: Terms, verdicts: Iterable[Verdict], periods: Iterable[RehearsedPeriod]
) -> Payment | None:
    """What of the contract price can be paid by the day of the verdicts; none without instalments."""
    if not terms.package.instalment:
        return None
    price = terms.contract.price
    if price is None:
        say = "合同没有填写价格（price），分期付款算不出来。"
        missing = Statement(contract=terms.contract.key, period=TERM, lines=(), missing=(say,))
        return Payment(statement=missing, shares={})
    latest = {one.cycle: one.appraisal for one in periods if one.appraisal is not None}
    met = frozenset(verdict.line.key for verdict in verdicts if verdict.met)
    statement = instalments(terms, price, met, latest, period=TERM)
    return Payment(statement=statement, shares=shared(terms.package, statement))
