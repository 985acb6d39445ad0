"""The county's bureau at browsers: two officers with records of last month behind them."""

import re
from datetime import date

import pytest

from tests.browser.checks import DESK, chromium
from tests.browser.serving import served
from tests.copies import a_county
from tests.web.bureau import opened


@pytest.fixture
def bureau(tmp_path):
    with a_county(tmp_path) as county:
        for name in ("王长根", "李水生"):
            person = county.person(name)
            county.enrol(person, "jinshan", "self_reliant")
            for day in (3, 4):
                county.record(
                    county.filled(county.posted("phone_call", date(2026, 6, day), person))
                )
        yield opened(county)


@pytest.fixture
def desks(bureau):
    """Two officers, each at a browser of their own; what a script complains of fails the test."""
    with served(bureau.app) as address, chromium() as browser:
        pages, complaints = {}, []
        for login in ("zhao", "qian"):
            context = browser.new_context(
                viewport=DESK, locale="zh-CN", base_url=address, reduced_motion="reduce"
            )
            context.add_cookies([{"name": "yizhan", "value": bureau.tokens[login], "url": address}])
            pages[login] = context.new_page()
            pages[login].on("console", lambda message: complaints.append(message.text))
            pages[login].on("pageerror", lambda error: complaints.append(str(error)))
        yield pages
        known = re.compile("422|409")
        assert [one for one in complaints if not known.search(one)] == []
