"""服务对象分类名单: everybody on the roster with their tier, for the street and the district to confirm."""

from core.plugin import Column, PaperFacts
from core.plugin.drawn import Drawn, Face, Grid, Paragraph, Row, Signatures, Tone, Value
from core.plugin.papers import RosterOnPaper
from core.plugin.tables import number_of_row, table


def _name(number: int, one: RosterOnPaper) -> Value:
    return one.person.name


def _sex(number: int, one: RosterOnPaper) -> Value:
    return one.person.sex


def _age(number: int, one: RosterOnPaper) -> Value:
    return one.person.age


def _village(number: int, one: RosterOnPaper) -> Value:
    return one.person.village


def _address(number: int, one: RosterOnPaper) -> Value:
    return one.person.address


def _categories(number: int, one: RosterOnPaper) -> Value:
    return "、".join(one.person.categories)


def _tier(number: int, one: RosterOnPaper) -> Value:
    return one.tier


def _worker(number: int, one: RosterOnPaper) -> Value:
    return one.worker


def _remark(number: int, one: RosterOnPaper) -> Value:
    return one.absence


LIST_COLUMNS = (
    Column(key="number", label="序号", of=number_of_row, width=2),
    Column(key="name", label="姓名", of=_name, width=4),
    Column(key="sex", label="性别", of=_sex, width=2),
    Column(key="age", label="年龄", of=_age, width=2),
    Column(key="village", label="社区（村）", of=_village, width=4),
    Column(key="address", label="住址", of=_address, width=5),
    Column(key="categories", label="类别", of=_categories, width=5),
    Column(key="tier", label="分类", of=_tier, width=4),
    Column(key="worker", label="责任巡访员", of=_worker, width=4),
    Column(key="remark", label="备注", of=_remark, width=4),
)


def classification_list(facts: PaperFacts) -> Drawn:
    """How many people stand in each tier and what each tier is owed; then everybody by name."""
    standing = [one for one in facts.roster if one.end is None]
    order = list(facts.contract.tiers)
    standing.sort(
        key=lambda one: (_place(order, one.tier_key), one.person.village, one.person.name)
    )
    return Drawn(
        title=facts.label,
        subtitle=f"{facts.contract.title}　截至 {facts.day.isoformat()}，共 {len(standing)} 人",
        face=Face.TABLE,
        landscape=True,
        blocks=(
            _tiers(facts, standing),
            table(LIST_COLUMNS, standing, order=facts.columns, empty="名册上还没有人。"),
            Paragraph(
                text="分类结果书面反馈所属街道和区民政局，如有异议请在备注栏注明。", tone=Tone.NOTE
            ),
            Signatures(labels=("第三方机构（盖章）", "街道（盖章）", "区民政局（盖章）")),
        ),
    )


def _place(order: list[str], tier: str) -> int:
    return order.index(tier) if tier in order else len(order)


def _tiers(facts: PaperFacts, standing: list[RosterOnPaper]) -> Grid:
    rows: list[Row] = []
    for key, label in facts.contract.tiers.items():
        owed = [line.label for line in facts.lines if line.quota and key in line.tiers]
        number = sum(1 for one in standing if one.tier_key == key)
        rows.append((label, number, "；".join(owed)))
    return Grid(widths=(4, 2, 14), rows=(("分类", "人数", "巡访频次"), *rows))
