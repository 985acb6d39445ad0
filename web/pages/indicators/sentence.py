"""A line as one Chinese sentence, with the targets that its contract says otherwise."""

from typing import Any

import msgspec

from core.ledger.book import Book
from core.ledger.said import labels_of
from core.packages.sentences import line as line_sentence
from core.packages.sentences import quota as quota_sentence
from core.packages.terms import Terms


def sentence_of(held: Terms, book: Book, station: Any, line: str) -> str:
    """What the package says of a line, as it was agreed last; empty for what is none."""
    known = [terms for terms in held.stretches if line in terms.by_key]
    terms = known[-1] if known else held
    labels = labels_of(terms.package, station.catalogue, book.words)
    counted = terms.by_key.get(line)
    for row in terms.package.quota:
        if row.key == line:
            return quota_sentence(row, labels)
    for own in terms.package.line:
        if own.key == line and counted is not None:
            signed = msgspec.structs.replace(own, targets=counted.targets)
            return line_sentence(signed, labels)
    return ""
