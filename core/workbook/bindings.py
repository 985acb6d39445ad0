"""Which column takes its words from which list, and which one names rows of another sheet."""

from collections.abc import Mapping

from core.packages.schema import (
    Cap,
    Derived,
    Example,
    FormQuestion,
    FormRow,
    Heading,
    Line,
    Quota,
    Response,
    RouteRow,
    Row,
    Sample,
    ScoreItem,
    Scorer,
    SettleStep,
    Target,
)

#: The same in every row that has the field.
WORDS_BY_NAME: Mapping[str, str] = {
    "period": "period",
    "settlement_period": "period",
    "price_per": "period",
    "scope": "period",
    "per": "period",
    "cycle": "cycle",
    "kinds": "kind",
    "evidence": "evidence",
    "audience": "audience",
    "identity": "category",
    "holiday": "holiday",
    "due": "due",
    "rule": "rule",
    "measure": "measure",
    "decides": "date_role",
    "session_rule": "session_rule",
    "reading": "reading",
    "stage": "stage",
    "mode": "rounding",
}
WORDS: Mapping[tuple[type[Row], str], str] = {
    (Heading, "type"): "type",
    (Target, "kind"): "target",
    (Target, "late"): "late",
    (Target, "newcomers"): "newcomers",
    (Target, "of"): "of_rate",
    (Target, "excluding"): "exclusion",
    (Target, "field"): "field",
    (Target, "values"): "answer",
    (Cap, "of"): "cap_of",
    (Cap, "then"): "overflow",
    (Response, "since"): "field",
    (Response, "until"): "field",
    (Response, "unit"): "response_unit",
    (Response, "late"): "late_answer",
    (Line, "unit"): "unit",
    (Line, "field"): "field",
    (Quota, "proxies"): "proxy",
    (Derived, "op"): "derived",
    (FormRow, "use"): "use",
    (FormQuestion, "kind"): "question",
    (ScoreItem, "kind"): "score_kind",
    (ScoreItem, "source"): "source",
    (Scorer, "fold"): "fold",
    (SettleStep, "op"): "step",
    (SettleStep, "of"): "step_of",
    (Sample, "of"): "population",
    (Sample, "rounding"): "sample_rounding",
    (RouteRow, "severity"): "severity",
    (RouteRow, "matters"): "matter",
    (RouteRow, "limit_unit"): "response_unit",
    (RouteRow, "since"): "route_since",
    (Example, "kind"): "kind",
}
#: What is nested without being a row: sheet and field.
WORDS_OF_PARTS: Mapping[tuple[str, str], str] = {
    ("条件明细", "field"): "field",
    ("条件明细", "comparison"): "comparison",
    ("最低要求", "key"): "minimum",
    ("佐证", "one"): "evidence",
}
#: Lists that a text may go beyond: another word is kept as it stands, and said.
OPEN = frozenset({"field", "answer", "proxy", "of_rate", "population", "severity"})

REFERS_BY_NAME: Mapping[str, str] = {
    "tiers": "对象分级",
    "when": "条件",
    "items": "服务项目",
    "item": "服务项目",
    "form": "活动与表单",
    "parent": "指标",
    "lines": "指标",
    "line": "指标",
    "after": "指标",
    "also_counts_in": "指标",
    "choices": "口径选择",
    "choice": "口径选择",
    "least_band": "等级结算",
}
REFERS: Mapping[tuple[type[Row], str], str] = {
    (Derived, "of"): "指标",
    (Example, "tier"): "对象分级",
    (ScoreItem, "group"): "考核项目",
    (Scorer, "of"): "评分人",
}
#: Lists of prose: one piece a line, for the pieces themselves hold commas.
PROSE = frozenset({(Heading, "sites"), (RouteRow, "to"), (Sample, "methods")})


def words_of(row_type: type[Row], field: str) -> str:
    """The list of words of a column; empty for free text."""
    return WORDS.get((row_type, field)) or WORDS_BY_NAME.get(field, "")


def refers_to(row_type: type[Row], field: str) -> str:
    """The sheet whose rows a column names; empty when it names none."""
    return REFERS.get((row_type, field)) or REFERS_BY_NAME.get(field, "")
