"""Papers that the office expects; drawn from records, never typed twice.

``sheet.html`` prints any table and receives ``title``, ``subtitle``, ``columns``, ``rows`` and
``signatures``. ``brief.html`` receives ``title``, ``subtitle``, ``lines`` (label, clause, done,
target, state), ``events`` (day, label, people), ``reports`` (day, outlet, title), ``signatures``.
"""

from collections.abc import Mapping
from typing import Any

from core.plugin import OnPaper, Paper
from plugins.station_indicators.activities import ACTIVITIES

COLUMNS = ("序号", "姓名", "性别", "年龄", "签名", "备注")
#: Lines of a sheet; the named people first, the others sign by hand.
LINES = 24


def sign_in(paper: OnPaper) -> Mapping[str, Any]:
    """The sheet that lies at the door: who is known already, and lines for everybody else."""
    people = [
        (number, one.name, one.sex, "" if one.age is None else one.age, "", "")
        for number, one in enumerate(paper.people, 1)
    ]
    empty = [(number, "", "", "", "", "") for number in range(len(people) + 1, LINES + 1)]
    where = "　".join(filter(None, (str(paper.day or ""), paper.site)))
    return {
        "title": f"{paper.title or '活动'}签到表",
        "subtitle": where or "日期：　　　　年　　月　　日　　　地点：",
        "columns": COLUMNS,
        "rows": [*people, *empty],
        "signatures": ("负责人",),
    }


MONTHLY_BRIEF = Paper(
    key="monthly-brief",
    label="项目推进月度简报",
    template="brief.html",
    per="month",
    clause="seeds/004 做好宣传工作 3：每月25日前提交项目推进月度简报",
)
SIGN_IN = Paper(
    key="sign-in",
    label="活动签到表",
    template="sheet.html",
    per="record",
    clause="seeds/004 培育社工人才 2：有相关培训记录",
    kinds=tuple(kind.key for kind in ACTIVITIES if "sign_in" in kind.evidence),
    fill=sign_in,
)
TRAINING_FILE = Paper(
    key="training-file",
    label="社区工作者培养记录",
    template="sheet.html",
    per="person",
    clause="seeds/004 培育社工人才 1：有完整的培养记录",
)
NEEDS_LEDGER = Paper(
    key="needs-ledger",
    label="需求台账",
    template="sheet.html",
    per="term",
    clause="seeds/004 开展老幼关爱 1、4：建立需求台账1个以上",
)

PAPERS = (MONTHLY_BRIEF, SIGN_IN, TRAINING_FILE, NEEDS_LEDGER)
