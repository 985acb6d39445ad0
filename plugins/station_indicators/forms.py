"""What this room asks beside a kind's own fields, of kinds that it shares with other rooms."""

from core.plugin import Form, Question, QuestionKind
from plugins.station_indicators.questions import (
    FIVE_BODIES,
    PEOPLE_TOTAL,
    SURVEY_DONE,
    TRAINING_TOPIC,
    options,
)

#: 入户访视 that is a 需求排查 as well is written once and says so here.
STATION_VISIT = Form(
    key="station_visit",
    label="入户访视记录",
    kinds=("home_visit",),
    questions=(
        SURVEY_DONE,
        Question(key="needs", label="发现的需求", kind=QuestionKind.LONG_TEXT),
    ),
    clause="seeds/004 收集群众需求",
)
TRAINING_SHEET = Form(
    key="training_sheet",
    label="培训记录",
    kinds=("training",),
    questions=(
        TRAINING_TOPIC,
        Question(key="layer", label="培训对象层次", when=("training_topic", ("party_members",))),
        Question(key="trainer", label="授课人"),
        PEOPLE_TOTAL,
        FIVE_BODIES,
    ),
    clause="seeds/004 链接社会资源 1、2",
)
GROUP_PROFILE = Form(
    key="group_profile",
    label="小组基本情况",
    kinds=("group",),
    questions=(
        Question(
            key="group_for",
            label="小组对象",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(elder="老年民政服务对象", child="未成年民政服务对象", other="其他居民"),
        ),
    ),
    clause="seeds/004 开展老幼关爱 8",
)

FORMS = (STATION_VISIT, TRAINING_SHEET, GROUP_PROFILE)
