"""The writings 文书 that the texts ask to be handed in; each is recorded once, when it is ready.

Kinds that only this room knows begin with ``visit_``, so that no other room means another thing.
"""

from core.facts import Noun
from core.plugin import ActivityKind, Option, Question, QuestionKind, Who

HANDED_IN = ("handed_in",)
BY_MONTH = ("reporting", "handed_in")

#: seeds/003 四(一): 「一户一策」.
PLAN = ActivityKind(
    key="visit_plan",
    label="一户一策服务方案",
    noun=Noun.ARTEFACT,
    who=Who.PERSON,
    dates=HANDED_IN,
    fields=(
        Question(key="plan_wishes", label="本人意愿", kind=QuestionKind.LONG_TEXT, required=True),
        Question(
            key="plan_difficulty", label="困难程度", kind=QuestionKind.LONG_TEXT, required=True
        ),
        Question(key="plan_needs", label="服务需求", kind=QuestionKind.LONG_TEXT, required=True),
        Question(
            key="plan_ways",
            label="巡访方式",
            kind=QuestionKind.MULTIPLE,
            required=True,
            options=(
                Option(key="home_visit", label="线下巡访（入户巡访）"),
                Option(key="phone_call", label="线上巡访（电话探访）"),
            ),
        ),
        Question(key="plan_services", label="服务安排", kind=QuestionKind.LONG_TEXT),
    ),
    evidence=("document",),
    measures=("artefacts",),
    group="文书",
)
#: seeds/003 三(三): 「将分类情况书面反馈至所属街道、区民政局」.
CLASSIFICATION_LIST = ActivityKind(
    key="visit_tier_list",
    label="分类名单书面反馈",
    noun=Noun.ARTEFACT,
    dates=HANDED_IN,
    fields=(
        Question(
            key="list_sent_to",
            label="反馈给谁",
            kind=QuestionKind.MULTIPLE,
            required=True,
            options=(
                Option(key="street", label="所属街道"),
                Option(key="bureau", label="民政局"),
            ),
        ),
    ),
    evidence=("document", "scan"),
    measures=("artefacts",),
    group="文书",
)
#: seeds/000 3(2): 「每月汇总报民政所」.
MONTHLY_SUMMARY = ActivityKind(
    key="visit_summary",
    label="每月汇总",
    noun=Noun.ARTEFACT,
    dates=BY_MONTH,
    fields=(
        Question(key="summary_text", label="情况汇总", kind=QuestionKind.LONG_TEXT, required=True),
    ),
    evidence=("document",),
    measures=("artefacts",),
    group="文书",
)
#: seeds/003 三(三): 「完成巡访服务关爱服务工作清单」.
WORK_LIST = ActivityKind(
    key="visit_work_list",
    label="关爱服务工作清单",
    noun=Noun.ARTEFACT,
    dates=BY_MONTH,
    evidence=("document",),
    measures=("artefacts",),
    group="文书",
)
#: seeds/003 三(三): 「对服务过程中的典型服务案例进行总结」.
TYPICAL_CASE = ActivityKind(
    key="visit_story",
    label="典型服务案例",
    noun=Noun.ARTEFACT,
    dates=("handed_in", "published"),
    fields=(
        Question(key="story_title", label="题目", required=True),
        Question(
            key="pseudonym",
            label="已隐去真实姓名和住址",
            kind=QuestionKind.YES_NO,
            required=True,
        ),
    ),
    evidence=("document",),
    measures=("artefacts",),
    group="文书",
)
#: seeds/003 三(四): 「形成一套可复制、可推广、易宣传的民生工作模式和基层治理工作范例」.
WORK_MODEL = ActivityKind(
    key="visit_work_model",
    label="工作范例总结",
    noun=Noun.ARTEFACT,
    dates=HANDED_IN,
    fields=(Question(key="model_title", label="题目", required=True),),
    evidence=("document",),
    measures=("artefacts",),
    group="文书",
)

WRITINGS = (
    PLAN,
    CLASSIFICATION_LIST,
    MONTHLY_SUMMARY,
    WORK_LIST,
    TYPICAL_CASE,
    WORK_MODEL,
)
