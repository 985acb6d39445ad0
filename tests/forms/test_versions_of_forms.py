"""A record is read, corrected and printed with the questions of the version it was answered with."""

import msgspec
import pytest
from sqlalchemy import select

from core.activities.rows import RECORD
from core.packages.schema import FormQuestion, FormRow
from tests.forms.filling import another_version
from tests.forms.test_every_form_of_the_texts import words
from tests.web.test_worker_pages import answered, form_of, signed_in, visit_form
from tests.web.worker_station import furnished

STOVE = FormQuestion(
    key="stove", label="灶台用什么", kind="single", options={"gas": "煤气", "wood": "柴火"}
)
ROOF = FormQuestion(key="roof", label="屋顶漏不漏", kind="yes_no")
WELL = FormQuestion(key="well", label="水井在哪里", required=True)
FIRST = FormRow(
    key="house", label="房屋情况", clause="演示约定", kinds=("home_visit",), questions=(STOVE, ROOF)
)
#: 煤气 is called otherwise, 柴火 is gone, 屋顶 is dropped, 水井 is new and wanted.
RENAMED = msgspec.structs.replace(STOVE, options={"gas": "液化气", "power": "电"})
SECOND = msgspec.structs.replace(FIRST, version=2, questions=(RENAMED, WELL))


@pytest.fixture
def station(county):
    found = furnished(county)
    another_version(county, "jinshan", lambda forms: (FIRST,))
    return found


def recorded(client, station, **more):
    posted = answered(visit_form(client, station)) | {"outcome": "reached"} | more
    kept = client.post("/record", data=posted)
    assert kept.status_code == 303, words(kept.text)[:1000]
    return kept.headers["location"].split("?")[0]


def test_an_old_record_is_read_and_printed_with_its_own_questions(station):
    with signed_in(station) as client:
        address = recorded(client, station, stove="wood", roof="yes")
        gas = recorded(client, station, stove="gas", roof="no")
        another_version(station.county, "jinshan", lambda forms: (SECOND,))
        page, paper = words(client.get(address).text), words(client.get(f"{address}/paper").text)
        assert "灶台用什么柴火" in page
        assert "屋顶漏不漏是" in page
        assert "☑柴火" in paper
        assert "□煤气" in paper
        assert "水井" not in page + paper
        assert "灶台用什么煤气" in words(client.get(gas).text)
        assert "液化气" not in words(client.get(gas).text)


def test_a_correction_asks_what_was_asked_then(station):
    with signed_in(station) as client:
        address = recorded(client, station, stove="wood", roof="yes")
        another_version(station.county, "jinshan", lambda forms: (SECOND,))
        form = client.get(f"{address}/correct").text
        assert "柴火" in form
        assert "屋顶漏不漏" in form
        assert "水井在哪里" not in form
        sent = form_of(form) | {"roof": "no", "record.reason": "看错了"}
        kept = client.post(f"{address}/correct", data=sent)
        assert kept.status_code == 303, words(kept.text)[:1000]
        page = words(client.get(address).text)
        assert "屋顶漏不漏：是→否" in page
        assert "灶台用什么柴火" in page


def test_a_new_record_is_asked_the_new_questions_and_says_so(station):
    with signed_in(station) as client:
        recorded(client, station, stove="wood")
        another_version(station.county, "jinshan", lambda forms: (SECOND,))
        refused = client.post(
            "/record", data=answered(visit_form(client, station)) | {"stove": "wood", "well": ""}
        )
        assert refused.status_code == 422
        assert "请填写“水井在哪里”。" in refused.text
        recorded(client, station, stove="power", well="屋后")
    with station.county.station.engine.connect() as connection:
        forms = connection.execute(select(RECORD.c.form).order_by(RECORD.c.id)).scalars().all()
    assert [form.get("jinshan-visits@2/house", form.get("jinshan-visits@3/house")) for form in forms] == [1, 2]  # fmt: skip


def test_a_record_from_before_versions_were_kept_is_read_with_what_is_asked_now(station):
    with signed_in(station) as client:
        address = recorded(client, station, stove="gas")
        with station.county.act() as (unit, _):
            unit.connection.execute(RECORD.update().values(form={"home_visit": 1, "house": 1}))
        assert "灶台用什么煤气" in words(client.get(address).text)
