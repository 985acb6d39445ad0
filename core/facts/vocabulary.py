"""The field's closed word lists: categories, assessments, audiences, evidence, absences, dates.

Packages choose from these lists by code; screens show the Chinese labels. A word enters here
together with the glossary in ``core/README.md``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from core.facts.person import Person

#: 老年人权益保障法 第二条: 老年人是指六十周岁以上的公民.
ELDER_AGE = 60
#: 未成年人保护法 第二条: 未成年人是指未满十八周岁的公民.
ADULT_AGE = 18

CATEGORIES: Mapping[str, str] = {
    "tekun_scattered": "特困（分散供养）",
    "tekun_collective": "特困（集中供养）",
    "dibao": "低保",
    "dibian": "低保边缘",
    "gangzhi": "刚性支出困难",
    "disabled": "残疾人",
    "severely_disabled": "重残",
    "seriously_ill": "重病",
    "living_alone": "独居",
    "empty_nest": "空巢",
    "left_behind_elder": "留守老人",
    "elder_in_need": "困难老人",
    "left_behind_child": "留守儿童",
    "child_in_need": "困境儿童",
    "orphan": "孤儿",
    "de_facto_orphan": "事实无人抚养儿童",
    "vagrant": "流浪乞讨人员",
    "hardship_family": "特殊困难家庭",
    "jisheng_special": "计划生育特殊家庭",
    "party_member": "党员",
    "community_worker": "社区工作者",
    "volunteer": "志愿者",
    "jobless": "失业人员",
    "certified_social_worker": "持证社会工作者",
    "certified_carer": "持证护理员",
}

#: 社会救助对象 as the texts list them (seeds/004 「提供救助服务」: 低保、特困、残疾人等).
ASSISTED = frozenset(
    {
        "tekun_scattered",
        "tekun_collective",
        "dibao",
        "dibian",
        "gangzhi",
        "disabled",
        "severely_disabled",
        "vagrant",
    }
)

#: Kind of assessment → its levels, mildest first.
ASSESSMENTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "self_care": (
        "特困人员生活自理能力",
        {"full": "自理", "partial": "半失能", "none": "失能"},
    ),
    "gbt42195": (
        "老年人能力评估（GB/T 42195）",
        {
            "intact": "能力完好",
            "mild": "轻度失能",
            "moderate": "中度失能",
            "severe": "重度失能",
            "total": "完全失能",
        },
    ),
    "health": (
        "身体状况",
        {"good": "良好", "fair": "欠佳", "urgent": "欠佳且急需照护"},
    ),
}

EVIDENCE: Mapping[str, str] = {
    "photo": "照片",
    "sign_in": "签到表",
    "training_record": "培训记录",
    "signature": "签名",
    "document": "文稿",
    "scan": "扫描件或链接",
    "screenshot": "截图",
    "certificate": "证书",
    "receipt": "收据或凭证",
    "acceptance": "验收意见",
    "guardian_consent": "监护人同意书",
    "registration": "登记或备案证明",
}

#: State of a photo that does not count yet → what is said of it; empty while it has not come.
AWAITED: Mapping[str, str] = {"": "待传", "waiting": "待查", "refused": "没有收下"}

ABSENCES: Mapping[str, str] = {
    "hospital": "住院",
    "away": "外出务工或探亲",
    "collective_care": "转入集中供养",
    "declined": "本人不愿接受",
    "unreachable": "失联",
}

#: Which date of a record may decide its period.
DATE_ROLES: Mapping[str, str] = {
    "service": "服务日期",
    "published": "发布日期",
    "handed_in": "提交日期",
    "reporting": "所属期",
    "opened": "立案日期",
    "closed": "结案日期",
    "accepted": "验收日期",
    "read_on": "读数日期",
}

STAGES: Mapping[str, str] = {
    "intake": "接案",
    "assessment": "预估",
    "plan": "计划",
    "service": "介入",
    "evaluation": "评估",
    "closed": "结案",
    "follow_up": "回访",
}

ROLES: Mapping[str, str] = {"lead": "主办", "assist": "协助"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """An audience class 受众. Classes of one dimension never overlap.

    ``is_one`` decides for a named person on the service day; heads carry the class itself.
    """

    key: str
    label: str
    dimension: str
    is_one: Callable[[Person, date], bool]


def _is_elder(person: Person, day: date) -> bool:
    age = person.age_on(day)
    return age is not None and age >= ELDER_AGE


def _is_minor(person: Person, day: date) -> bool:
    age = person.age_on(day)
    return age is not None and age < ADULT_AGE


def _is_adult(person: Person, day: date) -> bool:
    age = person.age_on(day)
    return age is not None and ADULT_AGE <= age < ELDER_AGE


def _holds(code: str) -> Callable[[Person, date], bool]:
    def holds(person: Person, day: date) -> bool:
        return code in person.categories_on(day)

    return holds


def _is_assisted(person: Person, day: date) -> bool:
    return bool(ASSISTED & person.categories_on(day))


def _never(person: Person, day: date) -> bool:
    return False


AUDIENCES: Mapping[str, Audience] = {
    audience.key: audience
    for audience in (
        Audience(key="elder", label="老年人", dimension="age", is_one=_is_elder),
        Audience(key="minor", label="未成年人", dimension="age", is_one=_is_minor),
        Audience(key="adult", label="其他成年人", dimension="age", is_one=_is_adult),
        Audience(
            key="community_worker",
            label="社区工作者",
            dimension="post",
            is_one=_holds("community_worker"),
        ),
        Audience(
            key="party_member", label="党员", dimension="party", is_one=_holds("party_member")
        ),
        Audience(key="assisted", label="救助对象", dimension="aid", is_one=_is_assisted),
        Audience(key="guardian", label="家长、监护人", dimension="family", is_one=_never),
        Audience(
            key="volunteer", label="志愿者", dimension="volunteer", is_one=_holds("volunteer")
        ),
    )
}
