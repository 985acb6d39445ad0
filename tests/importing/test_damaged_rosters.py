"""Rosters as officers have them: imported whole, or refused row by row and nothing written."""

import pytest

from core.store.errors import Refused
from tests.importing.conftest import bring, everything
from tests.importing.damaged import LI, REFUSED_FILES, ROSTERS, ZHOU, plain


@pytest.mark.parametrize("damage", ROSTERS)
def test_a_damaged_roster(house, before, damage):
    make, number, said = ROSTERS[damage]
    findings, result = bring(house, make())
    problems = [(f.row, f.column, f.say) for f in findings]
    if number is None:
        assert result is None, problems
        assert any(f.error for f in findings)
    else:
        assert result is not None and result["people"] == number, problems
        assert len(result["enrolled"]) == number
    for row, column, words in said:
        assert any(r == row and c == column and words in say for r, c, say in problems), problems
    assert everything(house.station.engine) == before


@pytest.mark.parametrize("damage", REFUSED_FILES)
def test_what_is_no_table_is_refused_with_what_to_do(house, damage):
    content, words = REFUSED_FILES[damage]
    with pytest.raises(Refused, match=words):
        bring(house, content)


def test_there_are_thirty_kinds_at_least():
    assert len(ROSTERS) >= 30


def test_one_wrong_row_leaves_every_table_as_it_was(house, before):
    findings, result = bring(
        house, plain(LI, ("", "男", "", "1940-06-01", "小枧村", ""), ZHOU), keep=True
    )
    assert result is None
    assert [(f.row, f.column) for f in findings if f.error] == [(3, "姓名")]
    assert everything(house.station.engine) == before


def test_a_question_is_decided_and_only_then_imported(house):
    content = ROSTERS["somebody_who_sounds_like_a_known_person"][0]()
    findings, _ = bring(house, content)
    [asked] = [f for f in findings if f.error]
    answers = dict(asked.choices)
    same = next(key for key in answers if key.startswith("same:"))
    for answer, people, new in ((same, 1, 0), ("new", 1, 1), ("skip", 0, 0)):
        _, result = bring(house, content, decisions={2: answer})
        assert (result["people"], result["new"]) == (people, new), answer
    _, result = bring(house, content, decisions={2: "same:00000000-0000-7000-8000-000000000000"})
    assert result is None


def test_places_and_people_out_of_reach_are_not_touched(house):
    content = ROSTERS["csv_in_gbk"][0]()
    findings, result = bring(house, content, reach=lambda place: place.endswith("hengjiang"))
    assert result is None
    assert [(f.row, f.column) for f in findings if f.error] == [(2, "村（社区）")]
