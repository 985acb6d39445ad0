"""The documents of 社区活动: the plan with its budget before the day, the summary after it."""

from core.plugin.documents import Document, Rows
from core.plugin.questions import Question, QuestionKind

LONG = QuestionKind.LONG_TEXT
#: Every kind of record that stands under this heading of the menu is an event.
EVENTS = "活动"
AMOUNT = "amount"

EVENT_PLAN = Document(
    key="event_plan",
    label="活动方案",
    group=EVENTS,
    money=frozenset({AMOUNT}),
    parts=(
        Question(key="aim", label="活动目的", kind=LONG, required=True),
        Question(key="for_whom", label="面向谁、预计多少人", required=True),
        Question(key="process", label="流程与分工", kind=LONG, required=True),
        Question(key="risks", label="安全与应急", kind=LONG),
        Rows(
            key="budget",
            label="预算",
            most=15,
            columns=(
                Question(key="item", label="用途", required=True),
                Question(
                    key=AMOUNT,
                    label="金额",
                    kind=QuestionKind.NUMBER,
                    unit="元",
                    minimum=0,
                    required=True,
                ),
            ),
        ),
    ),
    signatures=("经办人", "站长", "机构负责人"),
)
EVENT_REPORT = Document(
    key="event_report",
    label="活动总结",
    group=EVENTS,
    begins_with=EVENT_PLAN.key,
    parts=(
        Question(key="course", label="活动经过", kind=LONG, required=True),
        Question(key="effect", label="效果与反馈", kind=LONG, required=True),
        Question(key="improve", label="下次怎样做得更好", kind=LONG),
        Rows(
            key="materials",
            label="发放物资",
            most=15,
            columns=(
                Question(key="what", label="物资", required=True),
                Question(
                    key="number", label="数量", kind=QuestionKind.NUMBER, minimum=0, required=True
                ),
                Question(key="unit", label="单位"),
            ),
        ),
    ),
)

EVENTWORK = (EVENT_PLAN, EVENT_REPORT)
