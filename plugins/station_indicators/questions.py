"""Questions that several kinds of this room ask, written once."""

from core.plugin import Option, Question, QuestionKind
from core.plugin.kinds import TOPIC


def options(**labels: str) -> tuple[Option, ...]:
    """Options from key=label pairs, in the order given."""
    return tuple(Option(key=key, label=label) for key, label in labels.items())


YES_OR_NO = options(yes="是", no="否")

TALK_TOPIC = Question(
    key=TOPIC,
    label="宣讲主题",
    kind=QuestionKind.SINGLE,
    required=True,
    options=options(
        funeral="惠民殡葬",
        waste_sorting="垃圾分类",
        social_aid="社会救助",
        social_work="社工政策",
        other="其他",
    ),
)
TRAINING_TOPIC = Question(
    key="training_topic",
    label="培训主题",
    kind=QuestionKind.SINGLE,
    required=True,
    options=options(
        party_led_governance="新时代党建引领基层治理",
        party_members="党员分层分类培训",
        aid_business="社会救助业务",
        social_work="社会工作专业",
        other="其他",
    ),
)
COPIES = Question(
    key="copies", label="发放宣传资料", kind=QuestionKind.NUMBER, unit="份", minimum=0
)
#: 五社: 社区、社会工作者、社区社会组织、社区志愿者、社会慈善资源. How many of them took part.
FIVE_BODIES = Question(
    key="five_bodies",
    label="五社联动",
    kind=QuestionKind.SINGLE,
    options=options(none="未联动", several="两社及以上联动", all="五社齐全"),
    hint="五社：社区、社会工作者、社区社会组织、社区志愿者、社会慈善资源",
)
PEOPLE_TOTAL = Question(
    key="people_total",
    label="到场总人数",
    kind=QuestionKind.NUMBER,
    unit="人次",
    minimum=0,
    hint="含签到的人；未实名人数由总数减去签到人数得出",
)
SURVEY_DONE = Question(
    key="survey_done",
    label="本次是否完成需求排查",
    kind=QuestionKind.SINGLE,
    options=YES_OR_NO,
)
PARTNER = Question(
    key="partner",
    label="合作方",
    kind=QuestionKind.SINGLE,
    required=True,
    options=options(school="学校", community="社区", other="其他单位", none="无合作方"),
)
