"""The sheets of home care: the visit, the plan per person, the search for people in need.

The questionnaire of 附2 is package data, since its options and its skip belong to one text.
"""

from core.plugin import Form, Option, Question, QuestionKind
from plugins.home_care.activities import CANVASS, CARE_VISIT, PLAN

#: seeds/002 四「问题处置」: what a visitor finds, and what became of it.
FOUND = Question(
    key="found",
    label="发现的问题",
    kind=QuestionKind.SINGLE,
    required=True,
    section="问题处置",
    options=(
        Option(key="none", label="未发现"),
        Option(key="general", label="一般性问题"),
        Option(key="major", label="重大问题（突发疾病、安全事故、政策未落实等）"),
    ),
)
FOUND_WHAT = Question(
    key="found_what",
    label="问题说明",
    kind=QuestionKind.LONG_TEXT,
    required=True,
    section="问题处置",
    when=("found", ("general", "major")),
)
SOLVED = Question(
    key="solved_on_spot",
    label="是否当场解决",
    kind=QuestionKind.YES_NO,
    required=True,
    section="问题处置",
    when=("found", ("general",)),
)
REPORTED_TO = Question(
    key="reported_to",
    label="已报告单位",
    kind=QuestionKind.MULTIPLE,
    required=True,
    section="问题处置",
    options=(
        Option(key="township", label="乡（镇）民生服务办公室"),
        Option(key="county", label="县民政局"),
    ),
    when=("found", ("major",)),
)

VISIT_SHEET = Form(
    key="home_care_visit_sheet",
    label="居家上门服务记录表",
    kinds=(CARE_VISIT.key,),
    clause="服务必须真实，有必要的服务记录或佐证材料",
    questions=(
        Question(key="condition", label="老年人当日状况", section="服务情况"),
        Question(
            key="care_note", label="服务过程", kind=QuestionKind.LONG_TEXT, section="服务情况"
        ),
        Question(
            key="refused_why",
            label="未服务原因",
            section="服务情况",
            required=True,
            when=("outcome", ("failed",)),
        ),
        FOUND,
        FOUND_WHAT,
        SOLVED,
        REPORTED_TO,
        Question(key="elder_opinion", label="老年人或家属意见", section="确认"),
        Question(key="confirmed_by", label="确认人（本人或家属）", section="确认"),
    ),
)

PLAN_SHEET = Form(
    key="home_care_plan_sheet",
    label="一户一策服务方案",
    kinds=(PLAN.key,),
    clause="采取“一户一策”定制个性化服务包，结合实际提供相应时长的居家养老上门服务",
    questions=(
        Question(
            key="needs",
            label="照护需求",
            kind=QuestionKind.LONG_TEXT,
            required=True,
            section="评估",
        ),
        Question(key="home", label="居家环境", section="评估"),
        Question(key="wish", label="本人意愿", section="评估"),
        Question(
            key="package_items",
            label="个性化服务包（服务项目）",
            kind=QuestionKind.LONG_TEXT,
            required=True,
            section="服务包",
        ),
        Question(
            key="visits_a_month",
            label="每月上门次数",
            kind=QuestionKind.NUMBER,
            unit="次",
            minimum=0,
            section="服务包",
        ),
        Question(
            key="minutes_a_visit",
            label="每次服务时长",
            kind=QuestionKind.NUMBER,
            unit="分钟",
            minimum=0,
            section="服务包",
        ),
        Question(key="extra", label="超出标准的自费项目", section="服务包"),
        Question(key="carer", label="责任服务人员", required=True, section="服务包"),
    ),
)

CANVASS_SHEET = Form(
    key="home_care_canvass_sheet",
    label="服务对象摸排表",
    kinds=(CANVASS.key,),
    clause="居家养老上门服务对象由中标单位摸排，经民政部门确定后的正式名单为准",
    questions=(
        Question(key="area", label="摸排范围", required=True),
        Question(key="note", label="摸排情况", kind=QuestionKind.LONG_TEXT),
        Question(key="reported_on", label="上报民政部门日期", kind=QuestionKind.DATE),
    ),
)

FORMS = (VISIT_SHEET, PLAN_SHEET, CANVASS_SHEET)
