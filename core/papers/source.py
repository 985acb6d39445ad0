"""Where the facts of papers come from: one consistent look at the database, and who looks."""

from dataclasses import dataclass

from sqlalchemy import Connection

from core.ledger.book import Book
from core.papers.reader import Reader
from core.plugin.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where facts come from: a reading connection, the book, the catalogue, and who reads."""

    connection: Connection
    book: Book
    catalogue: Catalogue
    reader: Reader
