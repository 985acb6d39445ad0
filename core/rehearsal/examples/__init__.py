"""Worked examples 样例 of a package, run through the rules that count, score and pay."""

from core.rehearsal.examples.check import check_examples

__all__ = ["check_examples"]
