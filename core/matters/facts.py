"""A matter 事项 and its steps as frozen facts: all that the rules and the pages ever see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MatterState(StrEnum):
    """How far a matter has come."""

    RAISED = "raised"
    TOLD = "told"
    ACKNOWLEDGED = "acknowledged"
    HANDLED = "handled"
    CLOSED = "closed"


#: Nobody has taken it on yet; and everything that is not done with.
UNANSWERED = (MatterState.RAISED, MatterState.TOLD)
OPEN = (*UNANSWERED, MatterState.ACKNOWLEDGED, MatterState.HANDLED)


class Act(StrEnum):
    """What a step did."""

    RAISE = "raise"
    TELL = "tell"
    ACKNOWLEDGE = "acknowledge"
    HANDLE = "handle"
    REFER = "refer"
    NOTE = "note"
    CLOSE = "close"
    REOPEN = "reopen"


#: What came of a matter in the end, by its kind.
OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "need": {
        "solved": "已解决",
        "referred": "已转介",
        "covered": "已纳入政策保障",
        "not_possible": "无法解决，已说明",
        "mistaken": "误报",
    },
    "lead": {
        "registered": "已登记为对象",
        "already": "已在名册上",
        "not_eligible": "不符合条件",
        "not_found": "查无此户",
    },
}
OUTCOMES = {**OUTCOMES, "incident": OUTCOMES["need"]}
#: A lead ends so when it has become a person.
REGISTERED = "registered"
#: By what means somebody was told.
MEANS: Mapping[str, str] = {
    "system": "系统内",
    "phone": "电话",
    "in_person": "当面",
    "message": "短信、微信",
    "letter": "书面",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step: what was done, by whom, when it was done and when the house heard of it.

    ``office`` are the text's words for who was told or referred to, ``office_kind`` what they stand
    for; ``told_to`` names the accounts that see it from then on. ``by_system``: done by the clock or
    on raising, not by a person.
    """

    act: Act
    at: datetime
    recorded_at: datetime
    actor: str
    office: str = ""
    office_kind: str = ""
    told_to: tuple[str, ...] = ()
    means: str = ""
    outcome: str = ""
    note: str = ""
    by_system: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Matter:
    """One matter with all its steps, oldest first.

    ``found_at`` is the true instant by the phone, ``received_at`` when it reached the house.
    ``routes`` are pairs of contract and route. A lead has no ``person`` until it becomes one, but
    ``name`` and ``address`` as they were told. ``sheltered``: abuse and the like, for few eyes only.
    """

    id: str
    kind: str
    severity: str
    what: str
    site: str
    found_at: datetime
    received_at: datetime
    worker: str
    person: str | None = None
    name: str = ""
    address: str = ""
    record: str | None = None
    sheltered: bool = False
    routes: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    version: int = 1

    @property
    def happened_at(self) -> datetime:
        """The true instant; a phone whose clock is ahead is not believed beyond its arrival."""
        return min(self.found_at, self.received_at)
