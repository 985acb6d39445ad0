"""巡访情况台账: every contact of a month that counts, one row each, in the bureau's own columns."""

from core.plugin import Column, OnPaper, PaperFacts, QuestionKind
from core.plugin.drawn import Drawn, Face, Paragraph, Signatures, Tone, Value
from core.plugin.tables import number_of_row, table

#: Answers of a look or a service that are worth a word in a ledger.
WRONG, DONE = "异常", "已做"
WITH_PHOTOS = "照片"


def _day(number: int, one: OnPaper) -> Value:
    return one.day


def _name(number: int, one: OnPaper) -> Value:
    return one.person.name


def _sex(number: int, one: OnPaper) -> Value:
    return one.person.sex


def _age(number: int, one: OnPaper) -> Value:
    return one.person.age


def _village(number: int, one: OnPaper) -> Value:
    return one.person.village


def _address(number: int, one: OnPaper) -> Value:
    return one.person.address


def _categories(number: int, one: OnPaper) -> Value:
    return "、".join(one.person.categories)


def _way(number: int, one: OnPaper) -> Value:
    return one.kind_label


def _minutes(number: int, one: OnPaper) -> Value:
    return one.minutes


def services_of(one: OnPaper) -> tuple[str, ...]:
    """The services that were done, each once: those of the catalogue, then those of the form."""
    done = (
        question.label
        for form in one.forms
        for question in form.questions
        if question.kind is QuestionKind.SERVICE and one.said.get(question.key, "").startswith(DONE)
    )
    return tuple(dict.fromkeys((*one.items, *done)))


def _content(number: int, one: OnPaper) -> Value:
    """What was done: the services, and what the visit looked at."""
    asked = (question for form in one.forms for question in form.questions)
    looked = any(q.kind is QuestionKind.CHECK and q.key in one.said for q in asked)
    told = [*services_of(one), *(["安全与生活状况查看"] if looked else [])]
    return "、".join(told) or "了解近况和需求"


def _found(number: int, one: OnPaper) -> Value:
    """What was wrong, and how it was dealt with."""
    asked = (question for form in one.forms for question in form.questions)
    wrong = [
        f"{question.label}：{one.said[question.key]}"
        for question in asked
        if question.kind is QuestionKind.CHECK and one.said.get(question.key, "").startswith(WRONG)
    ]
    keys = ("issue", "handling", "handling_result")
    return "；".join((*wrong, *(one.said[key] for key in keys if one.said.get(key)))) or "无"


def _evidence(number: int, one: OnPaper) -> Value:
    return "、".join(one.evidence)


def _photos(number: int, one: OnPaper) -> Value:
    return "有" if WITH_PHOTOS in one.evidence else ""


def _visitor(number: int, one: OnPaper) -> Value:
    return one.visitor["name"]


def _number(number: int, one: OnPaper) -> Value:
    return one.id


#: Every column that a bureau may ask for; the first ones are what the ledger shows unless it says so.
LEDGER_COLUMNS = (
    Column(key="number", label="序号", of=number_of_row, width=2),
    Column(key="day", label="日期", of=_day, width=4),
    Column(key="name", label="服务对象", of=_name, width=3),
    Column(key="sex", label="性别", of=_sex, width=2),
    Column(key="age", label="年龄", of=_age, width=2),
    Column(key="village", label="村（社区）", of=_village, width=4),
    Column(key="address", label="服务地址", of=_address, width=5),
    Column(key="way", label="方式", of=_way, width=3),
    Column(key="minutes", label="时长（分）", of=_minutes, width=4),
    Column(key="content", label="服务内容", of=_content, width=9),
    Column(key="found", label="发现的问题与处理", of=_found, width=7),
    Column(key="evidence", label="佐证", of=_evidence, width=4),
    Column(key="visitor", label="服务人员", of=_visitor, width=3),
)
MORE_COLUMNS = (
    Column(key="categories", label="对象类别", of=_categories, width=4),
    Column(key="photos", label="服务照片", of=_photos, width=3),
    Column(key="record", label="记录编号", of=_number, width=8),
)
SHOWN = tuple(one.key for one in LEDGER_COLUMNS)


def visit_ledger(facts: PaperFacts) -> Drawn:
    """The ledger of a month, by day; what did not count is said in a line below."""
    contacts = [one for one in facts.records if one.people]
    order = facts.columns or SHOWN
    beside = f"另有 {facts.uncounted} 条记录本期未计入，原因见系统内指标明细。"
    return Drawn(
        title=facts.label,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        face=Face.TABLE,
        landscape=True,
        blocks=(
            table((*LEDGER_COLUMNS, *MORE_COLUMNS), contacts, order=order),
            Paragraph(
                text=f"本期计入 {len(contacts)} 条。{beside if facts.uncounted else ''}",
                tone=Tone.NOTE,
            ),
            Signatures(labels=("服务机构（盖章）", "填报人", "审核人")),
        ),
    )
