"""What a station writes and hands in: files, lists, reports; each counts once it is accepted."""

from core.facts import Noun
from core.plugin import ActivityKind, Question, QuestionKind, Who
from plugins.station_indicators.questions import FIVE_BODIES, options

HANDED_IN = ("handed_in", "accepted")


def _artefact(
    key: str,
    label: str,
    *fields: Question,
    who: Who = Who.NONE,
    dates: tuple[str, ...] = HANDED_IN,
    evidence: tuple[str, ...] = ("document",),
    alike: tuple[tuple[str, ...], ...] = (("title",),),
) -> ActivityKind:
    """A document, once accepted one 篇、份 or 个."""
    return ActivityKind(
        key=key,
        label=label,
        noun=Noun.ARTEFACT,
        who=who,
        dates=dates,
        fields=fields,
        evidence=evidence,
        measures=("artefacts",),
        group="文稿",
        alike=alike,
    )


def _choice(key: str, label: str, **labels: str) -> Question:
    return Question(
        key=key,
        label=label,
        kind=QuestionKind.SINGLE,
        required=True,
        options=options(**labels),
    )


#: A file is complete when the person was visited and the needs were assessed (checks.py asks).
FILE_FIELDS = (
    Question(key="surveyed_on", label="调查巡访日期", kind=QuestionKind.DATE),
    Question(key="assessed_on", label="需求评估日期", kind=QuestionKind.DATE),
    _choice("completeness", "档案情况", complete="齐全", partial="待补充"),
)
#: What is judged rather than counted; a package ties a subject to a line.
SUBJECTS = {
    "premises": "阵地使用与氛围营造",
    "signage": "标牌、服装、挂件统一",
    "grid": "社会力量参与网格管理和服务",
    "party_rules": "党组织工作规则学习贯彻",
    "cases_reported": "典型案例及时上报",
    "other": "其他常态事项",
}

RULES_DOCUMENT = _artefact(
    "rules_document",
    "管理制度",
    _choice(
        "rules_kind",
        "制度类别",
        management="管理运行",
        service_standard="服务标准",
        finance="财务制度",
        other="其他",
    ),
    _choice("on_wall", "是否上墙", yes="已上墙", no="未上墙"),
    evidence=("document", "photo"),
)
NEEDS_LIST = _artefact("needs_list", "需求清单")
PROJECT_DESIGN = _artefact("project_design", "服务项目设计")
ELDER_FILE = _artefact("elder_file", "老年人详细档案", *FILE_FIELDS, who=Who.PERSON)
CHILD_FILE = _artefact(
    "child_file",
    "未成年人详细档案",
    *FILE_FIELDS,
    who=Who.PERSON,
    evidence=("document", "guardian_consent"),
)
NEEDS_LEDGER = _artefact(
    "needs_ledger", "需求台账", _choice("covers", "对象", elder="老年人", child="未成年人")
)
TYPICAL_CASE = _artefact(
    "typical_case",
    "典型案例",
    _choice("case_theme", "主题", old_and_young="关爱“一老一小”", other="其他"),
    FIVE_BODIES,
)
TYPICAL_EXPERIENCE = _artefact("typical_experience", "典型经验")
MEDIA_REPORT = _artefact(
    "media_report",
    "媒体宣传报道",
    Question(key="outlet", label="媒体名称", required=True),
    _choice(
        "media_level", "媒体层级", county="县级", city="市级", province="省级及以上", other="其他"
    ),
    _choice("origin", "首发或转载", original="首发", reprint="转载"),
    Question(key="link", label="链接", link=True, hint="没有链接就在佐证里写明扫描件存放处。"),
    dates=("published", "accepted"),
    evidence=("scan",),
    alike=(("outlet", "title", "day"), ("link",)),
)
MONTHLY_BRIEF = _artefact(
    "monthly_brief", "项目推进月度简报", dates=("reporting", "handed_in", "accepted")
)
EVALUATION_REPORT = _artefact(
    "evaluation_report", "评估报告", _choice("report_kind", "阶段", midterm="中期", final="结项")
)
STANDING_REVIEW = _artefact(
    "standing_review",
    "常态事项佐证",
    _choice("subject", "事项", **SUBJECTS),
    Question(key="finding", label="评审意见", kind=QuestionKind.LONG_TEXT),
    evidence=("photo", "document"),
)

ARTEFACTS = (
    RULES_DOCUMENT,
    NEEDS_LIST,
    PROJECT_DESIGN,
    ELDER_FILE,
    CHILD_FILE,
    NEEDS_LEDGER,
    TYPICAL_CASE,
    TYPICAL_EXPERIENCE,
    MEDIA_REPORT,
    MONTHLY_BRIEF,
    EVALUATION_REPORT,
    STANDING_REVIEW,
)
