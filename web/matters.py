"""Which matters a desk may see, and the words in which pages speak of them."""

from typing import Any

from sqlalchemy import Connection

from core.matters.facts import OUTCOMES, Act
from core.matters.listing import MatterListed, Wanted, matter_seen, matters_page
from core.matters.seeing import Reader
from core.packages.fields import MATTER_KINDS
from core.packages.sentences.offices import SEVERITY
from core.store.errors import Missing
from web.waiting import reader_for

NOBODY = "没有这件事，或者不在您的权限范围内。"
#: On one person's file, or beside one record.
MOST_BESIDE = 20
WORDS: dict[str, Any] = {"KINDS": MATTER_KINDS, "SEVERITIES": SEVERITY, "OUTCOMES": OUTCOMES}
ACTS = {
    Act.RAISE: "上报",
    Act.TELL: "告知",
    Act.ACKNOWLEDGE: "接收",
    Act.HANDLE: "处理",
    Act.REFER: "转介",
    Act.NOTE: "补充",
    Act.CLOSE: "办结",
    Act.REOPEN: "重新办理",
}


def reader_of(desk: Any) -> Reader:
    """The desk as one who reads matters."""
    return reader_for(desk.actor.id, desk.grants, desk.day)


def seen_matter(desk: Any, connection: Connection, uuid: str) -> MatterListed:
    """The matter, if it lies within reach; of children and abuse only what is assigned."""
    found = matter_seen(connection, desk.county, reader_of(desk), uuid)
    if found is None:
        raise Missing(NOBODY)
    return found


def matters_beside(
    desk: Any, connection: Connection, *, person: str = "", record: str = ""
) -> list[MatterListed]:
    """The matters of one person, or those raised from one record, that the desk may see."""
    wanted = Wanted(person=person, record=record)
    found, _ = matters_page(
        connection, desk.county, reader_of(desk), wanted, at=desk.now, limit=MOST_BESIDE
    )
    return found
