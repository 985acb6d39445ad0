"""What a browser writes down of a page: its title names nobody, its fields are not remembered, the page
itself is not kept, and drafts are sealed with a key of the account's own."""

import re
from datetime import date

import pytest

from core.recording import CaseInput, open_case
from core.store import new_id
from tests.web.test_matter_pages import raise_it
from tests.web.test_worker_pages import saved, signed_in
from tests.web.worker_station import XIAOJIAN, WorkerStation, as_worker, furnished

NAME = "李秀英"


@pytest.fixture(scope="module")
def station(shared_county) -> WorkerStation:
    return furnished(shared_county, (NAME, "单福生"))


def pages_about_somebody(station, client) -> list[str]:
    """Addresses of pages that name her."""
    person, case = station.people[NAME], new_id()
    given = CaseInput(
        id=case,
        kind="case",
        site=XIAOJIAN,
        title=f"{NAME}的个案",
        opened=date(2026, 6, 1),
        members=(person,),
        fields={},
    )
    with station.county.act(as_worker(station)) as (unit, book):
        open_case(unit, station.county.station.catalogue, book, given, "qinghe")
    record = saved(client, station).headers["location"]
    matter = raise_it(client, station)
    ends = ("", "/timeline", "/paper", "/correct", "/change/absence", "/plans/new")
    return [
        *(f"/people/{person}{end}" for end in ends),
        *(record, f"{record}/correct", matter, f"/cases/{case}", f"/cases/{case}/whole"),
        *(f"/record?kind=home_visit&person={person}", f"/matters/new?person={person}"),
    ]


def test_a_page_about_somebody_is_not_kept_and_names_nobody_in_its_title(station):
    with signed_in(station) as client:
        seen = 0
        for path in pages_about_somebody(station, client):
            answer = client.get(path)
            if answer.status_code != 200:
                continue
            seen += 1
            html = answer.text
            assert answer.headers["cache-control"] == "no-store", path
            assert NAME in html, path
            assert NAME not in re.findall(r"<title>(.*?)</title>", html)[0], path
            for form in re.findall(r"<form[^>]*>", html):
                inline = 'class="inline"' in form or "/sign-out" in form
                assert inline or 'autocomplete="off"' in form, (path, form)
        assert seen >= 9


def test_the_key_of_drafts_is_the_accounts_own_and_the_same_at_every_sign_in(station):
    def key_of(login: str = "luomin") -> str:
        with signed_in(station, login) as client:
            return re.findall(r'name="keeping-key" content="([^"]+)"', client.get("/me").text)[0]

    assert len(key_of()) == 44
    assert key_of() == key_of() != key_of("zhouqiming")
    with signed_in(station) as client:
        client.cookies.clear()
        assert "keeping-key" not in client.get("/").text
