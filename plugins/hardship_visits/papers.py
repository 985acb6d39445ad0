"""The papers 文书 that offices expect from visit contracts; drawn from records, never typed twice.

``visit_record.html`` is one A4 sheet for one contact and receives ``person``, ``age`` (full years
on the day of the visit), ``visitor`` (name, phone, post), ``day``, ``kind``, ``aspects`` (heading
of the form → printed text), ``issue``, ``handling`` and ``result``. ``ledger.html`` prints any
table: ``title``, ``subtitle``, ``columns``, ``rows`` and ``signatures``.
"""

from collections.abc import Mapping
from typing import Any

from core.plugin import OnPaper, Paper
from plugins.hardship_visits.activities import CONTACTS

#: The five rows of the annexed sheet, each a section of the form.
ASPECTS = ("健康状况", "精神状态", "安全情况", "卫生状况", "居住环境")


def visit_record(paper: OnPaper) -> Mapping[str, Any]:
    """What the annexed sheet shows of one contact; the five rows from the sections of its forms."""
    asked = [question for form in paper.forms for question in form.questions]
    return {
        "person": paper.person,
        "age": paper.person.age,
        "visitor": paper.visitor,
        "day": paper.day or "",
        "kind": paper.kind,
        "aspects": {
            heading: "；".join(
                f"{one.label}：{paper.said[one.key]}"
                for one in asked
                if one.section == heading and one.key in paper.said
            )
            for heading in ASPECTS
        },
        "issue": paper.said.get("issue", ""),
        "handling": paper.said.get("handling", ""),
        "result": paper.said.get("handling_result", ""),
    }


VISIT_RECORD = Paper(
    key="visit-record",
    label="分散供养特困人员探视巡访情况记录表",
    template="visit_record.html",
    per="record",
    clause="seeds/001 附件：此表用于每次开展探访分散特困供养人员使用。探访一次，应记录一次",
    kinds=tuple(kind.key for kind in CONTACTS),
    fill=visit_record,
)
VISIT_LEDGER = Paper(
    key="visit-ledger",
    label="巡访情况台账",
    template="ledger.html",
    per="month",
    clause="seeds/001 四(二)、seeds/003 五(一)",
)
MONTHLY_SUMMARY = Paper(
    key="monthly-summary",
    label="每月汇总（报民政所）",
    template="ledger.html",
    per="month",
    clause="seeds/000 3(2)",
)
CLASSIFICATION_LIST = Paper(
    key="classification-list",
    label="服务对象分类名单",
    template="ledger.html",
    per="term",
    clause="seeds/003 三(三)",
)
WORK_LIST = Paper(
    key="work-list",
    label="巡访关爱服务工作清单",
    template="ledger.html",
    per="month",
    clause="seeds/003 三(三)",
)

PAPERS = (VISIT_RECORD, VISIT_LEDGER, MONTHLY_SUMMARY, CLASSIFICATION_LIST, WORK_LIST)
