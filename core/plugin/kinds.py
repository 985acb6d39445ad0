"""Kinds of record that more than one contract type counts: recorded once, so declared once.

A kind that only one contract type knows stands in that plugin's ``activities.py``.
"""

from core.facts import Noun
from core.plugin.activity import ActivityKind, Who
from core.plugin.questions import Option, Question, QuestionKind

#: The answers to whether a contact met the person.
REACHED, FAILED = "reached", "failed"
OUTCOME = Question(
    key="outcome",
    label="结果",
    kind=QuestionKind.SINGLE,
    required=True,
    options=(Option(key=REACHED, label="联系上"), Option(key=FAILED, label="未联系上")),
)
#: A question with this condition is asked of a contact that met the person.
MET = OUTCOME.key, (REACHED,)
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
#: Why a case is closed (MZ/T 094-2017 结案).
CASE_CLOSINGS = (
    Option(key="reached", label="目标达到"),
    Option(key="referred", label="转介"),
    Option(key="lost", label="流失"),
    Option(key="moved", label="迁出"),
    Option(key="ended", label="案主要求结束"),
    Option(key="died", label="案主去世"),
    Option(key="other", label="其他"),
)
GROUP_CLOSINGS = (
    Option(key="completed", label="按计划完成"),
    Option(key="early", label="提前结束"),
    Option(key="other", label="其他"),
)
CASE = ActivityKind(
    key="case",
    label="个案",
    noun=Noun.CASE,
    who=Who.PERSON,
    dates=("opened", "closed"),
    measures=("cases", "persons"),
    group="个案与小组",
    closings=CASE_CLOSINGS,
)
GROUP = ActivityKind(
    key="group",
    label="小组",
    noun=Noun.CASE,
    who=Who.PEOPLE,
    dates=("opened", "closed"),
    measures=("cases", "persons"),
    group="个案与小组",
    closings=GROUP_CLOSINGS,
)
#: 过程记录: what every session is written down with, beside its date, place and minutes.
PROCESS = Question(key="process", label="过程", kind=QuestionKind.LONG_TEXT)
REFLECTION = Question(key="reflection", label="社工的反思", kind=QuestionKind.LONG_TEXT)
NEXT_STEP = Question(key="next_step", label="下次安排", kind=QuestionKind.LONG_TEXT)
CASE_SESSION = ActivityKind(
    key="case_session",
    label="个案会谈",
    who=Who.PERSON,
    fields=(PROCESS, REFLECTION, NEXT_STEP),
    measures=("sessions", "attendances", "persons", "hours"),
    group="个案与小组",
)
GROUP_SESSION = ActivityKind(
    key="group_session",
    label="小组节次",
    who=Who.PEOPLE,
    fields=(PROCESS, REFLECTION, NEXT_STEP),
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
