"""What is registered rather than done: cases of help, organisations, posts, outside readings."""

from core.facts import Noun
from core.plugin import ActivityKind, Question, QuestionKind, Who
from plugins.station_indicators.questions import options

#: 例: closed on the day on which the help arrived.
RESOURCE_LINK = ActivityKind(
    key="resource_link",
    label="链接社会资源",
    noun=Noun.CASE,
    who=Who.PERSON,
    dates=("opened", "closed"),
    fields=(
        Question(
            key="support_kind",
            label="支持内容",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(
                study="助学",
                medical="助医",
                disability="助残",
                crowdfunding="网络众筹",
                other="其他社会支持",
            ),
        ),
        Question(
            key="donor_kind",
            label="资源来自",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(
                organisation="社会组织", enterprise="企业", individual="爱心人士", other="其他"
            ),
        ),
        Question(key="worth", label="折合金额", kind=QuestionKind.NUMBER, unit="元", minimum=0),
    ),
    evidence=("receipt", "photo"),
    measures=("cases", "persons"),
    group="个案与小组",
)
#: 例: opened on the day on which the application was handed in or the report made.
AID_PROCEDURE = ActivityKind(
    key="aid_procedure",
    label="启动社会救助程序",
    noun=Noun.CASE,
    who=Who.PERSON,
    dates=("opened", "closed"),
    fields=(Question(key="aid_kind", label="申请的救助", required=True),),
    evidence=("receipt", "document"),
    measures=("cases", "persons"),
    group="个案与小组",
)
STATION_ROOM = ActivityKind(
    key="station_room",
    label="社工站（室）建成",
    noun=Noun.ENTITY,
    dates=("accepted",),
    fields=(
        Question(
            key="room_kind",
            label="类型",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(
                demonstration="示范社工室", community="社区社工室", township="乡镇（街道）社工站"
            ),
        ),
    ),
    evidence=("photo", "acceptance"),
    measures=("entities",),
    group="登记",
)
COMMUNITY_ORG = ActivityKind(
    key="community_org",
    label="社区社会组织",
    noun=Noun.ENTITY,
    dates=("accepted",),
    fields=(
        Question(key="name", label="名称", required=True),
        Question(
            key="org_type",
            label="服务类型",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(
                living="生活服务类",
                affairs="社区事务类",
                culture="文体活动类",
                charity="公益慈善类",
                other="其他",
            ),
        ),
        Question(
            key="registered_as",
            label="登记情况",
            kind=QuestionKind.SINGLE,
            required=True,
            options=options(registered="登记注册", filed="备案", neither="未登记、未备案"),
        ),
    ),
    evidence=("registration",),
    measures=("entities",),
    group="登记",
    alike=(("name",),),
)
JOB_POST = ActivityKind(
    key="job_post",
    label="就业岗位",
    noun=Noun.ENTITY,
    dates=("accepted",),
    fields=(Question(key="employer", label="用人单位", required=True),),
    evidence=("document",),
    measures=("entities",),
    group="登记",
)


def _reading(key: str, label: str, unit: str) -> ActivityKind:
    """A counter of 中国志愿服务网, read off on a day: a level, never added up."""
    value = Question(
        key="value",
        label="网站读数",
        kind=QuestionKind.NUMBER,
        unit=unit,
        required=True,
        minimum=0,
    )
    return ActivityKind(
        key=key,
        label=label,
        noun=Noun.READING,
        dates=("read_on",),
        fields=(value,),
        evidence=("screenshot",),
        measures=("level",),
        group="网站读数",
    )


VOLUNTEER_GROUPS = _reading("volunteer_groups", "注册志愿服务团体数", "个")
REGISTERED_VOLUNTEERS = _reading("registered_volunteers", "注册志愿者数", "人")
VOLUNTEER_PROJECTS = _reading("volunteer_projects", "发布志愿项目数", "个")
VOLUNTEER_HOURS = _reading("volunteer_hours", "记录志愿时长", "小时")
READINGS = (VOLUNTEER_GROUPS, REGISTERED_VOLUNTEERS, VOLUNTEER_PROJECTS, VOLUNTEER_HOURS)

REGISTERS = (RESOURCE_LINK, AID_PROCEDURE, STATION_ROOM, COMMUNITY_ORG, JOB_POST, *READINGS)
