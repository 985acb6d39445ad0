"""The computing rules that a package must set by a choice, each with its possible answers.

A ``[[choice]]`` row with ``rule = "<name>"`` sets one of them. There is no silent default: a
package whose lines need a rule and that does not set it is refused (``core/packages/check``).
"""

from collections.abc import Mapping

#: Rules needed by every package with quotas.
QUOTA_RULES: Mapping[str, Mapping[str, str]] = {
    "tier_change": {
        "start_tier": "周期内分级变化的，按周期首日的分级计算应服务次数",
        "end_tier": "周期内分级变化的，按周期末日的分级计算应服务次数",
        "higher": "周期内分级变化的，按其中要求较高的分级计算应服务次数",
        "by_days": "周期内分级变化的，按各分级天数折算应服务次数，每段四舍五入一次",
    },
    "arrival": {
        "full": "周期中途进入或退出名册的，仍按整个周期计算",
        "by_days": "周期中途进入或退出名册的，按在册天数折算，四舍五入",
        "excused": "周期中途进入或退出名册的，该周期不要求",
    },
    "absence": {
        "owed": "住院、外出等期间照常要求",
        "excused_whole": "整个周期都不在的，该周期不要求；只要在家一天仍照常要求",
        "excused_any": "周期内有一天不在的，该周期不要求",
        "by_days": "按在家天数折算，四舍五入",
    },
    "owed_from": {
        "effective": "补批名册的，从生效日起要求",
        "approval": "补批名册的，从批准日起要求；生效日后的服务可以计入",
    },
    "partial_period": {
        "full": "被合同期截断的周期，按整个周期要求",
        "by_days": "被合同期截断的周期，按天数折算，四舍五入",
        "dropped": "被合同期截断的周期，不作要求",
    },
}
ROUNDING = "折算结果按四舍五入取整，每段只取整一次"

#: Rules needed only where a line uses the thing that they settle.
LINE_RULES: Mapping[str, Mapping[str, str]] = {
    "household_visit_unit": {
        "each_visit": "户次：同一户每上门一次计一次",
        "each_day": "户次：同一户同一天只计一次",
    },
    "quarter": {
        "calendar": "季度指自然季度",
        "contract": "季度从合同生效日起算，每三个月为一季",
    },
    "week": {
        "iso": "周为周一至周日，可跨月",
        "month_cut": "周为周一至周日，跨月时在月末截断为两段",
    },
    "contracts_in_common": {
        "exclusive": "同一条记录只计入一个合同",
        "named": "只有双方书面约定的合同之间可以同时计入",
    },
}

RULES: Mapping[str, Mapping[str, str]] = {**QUOTA_RULES, **LINE_RULES}
