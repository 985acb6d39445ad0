"""What a document is at, which documents are missing before a stage, who has to act next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.facts.vocabulary import STAGES
from core.plugin import Absent, Document

CLOSED = "closed"


class DocumentState(StrEnum):
    """The states of a document; each revision goes through them by itself."""

    DRAFT = "draft"
    HANDED_IN = "handed_in"
    SENT_BACK = "sent_back"
    APPROVED = "approved"


STATES: Mapping[str, str] = {
    "": "没有写",
    DocumentState.DRAFT: "草稿",
    DocumentState.HANDED_IN: "待审批",
    DocumentState.SENT_BACK: "退回修改",
    DocumentState.APPROVED: "已审批",
}
#: States in which the authors may still write.
OPEN = frozenset({DocumentState.DRAFT, DocumentState.SENT_BACK})
_ORDER = {stage: number for number, stage in enumerate(STAGES)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Lacking:
    """A document that should be there before the next stage, and what is the matter with it."""

    document: Document
    state: str

    @property
    def say(self) -> str:
        """结案报告（待审批）."""
        return f"{self.document.label}（{STATES[self.state]}）"


def lacking(
    documents: Iterable[Document], states: Mapping[str, frozenset[str]], stage: str
) -> tuple[Lacking, ...]:
    """The documents that are missing before this stage begins, in the order of the method.

    ``states`` maps a document to the states of its revisions. What belongs to an earlier stage
    has to be handed in; what closes a case has to be approved by somebody else. Going back to an
    earlier stage asks for nothing of the later ones.
    """
    found = []
    for one in documents:
        if one.absent is Absent.ALLOWED or one.stage not in _ORDER:
            continue
        has = states.get(one.key, frozenset())
        if one.stage == stage == CLOSED:
            there = DocumentState.APPROVED in has
        elif _ORDER[one.stage] < _ORDER[stage]:
            there = bool(has & {DocumentState.HANDED_IN, DocumentState.APPROVED})
        else:
            there = True
        if not there:
            found.append(Lacking(document=one, state=_furthest(has)))
    return tuple(found)


def _furthest(has: frozenset[str]) -> str:
    order = [DocumentState.HANDED_IN, DocumentState.SENT_BACK, DocumentState.DRAFT]
    return next((state for state in order if state in has), "")


def sentence_of(missing: Iterable[Lacking]) -> str:
    """Which documents are missing, as one part of a sentence."""
    return "、".join(one.say for one in missing)
