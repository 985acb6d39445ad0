"""Up to where a county was seen: the one place that tells whether what is remembered still holds.

Two short looks: the county's audit chain, and the newest entry of each contract. Every act that
may change a person, a household, a roster, a package or a contract is an entry of the chain; what
the other acts change in numbers is an entry of the ledger.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.ledger.book import Book
from core.store.audit import latest_act, others_since

#: What such acts change in numbers is an entry of the ledger; they change no person and no roster.
#: Whoever adds a kind of act need do nothing: what is not named here drops all that is remembered.
SEEN_IN_ENTRIES = (
    "record", "evidence", "file", "file_upload", "web_session", "account", "list", "job",
    "device", "dispatch", "robot", "package_draft",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The book and the newest act of a county at the moment of looking."""

    county: str
    book: Book
    act: int


def mark_of(connection: Connection, book: Book, county: str) -> Mark:
    """The mark of a county now. Taken before anything is read that is to be remembered under it:
    what is written in between is seen the next time."""
    return Mark(county=county, book=book, act=latest_act(connection, county))


def only_entries_since(connection: Connection, before: Mark | None, now: Mark) -> bool:
    """Whether since the mark before nothing can have changed but what entries of the ledger tell.

    False as well when the mark before is later: by somebody who reads an older state.
    """
    if before is None or before.book is not now.book or now.act < before.act:
        return False
    return now.act == before.act or not others_since(
        connection, now.county, before.act, SEEN_IN_ENTRIES
    )
