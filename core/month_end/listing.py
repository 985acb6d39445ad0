"""What of a contract's month is not done, counted by indexed looks: never a walk through records."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    cast,
    distinct,
    false,
    func,
    or_,
    select,
)

from core.activities.rows import EVIDENCE, RECORD
from core.activities.waiting import Stage, at_stage
from core.cases.rows import CASE
from core.facts import EntryStatus, Period
from core.field.rows import CONFLICT
from core.ledger.book import Book
from core.ledger.rows import ENTRY, STANDING
from core.matters.facts import UNANSWERED
from core.matters.rows import MATTER, MATTER_ROUTE
from core.methods.rows import DOCUMENT, PLANNED_EVENT
from core.methods.rules import DocumentState
from core.packages.terms import CountedLine, Terms
from core.places.rows import PLACE
from core.trust.visible import at_or_below

#: How the code of a missing piece of evidence begins, in the text of an entry's reasons.
MISSING = '"evidence.'


def at_its_sites(terms: Terms) -> ColumnElement[bool]:
    """Places of the contract and all below them."""
    sites = terms.contract.sites or (terms.contract.county,)
    return or_(*(at_or_below(PLACE.c.key, site) for site in sites))


def of_its_month(terms: Terms, month: Period) -> ColumnElement[bool]:
    """Records of the contract's provider at its places in the month; void ones left out."""
    return and_(
        RECORD.c.county == terms.contract.county,
        RECORD.c.provider == terms.contract.provider,
        RECORD.c.day.between(month.start, month.end),
        RECORD.c.void == false(),
        at_its_sites(terms),
    )


def wants_evidence(terms: Terms, line: CountedLine) -> bool:
    """Whether a record may be refused by the line for want of evidence."""
    named = any(selector.evidence or selector.items for selector in line.selectors)
    return named or bool(terms.item_evidence)


def without_evidence(book: Book, terms: Terms, month: Period) -> ColumnElement[bool]:
    """A condition on ``RECORD.uuid``: refused in the month because evidence is missing."""
    return RECORD.c.uuid.in_(_without_evidence(book, terms, month, STANDING.c.record))


def _without_evidence(book: Book, terms: Terms, month: Period, what: Any) -> Any:
    lines = [line.key for line in terms.lines if wants_evidence(terms, line)]
    return (
        select(what)
        .join(ENTRY, ENTRY.c.id == STANDING.c.entry_id)
        .where(
            STANDING.c.contract_id == book.ids[terms.contract.key],
            STANDING.c.line.in_(lines),
            STANDING.c.status == EntryStatus.REFUSED.value,
            STANDING.c.day.between(month.start, month.end),
            cast(ENTRY.c.reasons, Text).contains(MISSING, autoescape=True),
        )
    )


def awaiting_photos() -> ColumnElement[bool]:
    """A condition on ``RECORD.id``: some photo of it is still on its way."""
    return RECORD.c.id.in_(
        select(EVIDENCE.c.record_id).where(
            EVIDENCE.c.file != "",
            EVIDENCE.c.arrived_at.is_(None),
            EVIDENCE.c.withdrawn_at.is_(None),
        )
    )


def numbers_of(
    connection: Connection, book: Book, terms: Terms, month: Period, outputs: Iterable[str]
) -> dict[str, int]:
    """Item → how many, of everything that is counted here; ``outputs`` are kinds to be accepted."""

    def number(statement: Any) -> int:
        return int(connection.execute(statement).scalar_one())

    counted = select(func.count()).select_from(RECORD.join(PLACE, PLACE.c.id == RECORD.c.place_id))
    mine = counted.where(of_its_month(terms, month))
    documents = (
        select(func.count())
        .select_from(DOCUMENT.join(PLACE, PLACE.c.id == DOCUMENT.c.place_id))
        .where(
            DOCUMENT.c.county == terms.contract.county,
            at_its_sites(terms),
            _by_its_provider(terms),
            *(
                DOCUMENT.c.subject.not_in(select(table.c.uuid).where(table.c.void))
                for table in (CASE, RECORD)
            ),
        )
    )
    matters = (
        select(func.count())
        .select_from(MATTER.join(MATTER_ROUTE, MATTER_ROUTE.c.matter_id == MATTER.c.id))
        .where(
            MATTER.c.county == terms.contract.county,
            MATTER.c.state.in_(UNANSWERED),
            MATTER_ROUTE.c.contract == terms.contract.key,
        )
    )
    return {
        "conflicts": number(mine.where(RECORD.c.uuid.in_(open_conflicts(terms.contract.county)))),
        "evidence": number(
            _without_evidence(book, terms, month, func.count(distinct(STANDING.c.record)))
        ),
        "awaited": number(mine.where(awaiting_photos())),
        "matters": number(matters),
        "drafts": number(documents.where(DOCUMENT.c.state == DocumentState.DRAFT)),
        "documents": number(documents.where(DOCUMENT.c.state == DocumentState.HANDED_IN)),
        "outputs": number(
            mine.where(at_stage(Stage.WAITING, outputs), RECORD.c.kind.in_(sorted(outputs)))
        ),
    }


def _by_its_provider(terms: Terms) -> ColumnElement[bool]:
    """Documents of cases, planned events and records of the contract's provider."""
    return or_(
        *(
            select(table.c.id)
            .where(table.c.uuid == DOCUMENT.c.subject, table.c.provider == terms.contract.provider)
            .exists()
            for table in (CASE, PLANNED_EVENT, RECORD)
        )
    )


def open_conflicts(county: str) -> Any:
    """The records of a county of which a second version waits."""
    return select(CONFLICT.c.record).where(CONFLICT.c.county == county, CONFLICT.c.state == "open")


def records_not_done(
    book: Book, terms: Terms, month: Period, item: str, outputs: Iterable[str]
) -> ColumnElement[bool]:
    """The records behind an item, as a condition on ``RECORD`` joined to its ``PLACE``."""
    if item == "evidence":
        return without_evidence(book, terms, month)
    own = {
        "conflicts": RECORD.c.uuid.in_(open_conflicts(terms.contract.county)),
        "awaited": awaiting_photos(),
        "outputs": and_(at_stage(Stage.WAITING, outputs), RECORD.c.kind.in_(sorted(outputs))),
    }
    return and_(own[item], of_its_month(terms, month))
