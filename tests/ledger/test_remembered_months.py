"""Months are remembered as they stood, and asked for again when something in them changed."""

from datetime import date

from core.ledger.history import boards_of_months, months_until
from core.ledger.remembered import MonthsStood, stood
from tests.ledger.test_seen_ahead import CONTRACT, DAY, training

WANTED = [CONTRACT, "jinshan"]


def asked(scene):
    book = scene.station.book(scene.connection)
    return {key: months_until(book.terms[key], DAY) for key in WANTED}


def afresh(scene):
    """The same by somebody who remembers nothing."""
    return seen(scene, MonthsStood())


def seen(scene, past, day=DAY):
    book = scene.station.book(scene.connection)
    return past.stood(scene.connection, book, "yanshi", asked(scene), day)


def kept_by(past):
    """(Contract, month) → what is remembered."""
    return {(key, month): one for (key, _, month), one in past._counties["yanshi"].months.items()}


def reused(past, kept):
    """What is still the very same, not asked for again."""
    return {at for at, one in kept_by(past).items() if kept.get(at) is one}


def test_months_are_asked_for_once_until_something_in_them_changes(scene):
    past = MonthsStood()
    training(scene, date(2026, 4, 16))
    first = seen(scene, past)
    assert first == afresh(scene) and len(first) == 12
    kept = kept_by(past)
    assert kept.keys() == first.keys()
    assert seen(scene, past) == first and reused(past, kept) == set(kept)
    training(scene, DAY)
    again = seen(scene, past)
    assert again == afresh(scene)
    assert set(kept) - reused(past, kept) == {(CONTRACT, "2026-06")}
    late = training(scene, date(2026, 2, 6))
    back = seen(scene, past)
    assert back == afresh(scene) != again
    others = {("jinshan", month) for month in asked(scene)["jinshan"]}
    assert reused(past, kept) == {(CONTRACT, "2026-01"), *others}
    scene.void(late.id)
    assert seen(scene, past) == afresh(scene) == again


def test_a_month_by_itself_is_as_it_is_among_all(scene):
    training(scene, date(2026, 4, 16))
    scene.enrol(scene.person(), "jinshan", "self_reliant", approved=date(2026, 1, 5))
    book, whole = scene.station.book(scene.connection), afresh(scene)
    for at in ((CONTRACT, "2026-04"), ("jinshan", "2026-02"), ("jinshan", "2026-06")):
        alone = boards_of_months(scene.connection, book, {at[0]: [at[1]]}, DAY)
        assert stood(alone[at]) == whole[at]


def test_the_running_month_is_judged_anew_on_another_day(scene):
    past = MonthsStood()
    seen(scene, past)
    kept = kept_by(past)
    found = seen(scene, past, date(2026, 6, 4))
    assert found[CONTRACT, "2026-06"].day == date(2026, 6, 4)
    running = {(key, "2026-06") for key in WANTED}
    assert set(kept) - reused(past, kept) == running


def test_a_change_of_the_roster_asks_for_all_months_again(scene):
    past = MonthsStood()
    seen(scene, past)
    kept = kept_by(past)
    scene.enrol(scene.person(), "jinshan", "self_reliant", approved=date(2026, 1, 5))
    assert seen(scene, past) == afresh(scene)
    assert reused(past, kept) == set()


def test_places_are_remembered_apart(scene):
    past, book = MonthsStood(), scene.station.book(scene.connection)
    training(scene, date(2026, 2, 6))
    for places in ({}, {CONTRACT: ("yanshi/tianchi/mianhuawan",)}) * 2:
        found = past.stood(
            scene.connection, book, "yanshi", {CONTRACT: ["2026-03"]}, DAY, places=places
        )
        fresh = boards_of_months(
            scene.connection, book, {CONTRACT: ["2026-03"]}, DAY, places=places
        )
        assert found == {at: stood(one) for at, one in fresh.items()}
