"""Kinds of question on the page of 记一笔: chosen within reach, kept as ids, shown as names."""

import re

import pytest

from core.packages.schema import FormQuestion, FormRow
from core.plugin import QuestionKind
from core.store import new_id
from tests.forms.filling import SHA, another_version
from tests.forms.test_every_form_of_the_texts import words
from tests.web.test_worker_pages import answered, form_of, signed_in, visit_form
from tests.web.worker_station import AT, XIAOJIAN, furnished

KINDS = ("time", "duration", "person", "household", "proxy", "place", "photo", "signature")
ASKED = tuple(
    FormQuestion(key=f"a_{kind}", label=f"问{kind}", kind=kind, required=kind == "photo")
    for kind in KINDS
)
CHECKED = FormQuestion(key="a_check", label="问灶台", kind="check")


@pytest.fixture
def station(county):
    found = furnished(county)
    form = FormRow(
        key="all-kinds", label="各种题", clause="演示约定", kinds=("home_visit",),
        questions=(*ASKED, CHECKED),
    )  # fmt: skip
    another_version(county, "jinshan", lambda forms: (form,))
    return found


def answers(station, **more):
    return {
        "outcome": "reached",
        "a_time": "9:30",
        "a_duration": "1小时30分",
        "a_person": station.people["王长根"],
        "a_proxy": "周大嫂",
        "a_proxy__relation": "neighbour",
        "a_proxy__phone": "13800000001",
        "a_place": XIAOJIAN,
        "a_check": "unchecked",
        "a_check__note": "门锁着",
        "record.file.a_photo": SHA,
        **more,
    }


def recorded(client, station, **more):
    html = visit_form(client, station)
    posted = answered(html) | answers(station, **more)
    return client.post("/record", data=posted)


def page_of(client, kept):
    assert kept.status_code == 303, words(kept.text)[:1500]
    return kept.headers["location"].split("?")[0]


def test_answers_of_every_kind_are_read_again_in_words(station):
    with signed_in(station) as client:
        address = page_of(client, recorded(client, station))
        page, paper = words(client.get(address).text), words(client.get(f"{address}/paper").text)
    for said in (
        "问time09:30",
        "问duration1小时30分",
        "问person王长根",
        "问proxy周大嫂（邻居）13800000001",
        "问place小枧村",
        f"问photo已交（编号{SHA[:8]}）",
    ):
        assert said in page
        assert said in paper
    assert "问signature待传" in page
    assert "问灶台未查：门锁着" in page
    assert "☑未查说明门锁着" in paper


def test_a_photo_brings_evidence_along_and_stays_when_the_record_is_corrected(station):
    with signed_in(station) as client:
        address = page_of(client, recorded(client, station))
        assert "照片▲照片待传问photo" in words(client.get(address).text)
        again = form_of(client.get(f"{address}/correct").text)
        assert (again["record.file.a_photo"], again["a_duration"], again["a_check__note"]) == (
            SHA,
            "1小时30分",
            "门锁着",
        )
        page_of(client, client.post(f"{address}/correct", data=again | {"record.reason": "核对"}))
        assert f"问photo已交（编号{SHA[:8]}）" in words(client.get(address).text)


def test_a_required_photo_that_is_not_there_yet_keeps_nobody_from_saving(station):
    with signed_in(station) as client:
        address = page_of(client, recorded(client, station, **{"record.file.a_photo": ""}))
        assert "问photo待传" in words(client.get(address).text)


def test_somebody_is_found_by_initials_and_offered_to_choose(station):
    with signed_in(station) as client:
        html = visit_form(client, station)
        found = client.post(
            "/record/form",
            data=form_of(html) | {"a_person__find": "wcg"},
            headers={"hx-request": "true"},
        ).text
    [choice] = re.findall(r'name="a_person" value="([^"]+)"', found)
    assert choice == station.people["王长根"]
    assert 'value="wcg"' in found


def test_a_household_is_found_by_its_people_and_said_by_their_names(station):
    home = new_id()
    for name in ("谭大山", "谭小山", "谭秀山"):
        station.people[name] = station.county.person(
            name, household=home if name == "谭大山" else None
        )
    with signed_in(station) as client:
        html = visit_form(client, station)
        data = form_of(html) | {"a_household__find": "谭大山"}
        found = client.post("/record/form", data=data, headers={"hx-request": "true"}).text
        assert f'name="a_household" value="{home}"' in found
        assert "谭大山一户 · 小枧村" in found
        address = page_of(client, recorded(client, station, a_household=home))
        assert "问household谭大山一户·小枧村" in words(client.get(address).text)


@pytest.mark.parametrize("key", ["a_person", "a_household"])
def test_who_is_not_of_the_county_is_refused_beside_the_question(station, key):
    with signed_in(station) as client:
        refused = recorded(client, station, **{key: new_id()})
    assert refused.status_code == 422
    assert "请重新选择" in refused.text
    assert "周大嫂" in refused.text


def test_names_stay_within_the_readers_reach(station):
    """A colleague of another township sees that somebody answered, and not who."""
    away = station.county.person("外乡人", "yanshi/dongshan")
    with signed_in(station) as client:
        address = page_of(client, recorded(client, station, a_person=away))
        page = words(client.get(address).text)
    assert "外乡人" not in page
    assert "问person（不在您的权限范围内）" in page
    with signed_in(station, "chenshuyuan") as officer:
        assert "问person外乡人" in words(officer.get(address).text)


def test_another_day_asks_the_questions_of_its_season_and_keeps_what_was_typed(county):
    station = furnished(county)
    station.enrol("李秀英", "jingdezhen", "general")
    with signed_in(station) as client:
        html = visit_form(client, station)
        assert "防汛安全" in html
        assert "用火安全" not in html
        typed = form_of(html) | {"flood_safety": "issue", "flood_safety__note": "沟堵了", "record.date.service": "2026-02-03"}  # fmt: skip
        winter = client.post("/record/form", data=typed, headers={"hx-request": "true"}).text
        assert "用火安全" in winter
        assert "防汛安全" not in winter
        carried = dict(re.findall(r'name="(\w+)" value="([^"]*)" data-carried', winter))
        assert carried == {"flood_safety": "issue", "flood_safety__note": "沟堵了"}
        back = typed | carried | {"record.date.service": "2026-06-03"}
        summer = client.post("/record/form", data=back, headers={"hx-request": "true"}).text
        assert 'value="沟堵了"' in summer
        posted = answered(html) | {"record.date.service": "2026-02-03"}
        posted |= {"winter_fire": "ok", "winter_power": "ok"} | carried
        address = page_of(client, client.post("/record", data=posted))
        kept = words(client.get(address).text)
    assert "用火安全正常" in kept
    assert "防汛安全" not in kept


def test_every_kind_is_walked_by_these_tests():
    old = {
        "text",
        "long_text",
        "number",
        "single",
        "multiple",
        "yes_no",
        "date",
        "check",
        "service",
    }
    assert {kind.value for kind in QuestionKind} == old | set(KINDS)


def test_the_day_of_these_tests_is_a_summer_day():
    assert AT.month == 6
