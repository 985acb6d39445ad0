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

#: Rules of one score item: read from the choices that the item names, never from others.
ITEM_RULES: Mapping[str, Mapping[str, str]] = {
    "lack": {
        "once": "没有的一次性扣分，不论缺几次",
        "each": "每缺一次扣一次",
    },
    "missed": {
        "person_month": "一人当月不足频次计一人次，不论少几次",
        "missed_visit": "每少一次计一人次",
    },
    "below_standard": {
        "full_steps": "每满一步扣一次，不满一步的不扣",
        "begun_steps": "不满一步的按一步扣",
        "proportional": "按低于标准的百分点数折算",
    },
    "bonus_limit": {
        "within_group": "加分后该考核项目不超过其分值",
        "within_total": "该考核项目可以超过其分值，总分不超过满分",
        "free": "加分不设上限，总分可以超过满分",
    },
    "falsified_score": {
        "both": "弄虚作假的既扣服务费，也按人次扣分",
        "fee_only": "弄虚作假的只扣服务费，不再扣分",
    },
}

#: Rules of the appraisal as a whole.
SCORE_RULES: Mapping[str, Mapping[str, str]] = {
    "pay_percent": {
        "person_chooses": "拨付比例由人在等级区间内选定并写明理由",
        "linear": "拨付比例按得分在等级区间内折算",
    },
    "lowest_project": {
        "lowest_grade_for_all": "同一机构几个项目，都按其中最低的等级",
        "lowest_score_for_all": "同一机构几个项目，都按其中最低的得分和比例",
        "own_grade": "同一机构几个项目，各自定级",
    },
    "year_score": {
        "from_months": "年度分由各月评分直接平均，不另行打分",
        "rescored": "年末重新评分",
    },
}

#: Rules of payment; the order of operations stands in the rows of ``settle``.
PAY_RULES: Mapping[str, Mapping[str, str]] = {
    "two_tiers": {
        "higher_once": "同时符合几个单价的，只按较高的计一次",
        "lower_once": "同时符合几个单价的，只按较低的计一次",
    },
    "payable_from": {
        "not_paid": "审批并签订服务协议以后的服务才结算",
        "paid_from_effective": "审批生效以后的服务即可结算，不看签约日期",
        "served": "服务了即可结算，不另看审批和签约",
    },
    "part_month": {
        "whole_month": "月中进出名单的，当月服务过的按整月结算",
        "by_days": "月中进出名单的，按当月在册天数折算",
    },
    "found_later": {
        "next_open_month": "封账后才发现弄虚作假的，在最近未结算月份冲减",
        "reopen": "封账后才发现弄虚作假的，重新结算原月份",
    },
}

#: Rules of a month's end; a package that sets none of them is handed in as said in decision 019.
MONTH_RULES: Mapping[str, Mapping[str, str]] = {
    "hand_in": {
        "warn": "月末清单上没有办完的事只提醒，不妨碍交账",
        "evidence": "缺佐证、照片没有传到的记录补齐以后才能交账",
        "all": "月末清单上的事全部办完以后才能交账",
    },
    "hand_in_by": {
        "one": "一个人就可以交账",
        "two": "一个人提出，由另一个人交账",
    },
}

RULES: Mapping[str, Mapping[str, str]] = {
    **QUOTA_RULES,
    **LINE_RULES,
    **ITEM_RULES,
    **SCORE_RULES,
    **PAY_RULES,
    **MONTH_RULES,
}
