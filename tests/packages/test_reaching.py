"""What reaches beyond one row: typed periods, answers in time, whom a target asks, shares."""

from importlib import import_module

import pytest

from core.packages.check import check_package
from core.packages.read import decode_package
from core.plugin.rooms import catalogue_of, find_rooms

CATALOGUE = catalogue_of(find_rooms(import_module("plugins"), outside=False))
PERIOD = {"key": "spring", "label": "春", "start": "2026-02-16", "end": "2026-07-10"}
LINE = {
    "key": "talks", "label": "宣讲", "clause": "宣讲", "unit_label": "场", "measure": "sessions",
    "kinds": ["policy_talk"],
}  # fmt: skip
RESPONSE = {
    "since": "service", "until": "accepted", "within": 2, "unit": "days", "late": "not_counted",
}  # fmt: skip
SHARE = {"key": "one", "label": "甲", "clause": "分担"}


def findings(**tables):
    head = {
        "id": "p", "type": "station_indicators", "title": "样例", "version": 1,
        "effective_from": "2026-01-01", "source": "样例", "clause": "样例",
    }  # fmt: skip
    package = decode_package(_with_days({"package": head, **tables}), "p.toml")
    return {(one.code, one.place) for one in check_package(package, CATALOGUE, "p.toml")}


def _with_days(value):
    from datetime import date

    if isinstance(value, dict):
        return {
            key: date.fromisoformat(inner)
            if key in ("start", "end", "effective_from")
            else _with_days(inner)
            for key, inner in value.items()
        }
    return [_with_days(one) for one in value] if isinstance(value, list) else value


def with_target(**target):
    return findings(line=[{**LINE, "targets": [target]}], period=[PERIOD])


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([{**PERIOD, "end": "2026-02-15"}], "sense.period_order", "period “spring”"),
        ([{**PERIOD, "key": "2026"}], "sense.period_key", "period “2026”"),
        ([{**PERIOD, "key": "a-very-long-key"}], "sense.period_key", "period “a-very-long-key”"),
        (
            [PERIOD, {**PERIOD, "key": "summer", "start": "2026-07-10", "end": "2026-08-31"}],
            "sense.period_overlap",
            "period “summer” start",
        ),
        ([PERIOD, PERIOD], "ref.twice", "period “spring”"),
    ],
)
def test_a_wrong_period_is_found_where_it_stands(rows, code, place):
    assert (code, f"p.toml {place}") in findings(period=rows)


def test_a_line_by_typed_periods_needs_some():
    line = {**LINE, "targets": [{"kind": "every_period", "min": 1, "period": "typed"}]}
    assert ("sense.period_rows", "p.toml line “talks”") in findings(line=[line])
    assert ("sense.period_rows", "p.toml line “talks”") not in findings(
        line=[line], period=[PERIOD]
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"within": 0}, "sense.response"),
        ({"until": "service"}, "sense.response"),
        ({"since": "nobody_asks_this"}, "condition.field"),
        ({"unit": "weeks"}, "ref.unknown"),
        ({"late": "forgiven"}, "ref.unknown"),
    ],
)
def test_a_wrong_answer_time_is_found(change, code):
    codes = {code for code, _ in findings(line=[{**LINE, "response": {**RESPONSE, **change}}])}
    assert code in codes
    assert code not in {code for code, _ in findings(line=[{**LINE, "response": RESPONSE}])}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ({"kind": "total", "min": 1, "when": ["x"]}, "sense.target_people"),
        ({"kind": "every_person", "min": 1, "when": ["x"]}, "ref.unknown"),
        ({"kind": "total", "min": 1, "excluding": ["hospital"]}, "sense.target_excluding"),
        (
            {"kind": "rate", "percent": 9, "of": "roster", "excluding": ["nobody", "died"]},
            "sense.target_excluding",
        ),
        ({"kind": "rate", "percent": 9, "of": "roster", "excluding": ["lazy"]}, "ref.unknown"),
        ({"kind": "total", "min": 1, "only": ["Y1"]}, "sense.only"),
        ({"kind": "total", "min": 1, "period": "contract_year", "only": ["2026"]}, "sense.only"),
        ({"kind": "total", "min": 1, "period": "typed", "only": ["autumn"]}, "sense.only"),
    ],
)
def test_a_target_that_asks_nobody_or_no_period_is_found(target, code):
    assert code in {code for code, _ in with_target(**target)}


@pytest.mark.parametrize(
    "target",
    [
        {"kind": "total", "min": 1, "period": "contract_year", "only": ["Y1", "Y2"]},
        {"kind": "total", "min": 1, "period": "typed", "only": ["spring"]},
        {"kind": "rate", "percent": 9, "of": "roster_any", "excluding": ["hospital", "died"]},
    ],
)
def test_a_target_that_makes_sense_is_left_alone(target):
    assert not {code for code, _ in with_target(**target)} & {
        "sense.only", "sense.target_excluding", "ref.unknown",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{**SHARE, "percent": 60}], "sense.shares"),
        (
            [{**SHARE, "remainder": True}, {**SHARE, "key": "two", "remainder": True}],
            "sense.shares",
        ),
        ([{**SHARE, "percent": 100}, {**SHARE, "key": "two", "remainder": True}], "sense.shares"),
        ([{**SHARE}, {**SHARE, "key": "two", "remainder": True}], "sense.share"),
        ([{**SHARE, "percent": 1, "remainder": True}], "sense.share"),
    ],
)
def test_shares_that_make_no_whole_are_found(rows, code):
    assert code in {code for code, _ in findings(share=rows)}


def test_shares_that_make_a_whole_are_left_alone():
    rows = [{**SHARE, "percent": 60}, {**SHARE, "key": "two", "remainder": True}]
    assert not {code for code, _ in findings(share=rows)} & {"sense.share", "sense.shares"}


def test_evidence_of_an_item_is_one_of_the_list():
    item = {"code": "bath", "label": "助浴", "clause": "助浴", "evidence": ["selfie"]}
    assert ("ref.unknown", "p.toml item “bath” evidence") in findings(item=[item])
