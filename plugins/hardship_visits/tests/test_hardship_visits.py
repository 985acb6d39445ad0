"""The room is complete, and its worked examples come out as an officer would reckon them."""

import plugins.hardship_visits
from core.testing import check_room, examples_in


def test_room_is_complete():
    check_room(plugins.hardship_visits)


test_example = examples_in(__file__)
