"""The papers 文书 of home care: handed in, scored and filed; drawn from facts, never typed twice."""

from core.plugin import Need, Paper, Per
from core.plugin.care_plan import care_plan
from plugins.home_care.accounts import final_accounts
from plugins.home_care.activities import SURVEY
from plugins.home_care.handover import handover_list
from plugins.home_care.ledger import LEDGER_COLUMNS, service_ledger
from plugins.home_care.lists import formal_list, staff_list
from plugins.home_care.person_sheets import service_agreement
from plugins.home_care.questionnaire import questionnaire
from plugins.home_care.reports import service_report, summary_report
from plugins.home_care.score_sheet import score_sheet

SERVICE_LEDGER = Paper(
    key="service-ledger",
    label="服务台账",
    draw=service_ledger,
    per=Per.MONTH,
    clause="第三方机构每月最后一个工作日中午下班前向所在股室提交本月服务台账及相关佐证材料",
    needs=(Need.RECORDS, Need.ROSTER),
    formats=("excel", "pdf", "word"),
    columns=LEDGER_COLUMNS,
)
SCORE_SHEET = Paper(
    key="score-sheet",
    label="对第三方机构月度评分表",
    draw=score_sheet,
    formats=("word", "pdf"),
    per=Per.MONTH,
    clause="对第三方机构月度评分表",
)
QUESTIONNAIRE = Paper(
    key="questionnaire",
    label="满意度调查问卷",
    draw=questionnaire,
    per=Per.RECORD,
    clause="满意度调查问卷",
    kinds=(SURVEY.key,),
    needs=(Need.RECORDS,),
    formats=("pdf", "word"),
)
SERVICE_AGREEMENT = Paper(
    key="service-agreement",
    label="居家养老上门服务协议",
    draw=service_agreement,
    formats=("word", "pdf"),
    per=Per.PERSON,
    clause="由中标单位与接受服务的老年人签订服务协议",
)
CARE_PLAN = Paper(
    key="care-plan",
    label="一户一策服务方案",
    draw=care_plan,
    formats=("word", "pdf"),
    per=Per.PERSON,
    clause="采取“一户一策”定制个性化服务包",
)
FORMAL_LIST = Paper(
    key="formal-list",
    label="服务对象正式名单",
    draw=formal_list,
    needs=(Need.ROSTER,),
    formats=("excel", "pdf", "word"),
    per=Per.MONTH,
    clause="经民政部门确定后的正式名单为准",
)
STAFF_LIST = Paper(
    key="staff-list",
    label="工作人员花名册与考勤表",
    draw=staff_list,
    needs=(Need.STAFF,),
    formats=("excel", "pdf"),
    per=Per.MONTH,
    clause="建立工作人员花名册、考勤表等",
)
SERVICE_REPORT = Paper(
    key="service-report",
    label="项目服务报告",
    draw=service_report,
    needs=(Need.LINES, Need.RECORDS),
    formats=("word", "pdf"),
    per=Per.MONTH,
    clause="项目进行过程中须按采购单位要求准时递交项目服务报告",
)
FINAL_ACCOUNTS = Paper(
    key="final-accounts",
    label="项目决算表",
    draw=final_accounts,
    needs=(Need.PAYMENTS,),
    formats=("excel", "pdf", "word"),
    per=Per.TERM,
    clause="项目结束后投标单位须向采购单位提供台账、项目决算表、项目总结报告等相关数据资料",
)
SUMMARY_REPORT = Paper(
    key="summary-report",
    label="项目总结报告",
    draw=summary_report,
    needs=(Need.LINES, Need.RECORDS),
    formats=("word", "pdf"),
    per=Per.TERM,
    clause="项目结束后投标单位须向采购单位提供台账、项目决算表、项目总结报告等相关数据资料",
)
HANDOVER_LIST = Paper(
    key="handover-list",
    label="服务档案移交清单",
    draw=handover_list,
    needs=(Need.RECORDS,),
    formats=("excel", "pdf", "word"),
    per=Per.TERM,
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
