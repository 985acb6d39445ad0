"""What a plugin sees beside the facts: declarations, hooks and the catalogue."""

from core.plugin.activity import ActivityKind, LeadQuestions, Who
from core.plugin.declarations import (
    Check,
    ContractType,
    Exporter,
    Finding,
    Paper,
    Severity,
)
from core.plugin.documents import Absent, Document, Rows
from core.plugin.hooks import hookimpl, hookspec
from core.plugin.papers import (
    LineOnPaper,
    Need,
    OnPaper,
    PaperFacts,
    Per,
    PersonOnPaper,
)
from core.plugin.questions import Form, Option, Question, QuestionKind
from core.plugin.tables import Column

__all__ = [
    "Absent",
    "ActivityKind",
    "Check",
    "Column",
    "ContractType",
    "Document",
    "Exporter",
    "Finding",
    "Form",
    "LeadQuestions",
    "LineOnPaper",
    "Need",
    "OnPaper",
    "Option",
    "Paper",
    "PaperFacts",
    "Per",
    "PersonOnPaper",
    "Question",
    "QuestionKind",
    "Rows",
    "Severity",
    "Who",
    "hookimpl",
    "hookspec",
]
