"""What a station does with one person, and everything that it does, in the order of its menu."""

from core.plugin import ActivityKind, Question, QuestionKind, Who
from core.plugin.kinds import (
    CASE,
    CASE_SESSION,
    CONTACT_MEASURES,
    GROUP,
    GROUP_SESSION,
    HOME_VISIT,
    PHONE_CALL,
    TRAINING,
)
from plugins.station_indicators.events import EVENTS
from plugins.station_indicators.questions import options

HOUSEHOLD_SURVEY = ActivityKind(
    key="household_survey",
    label="入户排查",
    who=Who.PERSON,
    fields=(Question(key="needs", label="发现的需求", kind=QuestionKind.LONG_TEXT),),
    evidence=("photo",),
    measures=CONTACT_MEASURES,
    group="联系对象",
)
#: A service outside a visit; what was given stands in its service items, each with its own code.
AID_SERVICE = ActivityKind(
    key="aid_service",
    label="个别服务",
    who=Who.PERSON,
    evidence=("photo", "signature"),
    measures=CONTACT_MEASURES,
    group="联系对象",
)
#: Dated on the day on which the person took up the work.
EMPLOYMENT = ActivityKind(
    key="employment",
    label="实现就业",
    who=Who.PERSON,
    fields=(
        Question(
            key="employment_kind",
            label="就业方式",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(first="就业", again="再就业", flexible="灵活就业"),
        ),
    ),
    evidence=("document", "photo"),
    measures=("persons",),
    group="成效",
)
#: Dated on the day on which the certificate was issued.
CERTIFICATE = ActivityKind(
    key="certificate",
    label="取得社会工作者证书",
    who=Who.PERSON,
    fields=(
        Question(
            key="certificate_level",
            label="证书级别",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(
                assistant="助理社会工作师", social_worker="社会工作师", senior="高级社会工作师"
            ),
        ),
    ),
    evidence=("certificate",),
    measures=("persons",),
    group="成效",
)

ACTIVITIES = (
    HOME_VISIT,
    PHONE_CALL,
    HOUSEHOLD_SURVEY,
    AID_SERVICE,
    TRAINING,
    *EVENTS,
    CASE,
    GROUP,
    CASE_SESSION,
    GROUP_SESSION,
    EMPLOYMENT,
    CERTIFICATE,
)
