"""A second look: every room's checks ask about a record, none keeps it from its author."""

import logging
from datetime import date

import pytest

from core.facts import Noun, Record
from core.plugin import Check
from core.plugin.catalogue import Catalogue
from core.recording.second_look import second_look

VISIT = Record(
    id="1", noun=Noun.ACTIVITY, kind="home_visit", site="yanshi", provider="qinghe", worker="luo",
    dates={"service": date(2026, 3, 5)},
)  # fmt: skip


def asking(*asks):
    checks = tuple(Check(key=f"c{n}", label="", ask=ask) for n, ask in enumerate(asks))
    return Catalogue(checks=checks)


def fails(record):
    raise KeyError(record.kind)


def test_every_check_asks_once_and_the_same_sentence_is_said_once():
    catalogue = asking(lambda one: ("没有写明对象。",), lambda one: (), lambda one: ("没有写明对象。", "请核对时长。"))  # fmt: skip
    assert second_look(catalogue, VISIT) == ("没有写明对象。", "请核对时长。")


def test_a_check_that_fails_is_written_down_and_the_others_ask(caplog):
    with caplog.at_level(logging.ERROR):
        assert second_look(asking(fails, lambda one: ("请核对。",)), VISIT) == ("请核对。",)
    assert "c0" in caplog.text


@pytest.mark.parametrize("void", [True, False])
def test_nothing_is_asked_of_what_was_taken_back(void):
    record = Record(**{name: getattr(VISIT, name) for name in VISIT.__slots__} | {"void": void})
    assert second_look(asking(lambda one: ("请核对。",)), record) == (() if void else ("请核对。",))
