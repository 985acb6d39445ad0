"""What may change about a person, each as a few questions and one use case.

Every change is followed by counting the person's records again, in the same transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.facts import RosterState
from core.facts.vocabulary import ABSENCES, ASSESSMENTS, CATEGORIES
from core.packages.rosters import assign, change_tier, decide, enrol, leave, sign_agreement
from core.people.inputs import (
    AbsenceInput,
    AssessmentInput,
    CategoryInput,
    ConsentInput,
    ContactInput,
)
from core.people.service import (
    add_absence,
    add_contact,
    end_absence,
    end_category,
    end_contact,
    give_consent,
    record_death,
    set_category,
    withdraw_consent,
)
from core.people.service import add_assessment as _assess
from core.people.vocabulary import CONSENT_FORMS, GIVEN_BY, PURPOSES, RELATIONS
from core.plugin import Option, Question, QuestionKind
from core.store import Unit

Answers = Mapping[str, Any]
Do = Callable[[Unit, str, str, Answers], Any]
REGISTER = ("person.register",)
DECIDE = ("person.confirm", "person.approve")
TEXT_VERSION = "1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One change: its words, its questions, who may make it, and what it does.

    ``choices`` names questions whose options depend on the person (rosters, absences …).
    ``do`` is given the unit, the person's id, the permanent id made with the form, the answers.
    """

    key: str
    title: str
    button: str
    permissions: tuple[str, ...]
    questions: tuple[Question, ...]
    do: Do
    group: str
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""


def _of(words: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(key=key, label=label) for key, label in words.items())


def _one(key: str, label: str, words: Mapping[str, str] | None = None) -> Question:
    return Question(
        key=key, label=label, kind=QuestionKind.SINGLE, required=True, options=_of(words or {})
    )


def _text(key: str, label: str, *, must: bool = True, hint: str = "") -> Question:
    return Question(key=key, label=label, required=must, hint=hint)


def _date(key: str, label: str, *, must: bool = True, hint: str = "") -> Question:
    return Question(key=key, label=label, kind=QuestionKind.DATE, required=must, hint=hint)


def _day(answers: Answers, key: str) -> date:
    return date.fromisoformat(answers[key])


def _until(answers: Answers, key: str = "end") -> date | None:
    return date.fromisoformat(answers[key]) if answers.get(key) else None


REASON = _text("reason", "原因")
_LEVELS = {
    f"{kind}.{level}": f"{label}：{word}"
    for kind, (label, levels) in ASSESSMENTS.items()
    for level, word in levels.items()
}


def _tier(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    return change_tier(
        unit, a["enrolment"], a["tier"].partition(":")[2], _day(a, "start"), a["reason"]
    )


def _absence(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    made = AbsenceInput(id=fresh, reason=a["why"], start=_day(a, "start"), end=_until(a))
    return add_absence(unit, person, made, a.get("reason", ""))


def _category(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    made = CategoryInput(id=fresh, code=a["code"], start=_day(a, "start"), end=_until(a))
    return set_category(unit, person, made, a.get("reason", ""))


def _assessment(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    kind, _, level = a["level"].partition(".")
    made = AssessmentInput(
        id=fresh, kind=kind, level=level, start=_day(a, "start"), assessor=a.get("assessor", "")
    )
    return _assess(unit, person, made)


def _contact(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    made = ContactInput(
        id=fresh,
        name=a["name"],
        relation=a["relation"],
        phone=a.get("phone", ""),
        first_for_emergency=a.get("first") == "yes",
    )
    return add_contact(unit, person, made)


def _consent(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    made = ConsentInput(
        id=fresh,
        purpose=a["purpose"],
        given_by=a["given_by"],
        form=a["form"],
        given_on=_day(a, "on"),
        text_version=a.get("text_version") or TEXT_VERSION,
    )
    return give_consent(unit, person, made)


def _propose(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    contract, _, tier = a["tier"].partition(":")
    return enrol(
        unit,
        uuid=fresh,
        contract=contract,
        person=person,
        start=_day(a, "start"),
        tier=tier,
        worker=a.get("worker", ""),
    )


def _decide(unit: Unit, person: str, fresh: str, a: Answers) -> Any:
    return decide(unit, a["enrolment"], RosterState(a["state"]), _day(a, "on"), a.get("reason", ""))


_FROM = _date("start", "从哪天起")
_END = _date("end", "到哪天为止", must=False, hint="还在继续就不填。结束的当天不再算。")

ACTIONS: Mapping[str, Action] = {
    action.key: action
    for action in (
        Action(
            key="tier",
            title="调整分级",
            button="调整",
            permissions=DECIDE,
            group="名册",
            hint="新的分级从这一天起算，以前的不变；已有的记录会重新计数。",
            choices={"enrolment": "standing", "tier": "tiers"},
            questions=(_one("enrolment", "哪份名册"), _one("tier", "新的分级"), _FROM, REASON),
            do=_tier,
        ),
        Action(
            key="propose",
            title="提名进名册",
            button="提名",
            permissions=REGISTER,
            group="名册",
            hint="提名以后由乡镇确认、民政局批准；批准以后才计入合同。",
            choices={"tier": "all_tiers", "worker": "workers"},
            questions=(
                _one("tier", "合同与分级"),
                _date("start", "生效日期"),
                Question(key="worker", label="负责人", kind=QuestionKind.SINGLE),
            ),
            do=_propose,
        ),
        Action(
            key="decide",
            title="审批名册",
            button="审批",
            permissions=DECIDE,
            group="名册",
            hint="批准以后，生效日期以来的记录会重新计数。",
            choices={"enrolment": "waiting", "state": "decisions"},
            questions=(
                _one("enrolment", "哪份名册"),
                _one("state", "决定"),
                _date("on", "决定日期"),
                _text("reason", "意见", must=False),
            ),
            do=_decide,
        ),
        Action(
            key="agreement",
            title="签订服务协议",
            button="登记",
            permissions=REGISTER,
            group="名册",
            choices={"enrolment": "standing"},
            questions=(_one("enrolment", "哪份名册"), _date("start", "协议从哪天起")),
            do=lambda unit, person, fresh, a: sign_agreement(
                unit, a["enrolment"], _day(a, "start")
            ),
        ),
        Action(
            key="assign",
            title="更换负责人",
            button="更换",
            permissions=("record.approve",),
            group="名册",
            choices={"enrolment": "standing", "worker": "workers"},
            questions=(
                _one("enrolment", "哪份名册"),
                _one("worker", "负责人"),
                _text("reason", "说明", must=False),
            ),
            do=lambda unit, person, fresh, a: assign(
                unit, a["enrolment"], a["worker"], a.get("reason", "")
            ),
        ),
        Action(
            key="leave",
            title="退出名册",
            button="退出",
            permissions=DECIDE,
            group="名册",
            choices={"enrolment": "standing"},
            questions=(_one("enrolment", "哪份名册"), _date("on", "从哪天起不在册"), REASON),
            do=lambda unit, person, fresh, a: leave(
                unit, a["enrolment"], _day(a, "on"), a["reason"]
            ),
        ),
        Action(
            key="category",
            title="增加人员类别",
            button="增加",
            permissions=REGISTER,
            group="情况",
            questions=(_one("code", "类别", CATEGORIES), _FROM, _END),
            do=_category,
        ),
        Action(
            key="category-end",
            title="结束人员类别",
            button="结束",
            permissions=REGISTER,
            group="情况",
            choices={"which": "categories"},
            questions=(_one("which", "哪一类"), _date("end", "从哪天起不再是"), REASON),
            do=lambda unit, person, fresh, a: end_category(
                unit, person, a["which"], _day(a, "end"), a["reason"]
            ),
        ),
        Action(
            key="assessment",
            title="登记能力评估",
            button="登记",
            permissions=REGISTER,
            group="情况",
            questions=(
                _one("level", "评估结果", _LEVELS),
                _date("start", "评估日期"),
                _text("assessor", "评估人", must=False),
            ),
            do=_assessment,
        ),
        Action(
            key="absence",
            title="登记不在家",
            button="登记",
            permissions=REGISTER,
            group="情况",
            hint="住院、外出期间要不要看，按各合同的约定。",
            questions=(_one("why", "为什么", ABSENCES), _FROM, _END),
            do=_absence,
        ),
        Action(
            key="absence-end",
            title="回来了",
            button="登记",
            permissions=REGISTER,
            group="情况",
            choices={"which": "absences"},
            questions=(_one("which", "哪一次"), _date("end", "哪天回来")),
            do=lambda unit, person, fresh, a: end_absence(
                unit, person, a["which"], _day(a, "end"), "回来了"
            ),
        ),
        Action(
            key="contact",
            title="增加联系人",
            button="增加",
            permissions=REGISTER,
            group="联系",
            questions=(
                _text("name", "姓名"),
                _one("relation", "关系", RELATIONS),
                _text("phone", "电话", must=False),
                Question(key="first", label="紧急时首先联系", kind=QuestionKind.YES_NO),
            ),
            do=_contact,
        ),
        Action(
            key="contact-end",
            title="停用联系人",
            button="停用",
            permissions=REGISTER,
            group="联系",
            choices={"which": "contacts"},
            questions=(_one("which", "哪一位"), _date("on", "从哪天起")),
            do=lambda unit, person, fresh, a: end_contact(
                unit, person, a["which"], _day(a, "on"), "停用"
            ),
        ),
        Action(
            key="consent",
            title="登记同意",
            button="登记",
            permissions=REGISTER,
            group="联系",
            questions=(
                _one("purpose", "同意什么", PURPOSES),
                _one("given_by", "谁同意", GIVEN_BY),
                _one("form", "怎样同意", CONSENT_FORMS),
                _date("on", "哪天"),
                _text("text_version", "告知书版本", must=False, hint="不填为第 1 版。"),
            ),
            do=_consent,
        ),
        Action(
            key="consent-withdraw",
            title="撤回同意",
            button="撤回",
            permissions=REGISTER,
            group="联系",
            choices={"which": "consents"},
            questions=(_one("which", "哪一项"), _date("on", "从哪天起")),
            do=lambda unit, person, fresh, a: withdraw_consent(
                unit, person, a["which"], _day(a, "on"), "撤回"
            ),
        ),
        Action(
            key="death",
            title="登记去世",
            button="登记",
            permissions=REGISTER,
            group="情况",
            hint="去世以后不再要求服务，档案和记录都保留。",
            questions=(_date("on", "去世日期"), _text("reason", "说明", must=False)),
            do=lambda unit, person, fresh, a: record_death(
                unit, person, _day(a, "on"), a.get("reason", "")
            ),
        ),
    )
}
