"""Pure counting: facts and terms in, entries and verdicts out. No clock, no database."""

from core.ledger.rules.book import count_all
from core.ledger.rules.candidates import Candidate, candidates_of
from core.ledger.rules.claims import settle_claims
from core.ledger.rules.facts import CountingFacts, Words
from core.ledger.rules.owed import Owed, owed_by
from core.ledger.rules.settle import settle
from core.ledger.rules.verdicts import State, Verdict, judge

__all__ = [
    "Candidate",
    "CountingFacts",
    "Owed",
    "State",
    "Verdict",
    "Words",
    "candidates_of",
    "count_all",
    "judge",
    "owed_by",
    "settle",
    "settle_claims",
]
