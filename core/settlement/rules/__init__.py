"""The pure arithmetic of payment: prices, payable conditions, steps in order, statements in fen."""

from core.settlement.rules.fold import Folded, fold
from core.settlement.rules.given import Falsified, Served
from core.settlement.rules.instalments import instalments
from core.settlement.rules.purchasers import shared
from core.settlement.rules.results import NotPaid, Statement, StatementLine
from core.settlement.rules.served import item_codes, served_of, unseen_items
from core.settlement.rules.settle import settle

__all__ = [
    "Falsified",
    "Folded",
    "NotPaid",
    "Served",
    "Statement",
    "StatementLine",
    "fold",
    "instalments",
    "item_codes",
    "served_of",
    "settle",
    "shared",
    "unseen_items",
]
