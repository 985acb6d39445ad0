"""巡访关爱服务工作清单: which services were given how often, then each time that any was given."""

from collections import Counter, defaultdict

from core.plugin import Column, OnPaper, PaperFacts
from core.plugin.drawn import Drawn, Face, Grid, Paragraph, Row, Signatures, Tone, Value
from core.plugin.tables import number_of_row, table
from plugins.hardship_visits.ledger import services_of

SUM_HEAD = ("序号", "服务项目", "服务次数", "服务人数")
SUM_WIDTHS = (6, 40, 12, 12)


def _day(number: int, one: OnPaper) -> Value:
    return one.day


def _name(number: int, one: OnPaper) -> Value:
    return one.person.name


def _age(number: int, one: OnPaper) -> Value:
    return one.person.age


def _village(number: int, one: OnPaper) -> Value:
    return one.person.village


def _services(number: int, one: OnPaper) -> Value:
    return "、".join(services_of(one))


def _minutes(number: int, one: OnPaper) -> Value:
    return one.minutes


def _visitor(number: int, one: OnPaper) -> Value:
    return one.visitor["name"]


def _signed(number: int, one: OnPaper) -> Value:
    return ""


WORK_COLUMNS = (
    Column(key="number", label="序号", of=number_of_row, width=2),
    Column(key="day", label="日期", of=_day, width=4),
    Column(key="name", label="服务对象", of=_name, width=4),
    Column(key="age", label="年龄", of=_age, width=2),
    Column(key="village", label="社区（村）", of=_village, width=4),
    Column(key="services", label="服务项目", of=_services, width=14),
    Column(key="minutes", label="时长（分）", of=_minutes, width=4),
    Column(key="visitor", label="服务人员", of=_visitor, width=4),
    Column(key="signed", label="对象签字", of=_signed, width=5),
)


def work_list(facts: PaperFacts) -> Drawn:
    """The services of the month that count; a visit without a service of its own stands in the ledger."""
    visits = [one for one in facts.records if one.people]
    given = [one for one in visits if services_of(one)]
    return Drawn(
        title=facts.label,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        face=Face.TABLE,
        landscape=True,
        blocks=(
            Paragraph(text="一、各项服务", tone=Tone.HEADING),
            Grid(widths=SUM_WIDTHS, rows=(SUM_HEAD, *_sums(given)), empty="本月没有服务项目。"),
            Paragraph(text="二、逐次清单", tone=Tone.HEADING),
            table(WORK_COLUMNS, given, order=facts.columns, empty="本月没有服务项目。"),
            Paragraph(
                text=f"本月计入 {len(visits)} 次巡访，其中 {len(given)} 次提供了服务项目。",
                tone=Tone.NOTE,
            ),
            Signatures(labels=("服务机构（盖章）", "填报人", "街道（盖章）")),
        ),
    )


def _sums(given: list[OnPaper]) -> list[Row]:
    """Each service with how often it was given and to how many people, the most frequent first."""
    times: Counter[str] = Counter()
    people: dict[str, set[str]] = defaultdict(set)
    for one in given:
        for service in services_of(one):
            times[service] += 1
            people[service] |= {person.id for person in one.people}
    return [
        (number, service, often, len(people[service]))
        for number, (service, often) in enumerate(times.most_common(), 1)
    ]
