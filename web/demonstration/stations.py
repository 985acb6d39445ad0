"""The two stations (004): events, services, files, reports, outside counters, cases and groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.demonstration.notes import Notebook
from web.demonstration.people import Someone
from web.demonstration.rosters import STATIONS

ELDER_ITEMS = ("health", "comfort", "comfort", "rights", "counselling", "care_nursing")
CHILD_ITEMS = ("counselling", "emotional_education", "relations")
TOPICS = ("funeral", "waste_sorting", "social_aid", "funeral", "waste_sorting", "social_work")


@dataclass(frozen=True, kw_only=True)
class Station:
    """A station with the people around it, as the writers of its year need them."""

    key: str
    worker: str
    site: str
    second: str
    elders: Sequence[Someone]
    children: Sequence[Someone]
    workers: Sequence[Someone]
    others: Sequence[Someone]

    def elder(self, number: int) -> Someone:
        """One of the elders, in turn."""
        return self.elders[number % len(self.elders)]

    def child(self, number: int) -> Someone:
        """One of the children, in turn."""
        return self.children[number % len(self.children)]


def stations_of(people: Sequence[Someone]) -> tuple[Station, ...]:
    """Both stations with their people."""
    found = []
    for key, (worker, (site, second)) in STATIONS.items():
        groups = {
            name: [one for one in people if one.key.startswith(f"{key}-{name}-")]
            for name in ("elder", "child", "worker", "other")
        }
        found.append(
            Station(
                key=key,
                worker=worker,
                site=site,
                second=second,
                elders=groups["elder"],
                children=groups["child"],
                workers=groups["worker"],
                others=groups["other"],
            )
        )
    return tuple(found)


def station_year(book: Notebook, station: Station) -> None:
    """A year of services and events; the second station lags behind."""
    slow = 2 if station.key == "sanli" else 1
    for month in book.timeline.months:
        _services(book, station, month, slow)
        _events(book, station, month, slow)
        if month % 3 == 2:
            _trainings(book, station, month)


def _services(book: Notebook, station: Station, month: int, slow: int) -> None:
    timeline = book.timeline
    for turn in range(book.chance.some(10 // slow)):
        draw = book.chance.of(station.key, "service", month, turn)
        one = station.elder(month * 7 + turn)
        survey = turn % 2 == 0
        book.write(
            station.key,
            turn,
            kind="home_visit",
            day=timeline.day(month, 2 + turn * 2),
            site=one.site,
            worker=station.worker,
            people=[one.id],
            minutes=draw.choice((30, 40, 50)),
            fields={"outcome": "reached", "survey_done": "yes" if survey else "no"},
            evidence=("photo",),
            items=[(draw.choice(ELDER_ITEMS), None)],
        )
        child = station.child(month * 5 + turn)
        book.write(
            station.key,
            turn,
            kind="aid_service",
            day=timeline.day(month, 3 + turn * 2),
            site=child.site,
            worker=station.worker,
            people=[child.id],
            minutes=draw.choice((30, 45, 60)),
            evidence=("photo",),
            items=[(draw.choice(CHILD_ITEMS), None)],
            undone=[*CHILD_ITEMS] if turn == 7 else [],
        )
    for turn in range(book.chance.some(8 // slow)):
        one = station.elder(month * 11 + turn * 3)
        book.write(
            station.key,
            turn,
            kind="household_survey",
            day=timeline.day(month, 5 + turn * 2),
            site=one.site,
            worker=station.worker,
            people=[one.id],
            minutes=20,
            fields={"needs": "想参加社区的活动。"},
            evidence=("photo",),
        )
    if station.others:
        # Somebody without a registered household: cannot be counted as a household.
        other = station.others[(month * 2 + 1) % len(station.others)]
        book.write(
            station.key,
            "other",
            kind="household_survey",
            day=timeline.day(month, 23),
            site=other.site,
            worker=station.worker,
            people=[other.id],
            minutes=15,
            evidence=("photo",),
        )


def _events(book: Notebook, station: Station, month: int, slow: int) -> None:
    timeline, key = book.timeline, station.key
    draw = book.chance.of(key, "events", month)
    five = ("none", "several", "all")[month % 3]
    topic = TOPICS[month % len(TOPICS)]
    copies = {} if month == 4 else {"copies": draw.randrange(60, 130)}
    book.write(
        key,
        kind="policy_talk",
        day=timeline.day(month, 12),
        site=station.site,
        worker=station.worker,
        heads={"elder": draw.randrange(20, 50), "adult": draw.randrange(10, 40)},
        fields={"topic": topic, "five_bodies": five, **copies},
        evidence=("sign_in", "photo"),
        title=f"{month} 月政策宣讲",
        minutes=60,
        role="assist" if month == 6 else "lead",
    )
    if month % slow == 0:
        book.write(
            key,
            kind="elder_event",
            day=timeline.day(month, 15),
            site=station.second if month % 4 == 0 else station.site,
            worker=station.worker,
            people=[station.elder(month * 3 + at).id for at in range(4)],
            heads={"elder": draw.randrange(28, 45), "volunteer": 5},
            items=[("comfort", None)],
            fields={"five_bodies": five},
            evidence=("sign_in", "photo"),
            title=("重阳敬老", "健康义诊", "手工沙龙", "智能手机课")[month % 4],
            minutes=90,
        )
    if month % (2 * slow) == 0:
        book.write(
            key,
            kind="family_education",
            day=timeline.day(month, 18),
            site=station.site,
            worker=station.worker,
            people=[station.child(month + at).id for at in range(3)],
            heads={"minor": draw.randrange(25, 40), "guardian": draw.randrange(8, 20)},
            items=[("emotional_education", None)],
            fields={"partner": "none" if month == 8 else "school", "theme": "guardianship"},
            evidence=("sign_in", "photo"),
            title="家庭教育课堂",
            minutes=80,
        )
    if month % 4 == 1:
        for kind, title in (("new_customs_event", "新风弘扬"), ("needs_meeting", "供需对接座谈")):
            book.write(
                key,
                kind=kind,
                day=timeline.day(month, 20),
                site=station.site,
                worker=station.worker,
                people=[one.id for one in station.elders[:3]],
                heads={"adult": 18},
                fields={"five_bodies": five},
                evidence=("sign_in", "photo"),
                title=title,
                minutes=70,
            )
    if month in (3, 6, 9):
        book.write(
            key,
            kind="skill_training",
            day=timeline.day(month, 16),
            site=station.site,
            worker=station.worker,
            heads={"adult": draw.randrange(28, 46)},
            evidence=("sign_in", "training_record"),
            title="家政技能培训",
            minutes=180,
            role="assist",
        )
    if month in (2, 5):
        book.write(
            key,
            kind="station_support",
            day=timeline.day(month, 9),
            site=station.second if month == 2 else station.second.rsplit("/", 1)[0],
            worker=station.worker,
            heads={"adult": 12},
            evidence=("photo",),
            title="站室结对指导",
            minutes=120,
        )


def _trainings(book: Notebook, station: Station, month: int) -> None:
    timeline, key = book.timeline, station.key
    named = [one.id for one in station.workers]
    party = [one.id for one in station.others if "party_member" in _codes(one)]
    quarter = (month + 1) // 3
    missed = quarter == 3 and key == "xianheguan"
    rows: list[tuple[str, str, list[str], dict[str, int], tuple[str, ...]]] = [
        ("party_members", "基层党员培训", party, {}, ("sign_in", "training_record", "photo")),
        ("social_work", "社工实务培训", named, {}, ("sign_in", "training_record", "photo")),
    ]
    if not missed:
        # One quarter without its training: the indicator stays behind for good.
        rows.append(
            (
                "party_led_governance",
                "党建引领基层治理培训",
                named,
                {"party_member": 6},
                ("sign_in", "training_record", "photo"),
            )
        )
    if quarter == 2:
        # Only residents came: no community worker, so it is not theirs.
        rows.append(
            ("party_led_governance", "党建引领讲座（居民场）", [], {"elder": 24}, ("sign_in",))
        )
    if quarter == 1:
        rows.append(("aid_business", "救助业务培训", named[:6], {}, ("sign_in",)))
    for turn, (topic, title, people, heads, evidence) in enumerate(rows):
        day = timeline.day(month, 7 + turn * 4)
        no_length = topic == "social_work" and quarter == 3
        late = [one.id for one in station.workers if any(p.start > day for p in one.places)]
        book.write(
            key,
            topic,
            turn,
            kind="training",
            day=day,
            site=station.site,
            worker=station.worker,
            people=[one for one in people if one not in late],
            heads=heads,
            minutes=None if no_length else 225,
            fields={"training_topic": topic},
            evidence=evidence,
            title=title,
        )
    if month in (5, 11):
        book.write(
            key,
            kind="exam_coaching",
            day=timeline.day(month, 19),
            site=station.site,
            worker=station.worker,
            people=named,
            heads={"adult": 14},
            minutes=180,
            evidence=("sign_in", "training_record", "photo"),
            title="社工考前辅导",
        )
    if month == 8 and key == "xianheguan":
        book.write(
            key,
            kind="exchange_meeting",
            day=timeline.day(month, 24),
            site=station.site,
            worker=station.worker,
            people=named,
            heads={"adult": 30},
            minutes=180,
            fields={"meeting_level": "county"},
            evidence=("sign_in", "training_record", "photo"),
            title="县域社工人才交流会",
        )


def _codes(one: Someone) -> set[str]:
    return {category.code for category in one.person.categories}
