"""The rung of worked examples: each is reckoned by the rules, and every kind of rule has one."""

from collections.abc import Iterator
from functools import cache

from core.packages.check.report import Report
from core.packages.chosen import Unsaid, exact
from core.packages.schema import Example, Package
from core.packages.terms import Terms
from core.plugin import Finding
from core.plugin.catalogue import Catalogue
from core.rehearsal.examples.counting import counted, day_of, terms_in
from core.rehearsal.examples.named import all_known
from core.rehearsal.examples.numbers import Makes, NotGiven, makers
from core.rehearsal.examples.wanted import measures_used, needs_example
from core.workbook.words import FIXED


def check_examples(package: Package, catalogue: Catalogue, name: str) -> tuple[Finding, ...]:
    """Errors for examples that do not come out, warnings for what has none.

    The package has passed the earlier rungs: everything that its other rows name exists.
    """
    report = Report(name)
    terms = cache(lambda year: terms_in(package, year, catalogue))
    lines = {row.key for row in package.quota} | {row.key for row in package.line}
    numbers = makers(package)
    seen: set[str] = set()
    for row in package.example:
        place = f"example “{row.key}”"
        if row.key in seen:
            report.error(
                "ref.twice", place, f"编号“{row.key}”出现 2 次。", "编号只能用一次，请改名。"
            )
        seen.add(row.key)
        if row.about not in lines and row.about not in numbers:
            report.error(
                "example.about",
                f"{place} about",
                f"没有编号为“{row.about}”的指标、频次、考核内容、等级、单价或结算步骤。",
                "请在“看哪一行”填已有的编号。",
            )
        elif row.gives is None and not row.refused.strip():
            report.error(
                "example.unsaid",
                f"{place} gives",
                f"样例“{row.label}”没有写应得的数，也没有写不计的原因。",
                "请填“应得的数”，或“不计的原因”，二者填一个。",
            )
        elif row.about not in lines:
            _compare_number(row, numbers[row.about], report)
        elif all_known(row, package, catalogue, report):
            _compare_count(row, terms(day_of(row, package).year), catalogue, report)
    _without(package, report)
    return tuple(report.findings)


def _compare_count(row: Example, terms: Terms, catalogue: Catalogue, report: Report) -> None:
    line = terms.by_key[row.about]
    number, reasons = counted(row, terms, catalogue)
    why = "；".join(reasons)
    found = f"计 {exact(number)} {line.unit_label}" if number else f"不计（{why or '没有原因'}）"
    if row.gives is not None and number != row.gives:
        _differs(row, f"{exact(row.gives)} {line.unit_label}", found, report)
    elif row.refused and (number or row.refused not in why):
        _differs(row, f"不计（{row.refused}）", found, report)


def _compare_number(row: Example, makes: Makes, report: Report) -> None:
    try:
        found = makes(row)
    except (NotGiven, Unsaid) as reason:
        report.error(
            "example.number",
            f"example “{row.key}” number",
            f"样例“{row.label}”算不出来：{reason}",
            "请补上所给的数，或改正它所看的那一行。",
        )
        return
    if row.gives is None or found != row.gives:
        wanted = "不计" if row.gives is None else exact(row.gives)
        _differs(row, wanted, exact(found), report)


def _differs(row: Example, wanted: str, found: str, report: Report) -> None:
    report.error(
        "example.differs",
        f"example “{row.key}” {'refused' if row.gives is None else 'gives'}",
        f"样例“{row.label}”应得 {wanted}，按现在的规则得 {found}。",
        "请核对原文：样例写错的改样例，规则写错的改所看的那一行。",
    )


def _without(package: Package, report: Report) -> None:
    """Warn of each measure, score item, grade, price and step that no example is about."""
    about = {row.about for row in package.example}
    for measure, place, keys in measures_used(package):
        if not about & keys:
            report.warn(
                "example.missing_measure",
                f"{place} measure",
                f"按“{FIXED['measure'][measure]}”计的指标没有一个样例。",
                "请在工作表“样例”为其中一条指标写一个：做了什么，应计多少。",
            )
    for place, key, label in _rows_without(package, about):
        report.warn(
            "example.missing_rule",
            place,
            f"{label}没有样例。",
            f"请在工作表“样例”写一个，“看哪一行”填 {key}。",
        )


def _rows_without(package: Package, about: set[str]) -> Iterator[tuple[str, str, str]]:
    return (one for one in needs_example(package) if one[1] not in about)
