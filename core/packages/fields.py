"""The closed list of fields that a condition may name, beside a kind's own form fields."""

from collections.abc import Mapping

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
