"""What goes wrong in an honest year, each at least once: corrections, voids, late papers, mistakes."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

import msgspec

from core.month_end.handing_in import hand_in
from core.recording import EvidenceInput, attach, correct, void
from web.demonstration.casework import casework
from web.demonstration.chance import Chance
from web.demonstration.deeds import Acting, Diary
from web.demonstration.notes import AGENCY_OF, Note, Notebook
from web.demonstration.papers import paper
from web.demonstration.people import Someone

#: Contracts whose first months are handed in, by their manager, and how many.
SEALED = {"home-care": "fan", "jinshan": "qin"}
SEALED_MONTHS = 8


def mistakes(book: Notebook, people: Sequence[Someone]) -> None:
    """Single records that are refused for a reason of their own."""
    timeline = book.timeline
    first = {prefix: [one for one in people if one.key.startswith(prefix)] for prefix in PREFIXES}
    jinshan = first["jinshan-"]
    called = next(one for one in jinshan if one.has_phone)
    book.write(
        "odd-proxy", kind="phone_call", day=timeline.day(2, 13), site=called.site,
        worker=called.places[0].worker, people=[called.id], minutes=6,
        fields={"outcome": "reached", "contacted": "neighbour"},
    )  # fmt: skip
    book.write(
        "odd-late", kind="home_visit", day=timeline.day(2, 12), site=jinshan[0].site,
        worker=jinshan[0].places[0].worker, people=[jinshan[0].id], minutes=35,
        fields={"outcome": "reached"}, evidence=("photo",), delay=45,
    )  # fmt: skip
    for turn, (evidence, undone) in enumerate(((("photo",), ["03"]), ((), []))):
        one = first["special-"][0]
        book.write(
            "odd-dadong", turn, kind="home_visit", day=timeline.day(3, 11 + turn), site=one.site,
            worker=one.places[0].worker, people=[one.id], minutes=40,
            fields={"outcome": "reached", "served": "elder"}, evidence=evidence,
            items=[("03", None)], undone=undone,
        )  # fmt: skip
    # Written down under another township: outside of the contract's area.
    book.write(
        "odd-site", kind="home_visit", day=timeline.day(4, 7), site="yanshi/tongjia/laojing",
        worker="luo", people=[jinshan[1 % len(jinshan)].id], minutes=30,
        fields={"outcome": "reached"},
    )  # fmt: skip
    cared = first["care-"][0]
    book.write(
        "odd-minutes", kind="care_visit", day=timeline.day(3, 27), site=cared.site,
        worker=cared.places[0].worker, people=[cared.id],
        fields={"outcome": "reached", "payer": "subsidy", "found": "none"},
        evidence=("photo",), items=[("comfort", 30)],
    )  # fmt: skip


PREFIXES = ("jinshan-", "special-", "care-", "ordinary-")


def neighbours(book: Notebook, diary: Diary, people: Sequence[Someone]) -> None:
    """The little demonstration contract: minima, a cap, exclusive lines, papers too late."""
    timeline = book.timeline
    for month in timeline.months:
        sizes = [(14, 60), (18, 45), (12, 60), *(((50, 100),) if month % 2 else ())]
        if month % 3 == 0:
            sizes.append((6, 20))
        for turn, (heads, minutes) in enumerate(sizes):
            book.write(
                "neighbours", turn, kind="community_event", day=timeline.day(month, 3 + turn * 4),
                site="yanshi/dadong/hebian", worker="jiang", heads={"adult": heads},
                minutes=minutes, evidence=("sign_in",), title="邻里互助日",
            )  # fmt: skip
        first = timeline.first(month)
        paper(
            book, diary, "neighbours", kind="monthly_brief",
            day=timeline.day(month, 28 if month in (3, 8) else 22), reporting=first,
            site="yanshi/dadong", worker="jiang", by="jianhua", after=3,
        )  # fmt: skip
    members = [one for one in people if one.key.startswith(("ordinary-", "special-", "key-"))][:6]
    for number, sizes_of_group in enumerate(((6, 5, 5, 4), (2, 2, 1, 1))):
        casework(
            book, diary, "neighbours", number, kind="group", title=("棋牌互助组", "园艺小组")[number],
            opened=timeline.day(3 + number, 6), months=2, site="yanshi/dadong/hebian",
            worker="jiang", members=members, sessions=sizes_of_group,
            fields={"group_for": "elder"},
        )  # fmt: skip


def second_thoughts(chance: Chance, diary: Diary, notes: Sequence[Note]) -> None:
    """Some records are corrected or taken back, and some missing photographs come after all."""
    for number, note in enumerate(notes):
        day = note.at.date()
        draw = chance.of("thoughts", note.posted.id)
        visit = note.posted.kind in ("home_visit", "care_visit")
        reached = note.posted.fields.get("outcome") == "reached"
        if visit and number % 331 == 7:
            diary.on(day + timedelta(days=4), note.worker, partial(_longer, note))
        elif visit and number % 613 == 11:
            diary.on(day + timedelta(days=3), note.worker, partial(_void, note))
        elif visit and reached and not note.posted.evidence and draw.random() < 0.35:
            piece = EvidenceInput(id=chance.id("after", note.posted.id), kind="photo", note="补传")
            diary.on(day + timedelta(days=6), note.worker, partial(_photo, note, piece))


def _longer(note: Note, acting: Acting) -> None:
    sent = acting.sent.get(note.posted.id)
    if sent is None or sent.minutes is None:
        return
    correct(
        acting.unit,
        acting.catalogue,
        acting.book,
        msgspec.structs.replace(sent, minutes=sent.minutes + 10),
        AGENCY_OF[note.worker],
        version=1,
        reason="时长少记了十分钟。",
    )


def _void(note: Note, acting: Acting) -> None:
    if note.posted.id in acting.sent:
        void(acting.unit, acting.book, note.posted.id, version=1, reason="录错了人。")


def _photo(note: Note, piece: EvidenceInput, acting: Acting) -> Iterable[str]:
    if note.posted.id not in acting.sent:
        return ()
    attach(acting.unit, acting.book, note.posted.id, [piece], count=False)
    return (note.posted.id,)


def seals(diary: Diary) -> None:
    """The first months are closed, one after another, on the ninth of the following month."""
    for month in range(1, SEALED_MONTHS + 1):
        for contract, manager in SEALED.items():
            diary.on(
                diary.timeline.day(month + 1, 9),
                manager,
                partial(_seal, contract, diary.timeline.key(month)),
                hour=15,
                closing=True,
            )


def _seal(contract: str, period: str, acting: Acting) -> None:
    hand_in(acting.unit, acting.catalogue, acting.book, contract, period)
