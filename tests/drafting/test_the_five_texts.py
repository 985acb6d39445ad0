"""The drafts of the five texts, measured against what is known of them."""

import re
from decimal import Decimal

import msgspec
import pytest

from core.drafting.numbers import ANY_NUMBER, folded, value_of
from core.drafting.proposal import CARRIED
from core.drafting.tables import joined
from tests.drafting.truth import (
    PLAIN_PERIOD,
    TABLES,
    claims,
    drafted,
    is_found,
    is_right,
    numeric_lines,
    said_by,
    squeezed,
    stated,
    tender,
)

TEXTS = ("000", "001", "002", "003", "004")
#: A little under what the rules reach: recall, precision. Less is a step back.
FLOORS = {"000": (0.95, 0.95), "001": (0.6, 0.95), "002": (0.95, 0.95), "003": (0.95, 0.95)}
#: A number kept in another unit than it is written: yuan in fen.
TIMES = {"price": Decimal(100)}


def counting(proposal):
    """Number and period of each counting target of a drafted line."""
    return frozenset(
        (target.min, PLAIN_PERIOD.get(target.period, target.period))
        for target in proposal.row.targets
        if target.min is not None
    )


def test_of_the_58_numeric_lines_of_004_at_least_95_percent_are_found_and_none_is_invented():
    wanted = list(numeric_lines())
    assert len(wanted) == 58
    proposed = [p for p in drafted("004").proposals if p.section == "line"]
    left = list(proposed)
    missed = []
    for line in wanted:
        hit = next(
            (
                p
                for p in left
                if p.row.unit_label == line.unit
                and counting(p) == line.targets
                and squeezed(line.quotation) in said_by(p)
            ),
            None,
        )
        if hit is None:
            missed.append(line)
        else:
            left.remove(hit)
    found = len(wanted) - len(missed)
    print(f"004：{found}/{len(wanted)} 条指标的数字、单位和周期都对，多提 {len(left)} 条")
    assert found >= 0.95 * len(wanted), missed
    assert not left, [p.row for p in left]


def test_the_lines_within_another_line_of_004_are_proposed_within_it():
    lines = {p.row.key: p.row for p in drafted("004").proposals if p.section == "line"}
    inner = [row for row in lines.values() if row.parent]
    assert len(inner) == 7
    for row in inner:
        assert lines[row.parent].unit_label == row.unit_label
        assert lines[row.parent].targets[0].min > row.targets[0].min


def test_the_brief_of_004_is_due_by_the_25th_of_each_month():
    [due] = [p.row for p in drafted("004").proposals if p.section == "due"]
    assert (due.period, due.day) == ("month", 25)
    [line] = [
        p.row for p in drafted("004").proposals if p.section == "line" and "简报" in p.row.label
    ]
    assert [target.kind for target in line.targets] == ["every_period", "deadline"]


@pytest.mark.parametrize("number", sorted(FLOORS))
def test_recall_and_precision(number):
    wanted = stated(number)
    missed = [one for one in wanted if not is_found(one, drafted(number).proposals)]
    claimed = list(claims(drafted(number)))
    wrong = [
        (p.row.label, field, value)
        for p, field, value in claimed
        if not is_right(number, p, field, value)
    ]
    recall = 1 - len(missed) / len(wanted)
    precision = 1 - len(wrong) / len(claimed)
    print(
        f"{number}：查全 {recall:.1%}（{len(wanted) - len(missed)}/{len(wanted)}），"
        f"查准 {precision:.1%}（{len(claimed) - len(wrong)}/{len(claimed)}）"
    )
    least_recall, least_precision = FLOORS[number]
    assert recall >= least_recall, missed
    assert precision >= least_precision, wrong


def numbers_of(value, path=""):
    """Every number of a row with its path; a row's own key says nothing."""
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            given = getattr(value, field.name)
            if given != field.default:
                yield from numbers_of(given, f"{path}{field.name}.")
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from numbers_of(one, f"{path}{index}.")
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield path.rstrip("."), Decimal(value)


@pytest.mark.parametrize("number", TEXTS)
def test_every_number_of_a_draft_stands_in_the_clause_that_it_cites(number):
    blocks = joined(tender(number).blocks)
    for proposal in drafted(number).proposals:
        readings = {reading.field: reading for reading in proposal.readings}
        for path, value in numbers_of(proposal.row):
            reading = readings[path]
            assert value == reading.value * TIMES.get(path, 1), (proposal.row, path)
        for reading in proposal.readings:
            span = reading.span
            assert blocks[span.block].text[span.start : span.end] == reading.words
            assert reading.words in (reading.clause or proposal.row.clause)
            if reading.implied:
                assert any(w in reading.words and v == reading.value for w, v in CARRIED.items())
            else:
                assert value_of(reading.words) == reading.value


@pytest.mark.parametrize("number", TEXTS)
def test_every_number_of_the_text_is_used_or_listed(number):
    found = drafted(number)
    known: dict[int, set[int]] = {}
    for span in [
        *(reading.span for proposal in found.proposals for reading in proposal.readings),
        *(unused.span for unused in found.unused),
    ]:
        known.setdefault(span.block, set()).update(range(span.start, span.end))
    repeated = {squeezed(again) for p in found.proposals for again in p.also_at}
    for index, block in enumerate(joined(tender(number).blocks)):
        for match in ANY_NUMBER.finditer(folded(block.text)):
            if set(range(*match.span())) <= known.get(index, set()):
                continue
            assert any(
                squeezed(block.text) in again
                or again.partition("“")[2].rstrip("”") in squeezed(block.text)
                for again in repeated
            ), (
                block.place,
                match.group(),
            )


@pytest.mark.parametrize("number", TEXTS)
def test_no_word_of_the_text_is_lost_on_the_way(number):
    blocks = "".join(block.text for block in tender(number).blocks)
    text = (TABLES / "seeds" / tender(number).name).read_text(encoding="utf-8")
    assert re.sub(r"\s", "", blocks) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("number", TEXTS)
def test_whatever_is_unsure_says_what_the_officer_must_decide(number):
    for proposal in drafted(number).proposals:
        assert proposal.reasons
        assert (proposal.confidence == "高") == (not proposal.marks)
        assert all(mark.say.endswith(("。", "）。")) for mark in proposal.marks)
