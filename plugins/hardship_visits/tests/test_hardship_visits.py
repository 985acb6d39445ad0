"""The room is complete, and its worked examples come out as an officer would reckon them."""

from pathlib import Path

import plugins.hardship_visits
from core.testing import check_room, examples_in
from plugins.hardship_visits.papers import PAPERS

TEMPLATES = Path(plugins.hardship_visits.__file__).parent / "templates"


def test_room_is_complete():
    check_room(plugins.hardship_visits)


def test_every_paper_has_its_sheet_and_every_sheet_its_paper():
    assert {paper.template for paper in PAPERS} == {path.name for path in TEMPLATES.iterdir()}


test_example = examples_in(__file__)
