"""The ladder of checks: shape → references → sense → feasibility. Each finding has a code, a place, a remedy."""

from core.packages.check.feasibility import workload
from core.packages.check.ladder import (
    check_contract,
    check_file,
    check_package,
    check_sharing,
    climb,
    has_errors,
)
from core.packages.check.overlaps import check_overlaps
from core.packages.check.rungs import Rung

__all__ = [
    "Rung",
    "check_contract",
    "check_file",
    "check_overlaps",
    "check_package",
    "check_sharing",
    "climb",
    "has_errors",
    "workload",
]
