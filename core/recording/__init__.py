"""The writing use cases: each one transaction with its rows, audit entries and ledger entries."""

from core.recording.batch import Item, Outcome, record_many
from core.recording.cases import CaseInput, add_member, change_stage, close_case, open_case
from core.recording.inputs import (
    AttendanceInput,
    EvidenceInput,
    HeadInput,
    ItemInput,
    RecordInput,
)
from core.recording.record import (
    Recorded,
    accept,
    attach,
    correct,
    look_ahead,
    record,
    void,
    withdraw_evidence,
)
from core.recording.repost import repost_people

__all__ = [
    "AttendanceInput",
    "CaseInput",
    "EvidenceInput",
    "HeadInput",
    "Item",
    "ItemInput",
    "Outcome",
    "RecordInput",
    "Recorded",
    "accept",
    "add_member",
    "attach",
    "change_stage",
    "close_case",
    "correct",
    "look_ahead",
    "open_case",
    "record",
    "record_many",
    "repost_people",
    "void",
    "withdraw_evidence",
]
