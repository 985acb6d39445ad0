"""Past records 补录: from a table's rows to records that are made like any other.

``read_records`` (no database) → ``check_records`` (whom each row means, every rule of recording) →
decisions → ``apply_records`` (all in the caller's transaction, or none).
"""

from core.intake.records.apply import apply_records
from core.intake.records.check import check_records
from core.intake.records.read import RecordPlan, RecordRow, read_records

__all__ = ["RecordPlan", "RecordRow", "apply_records", "check_records", "read_records"]
