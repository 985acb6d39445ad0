"""What one row must satisfy on its own; the rules of persons, told by the workbook's headings."""

from collections.abc import Collection
from datetime import date

from core.people.id_numbers import IdNumber
from core.people.importing.plan import Finding, PlanRow
from core.people.rules import (
    ADDRESS_LIMIT,
    birth_problem,
    name_problem,
    phone_problem,
    uncertain_name,
)
from core.people.vocabulary import SEXES
from core.places.typed_text import text_problem


def row_findings(
    row: PlanRow, read: IdNumber, day: date, unread: Collection[str] = ()
) -> list[Finding]:
    """Everything wrong or odd about one row; columns that could not be read are left alone.

    ``read`` is what the ID number says.
    """
    roster = row.tier or row.worker
    problems = {
        "姓名": name_problem(row.name),
        "性别": "" if row.sex in SEXES else "性别只能填男或女。",
        "身份证号": read.problem,
        "出生日期": _birth_problem(row, read, day),
        "村（社区）": text_problem(row.village, "村（社区）", 80, required=True),
        "乡镇（街道）": text_problem(row.township, "乡镇（街道）", 80),
        "电话": phone_problem(row.phone),
        "住址": text_problem(row.address, "住址", ADDRESS_LIMIT),
        "户号": text_problem(row.household_number, "户号", 40),
        "照料服务人": _carer_problem(row),
        "照料服务人电话": phone_problem(row.carer_phone, "照料服务人电话"),
        "分级": text_problem(row.tier, "分级", 40),
        "负责人": text_problem(row.worker, "负责人", 40),
        "生效日期": "填了分级或负责人，就要填生效日期。"
        if roster and row.effective is None
        else "",
    }
    odd = {"姓名": uncertain_name(row.name), "身份证号": read.warning}
    if row.birth_date is None and "出生日期" not in unread and not row.id_number:
        odd["出生日期"] = "没有身份证号和出生日期，与年龄有关的指标将无法计入。"
    if read.sex and row.sex and read.sex != row.sex:
        odd["性别"] = "性别与身份证号不一致，请核对。"
    return [
        Finding(row=row.row, column=column, say=say, error=error)
        for found, error in ((problems, True), (odd, False))
        for column, say in found.items()
        if say and column not in unread
    ]


def _birth_problem(row: PlanRow, read: IdNumber, day: date) -> str:
    if read.birth_date and row.birth_date != read.birth_date:
        return "出生日期与身份证号不一致，请核对。"
    return birth_problem(row.birth_date, day)


def _carer_problem(row: PlanRow) -> str:
    if row.carer_name:
        return name_problem(row.carer_name, "照料服务人")
    return "填了照料服务人电话，还要填姓名。" if row.carer_phone else ""
