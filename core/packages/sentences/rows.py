"""The other sheets as sentences: cover, choices, conditions, tiers, items, forms, lines over lines."""

from core.packages.fields import DERIVED_OPS
from core.packages.schema import (
    NOT_AGREED,
    Choice,
    ConditionRow,
    Derived,
    FormRow,
    Heading,
    Item,
    Tier,
    TypedPeriod,
)
from core.packages.sentences.conditions import all_of, named
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.words import EACH, sentence, yuan

USES = {"record": "随记录填写", "questionnaire": "回访调查时填写", "inspection": "抽查时填写"}
#: Lines named one by one in a line over lines; more are counted.
NAMED = 6


def heading(row: Heading, labels: Labels) -> str:
    """The cover."""
    effective = row.effective_from
    roles = f"每份合同各自填写{'、'.join(row.sites)}的地点" if row.sites else ""
    period = EACH.get(row.settlement_period, "每月")
    return sentence(
        f"《{row.title}》第 {row.version} 版，自 {effective.year} 年 {effective.month} 月 "
        f"{effective.day} 日起适用",
        f"采购人为{row.purchaser}" if row.purchaser else "",
        f"{period}结一次账",
        roles,
    )


def choice(row: Choice, labels: Labels) -> str:
    """What was chosen where the text leaves it open."""
    about = row.about.rstrip("？。?")
    if row.choose == NOT_AGREED:
        return f"{about}：原文未约定。"
    return sentence(f"{about}：选定“{row.options.get(row.choose, row.say).rstrip('。')}”")


def condition(row: ConditionRow, labels: Labels) -> str:
    """A named condition, spelt out."""
    others = sum(1 for one in labels.package.condition if one.id == row.id) > 1
    return sentence(
        f"条件：{all_of(row.all, labels)}", "与同名的另一行满足其一即可" if others else ""
    )


def tier(row: Tier, labels: Labels) -> str:
    """Who belongs to a tier, and what is paid."""
    who = "；".join(named(one, labels).rstrip("。") for one in row.when)
    per = EACH.get(row.price_per or "month", "每月").removeprefix("每")
    return sentence(
        f"分级“{row.label}”{f'：{who}' if who else '：由名册写明'}",
        f"每人每{per} {yuan(row.price)}" if row.price is not None else "",
        f"计划 {row.planned_people} 人（按名册为准）" if row.planned_people is not None else "",
        _unstated(row.unstated_quota),
    )


def period(row: TypedPeriod, labels: Labels) -> str:
    """A period that follows no calendar."""
    first, last = (f"{day.year} 年 {day.month} 月 {day.day} 日" for day in (row.start, row.end))
    return f"约定时段“{row.label}”：{first}至{last}，首尾两天都在内。"


def _unstated(text: str) -> str:
    if not text:
        return ""
    return "服务频次原文未约定" if text == NOT_AGREED else text


def derived(row: Derived, labels: Labels) -> str:
    """A line over lines."""
    names = [labels.lines.get(key, UNNAMED) for key in row.of]
    shown = "”“".join(names[:NAMED])
    rest = f"等 {len(names)} 条" if len(names) > NAMED else ""
    return f"由“{shown}”{rest}算出：{DERIVED_OPS.get(row.op, UNNAMED)}。"


def item(row: Item, labels: Labels) -> str:
    """A service of the catalogue."""
    return sentence(
        f"服务项目“{row.label}”{f'：{row.content}' if row.content else ''}",
        "按需开展" if row.on_demand else "",
        f"每次 {row.minutes} 分钟" if row.minutes is not None else "",
        f"每次 {yuan(row.price)}" if row.price is not None else "",
        f"须有{labels.evidence(row.evidence)}才计" if row.evidence else "",
    )


def form(row: FormRow, labels: Labels) -> str:
    """A form: what it is for and how long it is."""
    must = sum(1 for question in row.questions if question.required)
    kinds = labels.kinds(row.kinds) if row.use == "record" else ""
    return sentence(
        f"表单“{row.label}”第 {row.version} 版，{USES.get(row.use, '填写')}"
        + (f"，用于{kinds}" if kinds else ""),
        f"共 {len(row.questions)} 题，其中必填 {must} 题",
    )
