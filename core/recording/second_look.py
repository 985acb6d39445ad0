"""A second look 请核对: what a colleague would ask about one record before filing it."""

from logging import getLogger

from core.facts import Record
from core.plugin.catalogue import Catalogue


def second_look(catalogue: Catalogue, record: Record) -> tuple[str, ...]:
    """The sentences of every room's checks, each once; none decides whether the record counts.

    A check that fails asks nothing and is written down: a record is never kept from its author.
    """
    said: dict[str, None] = {}
    for one in () if record.void else catalogue.checks_of(record.kind):
        try:
            said |= dict.fromkeys(one.ask(record))
        except Exception:  # a room may raise anything
            getLogger(__name__).exception("the check %s failed", one.key)
    return tuple(said)
