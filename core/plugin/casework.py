"""The documents of 个案工作 in the order of the method (MZ/T 094-2017: 接案 → 预估 → 计划 → 介入 → 评估 → 结案).

The process record 过程记录 of a session is no document: it is the record of kind ``case_session``.
"""

from core.plugin.documents import Absent, Document, Rows
from core.plugin.kinds import CASE, CASE_CLOSINGS
from core.plugin.questions import Option, Question, QuestionKind

LONG = QuestionKind.LONG_TEXT
FOR_CASES = (CASE.key,)

INTAKE = Document(
    key="intake",
    label="接案表",
    kinds=FOR_CASES,
    stage="intake",
    parts=(
        Question(
            key="source",
            label="个案来源",
            kind=QuestionKind.SINGLE,
            required=True,
            other=True,
            options=(
                Option(key="self", label="主动求助"),
                Option(key="family", label="亲友代求助"),
                Option(key="community", label="村（社区）转介"),
                Option(key="agency", label="其他机构转介"),
                Option(key="outreach", label="走访中发现"),
            ),
        ),
        Question(key="problem", label="求助的主要问题", kind=LONG, required=True),
        Question(key="expects", label="案主的期望", kind=LONG),
        Question(
            key="consent",
            label="已说明保密原则和双方权利，案主或监护人知情同意",
            kind=QuestionKind.YES_NO,
            required=True,
        ),
        Question(key="consent_by", label="谁表示同意", when=("consent", ("yes",))),
        Question(
            key="consent_signature",
            label="案主（监护人）签名",
            kind=QuestionKind.SIGNATURE,
            when=("consent", ("yes",)),
            hint="在屏幕上手写，或上传签好的纸；在纸上签的可以不填。",
        ),
        Question(
            key="decision",
            label="接案结论",
            kind=QuestionKind.SINGLE,
            required=True,
            options=(
                Option(key="taken", label="接案"),
                Option(key="referred", label="转介"),
                Option(key="not_taken", label="暂不接案"),
            ),
        ),
    ),
    signatures=("案主（监护人）", "社工", "督导"),
)
ASSESSMENT = Document(
    key="assessment",
    label="预估表",
    kinds=FOR_CASES,
    stage="assessment",
    begins_with=INTAKE.key,
    parts=(
        Question(key="problem", label="主要问题", kind=LONG, required=True),
        Question(
            key="family",
            label="家庭与社会支持",
            kind=LONG,
            hint="家庭结构、亲友、邻里、可用的资源。",
        ),
        Question(key="strengths", label="案主的优势", kind=LONG),
        Question(key="risks", label="风险", kind=LONG),
        Question(key="needs", label="需要", kind=LONG, required=True),
    ),
)
GOAL = Question(key="goal", label="目标", required=True)
PLAN = Document(
    key="plan",
    label="服务计划书",
    kinds=FOR_CASES,
    stage="plan",
    parts=(
        Rows(
            key="goals",
            label="目标",
            least=1,
            most=8,
            columns=(
                GOAL,
                Question(key="measure", label="怎样算达到", required=True),
                Question(key="by", label="何时达到", kind=QuestionKind.DATE, required=True),
            ),
        ),
        Question(key="strategy", label="介入策略", kind=LONG, required=True, section="怎么做"),
        Question(
            key="sessions_planned",
            label="计划会谈",
            kind=QuestionKind.NUMBER,
            unit="次",
            minimum=0,
            section="怎么做",
        ),
        Question(
            key="plan_consent",
            label="案主或监护人同意本计划",
            kind=QuestionKind.YES_NO,
            required=True,
            section="怎么做",
        ),
    ),
    signatures=("案主（监护人）", "社工", "督导"),
)
MID_REVIEW = Document(
    key="mid_review",
    label="中期检视",
    kinds=FOR_CASES,
    stage="service",
    absent=Absent.ALLOWED,
    repeats=True,
    begins_with=PLAN.key,
    parts=(
        Rows(
            key="goals",
            label="目标",
            least=1,
            most=8,
            columns=(GOAL, Question(key="progress", label="进展", required=True)),
        ),
        Question(key="changes", label="计划要改什么", kind=LONG, section="接下来"),
    ),
)
EVALUATION = Document(
    key="evaluation",
    label="评估表",
    kinds=FOR_CASES,
    stage="evaluation",
    begins_with=PLAN.key,
    parts=(
        Rows(
            key="goals",
            label="目标",
            least=1,
            most=8,
            columns=(
                GOAL,
                Question(
                    key="attained",
                    label="是否达到",
                    kind=QuestionKind.SINGLE,
                    required=True,
                    options=(
                        Option(key="yes", label="达到"),
                        Option(key="partly", label="部分达到"),
                        Option(key="no", label="没有达到"),
                    ),
                ),
                Question(key="found", label="依据"),
            ),
        ),
        Question(
            key="satisfaction",
            label="案主是否满意",
            kind=QuestionKind.SINGLE,
            required=True,
            section="总的看",
            options=(
                Option(key="satisfied", label="满意"),
                Option(key="fairly", label="基本满意"),
                Option(key="not", label="不满意"),
                Option(key="unknown", label="没能了解到"),
            ),
        ),
        Question(key="said", label="案主的话", kind=LONG, section="总的看"),
        Question(key="reflection", label="社工的反思", kind=LONG, section="总的看"),
    ),
)
CLOSING_REPORT = Document(
    key="closing_report",
    label="结案报告",
    kinds=FOR_CASES,
    stage="closed",
    evidence=("document",),
    parts=(
        Question(
            key="closing",
            label="结案原因",
            kind=QuestionKind.SINGLE,
            required=True,
            options=CASE_CLOSINGS,
        ),
        Question(key="closing_note", label="说明", hint="选“其他”或“转介”时请写明。"),
        Question(key="reached", label="取得了什么", kind=LONG, required=True),
        Question(key="left", label="还有什么没有解决", kind=LONG),
        Question(key="follow_up_plan", label="跟进安排", kind=LONG, required=True),
        Question(key="told", label="已与案主谈过结案", kind=QuestionKind.YES_NO),
    ),
    signatures=("案主（监护人）", "社工", "督导"),
)
FOLLOW_UP = Document(
    key="follow_up",
    label="回访记录",
    kinds=FOR_CASES,
    stage="follow_up",
    absent=Absent.ALLOWED,
    repeats=True,
    parts=(
        Question(key="followed_on", label="回访日期", kind=QuestionKind.DATE, required=True),
        Question(
            key="way",
            label="方式",
            kind=QuestionKind.SINGLE,
            required=True,
            other=True,
            options=(
                Option(key="home", label="上门"),
                Option(key="phone", label="电话"),
            ),
        ),
        Question(key="now", label="现在的情况", kind=LONG, required=True),
        Question(key="again", label="是否需要重新立案", kind=QuestionKind.YES_NO),
    ),
)

CASEWORK = (INTAKE, ASSESSMENT, PLAN, MID_REVIEW, EVALUATION, CLOSING_REPORT, FOLLOW_UP)
