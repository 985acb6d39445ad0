"""What is recorded in home care: the care visit, the plan per person, what is handed in.

Keys carry the room's name, so that they never meet those of another room; only a care visit
(``care_visit``) and the kinds of ``core.plugin.kinds`` do without.
"""

from core.facts import Noun
from core.plugin import ActivityKind, Option, Question, QuestionKind, Who
from core.plugin.kinds import CONTACT_MEASURES, HOME_VISIT, OUTCOME, PHONE_CALL

PAYER = Question(
    key="payer",
    label="资金来源",
    kind=QuestionKind.SINGLE,
    required=True,
    options=(
        Option(key="subsidy", label="本项目补贴"),
        Option(key="voucher", label="其他政策补贴或消费券"),
        Option(key="self_paid", label="自费"),
    ),
    hint="同一次上门既有补贴项目又有自费项目的，请分两条记录。",
)
#: seeds/002 (七)4: what exceeds the standard is paid by the elder, at the same price.
CHARGED = Question(
    key="charged",
    label="自费金额",
    kind=QuestionKind.NUMBER,
    unit="元",
    minimum=0,
    when=("payer", ("self_paid",)),
)
HANDED_IN = ("reporting", "handed_in")

CARE_VISIT = ActivityKind(
    key="care_visit",
    label="居家上门服务",
    who=Who.PERSON,
    contact="home",
    fields=(OUTCOME, PAYER, CHARGED),
    evidence=("photo", "signature"),
    measures=CONTACT_MEASURES,
    group="上门服务",
)
PLAN = ActivityKind(
    key="home_care_plan",
    label="一户一策服务方案",
    noun=Noun.ARTEFACT,
    who=Who.PERSON,
    dates=("handed_in",),
    evidence=("document", "signature"),
    measures=("artefacts", "persons"),
    group="上门服务",
)
CANVASS = ActivityKind(
    key="home_care_canvass",
    label="服务对象摸排",
    fields=(
        Question(
            key="households", label="摸排户数", kind=QuestionKind.NUMBER, unit="户", minimum=0
        ),
        Question(
            key="candidates", label="拟上报人数", kind=QuestionKind.NUMBER, unit="人", minimum=0
        ),
    ),
    measures=("sessions", "quantity"),
    group="对象名单",
)
SURVEY = ActivityKind(
    key="home_care_survey",
    label="满意度调查",
    who=Who.PERSON,
    evidence=("signature", "scan"),
    measures=("attendances", "persons"),
    group="考核",
)
STAFF_TRAINING = ActivityKind(
    key="home_care_staff_training",
    label="工作人员业务培训",
    fields=(Question(key="topic", label="培训主题", required=True),),
    evidence=("sign_in", "training_record", "photo"),
    measures=("sessions", "hours"),
    group="机构管理",
)
STAFF_ROSTER = ActivityKind(
    key="home_care_staff_roster",
    label="工作人员花名册与考勤表",
    noun=Noun.ARTEFACT,
    dates=HANDED_IN,
    fields=(
        Question(key="staff", label="在岗人数", kind=QuestionKind.NUMBER, unit="人", minimum=0),
        Question(key="changes", label="人员变动及后备人员", kind=QuestionKind.LONG_TEXT),
    ),
    evidence=("document", "scan"),
    measures=("artefacts",),
    group="机构管理",
)
DUTY = ActivityKind(
    key="home_care_duty",
    label="履约事项",
    fields=(
        Question(key="matter", label="办理事项", required=True),
        Question(key="requested_by", label="提出单位"),
        Question(key="result", label="办理结果", kind=QuestionKind.LONG_TEXT),
    ),
    evidence=("photo", "document"),
    measures=("sessions",),
    group="机构管理",
)


def _paper_handed_in(key: str, label: str) -> ActivityKind:
    """A paper that the provider hands in for a period, counted once it is accepted."""
    return ActivityKind(
        key=key,
        label=label,
        noun=Noun.ARTEFACT,
        dates=HANDED_IN,
        evidence=("document", "scan"),
        measures=("artefacts",),
        group="交账与结项",
    )


LEDGER = _paper_handed_in("home_care_ledger", "服务台账及佐证材料")
REPORT = _paper_handed_in("home_care_report", "项目服务报告")
FINAL_LEDGER = _paper_handed_in("home_care_final_ledger", "项目台账（项目结束）")
FINAL_ACCOUNTS = _paper_handed_in("home_care_final_accounts", "项目决算表")
SUMMARY = _paper_handed_in("home_care_summary", "项目总结报告")
HANDOVER = _paper_handed_in("home_care_handover", "服务档案移交清单")

ACTIVITIES = (
    CARE_VISIT,
    HOME_VISIT,
    PHONE_CALL,
    PLAN,
    CANVASS,
    SURVEY,
    STAFF_TRAINING,
    STAFF_ROSTER,
    DUTY,
    LEDGER,
    REPORT,
    FINAL_LEDGER,
    FINAL_ACCOUNTS,
    SUMMARY,
    HANDOVER,
)
