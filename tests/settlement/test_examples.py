"""Worked examples of prices, payable conditions, the order of operations and instalments."""

from tests.appraisal.worked import worked_examples

test_example = worked_examples(__file__)
