"""Questions asked of a care visit before it is saved: who pays, how long, which services.

Each returns sentences for the worker; none of them decides whether the visit counts.
"""

from core.facts import Record
from core.plugin import Check
from plugins.home_care.activities import CARE_VISIT

PUBLIC_MONEY = ("subsidy", "voucher")
SELF_PAID = "self_paid"


def _is_care(record: Record) -> bool:
    return record.kind == CARE_VISIT.key and not record.void


def _was_reached(record: Record) -> bool:
    return _is_care(record) and record.fields.get("outcome") != "failed"


def self_paid_marked_as_subsidised(record: Record) -> tuple[str, ...]:
    """A service for which the elder paid is not charged to the subsidy as well."""
    charged = record.fields.get("charged")
    if _is_care(record) and charged and record.fields.get("payer") in PUBLIC_MONEY:
        return (f"资金来源选了补贴，却登记了自费金额 {charged} 元；自费项目请另记一条，选“自费”。",)
    return ()


def self_paid_without_amount(record: Record) -> tuple[str, ...]:
    """What an elder pays is written down, so that its price can be compared."""
    amount_missing = record.fields.get("charged") in (None, "")
    if _is_care(record) and record.fields.get("payer") == SELF_PAID and amount_missing:
        return ("自费服务没有登记自费金额；自费价格应与补助对象标准一样，请补填。",)
    return ()


def duration_missing(record: Record) -> tuple[str, ...]:
    """A visit that took place has a duration (seeds/002 (三)「相应时长」)."""
    if _was_reached(record) and not record.minutes:
        return ("没有填写服务时长；请填写本次上门的实际分钟数。",)
    return ()


def items_missing(record: Record) -> tuple[str, ...]:
    """A visit that took place says which services were given."""
    if _was_reached(record) and not record.items:
        return ("没有登记服务项目；请至少选择一项实际提供的服务。",)
    return ()


def item_without_minutes(record: Record) -> tuple[str, ...]:
    """Every service given has minutes of its own; which one is said by its place in the record.

    Its name is its package's, and a record does not know it.
    """
    if not _is_care(record):
        return ()
    return tuple(
        f"第 {place} 项服务没有填写分钟数；请补填该项时长。"
        for place, item in enumerate(record.items, 1)
        if item.result == "done" and not item.minutes
    )


def items_longer_than_visit(record: Record) -> tuple[str, ...]:
    """The services of one visit do not take longer than the visit."""
    if not _is_care(record) or not record.minutes:
        return ()
    together = sum(item.minutes or 0 for item in record.items if item.result == "done")
    if together > record.minutes:
        return (
            f"各服务项目合计 {together} 分钟，超过本次上门的 {record.minutes} 分钟；请核对时长。",
        )
    return ()


def nobody_met_yet_served(record: Record) -> tuple[str, ...]:
    """A visit that met nobody gave no service."""
    served = any(item.result == "done" for item in record.items)
    if _is_care(record) and record.fields.get("outcome") == "failed" and served:
        return ("结果为“未联系上”，却登记了已做的服务项目；请核对。",)
    return ()


CHECKS = (
    Check(
        key="home_care_self_paid_marked_as_subsidised",
        label="自费项目不得记为补贴",
        ask=self_paid_marked_as_subsidised,
    ),
    Check(
        key="home_care_self_paid_without_amount",
        label="自费服务登记金额",
        ask=self_paid_without_amount,
    ),
    Check(key="home_care_duration_missing", label="填写服务时长", ask=duration_missing),
    Check(key="home_care_items_missing", label="登记服务项目", ask=items_missing),
    Check(key="home_care_item_without_minutes", label="每项填写分钟数", ask=item_without_minutes),
    Check(
        key="home_care_items_longer_than_visit",
        label="项目时长不超过上门时长",
        ask=items_longer_than_visit,
    ),
    Check(
        key="home_care_nobody_met_yet_served",
        label="未联系上不得有服务项目",
        ask=nobody_met_yet_served,
    ),
)
