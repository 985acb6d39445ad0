"""References: every key that a row names must exist, and every key must be a key, not a label."""

import re
from collections import Counter
from collections.abc import Iterable

from core.facts import vocabulary
from core.packages.check.reaching import check_reaching
from core.packages.check.report import Report
from core.packages.choices import RULES
from core.packages.fields import (
    COMPARISONS,
    DENOMINATORS,
    ITEM_FIELDS,
    MINIMA,
    PERSON_FIELDS,
    RECORD_FIELDS,
)
from core.packages.schema import NOT_AGREED, Line, Package, Quota
from core.plugin.catalogue import Catalogue

KEY = re.compile(r"^[a-z0-9][a-z0-9_-]*$")


def check_references(package: Package, catalogue: Catalogue, report: Report) -> None:
    """Look up everything that the package names."""
    if package.package.type not in catalogue.contract_types:
        known = "、".join(catalogue.contract_types)
        report.error(
            "ref.type",
            "package type",
            f"没有“{package.package.type}”这种合同类型。",
            f"可选：{known}。" if known else "请先安装相应的插件。",
        )
    _keys(package, report)
    _choices(package, report)
    conditions = {row.id for row in package.condition}
    tiers = {tier.key for tier in package.tier}
    fields = _known_fields(package, catalogue)
    for condition in package.condition:
        _conditions(condition.all, fields, f"condition “{condition.id}”", report)
    for tier in package.tier:
        _among(tier.when, conditions, f"tier “{tier.key}” when", "条件", report)
    for quota in package.quota:
        _row(quota, package, catalogue, conditions, tiers, fields, report)
    for line in package.line:
        _row(line, package, catalogue, conditions, tiers, fields, report)
    lines = {line.key for line in package.line} | {quota.key for quota in package.quota}
    for line in package.line:
        place = f"line “{line.key}”"
        if line.parent:
            _among([line.parent], lines, f"{place} parent", "指标行", report)
        _among(line.exclusive_with, lines, f"{place} exclusive_with", "指标行", report)
        for target in line.targets:
            _among(target.tiers, tiers, f"{place} targets tiers", "分级", report)
            if target.of:
                _among([target.of], {*DENOMINATORS, *lines}, f"{place} targets of", "分母", report)
    for derived in package.derived:
        _among(derived.of, lines, f"derived “{derived.key}” of", "指标行", report)
    for form in package.form:
        if form.use == "record":
            _among(form.kinds, catalogue.kinds, f"form “{form.key}” kinds", "记录种类", report)
    check_reaching(package, fields, report)
    groups = {group.key for group in package.score_group}
    for item in package.score_item:
        _among([item.group], groups, f"score_item “{item.key}” group", "考核项目", report)


def _keys(package: Package, report: Report) -> None:
    for table in ("period", "tier", "quota", "line", "derived", "form", "score_group", "score_item", "scorer",
                  "rounding", "band", "price", "settle", "instalment", "share", "sample", "due", "paper", "route", "obligation"):  # fmt: skip
        keys = [row.key for row in getattr(package, table)]
        for key, times in Counter(keys).items():
            if times > 1:
                report.error(
                    "ref.twice",
                    f"{table} “{key}”",
                    f"编号“{key}”出现 {times} 次。",
                    "编号只能用一次，请改名。",
                )
            if not KEY.match(key):
                report.error(
                    "ref.label_as_key",
                    f"{table} “{key}”",
                    f"“{key}”是名称，不能当编号用（同一名称可能出现两次）。",
                    "编号请用小写英文字母、数字和连字符，一经给定不再改动。",
                )
    shared = {row.key for row in package.quota} & {row.key for row in package.line}
    for key in sorted(shared):
        report.error(
            "ref.twice", f"line “{key}”", f"频次和指标都用了编号“{key}”。", "请改其中一个。"
        )
    for code, times in Counter(item.code for item in package.item).items():
        if times > 1:
            report.error(
                "ref.twice",
                f"item “{code}”",
                f"服务项目“{code}”出现 {times} 次。",
                "请改其中一个编码。",
            )


def _choices(package: Package, report: Report) -> None:
    for identifier, times in Counter(choice.id for choice in package.choice).items():
        if times > 1:
            report.error(
                "choice.twice",
                f"choice “{identifier}”",
                f"选项“{identifier}”写了 {times} 次。",
                "请只保留一处。",
            )
    for choice in package.choice:
        place = f"choice “{choice.id}”"
        if choice.rule:
            answers = RULES.get(choice.rule)
            if answers is None:
                report.error(
                    "choice.rule",
                    place,
                    f"没有“{choice.rule}”这条计算规则。",
                    f"可用：{'、'.join(RULES)}。",
                )
            elif choice.choose not in answers:
                report.error(
                    "choice.answer",
                    place,
                    f"“{choice.choose}”不是“{choice.rule}”的答案。",
                    f"请从下列中选一个：{'；'.join(f'{k}（{v}）' for k, v in answers.items())}。",
                )
        elif choice.options and choice.choose not in (*choice.options, NOT_AGREED):
            report.error(
                "choice.answer",
                place,
                f"“{choice.choose}”不在所列答案之中。",
                f"请从下列中选一个：{'、'.join([*choice.options, NOT_AGREED])}。",
            )
        if not choice.say.strip():
            report.error("choice.say", place, "没有用一句话说明选定的结果。", "请在 say 中写明。")


def _known_fields(package: Package, catalogue: Catalogue) -> set[str]:
    fields = {*RECORD_FIELDS, *PERSON_FIELDS, *ITEM_FIELDS, *catalogue.questions}
    fields |= {question.key for form in package.form for question in form.questions}
    return fields | set(vocabulary.DATE_ROLES) | {"value"}


def _among(
    names: Iterable[str], known: Iterable[str], place: str, what: str, report: Report
) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            shown = "、".join(known[:30]) or "（无）"
            report.error("ref.unknown", place, f"没有“{name}”这个{what}。", f"可用：{shown}。")


def _conditions(
    rows: Iterable[tuple[str, str, object]], fields: set[str], place: str, report: Report
) -> None:
    for name, comparison, wanted in rows:
        if name not in fields:
            report.error(
                "condition.field",
                place,
                f"没有“{name}”这个字段。",
                "请用字段表中的字段，或该种记录表单里的问题。",
            )
        if comparison not in COMPARISONS:
            report.error(
                "condition.comparison",
                place,
                f"没有“{comparison}”这种比较。",
                f"可用：{'、'.join(COMPARISONS)}。",
            )
        if comparison == "between" and not (isinstance(wanted, list | tuple) and len(wanted) == 2):
            report.error(
                "condition.between", place, "between 需要两个值。", "请写成 [最小值, 最大值]。"
            )
        _condition_words(name, wanted, place, report)


def _condition_words(name: str, wanted: object, place: str, report: Report) -> None:
    values = list(wanted) if isinstance(wanted, list | tuple) else [wanted]
    known = {"category": vocabulary.CATEGORIES, "audience": vocabulary.AUDIENCES}.get(name)
    if name.startswith("level."):
        assessment = vocabulary.ASSESSMENTS.get(name.removeprefix("level."))
        known = assessment[1] if assessment else None
    if known is not None:
        _among([str(value) for value in values], known, place, "取值", report)


def _row(
    row: Line | Quota,
    package: Package,
    catalogue: Catalogue,
    conditions: set[str],
    tiers: set[str],
    fields: set[str],
    report: Report,
) -> None:
    table = "line" if isinstance(row, Line) else "quota"
    place = f"{table} “{row.key}”"
    _among(row.kinds, catalogue.kinds, f"{place} kinds", "记录种类", report)
    _among(row.when, conditions, f"{place} when", "条件", report)
    _among(row.tiers, tiers, f"{place} tiers", "分级", report)
    _among(row.evidence, vocabulary.EVIDENCE, f"{place} evidence", "佐证", report)
    _among(row.at_least, MINIMA, f"{place} at_least", "最低要求", report)
    _conditions(row.where, fields, f"{place} where", report)
    if isinstance(row, Line):
        _among(row.audience, vocabulary.AUDIENCES, f"{place} audience", "受众", report)
        codes = {item.code for item in package.item}
        _among(row.items, codes, f"{place} items", "服务项目", report)
        if row.decides:
            _among([row.decides], vocabulary.DATE_ROLES, f"{place} decides", "日期", report)
    elif row.form:
        _among([row.form], {form.key for form in package.form}, f"{place} form", "表单", report)
