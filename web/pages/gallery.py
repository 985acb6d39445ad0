"""The gallery: every part of the screens in every state, with fixed data; demonstrations only.

Tests look at it in a browser, and whoever writes a page copies from its templates.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from litestar import get
from litestar.params import FromPath

from core.plugin import Option, Question, QuestionKind
from core.plugin.kinds import PHONE_CALL
from core.store import Actor
from core.store.errors import Missing
from core.trust import Account, Grant
from web.desk import Answer, page
from web.given import Desk
from web.navigation import NAVIGATION


@dataclass(frozen=True, slots=True)
class Cell:
    """A period of a line, as the macro `cells` wants it."""

    label: str
    value: Decimal
    state: str


ROLE_OF = {
    "elements": "manager",
    "today": "worker",
    "record": "worker",
    "draft": "worker",
    "indicators": "manager",
    "sheet": "manager",
    "package": "county",
}
PERSONS = {"worker": "罗敏", "manager": "周启明", "county": "陈书远"}


def seated(desk: Desk, role: str) -> Desk:
    """The same desk with an invented person at it, so that the frame can be seen."""
    account = Account(id="gallery", login="gallery", name=PERSONS[role], county=desk.county)
    grant = Grant(
        id="gallery", role=role, place=desk.county, valid_from=desk.day - timedelta(days=1)
    )
    return replace(
        desk,
        actor=Actor(id="gallery", name=account.name, role=role),
        account=account,
        grants=(grant,),
        role=role,
        day=date(2026, 11, 21),
        pages=frozenset(entry.href for entry in NAVIGATION),
    )


def cells(*states: str) -> list[Cell]:
    """Quarters with these states: `met 2` means two were counted."""
    pairs = [state.split() for state in states]
    return [
        Cell(f"第 {n} 季度", Decimal(value), word) for n, (word, value) in enumerate(pairs, start=1)
    ]


LINES: tuple[dict[str, Any], ...] = (
    {
        "label": "新时代党建引领基层治理主题培训",
        "sub": "每季度一次",
        "value": 2,
        "target": 4,
        "unit": "场",
        "today": 89,
        "state": "behind",
        "cells": cells("met 1", "met 1", "missed 0", "now 0"),
        "forecast": "三季度已缺，无法补",
    },
    {
        "label": "市级媒体宣传报道",
        "sub": "每季度至少 1 次",
        "value": 3,
        "target": 4,
        "unit": "次",
        "today": 89,
        "state": "at_risk",
        "cells": cells("met 1", "met 2", "missed 0", "now 0"),
        "forecast": "还需 1 次，12 月 31 日前",
    },
    {
        "label": "社区工作者每人 ≥ 20 学时",
        "sub": "14 人中 11 人已满，最低 13.5 学时",
        "value": 11,
        "target": 14,
        "unit": "人",
        "today": 89,
        "state": "at_risk",
        "cells": [],
        "forecast": "3 人还差 4–6.5 学时",
    },
    {
        "label": "政策宣讲",
        "sub": "",
        "group": "服务社区治理",
        "value": 12,
        "target": 10,
        "unit": "场",
        "today": 89,
        "state": "met",
        "cells": [],
        "forecast": "9 月 3 日达标",
    },
    {
        "label": "其中 惠民殡葬政策宣讲",
        "sub": "",
        "child": True,
        "value": 3,
        "target": 4,
        "unit": "场",
        "today": 89,
        "state": "on_track",
        "cells": [],
        "forecast": "按此进度 12 月 12 日",
    },
    {
        "label": "其中 垃圾分类政策宣讲",
        "sub": "",
        "child": True,
        "value": 4,
        "target": 4,
        "unit": "场",
        "today": 89,
        "state": "met",
        "cells": [],
        "forecast": "8 月 20 日达标",
    },
    {
        "label": "社区社会组织培育",
        "sub": "年底前登记或备案",
        "value": 0,
        "target": 2,
        "unit": "支",
        "today": 60,
        "state": "not_started",
        "cells": cells("met 1", "now 0", "later 0", "later 0"),
        "forecast": "尚无记录",
    },
)

VILLAGES: tuple[dict[str, Any], ...] = (
    {
        "name": "小枧村",
        "sub": "4 人 · 上次 10 月 28 日",
        "people": (
            {
                "name": "王长根",
                "state": "overdue",
                "detail": "6 天",
                "owed": "重点 · 半失能 · 上门 <b>0/1</b>（上半月）",
            },
            {
                "name": "李秀英",
                "state": "soon",
                "detail": "",
                "owed": "自理 · 上门 <b>0/1</b> · 电话 <b>1/2</b> · 还剩 9 天",
            },
            {
                "name": "单福生",
                "state": "open",
                "detail": "",
                "owed": '自理 · 上门 <span class="met-text">1/1 ●</span> · 电话 <b>0/2</b> · '
                "无电话，问邻居周某",
            },
        ),
    },
    {
        "name": "横江村",
        "sub": "2 人 · 需求 1 件待答复",
        "people": (
            {
                "name": "曾桂兰",
                "state": "done",
                "detail": "",
                "owed": "居家养老 重度 · 本月已服务 2 次 · 协议已签",
            },
        ),
    },
)

QUESTIONS = (
    *PHONE_CALL.fields,
    Question(
        key="needs",
        label="本次发现的需求",
        kind=QuestionKind.MULTIPLE,
        other=True,
        section="需求",
        hint="可以选多项；没有就不选。",
        options=tuple(
            Option(key=key, label=label)
            for key, label in (
                ("medicine", "买药就医"),
                ("repair", "房屋维修"),
                ("policy", "政策咨询"),
                ("company", "陪伴聊天"),
            )
        ),
    ),
    Question(
        key="heating", label="取暖设备", kind=QuestionKind.CHECK, section="居家安全", required=True
    ),
    Question(key="gas", label="燃气与用电", kind=QuestionKind.CHECK, section="居家安全"),
    Question(key="cleaning", label="打扫卫生", kind=QuestionKind.SERVICE, section="做了什么"),
    Question(key="haircut", label="理发", kind=QuestionKind.SERVICE, section="做了什么"),
    Question(
        key="minutes",
        label="时长",
        kind=QuestionKind.NUMBER,
        unit="分钟",
        required=True,
        section="其他",
    ),
    Question(key="alone", label="是否独自在家", kind=QuestionKind.YES_NO, section="其他"),
    Question(key="next_visit", label="约定下次", kind=QuestionKind.DATE, section="其他"),
    Question(key="note", label="记录", kind=QuestionKind.LONG_TEXT, section="其他"),
)
ANSWERS = {
    "outcome": "reached",
    "contacted": "neighbour",
    "needs": ["medicine", "__other"],
    "needs__other": "想换一副老花镜",
    "heating": "issue",
    "heating__note": "电热毯线路老化",
    "gas": "ok",
    "minutes": "25",
}
PROBLEMS = {"proxy_name": "请填写代答人姓名。", "minutes": "时长应在 1 到 600 分钟之间。"}


@get("/gallery", opt={"permission": "public"}, sync_to_thread=True)
def elements(desk: Desk) -> Answer:
    """The single parts."""
    return shown(desk, "elements")


@get("/gallery/{part:str}", opt={"permission": "public"}, sync_to_thread=True)
def whole(desk: Desk, part: FromPath[str]) -> Answer:
    """The parts put together to a page."""
    return shown(desk, part)


def shown(desk: Desk, part: str) -> Answer:
    """One page of the gallery."""
    if part not in ROLE_OF:
        raise Missing("没有这一页。")
    return page(
        seated(desk, ROLE_OF[part]),
        f"gallery/{part}.html",
        lines=LINES,
        villages=VILLAGES,
        questions=QUESTIONS,
        answers=ANSWERS,
        problems=PROBLEMS,
        cells=cells("met 2", "missed 0", "now 1", "later 0"),
    )


HANDLERS = [elements, whole]
