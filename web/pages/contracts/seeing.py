"""合同: who buys what from whom, where and until when; what it changes; who shares records with it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from litestar import get
from litestar.params import FromPath
from sqlalchemy import Connection

from core.facts import PeriodKind
from core.ledger.book import Book, sealed_months
from core.ledger.dashboard import TROUBLE, Board, boards
from core.ledger.outlook import period_name
from core.ledger.rules.roster import Roster
from core.ledger.rules.verdicts import State
from core.ledger.said import labels_of
from core.packages.reach import reached
from core.packages.rows import contract_rows
from core.packages.schema import ContractFile
from core.packages.sentences.agreements import mode, override, sharing
from core.packages.sentences.words import yuan
from core.packages.terms import Terms
from core.places.rows import agencies_of
from core.store import reading
from core.store.errors import Missing
from web.desk import Answer, page
from web.given import Desk, Engine, Station
from web.pages.indicators.seen import NOT_FOUND, contracts_seen
from web.pages.indicators.shown import state_word


@dataclass(frozen=True, kw_only=True)
class MonthShown:
    """A settlement month of a contract, as the macro ``cells`` wants it."""

    label: str
    value: str
    state: str


@get("/contracts", opt={"permission": "contract.see"}, sync_to_thread=True)
def contracts(desk: Desk, engine: Engine, station: Station) -> Answer:
    """The contracts within reach: parties, term, places, and how many lines are met."""
    with reading(engine) as connection:
        book = station.book(connection)
        seen = contracts_seen(desk, book, "contract.see")
        places = {
            key: reached(desk.scope("contract.see"), book.terms[key].contract) for key in seen
        }
        known = station.people_known
        found = boards(
            connection, book, seen, desk.day, places=places, looking_back=False, known=known
        )
        agencies = _agencies(connection, desk.county)
    return page(
        desk,
        "pages/contracts.html",
        boards=[found[key] for key in seen],
        agencies=agencies,
        places=book.words.places,
        counts={key: _counts(one) for key, one in found.items()},
        passed={key: _passed(one) for key, one in found.items()},
        may_sign=bool(desk.can("contract.manage", place=desk.county)),
    )


@get("/contracts/{key:str}", opt={"permission": "contract.see"}, sync_to_thread=True)
def contract(desk: Desk, engine: Engine, station: Station, key: FromPath[str]) -> Answer:
    """One contract with everything that it says beyond its package."""
    with reading(engine) as connection:
        book = station.book(connection)
        if key not in contracts_seen(desk, book, "contract.see"):
            raise Missing(NOT_FOUND)
        terms = book.terms[key].on(desk.day)
        file = next(
            msgspec.convert(row["text"], ContractFile, strict=False)
            for row in contract_rows(connection)
            if row["key"] == key
        )
        near = {key: reached(desk.scope("contract.see"), terms.contract)}
        known = station.people_known
        found = boards(
            connection, book, [key], desk.day, places=near, looking_back=False, known=known
        )[key]
        roster = known.load(connection, book, [key], {})[0][key]
        sealed = sealed_months(connection, book).get(key, frozenset())
        agencies = _agencies(connection, desk.county)
        may_amend = key in contracts_seen(desk, book, "contract.manage")
    labels = labels_of(terms.package, station.catalogue, book.words)
    lines = {row.key: row for row in terms.package.line}
    return page(
        desk,
        "pages/contract.html",
        terms=terms,
        file=file,
        board=found,
        counts=_counts(found),
        agencies=agencies,
        places=book.words.places,
        agreements=[
            (mode(row.mode), sharing(row, _title(book), _label(book)), row)
            for row in book.agreements
            if any(member.contract == key for member in row.members)
        ],
        overrides=[
            (
                override(row, lines[row.line].unit_label, labels, lines[row.line].kinds),
                row,
                row.targets[0].clause if row.targets else "",
            )
            for row in file.override
            if row.line in lines
        ],
        tiers=_by_tier(terms, roster, desk),
        months=_months(terms, sealed, desk),
        pinned=[pin for pin in file.pinned if pin.since > desk.day],
        may_amend=may_amend,
        price="" if file.price is None else yuan(file.price),
        type_label=station.catalogue.contract_types[terms.package.package.type].label,
    )


def _counts(board: Board) -> list[tuple[str, int]]:
    kept = [state for state in TROUBLE if state is not State.INFO and board.counts[state]]
    return [(state_word(state), board.counts[state]) for state in kept]


def _passed(board: Board) -> tuple[int, int]:
    """Days gone and days in all."""
    own = board.terms.contract
    whole = (own.end - own.start).days + 1
    return min(max((board.day - own.start).days + 1, 0), whole), whole


def _agencies(connection: Connection, county: str) -> dict[str, str]:
    return {row["key"]: row["name"] for row in agencies_of(connection, county)}


def _title(book: Book) -> Callable[[str], str]:
    def title(key: str) -> str:
        return f"《{book.terms[key].contract.title}》" if key in book.terms else "另一份合同"

    return title


def _label(book: Book) -> Callable[[str, str], str]:
    def label(contract: str, line: str) -> str:
        terms = book.terms.get(contract)
        own = terms.by_key.get(line) if terms else None
        return own.label if own else "另一条指标"

    return label


def _by_tier(terms: Terms, roster: Roster, desk: Desk) -> list[tuple[str, int, int | None]]:
    """Tier, people on the roster today, people planned."""
    today = [e for e in roster.enrolments if e.on_roster(desk.day)]
    numbers = Counter(e.tier_on(desk.day) for e in today)
    found: list[tuple[str, int, int | None]] = [
        (tier.label, numbers.pop(tier.key, 0), tier.planned_people) for tier in terms.package.tier
    ]
    rest = sum(numbers.values())
    return [*found, ("没有分级", rest, None)] if rest else found


def _months(terms: Terms, sealed: frozenset[str], desk: Desk) -> list[MonthShown]:
    found = []
    for period in terms.periods(PeriodKind.MONTH):
        state = "met" if period.key in sealed else "later" if period.start > desk.day else "now"
        word = {"met": "已封账", "now": "未封账", "later": "未到"}[state]
        value = "封" if state == "met" else str(period.start.month)
        found.append(MonthShown(label=f"{period_name(period)} {word}", value=value, state=state))
    return found


HANDLERS = [contracts, contract]
