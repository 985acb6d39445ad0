"""The few words and signs of the screens that stand for a state; one list, used everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state: its sign, its word, and the tone in which it is coloured."""

    sign: str
    word: str
    tone: str


#: Of an indicator, each by rule (see core/README.md).
INDICATOR_STATES: Mapping[str, StateWord] = {
    "not_started": StateWord("○", "未开始", "none"),
    "on_track": StateWord("◔", "推进中", "on"),
    "at_risk": StateWord("▲", "有风险", "risk"),
    "behind": StateWord("✕", "落后", "late"),
    "met": StateWord("●", "达标", "met"),
    "info": StateWord("–", "供了解", "none"),
}
#: Of what is owed to a person.
OWED_STATES: Mapping[str, StateWord] = {
    "open": StateWord("◔", "未完成", "on"),
    "soon": StateWord("▲", "临期", "risk"),
    "overdue": StateWord("✕", "逾期", "late"),
    "done": StateWord("●", "已完成", "met"),
}
#: Of what a check found.
FINDING_STATES: Mapping[str, StateWord] = {
    "error": StateWord("✕", "必改", "late"),
    "warning": StateWord("▲", "请确认", "risk"),
    "fine": StateWord("●", "通过", "met"),
}
#: Of a need, incident or lead.
MATTER_STATES: Mapping[str, StateWord] = {
    "raised": StateWord("○", "待告知", "risk"),
    "told": StateWord("▲", "待接收", "risk"),
    "acknowledged": StateWord("◔", "已接收", "on"),
    "handled": StateWord("◔", "处理中", "on"),
    "closed": StateWord("●", "已办结", "met"),
}
#: Of what was recorded without waiting for the server.
OUTBOX_STATES: Mapping[str, StateWord] = {
    "waiting": StateWord("○", "待发送", "none"),
    "sending": StateWord("◔", "发送中", "on"),
    "received": StateWord("●", "已收到", "met"),
    "conflict": StateWord("▲", "有冲突", "risk"),
    "refused": StateWord("✕", "被拒", "late"),
}
STATES: Mapping[str, StateWord] = {
    **INDICATOR_STATES,
    **OWED_STATES,
    **FINDING_STATES,
    **MATTER_STATES,
    **OUTBOX_STATES,
}

#: A notice on top of a page: sign and tone by kind.
NOTICES: Mapping[str, StateWord] = {
    "done": StateWord("●", "已完成", "met"),
    "note": StateWord("◔", "提示", "on"),
    "warning": StateWord("▲", "请注意", "risk"),
    "error": StateWord("✕", "未成功", "late"),
}
