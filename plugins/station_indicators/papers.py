"""Papers that the office expects; drawn from records, never typed twice.

``sheet.html`` prints any table and receives ``title``, ``subtitle``, ``columns``, ``rows`` and
``signatures``. ``brief.html`` receives ``title``, ``subtitle``, ``lines`` (label, clause, done,
target, state), ``events`` (day, label, people), ``reports`` (day, outlet, title), ``signatures``.
"""

from core.plugin import Paper

MONTHLY_BRIEF = Paper(
    key="monthly-brief",
    label="项目推进月度简报",
    template="brief.html",
    per="month",
    clause="seeds/004 做好宣传工作 3：每月25日前提交项目推进月度简报",
)
SIGN_IN = Paper(
    key="sign-in",
    label="活动签到表",
    template="sheet.html",
    per="record",
    clause="seeds/004 培育社工人才 2：有相关培训记录",
)
TRAINING_FILE = Paper(
    key="training-file",
    label="社区工作者培养记录",
    template="sheet.html",
    per="person",
    clause="seeds/004 培育社工人才 1：有完整的培养记录",
)
NEEDS_LEDGER = Paper(
    key="needs-ledger",
    label="需求台账",
    template="sheet.html",
    per="term",
    clause="seeds/004 开展老幼关爱 1、4：建立需求台账1个以上",
)

PAPERS = (MONTHLY_BRIEF, SIGN_IN, TRAINING_FILE, NEEDS_LEDGER)
