"""交账 as one act: the month is sealed and what it came to is frozen, once for ever.

Doing it again answers the first snapshot; of two at once one does it and the other sees it done.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, insert, select

from core.calendar import business_day
from core.facts import Period
from core.ledger.book import Book
from core.ledger.dashboard import boards
from core.ledger.rows import ENTRY
from core.ledger.seals import seal
from core.ledger.tallied import within_places
from core.month_end.checklist import Checklist, judged_on, month_of, wants_two
from core.month_end.gathering import gather, roster_for, shorts
from core.month_end.loading import HandedIn, asked_by, handed_in
from core.month_end.rows import ASKED, SNAPSHOT
from core.month_end.snapshot import Site, content_of, hash_of, lines_of, text_of
from core.places.typed_text import text_problem
from core.plugin.catalogue import Catalogue
from core.store import Unit, new_id
from core.store.errors import Missing, Refused

LONGEST_NOTE = 400


@dataclass(frozen=True, kw_only=True)
class Done:
    """What came of it: the month handed in, or asked for where the package wants two people."""

    handed_in: HandedIn | None
    again: bool = False


def hand_in(
    unit: Unit,
    catalogue: Catalogue,
    book: Book,
    contract: str,
    period: str,
    *,
    note: str = "",
    alone: bool = False,
) -> Done:
    """Hand in a contract's month; the same again gives the first answer.

    ``note`` is kept with it; ``alone`` is for the command line, where an operator answers for both
    people. Raises ``Missing`` for a month that the contract does not have, ``Refused`` with the
    reason while something blocks, or when the one who asked wants to be the second person, too.
    """
    month = month_of(book.terms[contract], period)
    if month is None:
        raise Missing("这份合同没有这个月。")
    known = handed_in(unit.connection, book, contract, period)
    if known is not None:
        return Done(handed_in=known, again=True)
    problem = text_problem(note, "说明", LONGEST_NOTE)
    if problem:
        raise Refused(problem, field="note")
    checklist = gather(unit.connection, catalogue, book, contract, month, business_day(unit.at))
    _may(checklist)
    asked = ""
    if wants_two(checklist.terms) and not alone:
        asked = asked_by(unit.connection, book, contract, period)
        if not asked:
            _ask(unit, book, contract, period)
            return Done(handed_in=None)
        if asked == unit.actor.id:
            raise Refused("采购包要求两个人：您已经提出，请另一位同事来交账。")
    return Done(handed_in=_freeze(unit, book, checklist, month, note.strip(), asked))


def _may(checklist: Checklist) -> None:
    if checklist.hindrance:
        raise Refused(checklist.hindrance)
    if checklist.blocking:
        said = "；".join(f"{item.label} {item.number}" for item in checklist.blocking)
        raise Refused(f"还不能交账：{said}。办完以后再交，已填的都在。")


def _ask(unit: Unit, book: Book, contract: str, period: str) -> None:
    unit.connection.execute(
        insert(ASKED).values(
            contract_id=book.ids[contract],
            period=period,
            asked_by=unit.actor.id,
            asked_at=unit.at,
        )
    )
    unit.audit("month.ask", "contract", contract, content={"period": period})


def _freeze(
    unit: Unit, book: Book, checklist: Checklist, month: Period, note: str, asked: str
) -> HandedIn:
    contract = checklist.terms.contract
    day = judged_on(month, business_day(unit.at))
    sites = _sites(unit, book, checklist, day)
    entries = unit.connection.execute(
        select(func.count()).where(
            ENTRY.c.contract_id == book.ids[contract.key], ENTRY.c.booking == month.key
        )
    ).scalar_one()
    digest = seal(unit, book, contract.key, month.key, lines_of(sites[0]))
    content = content_of(
        checklist,
        sites,
        {"": "全部地点", **book.words.places},
        judged_on=day,
        at=unit.at,
        by={"id": unit.actor.id, "name": unit.actor.name, "role": unit.actor.role},
        entries={"number": entries, "digest": digest},
        note=note,
        asked_by=asked,
    )
    text = text_of(content)
    found = HandedIn(
        uuid=new_id(),
        contract=contract.key,
        period=month.key,
        package_version=contract.package_version,
        at=unit.at,
        by=unit.actor.id,
        digest=hash_of(text),
        text=text,
    )
    unit.connection.execute(
        insert(SNAPSHOT).values(
            uuid=found.uuid,
            contract_id=book.ids[contract.key],
            period=found.period,
            package_version=found.package_version,
            handed_in_at=found.at,
            handed_in_by=found.by,
            content=text,
            digest=found.digest,
        )
    )
    unit.audit(
        "month.hand_in",
        "contract",
        contract.key,
        content={"period": month.key, "digest": found.digest},
        reason=note,
    )
    return found


def _sites(unit: Unit, book: Book, checklist: Checklist, day: date) -> list[Site]:
    """The whole contract, then each of its places where it has several."""
    terms, month = checklist.terms, checklist.month
    contract = terms.contract
    roster = roster_for(unit.connection, book, terms)
    found = []
    for key in ("", *(contract.sites if len(contract.sites) > 1 else ())):
        near = (key,) if key else ()
        board = boards(
            unit.connection,
            book,
            [contract.key],
            day,
            places={contract.key: near},
            until=month.key,
            agreed_on=month.end,
        )[contract.key]
        people = within_places(roster, near)
        quotas = shorts(unit.connection, book, terms, month, day, people)
        found.append(Site(key=key, board=board, quotas=tuple(quotas)))
    return found
