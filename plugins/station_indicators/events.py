"""Events that a station holds: talks, meetings, trainings, each with a sign-in sheet and heads."""

from core.plugin import ActivityKind, Question, QuestionKind, Who
from core.plugin.kinds import EVENT_MEASURES
from plugins.station_indicators.questions import (
    COPIES,
    FIVE_BODIES,
    PARTNER,
    PEOPLE_TOTAL,
    TALK_TOPIC,
    options,
)

EVENT_EVIDENCE = ("sign_in", "photo")
TRAINING_EVIDENCE = ("sign_in", "training_record", "photo")
EVENT_FIELDS = (PEOPLE_TOTAL, FIVE_BODIES)


def _event(
    key: str, label: str, *own: Question, evidence: tuple[str, ...] = EVENT_EVIDENCE
) -> ActivityKind:
    """An event with a sign-in sheet, heads and the question of 五社联动."""
    return ActivityKind(
        key=key,
        label=label,
        who=Who.PEOPLE,
        fields=(*own, *EVENT_FIELDS),
        evidence=evidence,
        measures=EVENT_MEASURES,
        group="活动",
    )


POLICY_TALK = _event("policy_talk", "政策宣讲", TALK_TOPIC, COPIES)
NEW_CUSTOMS_EVENT = _event("new_customs_event", "新风弘扬活动", COPIES)
ELDER_EVENT = _event("elder_event", "为老关爱活动")
FAMILY_EDUCATION = _event(
    "family_education",
    "家庭监护指导等教育活动",
    Question(
        key="theme",
        label="内容",
        kind=QuestionKind.SINGLE,
        required=True,
        options=options(
            guardianship="家庭监护指导",
            safety_and_mind="安全和心理健康教育",
            grandparents="隔代教育能力建设",
        ),
    ),
    PARTNER,
)
COMMUNITY_EVENT = _event("community_event", "社区服务活动")
NEEDS_MEETING = _event("needs_meeting", "需求座谈、供需对接")
STATION_SUPPORT = _event("station_support", "站室带动活动")
SKILL_TRAINING = _event("skill_training", "技能培训", evidence=TRAINING_EVIDENCE)
EXAM_COACHING = _event("exam_coaching", "考前培训、辅导", evidence=TRAINING_EVIDENCE)
EXCHANGE_MEETING = _event(
    "exchange_meeting",
    "社工人才交流会",
    Question(
        key="meeting_level",
        label="层级",
        kind=QuestionKind.SINGLE,
        required=True,
        options=options(county="县域", township="乡镇（街道）", community="村（社区）"),
    ),
    evidence=TRAINING_EVIDENCE,
)

EVENTS = (
    POLICY_TALK,
    NEW_CUSTOMS_EVENT,
    ELDER_EVENT,
    FAMILY_EDUCATION,
    COMMUNITY_EVENT,
    NEEDS_MEETING,
    STATION_SUPPORT,
    SKILL_TRAINING,
    EXAM_COACHING,
    EXCHANGE_MEETING,
)
