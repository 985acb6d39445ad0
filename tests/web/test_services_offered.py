"""A code that two contracts list under different names is offered with both, each with its contract."""

import re
from dataclasses import replace

import msgspec
import pytest

from core.recording.services import services_in
from core.store import reading
from tests.county import County
from tests.web.test_worker_pages import signed_in, visit_form
from tests.web.worker_station import WorkerStation, furnished
from web.pages.record import sheet
from web.pages.record.services import services_offered


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county, ("李秀英",))


def twin_of(terms):
    """The same contract under another key, in which 03 is a haircut and 05 is listed no more."""
    renamed = tuple(
        msgspec.structs.replace(item, label="上门理发") if item.code == "03" else item
        for item in terms.package.item
        if item.code != "05"
    )
    return replace(
        terms,
        contract=replace(terms.contract, key="other", title="金源镇助老服务合同"),
        package=msgspec.structs.replace(terms.package, item=renamed),
    )


def offered_by_code(contracts):
    return {one.code: one for _, many in services_offered(contracts) for one in many}


def test_a_shared_code_is_one_box_that_says_both_names_and_whose_they_are(station):
    house = station.county.station
    with reading(house.engine) as connection:
        book = house.book(connection)
    jinshan = book.terms["jinshan"]
    offered = offered_by_code([jinshan, twin_of(jinshan)])
    assert [(one.label, one.contracts) for one in offered["03"].names] == [
        ("建立档案", ("jinshan",)),
        ("上门理发", ("other",)),
    ]
    assert [(one.label, one.contracts) for one in offered["04"].names] == [
        ("动态摸排", ("jinshan", "other"))
    ]
    assert offered["05"].contracts == ("jinshan",)
    assert services_in(book, [jinshan, twin_of(jinshan)])["03"] == "建立档案／上门理发"
    assert services_in(book, [jinshan])["03"] == "建立档案"


def test_the_form_names_the_contract_only_where_names_differ(station, monkeypatch):
    monkeypatch.setattr(
        sheet, "services_offered", lambda many: services_offered([*many, twin_of(next(iter(many)))])
    )
    with signed_in(station) as client:
        html = visit_form(client, station)
    boxes = re.findall(r'<label class="choice" data-contracts="([^"]*)">(.*?)</label>', html)
    said = {
        re.search(r'value="(.*?)"', box)[1]: (
            of,
            re.sub(r"<[^>]+>", "", box.replace("<br>", " ")).strip(),
        )
        for of, box in boxes
    }
    assert said["03"][0] == "jinshan other"
    assert re.fullmatch(r"建立档案 金山镇.* 上门理发 金源镇助老", said["03"][1])
    assert said["04"][1] == "动态摸排"
    assert html.count("每份合同各按自己的叫法计入") == 1
