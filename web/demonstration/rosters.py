"""Who stands on which roster: the numbers of the six contracts, overlaps, households together."""

from collections.abc import Iterator
from datetime import timedelta

from web.demonstration.chance import Chance
from web.demonstration.people import People, Someone
from web.demonstration.timeline import Timeline

JINSHAN = tuple(
    f"yanshi/jinshan/{village}"
    for village in (
        "xiaojian", "hengjiang", "gaoshan", "xinqiao", "baizhu", "shankou", "qingxi", "shitang",
    )
)  # fmt: skip
#: Village → who goes there.
JINSHAN_WORKERS = ("luo", "luo", "luo", "luo", "deng", "deng", "hejing", "hejing")
CARE_PLACES = {
    "yanshi/jinshan/xiaojian": "tan",
    "yanshi/jinshan/shankou": "tan",
    "yanshi/tongjia/guanyin": "tan",
    "yanshi/tongjia/laojing": "tan",
    "yanshi/tianchi/mianhuawan": "peng",
    "yanshi/nanta/xinnan": "peng",
    "yanshi/nanta/sanli": "peng",
    "yanshi/dongshan/liangshui": "zeng",
    "yanshi/dongshan/taohua": "zeng",
    "yanshi/dadong/beimen": "zeng",
}
PATROL_PLACES = {
    "yanshi/tongjia/guanyin": "dayong",
    "yanshi/tongjia/shuangtang": "dayong",
    "yanshi/dongshan/liangshui": "dayong",
    "yanshi/dongshan/taohua": "dayong",
    "yanshi/tianchi/mianhuawan": "xie",
    "yanshi/nanta/xinnan": "xie",
    "yanshi/nanta/sanli": "xie",
    "yanshi/tianchi/xianheguan": "luo",
}
DADONG = ("yanshi/dadong/beimen", "yanshi/dadong/hebian", "yanshi/dadong/fangzhi")
STATIONS = {
    "xianheguan": ("luo", ("yanshi/tianchi/xianheguan", "yanshi/tianchi/mianhuawan")),
    "sanli": ("deng", ("yanshi/nanta/sanli", "yanshi/nanta/xinnan")),
}


def everyone(chance: Chance, timeline: Timeline) -> tuple[Someone, ...]:
    """All people of the county who are there from the beginning, and those who come later."""
    people = People(chance, timeline)
    return (
        *_jinshan(people),
        *_home_care(people),
        *_patrol(people),
        *_dadong(people),
        *_stations(people),
    )


def _jinshan(people: People) -> Iterator[Someone]:
    """分散供养特困自理人员; some newcomers, two back-dated approvals, a few on two rosters."""
    timeline = people.timeline
    number = people.chance.some(340)
    for at in range(number):
        village = at % len(JINSHAN)
        key = f"jinshan-{at}"
        later = at % 29 == 17
        month = 2 + at // 29 % 9
        registered = timeline.day(month, 6) if later else None
        one = people.one(
            key,
            JINSHAN[village],
            ages=(60, 91),
            categories=("tekun_scattered", *(("living_alone",) if at % 3 else ())),
            levels=(("self_care", "full"),),
            phone=0.8,
            registered=registered,
        )
        start = timeline.day(month, 9) if later else None
        approved = timeline.day(month, 26) if later and at % 2 else start
        one = people.on(
            one,
            "jinshan",
            "self_reliant",
            JINSHAN_WORKERS[village],
            start=start,
            approved_on=approved,
        )
        if at % 37 == 5:
            # Also on the county's roster, without an agreement between the two: exclusive.
            one = people.on(one, "jingdezhen", "general", "xie")
        yield one


def _home_care(people: People) -> Iterator[Someone]:
    timeline = people.timeline
    places = tuple(CARE_PLACES)
    for tier, number in (("severe", 150), ("moderate", 100)):
        for at in range(people.chance.some(number)):
            place = places[at % len(places)]
            severe = tier == "severe"
            level = ("total" if at % 5 == 0 else "severe") if severe else "moderate"
            over_80 = not severe and at % 4 == 0
            also = severe and at % 12 == 3
            one = people.one(
                f"care-{tier}-{at}",
                place,
                ages=(80, 95) if over_80 else (62, 90),
                categories=("tekun_scattered",) if also else (() if severe else ("dibao",)),
                levels=(("gbt42195", level), *((("self_care", "none"),) if also else ())),
                phone=0.7,
                registered=timeline.day(3 + at % 7, 3) if at % 31 == 11 else None,
            )
            start = timeline.day(3 + at % 7, 5) if at % 31 == 11 else None
            one = people.on(one, "home-care", tier, CARE_PLACES[place], start=start)
            if also and place in PATROL_PLACES:
                one = people.on(one, "jingdezhen", "key_visits", PATROL_PLACES[place], start=start)
            yield one


def _patrol(people: People) -> Iterator[Someone]:
    """特困 of the whole county: 40 who need care every half month, 80 others every month."""
    places = tuple(PATROL_PLACES)
    for tier, number in (("key_visits", 40), ("general", 80)):
        for at in range(people.chance.some(number)):
            place = places[at * 3 % len(places)] if tier == "general" else places[at % len(places)]
            care = ("none" if at % 3 == 0 else "partial") if tier == "key_visits" else "full"
            one = people.one(
                f"patrol-{tier}-{at}",
                place,
                ages=(60, 90),
                categories=("tekun_scattered", *(("living_alone",) if at % 2 else ())),
                levels=(("self_care", care),),
                phone=0.75,
            )
            yield people.on(one, "jingdezhen", tier, PATROL_PLACES[place])


def _dadong(people: People) -> Iterator[Someone]:
    for at in range(people.chance.some(20)):
        one = people.one(
            f"special-{at}",
            DADONG[at % 3],
            ages=(68, 92),
            categories=("living_alone",),
            levels=(("health", "urgent"), ("self_care", "partial")),
        )
        yield people.on(one, "dadong", "special", "xiaoqing" if at % 2 else "jiang")
    for at in range(people.chance.some(40)):
        child = at % 8 in (1, 4, 6)
        one = people.one(
            f"key-{at}",
            DADONG[at % 3],
            ages=(7, 16) if child else (60, 88),
            categories=("child_in_need",) if child else (("hardship_family",) if at % 3 else ()),
            levels=() if child else (("health", "fair"),),
        )
        yield people.on(one, "dadong", "key", "xiaoqing" if at % 2 else "jiang")
    for at in range(people.chance.some(30)):
        one = people.one(
            f"ordinary-{at}",
            DADONG[at % 3],
            ages=(60, 80),
            levels=(("health", "good"), ("self_care", "full")),
        )
        yield people.on(one, "dadong", "ordinary", "xiaoqing" if at % 2 else "jiang")


ELDERS = ("left_behind_elder", "elder_in_need", "empty_nest", "left_behind_elder")
CHILDREN = ("left_behind_child", "child_in_need", "left_behind_child", "de_facto_orphan")


def _stations(people: People) -> Iterator[Someone]:
    for station, (worker, sites) in STATIONS.items():
        for at in range(people.chance.some(80)):
            elder = people.one(
                f"{station}-elder-{at}",
                sites[at % 2],
                ages=(60, 88),
                categories=(ELDERS[at % 4], *(("dibao",) if at % 5 == 0 else ())),
            )
            yield elder
            if at % 2 == 0:
                # Old and young under one roof: one household, two people.
                yield people.one(
                    f"{station}-child-{at // 2}",
                    sites[at % 2],
                    ages=(5, 16),
                    categories=(CHILDREN[at // 2 % 4],),
                    surname=elder.person.name[0],
                    home=elder.home,
                    phone=0.1,
                )
        for at in range(12):
            one = people.one(
                f"{station}-worker-{at}",
                sites[at % 2],
                ages=(24, 55),
                categories=("community_worker", *(("party_member",) if at % 2 else ())),
                alone=False,
                phone=1,
            )
            late = people.timeline.start + timedelta(days=70) if at == 7 else None
            tier = "" if at == 5 else "community_worker"
            yield people.on(one, station, tier, worker, start=late)
        for at in range(10):
            yield people.one(
                f"{station}-other-{at}",
                sites[at % 2],
                ages=(22, 58),
                categories=("party_member",) if at % 3 else ("jobless", "disabled"),
                alone=at % 2 == 0,
                phone=1,
            )
