"""Visits and calls, month after month, with honest gaps: missed, failed, by proxy, written late."""

import random
from collections.abc import Iterable
from datetime import date, timedelta

from web.demonstration.chance import weighted
from web.demonstration.notes import Notebook
from web.demonstration.people import Place, Someone
from web.demonstration.timeline import PRESENT

#: Share of visits that are not made, and that meet nobody.
MISSED, FAILED = 0.035, 0.02
ON_DEMAND = ("09", "10", "11", "12", "13", "15", "16", "17", "18")
CARE = {
    "life-care": 5,
    "rehabilitation": 2,
    "comfort": 4,
    "meals": 2,
    "bathing": 3,
    "cleaning": 4,
    "laundry": 2,
    "medical": 1,
    "health-watch": 4,
}
HANDY = tuple(f"{number:02d}" for number in range(1, 18))


def rounds(book: Notebook, people: Iterable[Someone]) -> None:
    """Write a year of rounds for everybody on a roster."""
    write = {
        "jinshan": _jinshan,
        "home-care": _home_care,
        "jingdezhen": _patrol,
        "dadong": _dadong,
    }
    for one in people:
        for place in one.places:
            if place.contract in write and not (
                place.contract == "jingdezhen" and any(p.contract == "jinshan" for p in one.places)
            ):
                write[place.contract](book, one, place)


def _outcome(draw: random.Random, share: float = FAILED) -> str:
    return "failed" if draw.random() < share else "reached"


def _photo(draw: random.Random, share: float = 0.94) -> tuple[str, ...]:
    return ("photo", "signature") if draw.random() < share else ()


def _late(draw: random.Random, share: float = 0.01) -> int:
    """Days that a note lay about; a few came after the month was closed."""
    return draw.choice((2, 5, 9, 24, 38)) if draw.random() < share else 0


def _jinshan(book: Notebook, one: Someone, place: Place) -> None:
    """One visit and two greetings each month (000)."""
    early = book.chance.of("phase", one.key)
    phase = early.randrange(17) + 1 if early.random() < 0.85 else early.randrange(18, 27)
    for month in book.timeline.months:
        draw = book.chance.of("jinshan", one.key, month)
        day = book.timeline.day(month, phase)
        if day >= place.start and draw.random() >= MISSED:
            _visit(book, one, place, day, draw)
        for turn, shift in enumerate((6, 12)):
            called = book.timeline.day(month, (phase + shift) % (20 if phase < 18 else 28) + 1)
            if called >= place.start and draw.random() >= MISSED:
                _call(book, one, place, called, draw, turn)


def _visit(
    book: Notebook, one: Someone, place: Place, day: date, draw: random.Random, **more: str
) -> None:
    outcome = _outcome(draw)
    items = []
    if outcome == "reached" and draw.random() < 0.12:
        items = [(draw.choice(ON_DEMAND), None)]
    book.write(
        place.contract,
        one.key,
        kind="home_visit",
        day=day,
        site=one.site,
        worker=place.worker,
        people=[one.id],
        minutes=draw.choice((20, 25, 30, 30, 35, 40, 50)),
        fields={"outcome": outcome, **_issue(draw), **more},
        evidence=_photo(draw) if outcome == "reached" else (),
        items=items,
        delay=_late(draw),
    )
    if outcome == "failed" and draw.random() < 0.6:
        book.write(
            place.contract,
            one.key,
            kind="home_visit",
            day=day + timedelta(days=2),
            site=one.site,
            worker=place.worker,
            people=[one.id],
            minutes=30,
            fields={"outcome": "reached", **more},
            evidence=_photo(draw),
        )


def _issue(draw: random.Random) -> dict[str, object]:
    if draw.random() >= 0.02:
        return {}
    return {"issue_found": "yes", "handling_result": "passed_on", "told": ["village"]}


def _call(
    book: Notebook, one: Someone, place: Place, day: date, draw: random.Random, turn: int = 0
) -> None:
    """A greeting; who has no phone is asked after at the neighbours', the cadres' or relatives'."""
    proxy = not one.has_phone or draw.random() < 0.008
    contacted = draw.choice(("neighbour", "neighbour", "cadre", "relative")) if proxy else "self"
    kind = "phone_call" if proxy or draw.random() < 0.95 else "video_call"
    book.write(
        place.contract,
        one.key,
        turn,
        kind=kind,
        day=day,
        site=one.site,
        worker=place.worker,
        people=[one.id],
        minutes=draw.choice((5, 6, 8, 10, 12)),
        fields={"outcome": _outcome(draw, 0.03), "contacted": contacted},
        delay=_late(draw),
    )


def _home_care(book: Notebook, one: Someone, place: Place) -> None:
    """One or two services a month, more often two for the severe tier (002)."""
    phase = book.chance.of("phase", one.key).randrange(13) + 1
    for month in book.timeline.months:
        draw = book.chance.of("care", one.key, month)
        often = 2 if draw.random() < (0.7 if place.tier == "severe" else 0.2) else 1
        for turn in range(often):
            day = book.timeline.day(month, phase + 14 * turn)
            if day < place.start or draw.random() < MISSED:
                continue
            _service(book, one, place, day, draw, turn)


def _service(
    book: Notebook, one: Someone, place: Place, day: date, draw: random.Random, turn: int
) -> None:
    outcome = _outcome(draw)
    payer = "self_paid" if draw.random() < 0.025 else "subsidy"
    chosen = list(dict.fromkeys(weighted(draw, CARE) for _ in range(2)))
    lengths = [draw.choice((20, 30, 40)) for _ in chosen]
    fields: dict[str, object] = {"outcome": outcome, "payer": payer}
    fields["found"] = weighted(draw, {"none": 60, "general": 2, "major": 0.3})
    if payer == "self_paid":
        fields["charged"] = draw.choice((30, 50, 80))
    written = outcome == "reached" and draw.random() >= 0.006
    book.write(
        "care",
        one.key,
        turn,
        kind="care_visit",
        day=day,
        site=one.site,
        worker=place.worker,
        people=[one.id],
        minutes=sum(lengths) + draw.choice((0, 5, 10)) if written else None,
        fields=fields,
        evidence=_photo(draw) if outcome == "reached" else (),
        items=list(zip(chosen, lengths, strict=True)) if outcome == "reached" else (),
        delay=_late(draw),
    )


def _patrol(book: Notebook, one: Someone, place: Place) -> None:
    """Twice a month for those who need care, monthly for the others (001)."""
    phase = book.chance.of("phase", one.key).randrange(13) + 1
    key = place.tier == "key_visits"
    for month in book.timeline.months:
        for half in range(2 if key else 1):
            draw = book.chance.of("patrol", one.key, month, half)
            day = book.timeline.day(month, phase + 15 * half if key else phase * 2 - 1)
            if day < place.start or draw.random() < MISSED * 1.5:
                continue
            if key and place.worker == "luo" and month == PRESENT and draw.random() < 0.7:
                # This month's first half went by: overdue on the list of the worker at the door.
                continue
            wish = weighted(draw, {"unwilling": 8, "unclear": 1, "willing": 1})
            if not key and draw.random() < 0.3:
                _call(book, one, place, day, draw)
            else:
                _visit(book, one, place, day, draw, collective_care=wish)


def _dadong(book: Notebook, one: Someone, place: Place) -> None:
    """Weekly, monthly or once a quarter, with the services of 搭把手 on the way (003)."""
    timeline = book.timeline
    phase = book.chance.of("phase", one.key).randrange(6)
    days: list[date] = []
    if place.tier == "special":
        monday = timeline.start - timedelta(days=timeline.start.weekday())
        days = [
            monday + timedelta(days=7 * week + phase)
            for week in range((timeline.on - monday).days // 7 + 1)
        ]
    elif place.tier == "key":
        days = [timeline.day(month, 3 + phase * 4) for month in timeline.months]
    else:
        days = [timeline.day(month, 5 + phase * 3) for month in (2, 5, 8, 11)]
    child = one.age_on(timeline.start) < 18
    for day in days:
        draw = book.chance.of("dadong", one.key, day)
        if day < place.start or draw.random() < MISSED * 1.5:
            continue
        items = [(draw.choice(HANDY), None)] if draw.random() < 0.25 else []
        undone = [code for code, _ in items if draw.random() < 0.08]
        outcome = _outcome(draw)
        fields = {"outcome": outcome, "served": "child" if child else "elder"}
        fields["policy_enjoyed"] = weighted(draw, {"all": 8, "some": 1})
        if draw.random() < 0.3:
            fields["visit_satisfaction"] = weighted(draw, {"very": 6, "fairly": 3, "basically": 1})
        book.write(
            "dadong",
            one.key,
            kind="home_visit",
            day=day,
            site=one.site,
            worker=place.worker,
            people=[one.id],
            minutes=draw.choice((30, 35, 40, 45, 60)),
            fields=fields,
            evidence=_photo(draw, 0.95) if outcome == "reached" else (),
            items=items if outcome == "reached" else (),
            undone=undone,
            delay=_late(draw),
        )
    if place.tier == "ordinary":
        for month in timeline.months:
            draw = book.chance.of("dadong-call", one.key, month)
            _call(book, one, place, timeline.day(month, 8 + phase), draw)
