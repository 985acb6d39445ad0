"""Papers: blank ones with boxes, lines and skip notes; filled ones drawn from the record alone."""

import re
from html import unescape

import pytest

from tests.forms.test_every_form_of_the_texts import words
from tests.web.test_worker_pages import answered, signed_in, visit_form
from tests.web.worker_station import furnished


@pytest.fixture
def station(county):
    found = furnished(county)
    found.enrol("李秀英", "jingdezhen", "general")
    return found


def test_the_questionnaire_on_paper_says_where_it_ends(station):
    with signed_in(station, "chenshuyuan") as client:
        answer = client.get("/packages/home-care/1/forms/satisfaction/paper")
        assert answer.status_code == 200
        text = words(answer.text)
    question = text.index("4、是否有工作人员")
    assert question < text.index("选“否”时到此结束。") < text.index("5、工作人员")
    assert text.count("到此结束") == 1
    assert "（“3、您的生活状况”选“与亲属共同生活”时填写）" in text
    assert "□其他" in text
    assert "原文：满意度调查问卷" in text
    assert "☑" not in text


def test_a_blank_paper_shows_every_season_with_its_months(station):
    with signed_in(station) as client:
        person = station.people["李秀英"]
        text = words(client.get(f"/record/paper?kind=home_visit&person={person}").text)
    assert "李秀英" in text
    assert "防汛安全（必填）（4—9月填写）□正常□异常□未查" in text
    assert "用火安全（必填）（9—次年2月填写）" in text
    assert "景德镇" in text or "景民字" in text or "分散供养特困人员" in text


def test_the_annexed_sheet_is_drawn_from_the_record_and_blank_without_one(station):
    with signed_in(station) as client:
        more = {"aspect_mood": "issue", "aspect_mood__note": "<想家>", "issue_found": "yes"}
        kept = client.post("/record", data=answered(visit_form(client, station)) | more)
        address = kept.headers["location"].split("?")[0]
        page = client.get(f"{address}/paper").text
        href = unescape(re.search(r'href="([^"]*paper=visit-record)"', page)[1])
        sheet = client.get(href)
        person = station.people["李秀英"]
        blank = client.get(f"/record/paper?kind=home_visit&person={person}&paper=visit-record")
    text = words(sheet.text)
    assert "李秀英" in text
    assert "☑上门巡访" in text
    assert "情绪状态：异常：<想家>" in text
    assert "&lt;想家&gt;" in sheet.text
    sheet = blank.text[blank.text.index("<article") : blank.text.index("</article>")]
    assert "□上门巡访□电话询问□视频连线" in words(sheet)
    assert "李秀英" in sheet
    assert "罗敏" not in sheet


def test_a_paper_of_another_place_does_not_exist(station):
    with signed_in(station) as client:
        kept = client.post("/record", data=answered(visit_form(client, station)))
        address = kept.headers["location"].split("?")[0]
    with signed_in(station, "xianheguan") as client:
        assert client.get(f"{address}/paper").status_code == 404
        assert client.get("/record/paper?kind=home_visit&paper=no-such").status_code == 404
