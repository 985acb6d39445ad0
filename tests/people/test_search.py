"""Finding people by what an officer remembers: part of a name, pinyin, initials, phone tail."""

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from core.people.inputs import PersonChanges
from core.people.pinyin import name_readings
from core.people.rules import name_problem
from core.people.search import people_page, search_people
from core.people.search_keys import folded
from core.people.service import correct_person, register_person
from core.places.rows import within
from core.store import Actor, reading, unit_of_work

pytestmark = pytest.mark.usefixtures("county")


@pytest.fixture
def found(engine):
    def names(text, scope=None, limit=30):
        with reading(engine) as connection:
            return [row.name for row in search_people(connection, "yanshi", text, scope, limit)]

    return names


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        (
            "张三丰",
            ["张", "三丰", "丰", "zhangsanf", "sanfeng", "zsf", "ZS", "zhang san", "Ｚｓｆ"],
        ),
        ("单雄信", ["shanxiongxin", "danxiong", "sxx", "dxx"]),
        ("曾国藩", ["zeng", "ceng", "zgf"]),
        ("仇英", ["qiuying", "qy", "chou"]),
        ("解缙", ["xiejin", "xj", "jie"]),
        ("查良镛", ["zhaliangyong", "zly", "cha"]),
        ("翟志刚", ["zhaizhigang", "di"]),
        ("朴树", ["piaoshu", "pushu"]),
        ("尉迟恭", ["yuchigong", "ycg"]),
        ("万俟卨", ["moqi", "mq"]),
        ("吕布", ["lvbu", "lyubu", "lü"]),
        ("买买提·艾力", ["艾力", "买买提·艾", "买买提艾力", "买买提．艾力", "aili"]),
        ("𠮷田𡈼", ["𠮷", "𡈼", "田𡈼"]),
        ("葛\U000e0100城", ["葛城", "葛\U000e0100", "gecheng"]),
        ("⼈杰", ["人杰", "⼈杰"]),
    ],
)
def test_a_person_is_found_by_what_is_remembered(in_unit, sealer, a_person, found, name, texts):
    in_unit(register_person, sealer, a_person(name))
    assert {text: found(text) for text in texts} == {text: [name] for text in texts}


def test_who_is_usually_read_so_comes_first(in_unit, sealer, a_person, found):
    for name in ("方安", "王志", "单小红", "山田"):
        in_unit(register_person, sealer, a_person(name))
    assert found("wang") == ["王志", "方安"]
    assert found("wang", limit=1) == ["王志"]
    assert set(found("shan")) == {"单小红", "山田"} and found("dan") == ["单小红"]


def test_a_phone_is_found_by_its_tail_or_whole(in_unit, sealer, a_person, found):
    in_unit(register_person, sealer, a_person("张三", phone="13812345678"))
    in_unit(register_person, sealer, a_person("李四", phone="13900005678"))
    assert sorted(found("5678")) == ["张三", "李四"]
    assert found("45678") == [] == found("812345678"), "a masked digit cannot be tried out"
    assert found("13812345678") == ["张三"]
    assert found("13812340000") == []


@pytest.mark.parametrize(
    "text", ["%", "_", "\\", "张%", "'; --", "", "  ", "\x00", "\ud800", "%_\\"]
)
def test_no_sign_is_special(in_unit, sealer, a_person, found, text):
    in_unit(register_person, sealer, a_person("张三"))
    assert found(text) == []


def test_a_text_of_a_megabyte_is_harmless(found):
    start = time.perf_counter()
    for text in ("张" * 1_000_000, "1" * 1_000_000, "ﷺ" * 300_000):
        assert found(text) == []
    assert time.perf_counter() - start < 1


def test_only_the_scope_and_the_county_are_searched(in_unit, sealer, a_person, found, engine):
    in_unit(register_person, sealer, a_person("张三"))
    in_unit(register_person, sealer, a_person("张四", place="yanshi/dongshan/xinmin"))
    assert found("张", within("yanshi/dongshan")) == ["张四"]
    with reading(engine) as connection:
        assert search_people(connection, "other", "张") == []


def test_a_corrected_name_is_found_and_the_old_one_is_not(in_unit, sealer, a_person, found):
    uuid = in_unit(register_person, sealer, a_person("张三", phone="13812345678"))
    in_unit(correct_person, sealer, uuid, PersonChanges(name="李四"), 1, "写错了")
    assert (found("张"), found("李"), found("5678")) == ([], ["李四"], ["李四"])


def test_a_person_of_many_keys_is_one_result_and_the_limit_holds(in_unit, sealer, a_person, found):
    for _ in range(40):
        in_unit(register_person, sealer, a_person("张张张张"))
    assert len(found("z")) == 30
    assert len(found("z", limit=40)) == len(found("张", limit=99)) == 40


def test_a_list_goes_page_by_page(in_unit, sealer, a_person, engine):
    for number in range(7):
        in_unit(register_person, sealer, a_person(f"张{'一二三四五六七'[number]}"))
    with reading(engine) as connection:
        first = people_page(connection, "yanshi", limit=5)
        rest = people_page(connection, "yanshi", after=first[-1][0], limit=5)
    assert [len(first), len(rest)] == [5, 2]


def test_a_search_uses_the_index(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("an empty table has no interesting plan there")
    plans = []

    def note(connection, cursor, statement, parameters, *_):
        if statement.startswith("SELECT search_key"):
            plans.extend(cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())

    event.listen(engine, "after_cursor_execute", note)
    with reading(engine) as connection:
        search_people(connection, "yanshi", "zh")
    said = " ".join(str(row) for row in plans)
    assert "search_key USING PRIMARY KEY (county=? AND key>? AND key<?)" in said, said
    assert "TEMP B-TREE" not in said, said


def test_the_surname_is_read_as_a_surname_first():
    assert name_readings("单于")[0][0] == "chan"
    assert name_readings("单雄")[0][0] == "shan"
    assert name_readings("张单")[1][0] == "dan"


LETTERS = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn"))
CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(CHINESE, min_size=1, max_size=4) | st.text(LETTERS, min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(NAMES.map(str.strip), min_size=1, max_size=4))
def test_every_name_is_found_by_each_of_its_ends(engine, sealer, a_person, names):
    from tests.people.conftest import AT

    actor = Actor(id="desk", name="经办人")
    with unit_of_work(engine, actor=actor, at=AT, county="yanshi") as unit:
        for name in names:
            if name_problem(name):
                continue
            uuid = register_person(unit, sealer, a_person(name, birth_date=date(1940, 1, 1)))
            for start in range(len(name)):
                if folded(name[start:]):
                    rows = search_people(unit.connection, "yanshi", name[start:], limit=10_000)
                    assert uuid in {row.uuid for row in rows}, unicodedata.name(name[start], "?")
