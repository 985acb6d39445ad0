"""Which paper of which contract and period an address asks for, within one's reach."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from core.facts import Period
from core.packages.terms import Terms
from core.papers.gather import periods_for
from core.papers.listing import Written, written_in
from core.papers.reader import Reader
from core.papers.source import Source
from core.papers.writings import Place
from core.plugin import Paper
from core.store.errors import Missing
from web.pages.indicators.seen import contracts_seen

NOT_FOUND = "没有这份文书，或者不在您的权限范围内。"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A paper of a contract in one of its periods."""

    terms: Terms
    paper: Paper
    period: Period
    periods: tuple[Period, ...]

    @property
    def path(self) -> str:
        """The address of the paper, whatever its period."""
        return f"/papers/{self.terms.contract.key}/{self.paper.key}"

    @property
    def contract_type(self) -> str:
        """The contract type that declares the paper."""
        return self.terms.package.package.type


def source_of(desk: Any, station: Any, connection: Connection) -> Source:
    """What the core gathers facts from, for who sits there."""
    return Source(
        connection=connection,
        book=station.book(connection),
        catalogue=station.catalogue,
        reader=Reader(account=desk.actor.id, grants=desk.grants, day=desk.day, county=desk.county),
    )


def papers_made(station: Any, terms: Terms) -> tuple[Paper, ...]:
    """The papers of a contract: those that its package names first, in the order of the text."""
    declared = {
        paper.key: paper
        for paper in station.catalogue.contract_types[terms.package.package.type].papers
    }
    named = [declared[row.key] for row in terms.package.paper if row.key in declared]
    return tuple(dict.fromkeys((*named, *declared.values())))


def asked_of(
    desk: Any, station: Any, source: Source, contract: str, key: str, period: str = ""
) -> Asked:
    """The paper that is asked for; without a period the latest one. Missing out of reach."""
    if contract not in contracts_seen(desk, source.book, "paper.print"):
        raise Missing(NOT_FOUND)
    terms = source.book.terms[contract].on(desk.day)
    paper = next((one for one in papers_made(station, terms) if one.key == key), None)
    if paper is None or paper.draw is None:
        raise Missing(NOT_FOUND)
    periods = periods_for(terms, paper.per, desk.day)
    chosen = next((one for one in periods if one.key == period), None)
    if chosen is None and (period or not periods):
        raise Missing(NOT_FOUND)
    return Asked(terms=terms, paper=paper, period=chosen or periods[0], periods=periods)


def place_of(source: Source, asked: Asked) -> Place:
    """Under which name what people write in the paper is kept."""
    contract = asked.terms.contract.key
    return Place(
        contract_id=source.book.ids[contract],
        contract=contract,
        paper=asked.paper.key,
        period=asked.period.key,
    )


def written_of(source: Source, asked: Asked) -> Written:
    """What people have written in the paper."""
    place = place_of(source, asked)
    return written_in(source.connection, place.contract_id, place.paper, place.period)


def may_write(desk: Any, source: Source, contract: str) -> bool:
    """Whether who sits there writes for this contract: those who do its work."""
    return contract in contracts_seen(desk, source.book, "record.create")
