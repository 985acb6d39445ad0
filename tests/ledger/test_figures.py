"""The figures of a line without a total: value, goal and unit belong together."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.ledger.rules.figures import figures, percent_reached
from core.ledger.rules.parts import Cell, Part, Phase
from core.packages.schema import Measure, TargetKind
from core.testing.examples import load_example
from tests.ledger.test_pace import EXAMPLE, EXAMPLES

HELD = Decimal(7)


@pytest.fixture(scope="module")
def line():
    return load_example(EXAMPLES / EXAMPLE).terms[0].lines[0]


def cells(*wanted, done=1):
    each = {"value": Decimal(done), "met": False, "phase": Phase.RUNNING}
    return tuple(Cell(key=str(n), goal=Decimal(goal), **each) for n, goal in enumerate(wanted))


def part(kind, value, goal, of=()):
    goal = None if goal is None else Decimal(goal)
    return Part(kind=kind, value=Decimal(value), goal=goal, met=False, cells=of)


def test_a_total_leads_whatever_stands_before_it(line):
    each = part(TargetKind.EVERY_PERSON, 3, 12)
    total = part(TargetKind.TOTAL, 7, 20)
    assert figures(line, (each, total), HELD) == (7, 20, line.unit_label)


def test_a_line_that_looks_at_each_person_is_told_in_people(line):
    assert figures(line, (part(TargetKind.EVERY_PERSON, 11, 12),), HELD) == (11, 12, "人")


def test_a_share_is_told_in_per_cent(line):
    assert figures(line, (part(TargetKind.RATE, "87.50", 90),), HELD) == (Decimal("87.5"), 90, "%")


def test_kinds_that_are_covered_keep_the_unit(line):
    assert figures(line, (part(TargetKind.COVERAGE, 2, 3),), HELD) == (2, 3, line.unit_label)


def test_minima_of_periods_are_wanted_together_in_the_unit_of_the_line(line):
    """Twice a month for three months are six, not three."""
    months = part(TargetKind.EVERY_PERIOD, 0, 3, cells(2, 2, 2))
    assert figures(line, (months,), HELD) == (7, 6, line.unit_label)


def test_a_reading_is_held_against_the_highest_that_a_period_wants(line):
    volunteers = replace(line, measure=Measure.LEVEL)
    months = part(TargetKind.EVERY_PERIOD, 0, 2, cells(80, 100))
    assert figures(volunteers, (months,), Decimal(93)) == (93, 100, line.unit_label)


def test_a_line_without_a_demand_has_no_goal(line):
    assert figures(line, (), HELD) == (7, None, line.unit_label)


def test_three_reports_in_one_month_are_no_reports_of_the_others(line):
    months = (*cells(1, 1, done=0), *cells(1, 1, done=3))
    parts = (part(TargetKind.EVERY_PERIOD, 2, 4, months),)
    assert figures(line, parts, Decimal(6)) == (6, 4, line.unit_label)
    assert percent_reached(line, parts, Decimal(6), Decimal(4)) == 50


def test_a_total_may_be_passed_and_is_rounded_down(line):
    total = (part(TargetKind.TOTAL, 238, 50),)
    assert percent_reached(line, total, Decimal(238), Decimal(50)) == 476
    assert percent_reached(line, total, Decimal(2), Decimal(3)) == 66
    assert percent_reached(line, total, Decimal(2), None) is None
