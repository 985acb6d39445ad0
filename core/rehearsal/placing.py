"""Whether what was told fits the package: contracts, periods, scorers, items, answers, grades.

What does not fit is refused with table, row and column: a sheet that nobody reads would be missed by
nobody.
"""

from collections.abc import Iterable, Mapping

from core.facts import PeriodKind
from core.packages.schema import Package
from core.packages.terms import Terms, period_named
from core.rehearsal.cells import BadTable
from core.rehearsal.tables import GivenFacts
from core.rehearsal.told import Said


def cycles_of(terms: Terms) -> Mapping[PeriodKind, str]:
    """The periods in which a contract is paid and appraised, the settlement's first, by their cycle."""
    named = [terms.package.package.settlement_period]
    named += dict.fromkeys(row.cycle for row in terms.package.scorer)
    return {PeriodKind(period_named(cycle, terms.rules)): cycle for cycle in named}


def refuse_strays(by_key: Mapping[str, Terms], given: GivenFacts) -> None:
    """Raise ``BadTable`` for the first row that tells of something that there is not."""
    told = given.told
    for one in told.everything:
        terms = by_key.get(one.contract)
        if terms is None:
            _refuse(one, "contract", one.contract, "合同", by_key)
        elif one.period not in _periods(terms):
            _refuse(one, "period", one.period, "期", _periods(terms))
    for rows in (told.chosen, told.statements):
        _once(rows)
    for sheet in told.sheets:
        _scorer(by_key[sheet.contract], sheet)
    for found in told.findings:
        items = {item.key: item.label for item in by_key[found.contract].package.score_item}
        if found.what.item not in items:
            _refuse(found, "item", found.what.item, "考核内容", items)
    for answered in told.questionnaires:
        _answers(by_key[answered.contract].package, answered)
    for false in told.falsified:
        terms = by_key[false.contract]
        if false.what.person not in given.people:
            raise BadTable(f"{false.place} person：people 表里没有“{false.what.person}”这个人。")
        if false.what.month and false.what.month not in _periods(terms):
            _refuse(false, "month", false.what.month, "期", _periods(terms))


def _refuse(one: Said, column: str, value: str, what: str, among: Iterable[str]) -> None:
    names = among.items() if isinstance(among, Mapping) else ((key, "") for key in among)
    known = [
        f"{key}（{label}）" if isinstance(label, str) and label else key for key, label in names
    ]
    shown = "、".join(known[:20]) + ("……" if len(known) > 20 else "")
    raise BadTable(
        f"{one.place} {column}：没有“{value}”这个{what}。可填：{shown or '没有可填的'}。"
    )


def _periods(terms: Terms) -> Mapping[str, str]:
    """Every period that something can be told of."""
    return {period.key: period.label for kind in cycles_of(terms) for period in terms.periods(kind)}


def _once(rows: tuple[Said, ...]) -> None:
    seen: dict[tuple[str, str], Said] = {}
    for one in rows:
        first = seen.setdefault((one.contract, one.period), one)
        if first is not one:
            raise BadTable(
                f"{one.place} period：{one.period} 在 {first.place} 已经写过，请只留一行。"
            )


def _scorer(terms: Terms, one: Said) -> None:
    rows = {row.key: row for row in terms.package.scorer}
    row = rows.get(one.what.scorer)
    if row is None:
        labels = {key: row.label for key, row in rows.items()}
        _refuse(one, "scorer", one.what.scorer, "评分人", labels)
        return
    kind = PeriodKind(period_named(row.cycle, terms.rules))
    keys = [period.key for period in terms.periods(kind)]
    if one.period not in keys:
        _refuse(one, "period", one.period, f"期（“{row.label}”评的）", keys)


def _answers(package: Package, one: Said) -> None:
    """A form that there is, and answers that are among its options: others would count as 不满意."""
    forms = {form.key: form.label for form in package.form}
    if one.what.form and one.what.form not in forms:
        _refuse(one, "form", one.what.form, "表单", forms)
    for item in package.score_item:
        if item.source == "questionnaire" and one.what.form in ("", item.form):
            answer = str(one.what.questionnaire.answers.get(item.question, ""))
            options = answers_to(package, item.form, item.question)
            if answer and options and answer not in options:
                _refuse(one, item.question, answer, "选项", options)


def answers_to(package: Package, form: str, question: str) -> Mapping[str, str]:
    """The options of a question; none where anything may be written."""
    rows = [row for one in package.form if one.key == form for row in one.questions]
    return next((row.options for row in rows if row.key == question), {})
