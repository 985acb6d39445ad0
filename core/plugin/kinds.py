"""Kinds of record that more than one contract type counts: recorded once, so declared once.

A kind that only one contract type knows stands in that plugin's ``activities.py``.
"""

from core.facts import Noun
from core.plugin.declarations import ActivityKind, Option, Question, QuestionKind, Who

OUTCOME = Question(
    key="outcome",
    label="结果",
    kind=QuestionKind.SINGLE,
    required=True,
    options=(Option(key="reached", label="联系上"), Option(key="failed", label="未联系上")),
)
CONTACTED = Question(
    key="contacted",
    label="联系到谁",
    kind=QuestionKind.SINGLE,
    required=True,
    options=(
        Option(key="self", label="本人"),
        Option(key="neighbour", label="邻居"),
        Option(key="relative", label="亲属"),
        Option(key="cadre", label="村干部"),
    ),
)
PROXY_NAME = Question(
    key="proxy_name",
    label="代答人姓名",
    required=True,
    when=("contacted", ("neighbour", "relative", "cadre")),
)
PROXY_PHONE = Question(
    key="proxy_phone",
    label="代答人电话",
    when=("contacted", ("neighbour", "relative", "cadre")),
)
TOPIC = "topic"
CONTACT_MEASURES = ("attendances", "persons", "households", "household_visits", "sessions", "hours")
EVENT_MEASURES = ("sessions", "attendances", "persons", "households", "quantity", "hours")

HOME_VISIT = ActivityKind(
    key="home_visit",
    label="上门探访",
    who=Who.PERSON,
    contact="home",
    fields=(OUTCOME,),
    evidence=("photo", "signature"),
    measures=CONTACT_MEASURES,
    group="联系对象",
)
PHONE_CALL = ActivityKind(
    key="phone_call",
    label="电话问候",
    who=Who.PERSON,
    contact="phone",
    fields=(OUTCOME, CONTACTED, PROXY_NAME, PROXY_PHONE),
    measures=CONTACT_MEASURES,
    group="联系对象",
)
VIDEO_CALL = ActivityKind(
    key="video_call",
    label="视频连线",
    who=Who.PERSON,
    contact="video",
    fields=(OUTCOME, CONTACTED, PROXY_NAME, PROXY_PHONE),
    measures=CONTACT_MEASURES,
    group="联系对象",
)
TRAINING = ActivityKind(
    key="training",
    label="培训",
    who=Who.PEOPLE,
    evidence=("sign_in", "training_record", "photo"),
    measures=EVENT_MEASURES,
    group="活动",
)
CASE = ActivityKind(
    key="case",
    label="个案",
    noun=Noun.CASE,
    who=Who.PERSON,
    dates=("opened", "closed"),
    measures=("cases", "persons"),
    group="个案与小组",
)
GROUP = ActivityKind(
    key="group",
    label="小组",
    noun=Noun.CASE,
    who=Who.PEOPLE,
    dates=("opened", "closed"),
    measures=("cases", "persons"),
    group="个案与小组",
)
CASE_SESSION = ActivityKind(
    key="case_session",
    label="个案会谈",
    who=Who.PERSON,
    measures=("sessions", "attendances", "persons", "hours"),
    group="个案与小组",
)
GROUP_SESSION = ActivityKind(
    key="group_session",
    label="小组节次",
    who=Who.PEOPLE,
    evidence=("sign_in", "photo"),
    measures=("sessions", "attendances", "persons", "hours"),
    group="个案与小组",
)

COMMON_KINDS = (
    HOME_VISIT,
    PHONE_CALL,
    VIDEO_CALL,
    TRAINING,
    CASE,
    GROUP,
    CASE_SESSION,
    GROUP_SESSION,
)
