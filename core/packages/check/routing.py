"""Sense of the rows on where something found has to go: what for, by when, and whose number that is."""

import re

from core.packages.check.reaching import check_known
from core.packages.check.report import Report
from core.packages.fields import MATTER_KINDS, RESPONSE_UNITS, ROUTE_SINCE
from core.packages.schema import Package, RouteRow

#: Words of a text that are a time without a number.
SAME_DAY = re.compile(r"当[日天场]")


def check_routing(package: Package, report: Report) -> None:
    """Every route names an office and what it is for; a number that is not the text's says whose."""
    for row in package.route:
        place = f"route “{row.key}”"
        check_known(row.matters, MATTER_KINDS, f"{place} matters", "用途", report)
        check_known((row.since,), ROUTE_SINCE, f"{place} since", "起点", report)
        if not row.to:
            report.error("sense.route", f"{place} to", "没有写报给谁。", "请填写“报给谁”。")
        if row.limit is not None:
            _limit(row, place, report)


def _limit(row: RouteRow, place: str, report: Report) -> None:
    check_known((row.limit_unit,), RESPONSE_UNITS, f"{place} limit_unit", "时限单位", report)
    if row.limit is None or row.limit < 0 or (row.limit == 0 and row.limit_unit == "hours"):
        report.error(
            "sense.route", f"{place} limit", "时限应是正数，或 0 天（当天）。", "请核对时限。"
        )
    if not row.chosen and not re.search(r"\d", row.within) and not SAME_DAY.search(row.within):
        report.error(
            "sense.route",
            f"{place} chosen",
            f"原文写的是“{row.within or '（没有写时间）'}”，没有数字，却填了时限。",
            "请在“时限由谁定”写明是谁选定的，或不填时限。",
        )
