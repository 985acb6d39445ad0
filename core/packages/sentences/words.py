"""The fixed words of the sentences: periods, dates, roundings; and small helpers to join them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

#: A period as it repeats: “每个合同季度”.
EACH: Mapping[str, str] = {
    "record": "每次",
    "day": "每天",
    "week": "每周",
    "half_month": "每半个月",
    "month": "每月",
    "quarter": "每个季度",
    "year": "每年",
    "contract_month": "每个合同月",
    "contract_quarter": "每个合同季度",
    "contract_year": "每个合同年",
    "term": "合同期内",
    "typed": "每个约定的时段",
    "period": "每个分期",
    "person": "每人",
    "line": "每条指标",
    "site": "每个站点",
    "原文未约定": "（原文未约定多久一次）",
}
#: What a period is called inside a clause of its own: “同一个月内”.
WITHIN: Mapping[str, str] = {
    "record": "同一条记录内",
    "day": "同一天内",
    "week": "同一周内",
    "half_month": "同一个半月内",
    "month": "同一个月内",
    "quarter": "同一季度内",
    "year": "同一年内",
    "contract_month": "同一合同月内",
    "contract_quarter": "同一合同季度内",
    "contract_year": "同一合同年内",
    "term": "合同期内",
    "typed": "同一约定时段内",
    "period": "同一分期内",
}
HOLIDAY: Mapping[str, str] = {
    "unchanged": "逢节假日不变",
    "before": "逢节假日提前到前一个工作日",
    "after": "逢节假日顺延到下一个工作日",
}
DUE: Mapping[str, str] = {
    "last_working_day": "最后一个工作日",
    "last_day": "最后一天",
    "working_day": "第几个工作日",
    "working_days_after": "期末后几个工作日",
    "days_after": "期末后几天",
}
LATE: Mapping[str, str] = {
    "counted_late": "迟交的仍计入，记为迟交",
    "counted": "迟交的仍计入，记为迟交",
    "not_counted": "迟交的不计",
}
POPULATION: Mapping[str, str] = {
    "served": "当月实际服务的人",
    "roster": "服务名单上的人",
    "roster_month_end": "当月最后一天在册的人",
}
NEWCOMERS: Mapping[str, str] = {
    "full": "中途到岗、离岗的同样要求全额",
    "by_days": "中途到岗、离岗的按在册天数折算",
    "excused": "中途到岗、离岗的不作要求",
}
PER_OF: Mapping[str, str] = {"line": "本指标", "person": "每人", "site": "每个站点"}
OVERFLOW: Mapping[str, str] = {
    "not_counted": "超出的单列，不计入",
    "shown": "超出的单列，供了解",
    "carried": "超出的转入下一期",
}


def number(value: Decimal | int) -> str:
    """A number without needless zeros."""
    exact = Decimal(value)
    return f"{exact:.0f}" if exact == exact.to_integral_value() else f"{exact.normalize():f}"


def yuan(fen: int) -> str:
    """Money in yuan; whole yuan without decimals."""
    whole, rest = divmod(fen, 100)
    return f"{whole} 元" if not rest else f"{whole}.{rest:02d} 元"


def sentence(*parts: str) -> str:
    """Parts joined into one sentence; empty ones fall away."""
    said = [part.strip().rstrip("。；，") for part in parts if part.strip().rstrip("。；，")]
    return "；".join(said) + "。" if said else ""


def clauses(parts: Iterable[str]) -> str:
    """Parts of one clause, joined by commas; empty ones fall away."""
    return "，".join(part for part in parts if part)
