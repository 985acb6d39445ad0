"""Sense of scoring and payment: closed lists, what rows name, and the order of the steps."""

from collections.abc import Iterable, Iterator

from core.facts.vocabulary import CATEGORIES
from core.packages.check.report import Report
from core.packages.schema import Package

FOLDS = ("mean", "sum", "least", "latest")
KINDS = ("deduct", "bonus")
STAGES = ("sheet", "scorer", "total", "percent", "amount", "payable")
MODES = ("half_up", "half_even", "up", "down")
#: What each step of settlement may be about.
BOUNDS = {
    "falsified": ("total",),
    "percent": ("total",),
    "bid_rate": ("total",),
    "copay": ("person", "total"),
    "ceiling": ("person", "total", "term"),
    "floor": ("person", "total"),
}
#: Steps that change the whole sum: those about each person must stand before them.
WHOLE = ("percent", "bid_rate")


def check_paying(package: Package, report: Report) -> None:
    """Everything about score items, roundings, prices, steps and instalments."""
    _among("scorer", "fold", ((row.key, row.fold) for row in package.scorer), FOLDS, report)
    _among("score_item", "kind", ((i.key, i.kind) for i in package.score_item), KINDS, report)
    _among("rounding", "stage", ((row.key, row.stage) for row in package.rounding), STAGES, report)
    _among("rounding", "mode", ((row.key, row.mode) for row in package.rounding), MODES, report)
    _among("settle", "op", ((row.key, row.op) for row in package.settle), BOUNDS, report)
    for place, names, known, what in _named(package):
        for name in names:
            if name not in known:
                shown = "、".join(known) or "（无）"
                report.error("ref.unknown", place, f"没有“{name}”这个{what}。", f"可用：{shown}。")
    _answers(package, report)
    _steps(package, report)


def _among(
    table: str,
    field: str,
    found: Iterable[tuple[str, str]],
    known: Iterable[str],
    report: Report,
) -> None:
    known = tuple(known)
    for key, value in found:
        if value not in known:
            report.error(
                "sense.word",
                f"{table} “{key}” {field}",
                f"没有“{value}”这种写法。",
                f"可用：{'、'.join(known)}。",
            )


def _named(package: Package) -> Iterator[tuple[str, Iterable[str], list[str], str]]:
    """(place, names, what they may be, what that is) of everything that these rows name."""
    lines = [*(row.key for row in package.line), *(row.key for row in package.quota)]
    tiers, items = [row.key for row in package.tier], [row.code for row in package.item]
    bands, scorers = [row.key for row in package.band], [row.key for row in package.scorer]
    choices = [row.id for row in package.choice]
    forms = {form.key: {q.key: list(q.options) for q in form.questions} for form in package.form}
    for tier in package.tier:
        yield f"tier “{tier.key}” line", (tier.line,) if tier.line else (), lines, "指标行"
    for scorer in package.scorer:
        yield f"scorer “{scorer.key}” of", (scorer.of,) if scorer.of else (), scorers, "评分人"
    for item in package.score_item:
        place = f"score_item “{item.key}”"
        yield f"{place} lines", item.lines, lines, "指标行"
        yield f"{place} choices", item.choices, choices, "选择"
        yield f"{place} form", (item.form,) if item.form else (), list(forms), "表单"
        questions = forms.get(item.form, {})
        asked = (item.question,) if item.question and questions else ()
        yield f"{place} question", asked, list(questions), "问题"
        yield f"{place} satisfied", item.satisfied, questions.get(item.question, []), "答案"
    for price in package.price:
        place = f"price “{price.key}”"
        yield f"{place} line", (price.line,) if price.line else (), lines, "指标行"
        yield f"{place} item", (price.item,) if price.item else (), items, "服务项目"
        yield f"{place} tiers", price.tiers, tiers, "分级"
        yield f"{place} identity", price.identity, list(CATEGORIES), "对象类别"
    for row in package.instalment:
        yield f"instalment “{row.key}” after", row.after, lines, "指标行"
        least = (row.least_band,) if row.least_band else ()
        yield f"instalment “{row.key}” least_band", least, bands, "等级"
    for step in package.settle:
        yield f"settle “{step.key}” tiers", step.tiers, tiers, "分级"


def _answers(package: Package, report: Report) -> None:
    """A row that holds under an answer names a choice that offers it."""
    offered = {row.id: tuple(row.options) for row in package.choice}
    for table, rows in (("rounding", package.rounding), ("settle", package.settle)):
        for row in rows:
            if row.choice and row.answer not in offered.get(row.choice, ()):
                known = "、".join(offered.get(row.choice, ())) or "（没有这个选择）"
                report.error(
                    "ref.answer",
                    f"{table} “{row.key}” answer",
                    f"选择“{row.choice}”没有“{row.answer}”这个答案。",
                    f"可用：{known}。",
                )


def _steps(package: Package, report: Report) -> None:
    whole = ""
    for row in package.settle:
        place, bounds = f"settle “{row.key}”", BOUNDS.get(row.op)
        if bounds and row.of not in bounds:
            report.error(
                "sense.settle_of",
                f"{place} of",
                f"“{row.op}”不能对“{row.of}”。",
                f"可用：{'、'.join(bounds)}。",
            )
        if row.op in ("ceiling", "floor") and row.amount is None:
            report.error("sense.settle_amount", place, "没有写金额。", "请填写 amount，单位为分。")
        if row.op == "copay" and row.amount is None and row.percent is None:
            report.error(
                "sense.settle_amount", place, "没有写自付多少。", "请填写 percent 或 amount。"
            )
        if row.op in WHOLE:
            whole = whole or row.label
        elif row.of == "person" and whole:
            report.error(
                "sense.settle_order",
                place,
                f"“{row.label}”按每人计算，却排在按总额计算的“{whole}”之后。",
                "请把按每人计算的步骤移到前面。",
            )
