"""Quick entry: a table of calls saved in one go, last week again, a pasted sign-in sheet."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from core.activities.rows import RECORD
from tests.county import County
from tests.people.workbooks import a_workbook
from tests.web.test_worker_pages import answered, form_of, signed_in
from tests.web.worker_station import DAY, WorkerStation, as_worker, furnished

PNG = b"\x89PNG\r\n\x1a\n" + bytes(50)


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county)


def records(station: WorkerStation) -> int:
    with station.county.station.engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(RECORD)).scalar_one())


def table(client: Any, *who: str, path: str = "/quick?kind=phone_call", **more: str) -> Any:
    """The table with these people in its first rows, and the questions that it then asks."""
    posted = form_of(client.get(path).text, "quick.batch")
    posted |= {f"row.{number}.who": name for number, name in enumerate(who)}
    posted |= {name: "self" for name in posted if name.endswith(".contacted")}
    posted |= {name: "reached" for name in posted if name.endswith(".outcome")} | more
    html = client.post("/quick/preview", data=posted).text
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]+)"', html):
        if not name.startswith("row."):
            posted.setdefault(name, value)
    posted["quick.asked"] = re.findall(r'name="quick.asked" value="([^"]*)"', html)[0]
    for name in re.findall(r'<(?:textarea|input) id="([^"]+)"', html):
        posted.setdefault(name, "无")
    return posted, html


def said(html: str, number: int) -> str:
    """What a row says of itself."""
    found = re.findall(rf'id="said-{number}"[^>]*>(.*?)</div>\s*</td>', html, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_ten_calls_are_saved_in_one_go_and_once_only(station):
    names = ["李秀英", "lgs", "王长根", "周春梅", "曾桂兰"] * 2
    before = records(station)
    with signed_in(station) as client:
        posted, html = table(client, *names)
        assert "罗贵生" in said(html, 1)
        assert "计入" in re.sub(r"\s", "", said(html, 0)), said(html, 0)
        assert records(station) == before
        first = client.post("/quick", data=posted)
        assert first.status_code == 200, re.findall(r'class="problem".*?</p>', first.text, re.S)
        assert "已记下 10 笔" in first.text
        assert records(station) == before + 10
        assert "已记下 10 笔" in client.post("/quick", data=posted).text
        assert records(station) == before + 10
    assert station.county.counted("jinshan", "greeting") == 10


def test_rows_that_fail_stay_with_their_reason_and_nothing_typed_is_lost(shared):
    before = records(shared)
    with signed_in(shared) as client:
        posted, html = table(
            client, "李秀英", "没有这人", "王长根", "曾桂兰",
            **{"row.2.minutes": "半小时", "row.3.day": "2026-12-01", "row.2.note": "耳背"},
        )  # fmt: skip
        assert "没有找到“没有这人”" in html
        answer = client.post("/quick", data=posted)
        assert answer.status_code == 422
        assert "已记下 1 笔" in answer.text
        assert "3 行没有记下" in answer.text
        assert "时长应填整数" in said(answer.text, 2)
        assert "不能晚于今天" in said(answer.text, 3)
        assert 'value="耳背"' in answer.text and 'value="半小时"' in answer.text
        assert 'name="row.0.who"' not in answer.text
        assert records(shared) == before + 1
        again = form_of(answer.text, "quick.batch") | {
            name: value for name, value in posted.items() if not name.startswith("row.")
        }
        again |= {"row.1.who": "", "row.2.minutes": "30", "row.3.day": "2026-06-20"}
        assert "已记下 2 笔" in client.post("/quick", data=again).text
        assert records(shared) == before + 3


def test_namesakes_are_asked_for_and_the_chosen_one_is_recorded(shared):
    other = shared.county.person("李秀英", "yanshi/jinshan/hengjiang")
    with signed_in(shared) as client:
        posted, html = table(client, "李秀英")
        assert "有几位，请选一位" in said(html, 0)
        assert client.post("/quick", data=posted).status_code == 422
        saved = client.post("/quick", data=posted | {"row.0.person": other}).text
        assert "已记下 1 笔" in saved


def test_a_row_answers_by_itself_without_touching_what_is_typed(shared):
    with signed_in(shared) as client:
        posted, _ = table(client, "王长根")
        part = client.post("/quick/preview", data=posted, headers={"hx-request": "true"}).text
        assert "<html" not in part and "<table" not in part and 'name="row.0.who"' not in part
        assert 'id="said-0" hx-swap-oob="true"' in part
        assert "quick-common" not in part
        more = client.post("/quick/preview", data=posted | {"quick.more": "yes"}).text
        assert (
            len(re.findall(r"<tr data-row", more))
            == len(re.findall(r"row\.\d+\.who", str(posted))) + 10
        )


def test_last_week_comes_again_as_rows_that_are_not_saved(shared):
    worker, people = as_worker(shared), shared.people
    for name, day in (("曾桂兰", 9), ("单福生", 11), ("曾桂兰", 12), ("周春梅", 1)):
        posted = shared.county.posted("video_call", date(2026, 6, day), people[name])
        shared.county.record(posted, actor=worker)
    before = records(shared)
    with signed_in(shared) as client:
        kinds = re.findall(r'href="/quick\?kind=(\w+)"', client.get("/quick").text)
        if "video_call" not in kinds:
            pytest.fail(f"video calls are offered, not only {kinds}")
        html = client.get("/quick?kind=video_call&again=week").text
        assert re.findall(r'\.who" value="([^"]+)"', html) == ["曾桂兰", "单福生"]
        assert f'value="{DAY}"' in html
        assert client.get("/quick?kind=home_visit&again=week").status_code == 200
        assert client.get("/quick?kind=training").status_code == 404
    assert records(shared) == before


LIST = """序号\t姓名\t电话\t村
1\t何小妹\t\t仙鹤观社区
2\t尹小满\t13900000000\t
3\t陌生人\t\t
4\t何小妹

5\t重名\t\t
"""


def test_a_pasted_sheet_ticks_the_known_asks_the_doubtful_and_counts_the_rest(shared):
    place = "yanshi/tianchi/xianheguan"
    known = shared.county.person("何小妹", place)
    twins = [shared.county.person("重名", place, born=date(1950 + n, 1, 1)) for n in range(2)]
    elsewhere = shared.county.person("尹小满", "yanshi/jinshan/xiaojian")
    with signed_in(shared, "xianheguan") as client:
        posted = form_of(client.get("/quick/sign-in").text, "list")
        assert "没有读到名字" in client.post("/quick/sign-in", data=posted | {"list": " "}).text
        assert (
            "请选择是什么活动" in client.post("/quick/sign-in", data=posted | {"list": LIST}).text
        )
        posted |= {"list": LIST, "kind": "policy_talk", "audience": "elder"}
        html = client.post("/quick/sign-in", data=posted).text
        assert "认出的 1 人" in html and "认一认的 1 行" in html and "没有的 2 人" in html
        assert elsewhere not in html
        form = form_of(html, "record.kind")
        assert form["record.person"] == known
        assert form["record.heads.elder"] == "2"
        page = client.post("/record/form", data=form | {"record.person": [known, twins[1]]}).text
        assert "已选 2 人" in page
        assert re.search(r'name="record.heads.elder"[^>]*value="2"', page)
        filled = answered(page, copies="20", people_total="10", **{"record.title": "反诈宣讲"})
        filled["record.person"] = [known, twins[1]]
        answer = client.post("/record", data=filled)
        assert answer.status_code == 303, re.findall(r'class="problem".*?</p>', answer.text)


def test_a_sign_in_sheet_comes_as_a_file_too_and_a_wrong_file_keeps_what_was_typed(shared):
    shared.county.person("何小满", "yanshi/tianchi/xianheguan")
    book = a_workbook((1, "何小满"), (2, "外地客人"), headings=("序号", "姓名"))
    with signed_in(shared, "xianheguan") as client:
        token = form_of(client.get("/quick/sign-in").text, "list")["_csrf"]
        posted = {"_csrf": token, "kind": "policy_talk", "audience": "", "list": ""}
        read = client.post("/quick/sign-in", data=posted, files={"file": ("签到.xlsx", book)})
        assert read.status_code == 200, read.text
        assert "名单里认出的 1 人" in read.text and "档案里没有的 1 人" in read.text
        typed = posted | {"list": "王长根"}
        wrong = client.post("/quick/sign-in", data=typed, files={"file": ("a.png", PNG)})
        assert wrong.status_code == 422
        assert "打不开这个文件" in wrong.text and "王长根</textarea>" in wrong.text
        form = form_of(client.get("/record?kind=policy_talk").text)
        form = {name: value for name, value in form.items() if not name.startswith("record.file")}
        form.pop("record.roll_file", None)
        found = client.post(
            "/record/people", data=form, files={"record.roll_file": ("b.xlsx", book)}
        )
        assert "名单 2 人，对上 1 人" in found.text
        wrong = client.post("/record/people", data=form, files={"record.roll_file": ("a.png", PNG)})
        assert "打不开这个文件" in wrong.text
