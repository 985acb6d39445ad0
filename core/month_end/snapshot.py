"""The snapshot of a month 交账单: what is frozen, and the one text of which its hash is made. Pure.

The canonical form: JSON in UTF-8 with the keys of every object in the order of their code points, no
space between the parts, no character escaped that need not be; numbers that score stand as text
("12.5"), counts as whole numbers, instants in UTC. The SHA-256 of exactly these bytes is the digest.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.ledger.dashboard import TROUBLE, Board, Row
from core.ledger.outlook import say_number
from core.ledger.rules.verdicts import State
from core.month_end.checklist import Checklist, Short
from core.store.audit import canonical

FORMAT = "yizhan-month-1"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place of the contract (empty: all of it): its board, and the quotas of the people there."""

    key: str
    board: Board
    quotas: tuple[Short, ...]


def content_of(
    checklist: Checklist,
    sites: Iterable[Site],
    names: Mapping[str, str],
    *,
    judged_on: date,
    at: datetime,
    by: Mapping[str, str],
    entries: Mapping[str, Any],
    note: str = "",
    asked_by: str = "",
) -> dict[str, Any]:
    """All that is frozen; ``sites`` begin with the whole contract, whose key is empty.

    ``entries`` are the number and the digest of the ledger entries booked in the month.
    """
    terms, month = checklist.terms, checklist.month
    contract = terms.contract
    return {
        "format": FORMAT,
        "contract": {
            "key": contract.key,
            "title": contract.title,
            "purchaser": contract.purchaser,
            "provider": contract.provider,
        },
        "package": {"key": contract.package, "version": contract.package_version},
        "month": {"key": month.key, "first": month.start, "last": month.end},
        "judged_on": judged_on,
        "handed_in": {"at": at, "by": dict(by), "asked_by": asked_by, "note": note},
        "sites": [
            {
                "site": site.key,
                "name": names.get(site.key, site.key),
                "lines": lines_of(site),
                "derived": [
                    {"key": row.key, "label": row.label, "value": _said(value)}
                    for row, value in site.board.derived
                ],
            }
            for site in sites
        ],
        "checklist": [
            {"key": item.key, "label": item.label, "number": item.number, "blocks": item.blocks}
            for item in checklist.items
        ],
        "papers": [
            {
                "key": paper.due.key,
                "label": paper.due.label,
                "due": paper.due.due.at,
                "provisional": paper.due.provisional,
                "handed_in": paper.handed_in,
            }
            for paper in checklist.papers
        ],
        "entries": dict(entries),
    }


def text_of(content: Mapping[str, Any]) -> str:
    """The canonical text."""
    return canonical(content).decode()


def hash_of(text: str) -> str:
    """The SHA-256 of the text's bytes, 64 small hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def lines_of(site: Site) -> list[dict[str, Any]]:
    """The verdicts of a site's lines: value, target and state of each, as of the day of judging."""
    turns: dict[str, list[Short]] = {}
    for turn in site.quotas:
        turns.setdefault(turn.line.key, []).append(turn)
    return [_line(row, turns.get(row.line.key, [])) for row in site.board.rows]


def _line(row: Row, turns: list[Short]) -> dict[str, Any]:
    """A quota is told by the periods that end in the month, every other line by its verdict."""
    verdict, line = row.verdict, row.line
    state, met = row.state, verdict.met
    rounds = [turn.round for turn in turns] or ([row.round] if row.round else [])
    if turns:
        states = {one.state for one in rounds}
        state = next((one for one in TROUBLE if one in states), State.INFO)
        met = states <= {State.MET, State.INFO}
    return {
        "key": line.key,
        "ref": line.ref,
        "label": line.label,
        "unit": verdict.unit,
        "value": _said(verdict.value),
        "goal": _said(verdict.goal),
        "state": state.value,
        "met": met,
        "counted": verdict.counted,
        "refused": verdict.refused,
        "people_owed": sum(one.owed for one in rounds) if rounds else None,
        "people_done": sum(one.done for one in rounds) if rounds else None,
    }


def _said(value: Decimal | None) -> str | None:
    return None if value is None else say_number(value)
