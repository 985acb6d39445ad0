"""A package proposed from a tender: what was read, how sure it is, and what was left unused."""

from core.drafting.drawing_up import draft
from core.drafting.opened import open_tender
from core.drafting.proposal import Confidence, Draft, Mark, Proposal, Reading, Unused
from core.drafting.tender import Tender, UnreadableTender, tender_of_text
from core.drafting.word import tender_of_word
from core.drafting.writing import as_data, as_toml, left_unused, package_of, report

__all__ = [
    "Confidence",
    "Draft",
    "Mark",
    "Proposal",
    "Reading",
    "Tender",
    "UnreadableTender",
    "Unused",
    "as_data",
    "as_toml",
    "draft",
    "left_unused",
    "open_tender",
    "package_of",
    "report",
    "tender_of_text",
    "tender_of_word",
]
