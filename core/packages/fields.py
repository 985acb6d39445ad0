"""The closed list of fields that a condition may name, beside a kind's own form fields."""

from collections.abc import Mapping

from core.facts.vocabulary import ABSENCES

COMPARISONS = ("=", "in", "contains", "≥", "≤", "between")

#: Fields of the whole record.
RECORD_FIELDS: Mapping[str, str] = {
    "kind": "记录种类",
    "role": "承担角色",
    "minutes": "时长",
    "people": "人次",
    "members": "成员数",
    "sessions": "节数",
    "stage": "阶段",
    "site": "地点",
}
#: Fields of a person, derived on the service day; they decide attendance by attendance.
PERSON_FIELDS: Mapping[str, str] = {
    "category": "对象类别",
    "audience": "受众",
    "age_on": "年龄",
    "sex": "性别",
    "tier": "分级",
    "has_phone": "有无电话",
    "level.self_care": "生活自理能力",
    "level.gbt42195": "能力评估等级",
    "level.health": "身体状况",
    "approved": "已经审批",
    "agreement": "已签服务协议",
    "household": "已登记户",
    "roster_days": "在册天数",
    "days_since.self_care": "距自理能力评估的天数",
    "days_since.gbt42195": "距能力评估的天数",
    "days_since.health": "距身体状况评估的天数",
}
#: Fields of a service item within a record.
ITEM_FIELDS: Mapping[str, str] = {
    "item.code": "服务项目",
    "item.result": "项目结果",
    "item.minutes": "项目时长",
}
#: Named references that a comparison may use instead of a literal.
REFERENCES = ("@term_start", "@term_end", "@period_start", "@period_end", "@service_date")

#: Qualifying minima that ``at_least`` may name.
MINIMA: Mapping[str, str] = {
    "minutes": "时长（分钟）",
    "people": "人次",
    "named": "实名人数",
    "members": "成员数",
    "sessions": "节数",
    "session_people": "每节人数",
    "items": "服务项目数",
}

DERIVED_OPS: Mapping[str, str] = {
    "total": "合计",
    "ratio": "比值",
    "share": "占比",
    "remaining": "剩余",
    "units_that_fit": "可容纳数",
    "expected": "截至当日应完成",
    "how_many_met": "达标条数",
    "all_met": "全部达标",
}

#: Whom a rate divides by when it is not another line: who stood on the roster in the period.
DENOMINATORS: Mapping[str, str] = {
    "roster": "期末在册的人",
    "roster_start": "期初在册的人",
    "roster_any": "期内曾经在册的人",
    "roster_whole": "整期在册的人",
}
NOBODY = "nobody"
#: Who may be left out of a rate's denominator; absences are those that last the whole period.
EXCLUSIONS: Mapping[str, str] = {**ABSENCES, "died": "已去世", NOBODY: "不剔除任何人"}
#: In what the time for an answer is counted.
RESPONSE_UNITS: Mapping[str, str] = {"hours": "小时", "days": "天", "working_days": "个工作日"}
#: What a route is for.
MATTER_KINDS: Mapping[str, str] = {"need": "需求", "incident": "突发与异常", "lead": "线索"}
#: From when the time of a route runs.
ROUTE_SINCE: Mapping[str, str] = {"found": "从发现时算", "received": "从收到时算"}
#: What becomes of a late answer.
LATE_ANSWERS: Mapping[str, str] = {
    "counted_late": "超时的仍计入，记为迟",
    "not_counted": "超时的不计",
}
