"""Questions asked of one record before it is handed in; each answers in Chinese sentences."""

from core.facts import Record
from core.facts.vocabulary import AUDIENCES
from core.plugin import Check
from plugins.station_indicators.events import EVENTS

EVENT_KEYS = frozenset(kind.key for kind in EVENTS) | {"training", "group_session"}
FILE_KEYS = frozenset({"elder_file", "child_file"})
HOURS_KEYS = frozenset({"training", "exam_coaching", "exchange_meeting"})


def event_without_people(record: Record) -> tuple[str, ...]:
    """A talk to nobody is no talk."""
    if record.kind in EVENT_KEYS and record.people == 0:
        return ("没有登记任何人：请签到，或填写未实名人数。",)
    return ()


def more_people_than_came(record: Record) -> tuple[str, ...]:
    """Names and heads together cannot pass the total that the sheet states."""
    total = record.fields.get("people_total")
    if not isinstance(total, int) or record.people <= total:
        return ()
    heads = record.people - len(record.attendances)
    return (
        f"签到 {len(record.attendances)} 人加未实名 {heads} 人共 {record.people} 人次，"
        f"超过到场总人数 {total}。",
    )


def heads_by_two_yardsticks(record: Record) -> tuple[str, ...]:
    """Heads are sorted by age or by post, not both: the same head would be counted twice."""
    dimensions = {AUDIENCES[h.audience].dimension for h in record.heads if h.audience in AUDIENCES}
    if len(dimensions) < 2:
        return ()
    labels = "、".join(AUDIENCES[h.audience].label for h in record.heads if h.audience in AUDIENCES)
    return (f"未实名人数用了不同口径（{labels}），请核对没有把同一个人写两次。",)


def report_without_proof(record: Record) -> tuple[str, ...]:
    """A media report is seen by its link or its scan."""
    if record.kind != "media_report" or "scan" in record.evidence or record.fields.get("link"):
        return ()
    return ("媒体报道没有链接，也没有扫描件。",)


def brief_without_month(record: Record) -> tuple[str, ...]:
    """A brief belongs to the month it reports on, whenever it is handed in."""
    if record.kind == "monthly_brief" and "reporting" not in record.dates:
        return ("简报没有写明所属月份。",)
    return ()


def file_said_to_be_complete(record: Record) -> tuple[str, ...]:
    """A complete file has a visit and an assessment of needs (seeds/004 开展老幼关爱 1、4)."""
    if record.kind not in FILE_KEYS or record.fields.get("completeness") != "complete":
        return ()
    missing = (("surveyed_on", "调查巡访日期"), ("assessed_on", "需求评估日期"))
    return tuple(
        f"档案标为齐全，但缺{label}。" for key, label in missing if not record.fields.get(key)
    )


def child_without_consent(record: Record) -> tuple[str, ...]:
    """A child's file needs a guardian's consent (个人信息保护法 第三十一条)."""
    if record.kind == "child_file" and "guardian_consent" not in record.evidence:
        return ("未成年人档案缺监护人同意书。",)
    return ()


def hours_without_minutes(record: Record) -> tuple[str, ...]:
    """Training hours come from minutes, the event's or each person's own."""
    if record.kind not in HOURS_KEYS or record.minutes is not None:
        return ()
    if record.attendances and all(one.minutes is not None for one in record.attendances):
        return ()
    return ("没有填写时长，无法计算学时。",)


CHECKS = (
    Check(key="event_without_people", label="活动有人参加", ask=event_without_people),
    Check(key="more_people_than_came", label="人数不超过总数", ask=more_people_than_came),
    Check(key="heads_by_two_yardsticks", label="人数只用一种口径", ask=heads_by_two_yardsticks),
    Check(key="report_without_proof", label="报道有链接或扫描件", ask=report_without_proof),
    Check(key="brief_without_month", label="简报写明月份", ask=brief_without_month),
    Check(key="file_said_to_be_complete", label="档案齐全", ask=file_said_to_be_complete),
    Check(key="child_without_consent", label="未成年人档案有同意书", ask=child_without_consent),
    Check(key="hours_without_minutes", label="培训有时长", ask=hours_without_minutes),
)
