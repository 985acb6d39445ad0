"""服务台账: every service of a month in the columns of the bureau's ledger, handed in with its evidence."""

from core.plugin import Column, OnPaper, PaperFacts
from core.plugin.drawn import Drawn, Face, Paragraph, Signatures, Tone, Value
from core.plugin.tables import number_of_row, table
from plugins.home_care.activities import CHARGED, PAYER

#: One service as the ledger lists it: the record, and the tier of the person in words.
Service = tuple[OnPaper, str]


def _day(number: int, one: Service) -> Value:
    return one[0].day


def _name(number: int, one: Service) -> Value:
    return one[0].person.name


def _sex(number: int, one: Service) -> Value:
    return one[0].person.sex


def _age(number: int, one: Service) -> Value:
    return one[0].person.age


def _village(number: int, one: Service) -> Value:
    return one[0].person.village


def _address(number: int, one: Service) -> Value:
    return one[0].person.address


def _tier(number: int, one: Service) -> Value:
    return one[1]


def _items(number: int, one: Service) -> Value:
    return "、".join(dict.fromkeys(one[0].items)) or one[0].kind_label


def _minutes(number: int, one: Service) -> Value:
    return one[0].minutes


def _payer(number: int, one: Service) -> Value:
    return one[0].said.get(PAYER.key, "")


def _charged(number: int, one: Service) -> Value:
    return one[0].said.get(CHARGED.key, "")


def _evidence(number: int, one: Service) -> Value:
    return "、".join(one[0].evidence)


def _worker(number: int, one: Service) -> Value:
    return one[0].visitor["name"]


def _signed(number: int, one: Service) -> Value:
    return ""


SHOWN_COLUMNS = (
    Column(key="number", label="序号", of=number_of_row, width=2),
    Column(key="day", label="服务日期", of=_day, width=4),
    Column(key="name", label="服务对象", of=_name, width=3),
    Column(key="sex", label="性别", of=_sex, width=2),
    Column(key="age", label="年龄", of=_age, width=2),
    Column(key="village", label="村（社区）", of=_village, width=4),
    Column(key="tier", label="失能等级", of=_tier, width=6),
    Column(key="items", label="服务项目", of=_items, width=9),
    Column(key="minutes", label="时长（分）", of=_minutes, width=4),
    Column(key="payer", label="费用来源", of=_payer, width=4),
    Column(key="evidence", label="佐证", of=_evidence, width=4),
    Column(key="worker", label="服务人员", of=_worker, width=3),
    Column(key="signed", label="对象签字", of=_signed, width=3),
)
MORE_COLUMNS = (
    Column(key="address", label="服务地址", of=_address, width=5),
    Column(key="charged", label="向对象收费", of=_charged, width=3),
)
LEDGER_COLUMNS = (*SHOWN_COLUMNS, *MORE_COLUMNS)
SHOWN = tuple(one.key for one in SHOWN_COLUMNS)


def service_ledger(facts: PaperFacts) -> Drawn:
    """The services of the month that count, by day; the tier is that of the roster."""
    tiers = {one.person.id: one.tier for one in facts.roster}
    services = [(one, tiers.get(one.person.id, "")) for one in facts.records if one.people]
    people = len({one.person.id for one, _ in services})
    beside = f"另有 {facts.uncounted} 条记录未计入。" if facts.uncounted else ""
    return Drawn(
        title=facts.label,
        subtitle=f"{facts.contract.title}　{facts.period_name}",
        face=Face.TABLE,
        landscape=True,
        blocks=(
            table(LEDGER_COLUMNS, services, order=facts.columns or SHOWN),
            Paragraph(
                text=f"本期服务 {people} 人，计入 {len(services)} 次。{beside}", tone=Tone.NOTE
            ),
            Signatures(labels=("第三方机构（盖章）", "填报人", "股室签收")),
        ),
    )
