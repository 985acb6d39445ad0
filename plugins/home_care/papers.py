"""The papers of home care: handed in, scored and filed; drawn from records, never typed twice.

``table.html`` prints any table: ``title``, ``subtitle``, ``columns``, ``rows`` and ``signatures``.
``score_sheet.html`` (附1) receives ``assessed`` (agency and project), ``groups`` (label, points,
score), ``points`` and ``total`` of all groups, ``month`` and ``scored_on``.
``questionnaire.html`` (附2) receives ``form``, ``answers`` by question key (none: blank) and ``said``,
the same in words.
``person_sheet.html`` receives ``title``, ``person``, ``age``, ``tier``, ``rows`` (label, value) and
``signatures``.
"""

from collections.abc import Mapping
from typing import Any

from core.plugin import Form, OnPaper, Paper
from plugins.home_care.activities import SURVEY


def questionnaire(paper: OnPaper) -> Mapping[str, Any]:
    """The questionnaire's own form with its answers; blank when nobody answered."""
    own = [form for form in paper.forms if form.key != SURVEY.key]
    empty = Form(key=SURVEY.key, label=SURVEY.label, kinds=(SURVEY.key,))
    return {"form": own[0] if own else empty, "answers": paper.fields, "said": paper.said}


SERVICE_LEDGER = Paper(
    key="service-ledger",
    label="服务台账",
    template="table.html",
    per="month",
    clause="第三方机构每月最后一个工作日中午下班前向所在股室提交本月服务台账及相关佐证材料",
)
SCORE_SHEET = Paper(
    key="score-sheet",
    label="对第三方机构月度评分表",
    template="score_sheet.html",
    per="month",
    clause="对第三方机构月度评分表",
)
QUESTIONNAIRE = Paper(
    key="questionnaire",
    label="满意度调查问卷",
    template="questionnaire.html",
    per="record",
    clause="满意度调查问卷",
    kinds=(SURVEY.key,),
    fill=questionnaire,
)
SERVICE_AGREEMENT = Paper(
    key="service-agreement",
    label="居家养老上门服务协议",
    template="person_sheet.html",
    per="person",
    clause="由中标单位与接受服务的老年人签订服务协议",
)
CARE_PLAN = Paper(
    key="care-plan",
    label="一户一策服务方案",
    template="person_sheet.html",
    per="person",
    clause="采取“一户一策”定制个性化服务包",
)
FORMAL_LIST = Paper(
    key="formal-list",
    label="服务对象正式名单",
    template="table.html",
    per="month",
    clause="经民政部门确定后的正式名单为准",
)
STAFF_LIST = Paper(
    key="staff-list",
    label="工作人员花名册与考勤表",
    template="table.html",
    per="month",
    clause="建立工作人员花名册、考勤表等",
)
SERVICE_REPORT = Paper(
    key="service-report",
    label="项目服务报告",
    template="table.html",
    per="month",
    clause="项目进行过程中须按采购单位要求准时递交项目服务报告",
)
FINAL_ACCOUNTS = Paper(
    key="final-accounts",
    label="项目决算表",
    template="table.html",
    per="term",
    clause="项目结束后投标单位须向采购单位提供台账、项目决算表、项目总结报告等相关数据资料",
)
SUMMARY_REPORT = Paper(
    key="summary-report",
    label="项目总结报告",
    template="table.html",
    per="term",
    clause="项目结束后投标单位须向采购单位提供台账、项目决算表、项目总结报告等相关数据资料",
)
HANDOVER_LIST = Paper(
    key="handover-list",
    label="服务档案移交清单",
    template="table.html",
    per="term",
    clause="合同终止时，应将所有的服务记录等档案资料交给采购人",
)

PAPERS = (
    SERVICE_LEDGER,
    SCORE_SHEET,
    QUESTIONNAIRE,
    SERVICE_AGREEMENT,
    CARE_PLAN,
    FORMAL_LIST,
    STAFF_LIST,
    SERVICE_REPORT,
    FINAL_ACCOUNTS,
    SUMMARY_REPORT,
    HANDOVER_LIST,
)
