"""What goes to which office: samples, deadlines, papers, reports, and duties without a number."""

from core.packages.fields import MATTER_KINDS, RESPONSE_UNITS, ROUTE_SINCE
from core.packages.schema import NOT_AGREED, Due, Obligation, PaperRow, RouteRow, Sample
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.targets import inclusive, when_due
from core.packages.sentences.words import EACH, HOLIDAY, POPULATION, number, sentence

ROUNDING = {"up": "不足一人的进一", "down": "不足一人的舍去", "half_up": "四舍五入"}
SEVERITY = {"urgent": "紧急", "major": "重大", "general": "一般"}
PER = {
    "record": "每次",
    "person": "每人一份",
    "term": "合同期一份",
    NOT_AGREED: "多久一份原文未约定",
}


def sample(row: Sample, labels: Labels) -> str:
    """A draw: how much of whom, by whom."""
    whole = POPULATION.get(row.of, "服务对象")
    share = (
        f"不少于{whole}的 {number(row.share_percent)}%，{ROUNDING.get(row.rounding, '')}"
        if row.share_percent is not None
        else f"从{whole}中抽取，比例原文未约定"
    )
    by = f"由{row.by}" if row.by else ""
    methods = f"方式：{'、'.join(row.methods)}" if row.methods else ""
    return sentence(f"“{row.label}”：{EACH.get(row.cycle, '每月')}{by}抽查", share, methods)


def due(row: Due, labels: Labels) -> str:
    """What has to be handed in, to whom, by when."""
    to = f"交{row.to}" if row.to else ""
    when = when_due(row)
    holiday = HOLIDAY.get(row.holiday, "")
    return sentence(
        f"“{row.label}”{EACH.get(row.period, '')}一次", f"{when}{to}", inclusive(row), holiday
    )


def paper(row: PaperRow, labels: Labels) -> str:
    """A paper, for whom and how often."""
    per = PER.get(row.per) or f"{EACH.get(row.per, '每个分期')}一份"
    to = f"交{row.to}" if row.to else "存档备查"
    used = f"用表单“{labels.forms.get(row.form, UNNAMED)}”" if row.form else ""
    return sentence(f"文书“{row.label}”：{per}", to, used)


def route(row: RouteRow, labels: Labels) -> str:
    """Where something found in the field has to go."""
    severity = f"（{SEVERITY.get(row.severity, row.severity)}）" if row.severity else ""
    to = "、".join(row.to)
    where = f"由{to}" if to.endswith("解决") else f"{row.within}报{to}"
    kinds = "、".join(MATTER_KINDS[kind] for kind in row.matters if kind in MATTER_KINDS)
    used = f"系统按此转报{kinds}" if kinds else ""
    return sentence(f"{row.label}{severity}：{where}", limit(row), used)


def limit(row: RouteRow) -> str:
    """By when an office has to answer, and whose number that is."""
    if row.limit is None:
        return f"时限{NOT_AGREED}"
    since = ROUTE_SINCE.get(row.since, "").removesuffix("算")
    unit = RESPONSE_UNITS.get(row.limit_unit, "")
    length = "当天" if row.limit == 0 else f"{row.limit} {unit}内"
    return f"{since}起{length}有人接收{f'（{row.chosen}）' if row.chosen else ''}"


def obligation(row: Obligation, labels: Labels) -> str:
    """A duty without a number."""
    kinds = labels.kinds(row.kinds)
    return sentence(f"义务：{row.label}", f"做了可记为{kinds}" if kinds else "没有数量，照做即可")
