"""Needs, incidents and leads as papers print them."""

from collections.abc import Mapping
from datetime import date

from core.calendar import business_day
from core.matters.facts import MatterState
from core.matters.seeing import Reader as MatterReader
from core.packages.sentences.offices import SEVERITY
from core.packages.terms import Terms
from core.papers.loading import matters_found
from core.papers.source import Source
from core.plugin.papers import MatterOnPaper
from core.trust import scope

KINDS: Mapping[str, str] = {"need": "需求", "incident": "异常", "lead": "线索"}
STATES: Mapping[str, str] = {
    MatterState.RAISED: "待告知",
    MatterState.TOLD: "已上报",
    MatterState.ACKNOWLEDGED: "已接收",
    MatterState.HANDLED: "处理中",
    MatterState.CLOSED: "已办结",
}


def matters_on_paper(
    source: Source, terms: Terms, first: date, last: date
) -> tuple[MatterOnPaper, ...]:
    """The matters of a contract found in these days; of children and abuse only what is assigned."""
    reader = source.reader
    asking = MatterReader(
        account=reader.account,
        see=scope(reader.grants, "need.see", reader.day),
        child=scope(reader.grants, "person.child", reader.day),
        day=reader.day,
    )
    rows = matters_found(source.connection, reader.county, asking, terms, first, last)
    return tuple(
        MatterOnPaper(
            kind=KINDS.get(row.kind, row.kind),
            severity=SEVERITY.get(row.severity, ""),
            what=row.what,
            person=row.whom or row.name,
            site=row.place,
            day=business_day(row.found_at),
            state=STATES.get(row.state, row.state),
            answered=row.note or "",
        )
        for row in rows
    )
