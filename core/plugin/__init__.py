"""What a plugin sees beside the facts: declarations, hooks and the catalogue."""

from core.plugin.declarations import (
    ActivityKind,
    Check,
    ContractType,
    Exporter,
    Finding,
    Form,
    Option,
    Paper,
    Question,
    QuestionKind,
    Severity,
    Who,
)
from core.plugin.hooks import hookimpl, hookspec

__all__ = [
    "ActivityKind",
    "Check",
    "ContractType",
    "Exporter",
    "Finding",
    "Form",
    "Option",
    "Paper",
    "Question",
    "QuestionKind",
    "Severity",
    "Who",
    "hookimpl",
    "hookspec",
]
