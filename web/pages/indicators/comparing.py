"""Side by side: places, months or workers as columns, one row per line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from core.activities.listing import names_of
from core.ledger.book import Book
from core.ledger.by_worker import by_worker
from core.ledger.history import months_until
from core.ledger.outlook import month_name, say_number
from core.ledger.side_by_side import SideBySide, by_month, by_site
from core.packages.terms import Terms
from web.desk import Desk
from web.pages.indicators.asked import View
from web.pages.indicators.narrowing import UNKNOWN, month_of_view

#: So many months, workers stand side by side on a sheet of paper.
MONTHS = 6
WORKERS = 10
QUOTAS = "频次在各列里是次数，最右是这一期做够的人数。"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Columns, the quantity of each line in each of them, and for months how it changed.

    A number opens by its column as the parameter ``opens`` of its line's address, but in columns
    that are ``closed``: places beyond those that one may choose.
    """

    opens: str
    caption: str
    columns: tuple[tuple[str, str], ...]
    values: SideBySide
    change: Mapping[str, str] | None = None
    closed: frozenset[str] = frozenset()

    def narrowed(self, line: str, column: str) -> dict[str, str]:
        """What opens the number of a line in a column; nothing where it does not open."""
        there = self.values.get(line, {}).get(column)
        return {self.opens: column} if there and column not in self.closed else {}


def compared(
    desk: Desk,
    connection: Connection,
    book: Book,
    terms: Terms,
    view: View,
    places: tuple[str, ...],
) -> Compared | None:
    """What the view asks to see side by side; None on the usual board."""
    if view.side == "sites":
        return _sites(connection, book, terms, places)
    if view.side == "months":
        return _months(desk, connection, book, terms, view, places)
    if view.side == "workers":
        return _workers(desk, connection, book, terms, view, places)
    return None


def _sites(connection: Connection, book: Book, terms: Terms, places: tuple[str, ...]) -> Compared:
    """The contract's own places, and wherever something was counted."""
    values = by_site(connection, book, terms.contract.key, places)
    own = frozenset(places or terms.contract.sites)
    keys = dict.fromkeys(places or terms.contract.sites)
    for found in values.values():
        keys.update(dict.fromkeys(sorted(found)))
    return Compared(
        opens="site",
        caption="同一份合同，各地点计入的数量。一个人、一户在哪里最早计入，就算在哪里。",
        columns=tuple((key, book.words.places.get(key, key)) for key in keys),
        values=values,
        closed=frozenset(keys) - own,
    )


def _months(
    desk: Desk,
    connection: Connection,
    book: Book,
    terms: Terms,
    view: View,
    places: tuple[str, ...],
) -> Compared:
    """The newest months up to the one that is looked at, and what changed in the last step."""
    values = by_month(connection, book, terms.contract.key, places)
    begun = [key for key in months_until(terms, desk.day) if not view.period or key <= view.period]
    keys = begun[-MONTHS:]
    change = None
    if len(keys) > 1:
        now, before = keys[-1], keys[-2]
        change = {
            line: _signed(found.get(now, Decimal(0)) - found.get(before, Decimal(0)))
            for line, found in values.items()
        }
    return Compared(
        opens="month",
        caption=f"各月记入的数量；封账以后补记的，算在记入的那个月。{QUOTAS}",
        columns=tuple((key, month_name(key, desk.day)) for key in keys),
        values=values,
        change=change,
    )


def _signed(number: Decimal) -> str:
    """+2, −1, or a dot where nothing changed."""
    if not number:
        return "·"
    return f"{'+' if number > 0 else '−'}{say_number(abs(number))}"


def _workers(
    desk: Desk,
    connection: Connection,
    book: Book,
    terms: Terms,
    view: View,
    places: tuple[str, ...],
) -> Compared:
    """Who recorded what was counted of a month's work; those with most in the first columns."""
    month = month_of_view(terms, view, desk.day)
    there = terms.on(month.end)
    values = by_worker(connection, book, there, month.start, month.end, places=places)
    weight = Counter(who for found in values.values() for who in found)
    who = [account for account, _ in weight.most_common(WORKERS)]
    names = names_of(connection, who)
    rest = f"只列条目最多的 {WORKERS} 人。" if len(weight) > WORKERS else ""
    said = f"{month_name(month.key, desk.day)}的服务，按记录人；最右是整份合同到这一天的合计。"
    return Compared(
        opens="by",
        caption=f"{said}{QUOTAS}{rest}",
        columns=tuple((account, names.get(account, UNKNOWN)) for account in who),
        values=values,
    )
