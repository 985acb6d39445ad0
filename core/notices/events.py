"""Events 通知的事: every occasion on which somebody is told, with its words and who it is for.

An event's words, a number, the name of a station or contract and a link are all that a notice ever
says: it may lie on a lock screen or in a group, and names nobody whom the service is for.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One kind of notice. ``roles`` are those whom it may concern; who of them is told, by the rule
    of what happened: the responsible worker, the author, the provider's managers, an office.

    ``urgent``: goes out in quiet hours too. ``group``: may go to a group's robot.
    """

    key: str
    label: str
    roles: tuple[str, ...]
    unit: str = "件"
    urgent: bool = False
    group: bool = False


MATTER_URGENT = Event(
    key="matter_urgent", label="紧急的突发异常等您接收", roles=("township", "county"), urgent=True, group=True
)  # fmt: skip
MATTER_TOLD = Event(
    key="matter_told", label="需求或异常等您接收", roles=("township", "county"), group=True
)
MATTER_ANSWERED = Event(
    key="matter_answered", label="您上报的事有了答复", roles=("worker", "manager")
)
SENT_BACK = Event(
    key="sent_back", label="成果被退回，请修改", roles=("worker", "manager"), unit="份"
)
DOCUMENT_BACK = Event(
    key="document_back", label="文书被退回，请修改", roles=("worker", "manager"), unit="份"
)
DIGEST = Event(key="digest", label="今天的事：应服务的对象", roles=("worker", "manager"), unit="位")
STATION_DIGEST = Event(
    key="station_digest", label="今天的事：全站应服务的对象", roles=("manager",), unit="位"
)
DUE = Event(key="due", label="临期或逾期未服务的对象", roles=("worker", "manager"), unit="位")
DEADLINE = Event(
    key="deadline", label="材料快到提交期限", roles=("manager", "agency"), unit="项", group=True
)
ROSTER = Event(
    key="roster", label="名册、等级或评估快到期，请复核", roles=("worker", "manager"), unit="位"
)
MONTH_END = Event(
    key="month_end", label="月末清单：还没有完成的", roles=("manager",), unit="项", group=True
)
SELF_CHECK = Event(
    key="self_check", label="夜间自检发现不一致", roles=("system", "auditor"), unit="处", group=True
)
JOB_FAILED = Event(
    key="job_failed", label="到点的事没有做成", roles=("system",), unit="次", group=True
)
#: Sent to one robot by whoever has just added it; nobody chooses it.
TRIAL = Event(key="trial", label="试发的消息，看到就是通了", roles=(), unit="条", group=True)

EVENTS: Mapping[str, Event] = {
    event.key: event
    for event in (
        MATTER_URGENT,
        MATTER_TOLD,
        MATTER_ANSWERED,
        SENT_BACK,
        DOCUMENT_BACK,
        DIGEST,
        STATION_DIGEST,
        DUE,
        DEADLINE,
        ROSTER,
        MONTH_END,
        SELF_CHECK,
        JOB_FAILED,
        TRIAL,
    )
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One notice before it is told. ``subject`` and ``slot`` make it the same one when told again.

    ``about`` is the name of a station, place, contract or paper: never of a person. ``place`` and
    ``agency`` say whose group may hear of it.
    """

    event: Event
    subject: str
    link: str
    number: int = 1
    about: str = ""
    slot: str = ""
    place: str = ""
    agency: str = ""

    @property
    def say(self) -> str:
        """The notice as one line."""
        return sentence(self.event, self.number, self.about)


def sentence(event: Event, number: int, about: str) -> str:
    """What is said of an event: its words, how many, and where."""
    where = f"（{about}）" if about else ""
    return f"{event.label}：{number} {event.unit}{where}"
