"""Outputs of all providers: summaries, ledgers, reports, files, counters; accepted or waiting."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from core.calendar import last_working_day
from core.recording import accept, send_back
from web.demonstration.county import PLACES
from web.demonstration.deeds import Acting, Diary
from web.demonstration.notes import Notebook
from web.demonstration.people import Someone
from web.demonstration.stations import Station

FRIDAY = 4
#: The answers of the questionnaire to what a person is registered as.
SEXES = {"女": "female", "男": "male"}


def _accept(uuid: str, acting: Acting) -> Iterable[str]:
    if uuid not in acting.sent:
        return ()
    accept(acting.unit, acting.book, uuid, version=1, count=False)
    return (uuid,)


def paper(
    book: Notebook,
    diary: Diary,
    *words: object,
    kind: str,
    day: date,
    site: str,
    worker: str,
    by: str,
    after: int | None = 5,
    role_of_day: str = "handed_in",
    reporting: date | None = None,
    fields: Mapping[str, Any] | None = None,
    people: Sequence[str] = (),
    evidence: Iterable[str] = ("document",),
    title: str = "",
) -> str:
    """Hand in an output; ``by`` accepts it on the Friday after so many days, or it waits."""
    uuid = book.write(
        *words,
        kind=kind,
        day=day,
        site=site,
        worker=worker,
        people=people,
        role_of_day=role_of_day,
        dates={"reporting": reporting} if reporting else {},
        fields=fields,
        evidence=evidence,
        title=title,
    )
    if uuid and after is not None:
        earliest = day + timedelta(days=after)
        friday = earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7)
        diary.on(friday, by, partial(_accept, uuid), hour=16)
    return uuid


def _send_back(uuid: str, acting: Acting) -> None:
    if uuid in acting.sent:
        send_back(acting.unit, uuid, version=1, reason="请补上每位居民的化名说明，再交一次。")


def provider_papers(book: Notebook, diary: Diary, people: Sequence[Someone]) -> None:
    """The monthly and yearly papers of the visiting and caring providers."""
    timeline = book.timeline
    for month in timeline.months:
        first, after = timeline.first(month), timeline.first(month + 1)
        if month != 6:
            paper(
                book, diary, "jinshan", kind="visit_summary", day=after + timedelta(days=2),
                reporting=first, site="yanshi/jinshan", worker="luo", by="qin",
                title=f"{first.month} 月巡访汇总",
            )  # fmt: skip
        due = last_working_day(first, after - timedelta(days=1))
        late = 3 if month in (4, 9) else 0
        paper(
            book, diary, "care", kind="home_care_ledger", day=due + timedelta(days=late),
            reporting=first, site="yanshi", worker="tan", by="fan",
            title=f"{first.month} 月服务台账",
        )  # fmt: skip
        paper(
            book, diary, "care", kind="home_care_staff_roster", day=due, reporting=first,
            site="yanshi", worker="peng", by="fan", fields={"staff": 14},
        )  # fmt: skip
        paper(
            book, diary, "dadong", kind="visit_work_list", day=timeline.day(month, 4),
            reporting=first, site="yanshi/dadong", worker="xiaoqing", by="jianhua", after=3,
        )  # fmt: skip
        if month % 3 == 1:
            book.write(
                "care", kind="home_care_staff_training", day=timeline.day(month, 11),
                site="yanshi", worker="peng", minutes=120,
                evidence=("sign_in", "training_record"), title="季度业务培训",
            )  # fmt: skip
    paper(
        book, diary, "dadong", kind="visit_tier_list", day=timeline.day(1, 20),
        site="yanshi/dadong", worker="xiaoqing", by="jianhua", fields={"list_sent_to": ["street", "bureau"]},
    )  # fmt: skip
    story = paper(
        book, diary, "dadong", kind="visit_story", day=timeline.day(7, 14), after=None,
        site="yanshi/dadong", worker="jiang", by="jianhua", fields={"pseudonym": "yes"},
    )  # fmt: skip
    diary.on(timeline.day(7, 20), "jianhua", partial(_send_back, story), hour=16)
    _plans(book, diary, people)


def _asked(one: Someone, number: int, day: date) -> dict[str, Any]:
    """What somebody answers who is asked about home care; now and then less than content."""
    names = {path: name for path, name, _ in PLACES}
    return {
        "age": one.age_on(day), "sex": SEXES[one.person.sex],
        "township": names[one.site.rsplit("/", 1)[0]], "village": names[one.site],
        "hardship": ["disabled_ability", "very_old"] if number % 3 else ["dibao"],
        "health": ("fair", "poor")[number % 2], "living": "alone",
        "interviewer": "范玉珍", "respondent": one.person.name, "name": one.person.name,
        "relation": "self", "visited": "yes", "visits_a_month": "two",
        "services": ["bathing", "cleaning", "comfort"], "go_on": "needed",
        "satisfied": ("very", "fairly", "very", "basically")[number // 4 % 4],
        "points": ("ten", "nine", "ten", "eight")[number // 4 % 4],
    }  # fmt: skip


def _plans(book: Notebook, diary: Diary, people: Sequence[Someone]) -> None:
    timeline = book.timeline
    for number, one in enumerate(
        p for p in people if p.key.startswith("care-") and p.registered < timeline.start
    ):
        if number % 4 == 0:
            paper(
                book, diary, one.key, kind="home_care_plan",
                day=timeline.day(1 + number % 3, 8 + number % 17), site=one.site,
                worker=one.places[0].worker, by="fan", people=[one.id],
                evidence=("document", "signature"),
            )  # fmt: skip
        if number % 4 == 1:
            book.write(
                one.key, "asked", kind="home_care_survey",
                day=timeline.day(3 + number % 8, 6 + number % 19), site=one.site,
                worker=one.places[0].worker, people=[one.id], evidence=("signature",),
                fields=_asked(one, number, timeline.day(3 + number % 8, 6 + number % 19)),
            )  # fmt: skip
    for number, one in enumerate(p for p in people if p.key.startswith("special-")):
        paper(
            book, diary, one.key, kind="visit_plan", day=timeline.day(1, 12 + number % 15),
            site=one.site, worker=one.places[0].worker, by="jianhua", people=[one.id],
            fields={"plan_ways": ["home_visit"]},
        )  # fmt: skip
    for number, one in enumerate(p for p in people if p.key.startswith("jinshan-")):
        if number % 23 == 3:
            day = timeline.day(2 + number // 23 % 9, 14)
            book.write(
                one.key, kind="visit_need", day=day, site=one.site,
                worker=one.places[0].worker, people=[one.id],
                fields={"need_told_on": day.isoformat()},
            )  # fmt: skip
    for month in (3, 6, 10):
        book.write(
            "lead", kind="visit_lead", day=timeline.day(month, 17), site="yanshi/jinshan/xinqiao",
            worker="luo",
        )  # fmt: skip


def station_papers(book: Notebook, diary: Diary, station: Station) -> None:
    """A station's files, briefs, reports, registers and readings (004)."""
    timeline, key = book.timeline, station.key
    where: dict[str, Any] = {"site": station.site, "worker": station.worker, "by": "qin"}
    for month in timeline.months:
        first = timeline.first(month)
        late = 3 if month == 5 else 0
        waits = month >= timeline.months[-1]
        paper(
            book, diary, key, kind="monthly_brief", day=timeline.day(month, 24 + late),
            reporting=first, after=None if waits else 4, title=f"{first.month} 月简报", **where,
        )  # fmt: skip
        # Twelve reports in eleven months, and still one month without any.
        for turn in range({2: 2, 7: 0, 9: 2}.get(month, 1)):
            paper(
                book, diary, key, turn, kind="media_report",
                day=timeline.day(month, 6 + turn * 9), role_of_day="published",
                fields={"media_level": "county", "origin": "original", "link": "https://example.org/news"},
                evidence=("scan",), title="社工站活动报道", **where,
            )  # fmt: skip
        if month in (2, 5, 9):
            paper(
                book, diary, key, "city", kind="media_report", day=timeline.day(month, 21),
                role_of_day="published", evidence=("scan",),
                fields={"media_level": "city", "origin": "reprint" if month == 9 else "original"},
                **where,
            )  # fmt: skip
        if month % 3 == 0:
            _readings(book, diary, station, month)
    _files(book, diary, station)
    _once(book, diary, station)


def _readings(book: Notebook, diary: Diary, station: Station, month: int) -> None:
    for kind, value in (
        ("volunteer_groups", 1 + month // 6),
        ("registered_volunteers", 30 + 7 * month),
        ("volunteer_projects", month),
        ("volunteer_hours", 45 * month),
    ):
        paper(
            book, diary, station.key, kind=kind, day=book.timeline.day(month, 26),
            site=station.site, worker=station.worker, by="qin", role_of_day="read_on",
            fields={"value": value}, evidence=("screenshot",), after=2,
        )  # fmt: skip


def _files(book: Notebook, diary: Diary, station: Station) -> None:
    timeline = book.timeline
    share = 0.8 if station.key == "xianheguan" else 0.5
    groups = (("elder_file", station.elders), ("child_file", station.children))
    for kind, people in groups:
        for number, one in enumerate(people[: max(2, round(len(people) * share))]):
            consent = ("guardian_consent",) if kind == "child_file" and number % 9 else ()
            paper(
                book, diary, one.key, kind=kind,
                day=timeline.day(1 + number % 9, 3 + number % 20), site=one.site,
                worker=station.worker, by="qin", people=[one.id],
                fields={"completeness": "partial" if number % 11 == 6 else "complete"},
                evidence=("document", *consent), after=None if number % 13 == 12 else 6,
            )  # fmt: skip
    first = station.elders[0]
    # A second file of the same elder is no second file.
    paper(
        book, diary, "again", station.key, kind="elder_file", day=timeline.day(9, 25), site=first.site,
        worker=station.worker, by="qin", people=[first.id], fields={"completeness": "complete"},
    )  # fmt: skip


def _once(book: Notebook, diary: Diary, station: Station) -> None:
    timeline, key = book.timeline, station.key
    where: dict[str, Any] = {"site": station.site, "worker": station.worker, "by": "qin"}
    rows: list[tuple[str, int, int, str, dict[str, Any], tuple[str, ...]]] = [
        ("rules_document", 1, 15, "handed_in", {"rules_kind": "management", "on_wall": "yes"}, ("photo",)),
        ("rules_document", 1, 16, "handed_in", {"rules_kind": "service_standard", "on_wall": "yes"}, ("photo",)),
        ("rules_document", 2, 3, "handed_in", {"rules_kind": "finance", "on_wall": "no"}, ("photo",)),
        ("needs_list", 3, 28, "handed_in", {}, ("document",)),
        ("project_design", 4, 12, "handed_in", {}, ("document",)),
        ("needs_ledger", 4, 20, "handed_in", {"covers": "elder"}, ("document",)),
        ("needs_ledger", 4, 21, "handed_in", {"covers": "child"}, ("document",)),
        ("typical_case", 8, 10, "handed_in", {"case_theme": "old_and_young"}, ("document",)),
        ("standing_review", 5, 8, "handed_in", {"subject": "premises"}, ("photo", "document")),
        ("standing_review", 5, 9, "handed_in", {"subject": "signage"}, ("photo",)),
        ("standing_review", 10, 9, "handed_in", {"subject": "grid"}, ("document",)),
        ("evaluation_report", 7, 5, "handed_in", {"report_kind": "midterm"}, ("document",)),
        ("station_room", 2, 25, "accepted", {"room_kind": "demonstration"}, ("photo", "acceptance")),
        ("job_post", 6, 13, "accepted", {}, ("document",)),
        ("community_org", 2, 11, "accepted", {"org_type": "living", "registered_as": "filed"}, ("registration",)),
        ("community_org", 3, 11, "accepted", {"org_type": "culture", "registered_as": "filed"}, ("registration",)),
        ("community_org", 5, 11, "accepted", {"org_type": "culture", "registered_as": "registered"}, ("registration",)),
        ("community_org", 7, 11, "accepted", {"org_type": "charity", "registered_as": "filed"}, ("registration",)),
        ("community_org", 9, 11, "accepted", {"org_type": "living", "registered_as": "neither"}, ()),
        ("community_org", 10, 11, "accepted", {"org_type": "charity", "registered_as": "filed"}, ("registration",)),
    ]  # fmt: skip
    for number, (kind, month, day, role, fields, evidence) in enumerate(rows):
        last = kind == "community_org" and month == 10
        paper(
            book, diary, key, number, kind=kind, day=timeline.day(month, day), role_of_day=role,
            fields=fields, evidence=evidence, after=None if last else 5, **where,
        )  # fmt: skip
    worker, other = station.workers[0], station.others[0]
    for turn, month in enumerate((4, 8)):
        book.write(
            key, turn, kind="certificate", day=timeline.day(month, 14), site=station.site,
            worker=station.worker, people=[worker.id],
            evidence=("certificate",) if turn == 0 else (),
            fields={"certificate_level": "assistant"},
        )  # fmt: skip
    book.write(
        key, kind="employment", day=timeline.day(6, 27), site=station.site,
        worker=station.worker, people=[other.id], heads={"adult": 2},
        fields={"employment_kind": "flexible"}, evidence=("document",),
    )  # fmt: skip
