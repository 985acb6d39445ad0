"""Importing people from a workbook 名册导入: all or nothing, with every error by row.

``read_people_workbook`` (no database) → ``check_plan`` (against what is registered) → shown to
the person → ``apply_plan`` (writes). The plan is a frozen value; applying it twice is harmless.
"""

from core.people.importing.apply import Imported, apply_plan
from core.people.importing.check import check_plan
from core.people.importing.plan import Finding, Plan, PlanRow
from core.people.importing.read import proposed, read_people, read_people_workbook
from core.people.importing.template import blank_people_workbook

__all__ = [
    "Finding",
    "Imported",
    "Plan",
    "PlanRow",
    "apply_plan",
    "blank_people_workbook",
    "check_plan",
    "proposed",
    "read_people",
    "read_people_workbook",
]
