"""The ladder of checks: shape → references → sense. Each finding has a code, a place, a remedy."""

from core.packages.check.ladder import check_contract, check_file, check_package, check_sharing

__all__ = ["check_contract", "check_file", "check_package", "check_sharing"]
