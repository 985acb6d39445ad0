"""The papers 文书 that offices expect from visit contracts; drawn from facts, never typed twice."""

from core.plugin import Need, Paper, Per
from core.plugin.care_plan import care_plan
from plugins.hardship_visits.activities import CONTACTS
from plugins.hardship_visits.classification import LIST_COLUMNS, classification_list
from plugins.hardship_visits.ledger import LEDGER_COLUMNS, MORE_COLUMNS, visit_ledger
from plugins.hardship_visits.summary import monthly_summary
from plugins.hardship_visits.visit_record import OWN_TITLE, visit_record
from plugins.hardship_visits.work_list import WORK_COLUMNS, work_list

VISIT_RECORD = Paper(
    key="visit-record",
    label=OWN_TITLE,
    draw=visit_record,
    per=Per.RECORD,
    clause="seeds/001 附件：此表用于每次开展探访分散特困供养人员使用。探访一次，应记录一次",
    kinds=tuple(kind.key for kind in CONTACTS),
    needs=(Need.RECORDS,),
    formats=("pdf", "word"),
)
VISIT_LEDGER = Paper(
    key="visit-ledger",
    label="巡访情况台账",
    draw=visit_ledger,
    per=Per.MONTH,
    clause="seeds/001 四(二)、seeds/003 五(一)",
    needs=(Need.RECORDS,),
    formats=("excel", "pdf", "word"),
    columns=(*LEDGER_COLUMNS, *MORE_COLUMNS),
)
MONTHLY_SUMMARY = Paper(
    key="monthly-summary",
    label="每月汇总（报民政所）",
    draw=monthly_summary,
    per=Per.MONTH,
    clause="seeds/000 3(2)",
    needs=(Need.LINES, Need.ROSTER, Need.MATTERS),
)
CLASSIFICATION_LIST = Paper(
    key="classification-list",
    label="服务对象分类名单",
    draw=classification_list,
    per=Per.TERM,
    clause="seeds/003 三(三)",
    needs=(Need.LINES, Need.ROSTER),
    columns=LIST_COLUMNS,
)
WORK_LIST = Paper(
    key="work-list",
    label="巡访关爱服务工作清单",
    draw=work_list,
    per=Per.MONTH,
    clause="seeds/003 三(三)",
    needs=(Need.RECORDS,),
    formats=("excel", "pdf", "word"),
    columns=WORK_COLUMNS,
)
CARE_PLAN = Paper(
    key="care-plan",
    label="一户一策服务方案",
    draw=care_plan,
    formats=("word", "pdf"),
    per=Per.PERSON,
    clause="seeds/003 四(一)：根据其困难程度、不同需求制定“一户一策”服务方案",
    needs=(Need.LINES,),
)

PAPERS = (VISIT_RECORD, VISIT_LEDGER, MONTHLY_SUMMARY, CLASSIFICATION_LIST, WORK_LIST, CARE_PLAN)
