"""Papers that the office expects of a station; drawn from facts, never typed twice."""

from core.plugin import Need, Paper, Per
from plugins.station_indicators.activities import ACTIVITIES
from plugins.station_indicators.brief import monthly_brief
from plugins.station_indicators.evaluation import final_report, midterm_report
from plugins.station_indicators.needs_ledger import needs_ledger
from plugins.station_indicators.quarterly import quarterly_report
from plugins.station_indicators.sign_in import sign_in
from plugins.station_indicators.training_file import training_file
from plugins.station_indicators.training_record import training_record

EVALUATION = "seeds/004 做好宣传工作 3：及时上报典型案例、项目中期评估、结项评估等报告"

MONTHLY_BRIEF = Paper(
    key="monthly-brief",
    label="项目推进月度简报",
    draw=monthly_brief,
    per=Per.MONTH,
    clause="seeds/004 做好宣传工作 3：每月25日前提交项目推进月度简报",
    needs=(Need.LINES, Need.RECORDS),
    formats=("word", "pdf"),
)
QUARTERLY_REPORT = Paper(
    key="quarterly-report",
    label="季度工作报告",
    draw=quarterly_report,
    per=Per.QUARTER,
    clause="seeds/004 指标表：每季度至少一次",
    needs=(Need.LINES, Need.RECORDS),
)
MIDTERM_REPORT = Paper(
    key="midterm-report",
    label="项目中期评估报告",
    draw=midterm_report,
    per=Per.TERM,
    clause=EVALUATION,
    needs=(Need.LINES, Need.RECORDS),
    formats=("word", "pdf"),
)
FINAL_REPORT = Paper(
    key="final-report",
    label="项目结项评估报告",
    draw=final_report,
    per=Per.TERM,
    clause=EVALUATION,
    needs=(Need.LINES, Need.RECORDS),
    formats=("word", "pdf"),
)
SIGN_IN = Paper(
    key="sign-in",
    label="活动签到表",
    draw=sign_in,
    per=Per.RECORD,
    clause="seeds/004 培育社工人才 2：有相关培训记录",
    kinds=tuple(kind.key for kind in ACTIVITIES if "sign_in" in kind.evidence),
    needs=(Need.RECORDS,),
    formats=("pdf", "word", "excel"),
)
TRAINING_RECORD = Paper(
    key="training-record",
    label="培训记录",
    draw=training_record,
    per=Per.RECORD,
    clause="seeds/004 培育社工人才 2：有相关培训记录",
    kinds=tuple(kind.key for kind in ACTIVITIES if "training_record" in kind.evidence),
    needs=(Need.RECORDS,),
    formats=("pdf", "word"),
)
TRAINING_FILE = Paper(
    key="training-file",
    label="社区工作者培养记录",
    draw=training_file,
    per=Per.TERM,
    clause="seeds/004 培育社工人才 1：有完整的培养记录",
    needs=(Need.LINES, Need.RECORDS, Need.ROSTER),
    formats=("excel", "pdf", "word"),
)
NEEDS_LEDGER = Paper(
    key="needs-ledger",
    label="需求台账",
    draw=needs_ledger,
    per=Per.TERM,
    clause="seeds/004 开展老幼关爱 1、4：建立需求台账1个以上",
    needs=(Need.MATTERS,),
    formats=("excel", "pdf", "word"),
)

PAPERS = (
    MONTHLY_BRIEF,
    QUARTERLY_REPORT,
    MIDTERM_REPORT,
    FINAL_REPORT,
    SIGN_IN,
    TRAINING_RECORD,
    TRAINING_FILE,
    NEEDS_LEDGER,
)
