"""Lines and quotas as sentences: what is looked at, what counts once, and what is wanted."""

from core.facts import vocabulary
from core.packages.fields import MINIMA
from core.packages.schema import Line, Measure, Quota, TargetKind
from core.packages.sentences.conditions import all_of, named
from core.packages.sentences.labels import UNNAMED, Labels
from core.packages.sentences.targets import cap, response, target
from core.packages.sentences.words import EACH, WITHIN, number, sentence, yuan

READINGS = {"period_end": "期末当天", "least_day": "期内最少的一天", "mean": "期内每天的平均"}
SESSION_RULES = {"every": "每一节都须", "mean": "各节平均须", "at_least": "满员的节数须"}
#: A unit and its classifier: 每办一场计 1 场.
CLASSIFIER = {"场次": "场"}


def line(row: Line, labels: Labels) -> str:
    """An indicator line."""
    targets = [target(one, row.unit_label, labels, row.kinds) for one in row.targets]
    return sentence(
        _counted(row, labels),
        _who(row, labels),
        _needs(row, labels),
        _dated(row),
        *(targets or ["没有目标，只供了解"]),
        cap(row.cap, row.unit_label) if row.cap else "",
        response(row.response, labels, row.kinds) if row.response else "",
        f"每{row.unit_label}付 {yuan(row.price)}" if row.price is not None else "",
        _family(row, labels),
        f"待计：{row.pending}" if row.pending else "",
    )


def _looked_at(row: Line, labels: Labels) -> str:
    """主题为惠民殡葬的政策宣讲."""
    said = [all_of(row.where, labels, row.kinds)] if row.where else []
    if row.items:
        said.append(f"做了{labels.listed(row.items, labels.items, '、')}")
    kinds = labels.kinds(row.kinds) or "名单和档案"
    return f"{'，且'.join(said)}的{kinds}" if said else kinds


def _counted(row: Line, labels: Labels) -> str:
    what, unit = _looked_at(row, labels), row.unit_label
    one = CLASSIFIER.get(unit, unit)
    within = WITHIN.get(row.scope, "合同期内")
    if row.measure is None:
        return f"{what}：怎样计数原文未约定"
    ends = {one.kind: one for one in row.targets}
    if TargetKind.STANDING in ends:
        return f"合同期内，{what}"
    if TargetKind.COVERAGE in ends:
        name = labels.field(ends[TargetKind.COVERAGE].field, row.kinds)
        return f"合同期内，{what}，按{name}分别看"
    if row.unit == ("person",):
        return f"{what}，按人计：{within}一个人只计 1 {unit}"
    once = f"{within}只计 1 {unit}"
    sayings = {
        Measure.SESSIONS: f"合同期内，{what}，每办一{one}计 1 {unit}",
        Measure.ATTENDANCES: f"合同期内，{what}，每到一人计 1 {unit}",
        Measure.PERSONS: f"{what}，按人计：一个人{once}",
        Measure.HOUSEHOLDS: f"{what}，按户计：一户{once}",
        Measure.HOUSEHOLD_VISITS: f"{what}，按户次计：每到一户计 1 {unit}",
        Measure.QUANTITY: f"合同期内，{what}，把填写的“{labels.field(row.field, row.kinds)}”相加",
        Measure.HOURS: f"{what}，把各人实际参加的分钟数相加，{row.hour_minutes or 60} 分钟为 1 {unit}",
        Measure.ARTEFACTS: f"合同期内，{what}，每验收一{one}计 1 {unit}",
        Measure.CASES: f"合同期内，{what}，每一{one}计 1 {unit}",
        Measure.ENTITIES: f"合同期内，{what}，每登记一{one}计 1 {unit}",
        Measure.LEVEL: f"{what}以最近一次验收的读数为准，前后读数不相加",
        Measure.STATE: f"按{what}逐日数人，取{READINGS.get(row.reading, '期末当天')}的人数",
    }
    return sayings[row.measure]


def _who(row: Line, labels: Labels) -> str:
    said = []
    if row.when:
        said.append("限于：" + "；".join(named(one, labels) for one in row.when))
    if row.audience:
        classes = labels.audience(row.audience)
        by_head = row.measure in (Measure.ATTENDANCES, Measure.PERSONS, Measure.HOURS)
        said.append(f"只计其中的{classes}" if by_head else f"参加者中须有{classes}")
    if row.tiers:
        said.append(f"只计分级为{labels.listed(row.tiers, labels.tiers)}的人")
    if row.roster:
        said.append("须在服务名单上")
    if not row.heads and row.measure is Measure.ATTENDANCES:
        said.append("只计登记了姓名的人")
    return "，".join(said)


def _needs(row: Line | Quota, labels: Labels) -> str:
    said = []
    if row.evidence:
        said.append(f"须有{labels.evidence(row.evidence)}")
    for name, least in row.at_least.items():
        prefix = "须"
        if isinstance(row, Line) and name == "session_people":
            prefix = SESSION_RULES.get(row.session_rule, "须")
        said.append(f"{prefix}满{MINIMA.get(name, UNNAMED)} {least}")
    return "，".join(said)


def _dated(row: Line) -> str:
    if not row.decides or row.decides == "service":
        return ""
    return f"按{vocabulary.DATE_ROLES.get(row.decides, UNNAMED)}归入月份"


def _family(row: Line, labels: Labels) -> str:
    said = []
    if row.parent:
        also = "同时计入上级" if row.also_counts_in_parent else "不计入上级"
        said.append(f"属于“{labels.lines.get(row.parent, UNNAMED)}”的一部分，{also}")
    if row.exclusive_with:
        others = "”“".join(labels.lines.get(key, UNNAMED) for key in row.exclusive_with)
        said.append(f"与“{others}”只计其中一条")
    return "；".join(said)


def quota(row: Quota, labels: Labels) -> str:
    """What each person is owed."""
    who = labels.listed(row.tiers, labels.tiers) or "名单上的对象"
    kinds = labels.kinds(row.kinds)
    if row.longest_gap is not None:
        owed = f"{who}，两次{kinds}之间最长不超过 {row.longest_gap} 天"
    else:
        period = EACH.get(row.period, "每个分期")
        owed = f"{who}每一个人，{period}至少{kinds} {number(row.min or 0)} 次"
    proxies = "、".join(labels.value("contacted", proxy, row.kinds) for proxy in row.proxies)
    return sentence(
        owed,
        f"须{all_of(row.where, labels, row.kinds)}才计" if row.where else "",
        "限于：" + "；".join(named(one, labels) for one in row.when) if row.when else "",
        f"本人没有电话的，由{proxies}代答也计" if proxies else "",
        _needs(row, labels),
        f"使用“{labels.forms.get(row.form, UNNAMED)}”" if row.form else "",
        f"同时计入“{labels.lines.get(row.also_counts_in, UNNAMED)}”" if row.also_counts_in else "",
    )
