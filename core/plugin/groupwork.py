"""The documents of 小组工作 (MZ/T 095-2017). A session 节次 is the record of kind ``group_session``."""

from core.plugin.documents import Absent, Document, Rows
from core.plugin.kinds import GROUP, GROUP_CLOSINGS
from core.plugin.questions import Question, QuestionKind

LONG = QuestionKind.LONG_TEXT
FOR_GROUPS = (GROUP.key,)

GROUP_PLAN = Document(
    key="group_plan",
    label="小组计划书",
    kinds=FOR_GROUPS,
    stage="plan",
    parts=(
        Question(key="aim", label="小组目的", kind=LONG, required=True),
        Question(key="recruits", label="招募谁、怎样招募", kind=LONG, required=True),
        Question(
            key="size",
            label="计划人数",
            kind=QuestionKind.NUMBER,
            unit="人",
            minimum=1,
            required=True,
        ),
        Question(key="risks", label="可能的困难与对策", kind=LONG),
        Rows(
            key="sessions",
            label="节次",
            least=1,
            most=20,
            columns=(
                Question(key="on", label="日期", kind=QuestionKind.DATE),
                Question(key="topic", label="主题", required=True),
                Question(key="content", label="安排"),
            ),
        ),
    ),
)
GROUP_TEST = Document(
    key="group_test",
    label="前后测",
    kinds=FOR_GROUPS,
    stage="evaluation",
    absent=Absent.ALLOWED,
    parts=(
        Question(key="instrument", label="用什么量表或问卷", required=True),
        Rows(
            key="people",
            label="组员",
            least=1,
            most=30,
            columns=(
                Question(key="who", label="组员", required=True),
                Question(key="before", label="前测", kind=QuestionKind.NUMBER, unit="分"),
                Question(key="after", label="后测", kind=QuestionKind.NUMBER, unit="分"),
            ),
        ),
    ),
)
GROUP_REPORT = Document(
    key="group_report",
    label="小组总结报告",
    kinds=FOR_GROUPS,
    stage="closed",
    evidence=("document",),
    parts=(
        Question(
            key="closing",
            label="结束原因",
            kind=QuestionKind.SINGLE,
            required=True,
            options=GROUP_CLOSINGS,
        ),
        Question(key="closing_note", label="说明"),
        Question(key="reached", label="目的达到了多少", kind=LONG, required=True),
        Question(key="changed", label="组员的变化", kind=LONG),
        Question(key="reflection", label="社工的反思", kind=LONG),
        Question(key="follow_up_plan", label="跟进安排", kind=LONG),
    ),
)

GROUPWORK = (GROUP_PLAN, GROUP_TEST, GROUP_REPORT)
