"""What a visitor records: contacts, needs passed on, leads, and the writings of ``writings.py``."""

from core.plugin import ActivityKind, LeadQuestions, Option, Question, QuestionKind, Who
from core.plugin.kinds import HOME_VISIT, PHONE_CALL, VIDEO_CALL
from plugins.hardship_visits.writings import WRITINGS

#: seeds/000 附件1 第 2 项「需求反馈」; seeds/001 四(二); seeds/003 五(二).
NEED_FEEDBACK = ActivityKind(
    key="visit_need",
    label="需求反馈",
    who=Who.PERSON,
    fields=(
        Question(key="need_text", label="需求或问题", kind=QuestionKind.LONG_TEXT, required=True),
        Question(key="need_told_to", label="反馈给谁", required=True),
        Question(key="need_told_on", label="反馈日期", kind=QuestionKind.DATE, required=True),
        Question(key="need_reply", label="答复与结果", kind=QuestionKind.LONG_TEXT),
    ),
    measures=("sessions", "attendances", "persons", "households"),
    group="联系对象",
)
#: seeds/000 附件1 第 4 项「动态摸排」: families that stand on no roster yet, so nobody is named.
LEAD = ActivityKind(
    key="visit_lead",
    label="动态摸排线索",
    fields=(
        Question(key="lead_household", label="家庭（户主）", required=True),
        Question(key="lead_address", label="住址", required=True),
        Question(
            key="lead_difficulty", label="困难情形", kind=QuestionKind.LONG_TEXT, required=True
        ),
        Question(key="lead_reported_to", label="上报给谁"),
        Question(key="lead_reported_on", label="上报日期", kind=QuestionKind.DATE),
        Question(
            key="lead_result",
            label="办理结果",
            kind=QuestionKind.SINGLE,
            options=(
                Option(key="waiting", label="办理中"),
                Option(key="covered", label="已纳入保障"),
                Option(key="not_eligible", label="不符合条件"),
            ),
        ),
    ),
    measures=("sessions",),
    group="联系对象",
    lead=LeadQuestions(name="lead_household", address="lead_address", what="lead_difficulty"),
)
CONTACTS = (HOME_VISIT, PHONE_CALL, VIDEO_CALL)
ACTIVITIES = (*CONTACTS, NEED_FEEDBACK, LEAD, *WRITINGS)
