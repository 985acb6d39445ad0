"""Names as villages have them, and crowds of people written straight into the tables."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from random import Random

from sqlalchemy import Connection, insert

from core.people.rows import PERSON, SEARCH_KEY
from core.people.search_keys import keys_of
from core.store import new_id

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾"
GIVEN = "秀英桂兰芳华明国平福生春梅玉珍长根贵建军海燕小红文武志强美丽金花荣光德顺"
CHUNK = 5_000


def some_names(number: int) -> Iterator[str]:
    """So many names of two and three characters; some come again, as they do."""
    random = Random(7)
    for _ in range(number):
        given = "".join(random.choices(GIVEN, k=random.choice((1, 2, 2, 2))))
        yield random.choice(SURNAMES) + given


def a_crowd(connection: Connection, place_id: int, number: int, *, keys: bool = True) -> None:
    """So many people of one place, with the keys by which they are found."""
    kept: dict[str, frozenset[str]] = {}
    names = some_names(number)
    person = 0
    while some := list(islice(names, CHUNK)):
        people, found = [], []
        for name in some:
            person += 1
            phone = f"139{person:08d}"
            people.append(
                {
                    "id": person,
                    "uuid": new_id(),
                    "county": "yanshi",
                    "place_id": place_id,
                    "household_id": None,
                    "code": f"Q{person:07d}",
                    "name": name,
                    "sex": "女",
                    "birth_date": date(1940, 6, 1),
                    "id_number_cipher": None,
                    "id_number_index": None,
                    "phone": phone,
                    "has_phone": True,
                    "address": "1 组",
                    "died_on": None,
                    "version": 1,
                    "first_content": "0" * 64,
                }
            )
            if keys:
                if name not in kept:
                    kept[name] = keys_of(name)
                own = {*kept[name], phone[-4:], f"q{person:07d}"}
                found += [{"county": "yanshi", "key": key, "person_id": person} for key in own]
        connection.execute(insert(PERSON), people)
        if found:
            connection.execute(insert(SEARCH_KEY), found)
