"""The writing use cases: each one transaction with its rows, audit entries and ledger entries."""

from core.recording.batch import Item, Outcome, record_many
from core.recording.case_changes import change_stage, void_case
from core.recording.cases import CaseInput, open_case
from core.recording.closing import close_case, reopen_case
from core.recording.deciding import approve, send_document_back
from core.recording.documents import DocumentInput, DocumentKept, write_document
from core.recording.inputs import (
    AttendanceInput,
    EvidenceInput,
    HeadInput,
    ItemInput,
    RecordInput,
)
from core.recording.members import add_member, end_membership
from core.recording.planning import PlannedEventInput, drop_event, plan_event
from core.recording.record import (
    Recorded,
    accept,
    attach,
    correct,
    look_ahead,
    record,
    send_back,
    void,
    withdraw_evidence,
)
from core.recording.repost import repost_people

__all__ = [
    "AttendanceInput",
    "CaseInput",
    "DocumentInput",
    "DocumentKept",
    "EvidenceInput",
    "HeadInput",
    "Item",
    "ItemInput",
    "Outcome",
    "PlannedEventInput",
    "RecordInput",
    "Recorded",
    "accept",
    "add_member",
    "approve",
    "attach",
    "change_stage",
    "close_case",
    "correct",
    "drop_event",
    "end_membership",
    "look_ahead",
    "open_case",
    "plan_event",
    "record",
    "record_many",
    "reopen_case",
    "repost_people",
    "send_back",
    "send_document_back",
    "void",
    "void_case",
    "withdraw_evidence",
    "write_document",
]
