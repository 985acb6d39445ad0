"""Outputs through the real pages: a few inputs, a few pages, accepted, and the indicator moves."""

import re
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core.ledger.rows import ENTRY, STANDING
from tests.county import County
from tests.web.conftest import token_on
from tests.web.test_worker_pages import form_of, signed_in
from tests.web.worker_station import WorkerStation, furnished

MOST_INPUTS = 6
MOST_PAGES = 4
#: Kind → its line of 004, what the worker fills in, and what the line then holds.
OUTPUTS: dict[str, tuple[str, dict[str, str], int]] = {
    "media_report": (
        "r10-1",
        {
            "record.title": "社区来了社工",
            "outlet": "演示县融媒体",
            "media_level": "county",
            "origin": "original",
            "link": "https://example.org/news/1",
        },
        1,
    ),
    "monthly_brief": (
        "r10-3a",
        {"record.title": "六月简报", "record.note.document": "文件柜 2"},
        1,
    ),
    "typical_case": ("r6-9", {"record.title": "李奶奶的饭桌", "case_theme": "old_and_young"}, 1),
    "needs_list": ("r3-3", {"record.title": "二季度需求清单"}, 1),
    "project_design": ("r3-4", {"record.title": "银龄陪伴"}, 1),
    "rules_document": (
        "r1-2",
        {"record.title": "财务制度", "rules_kind": "finance", "on_wall": "yes"},
        1,
    ),
    "community_org": (
        "r7-1a",
        {
            "name": "红枫互助队",
            "org_type": "living",
            "registered_as": "filed",
            "record.note.registration": "https://example.org/filed/7",
        },
        1,
    ),
    "volunteer_groups": ("r7-2a", {"value": "2"}, 2),
    "registered_volunteers": ("r7-2b", {"value": "86"}, 86),
    "certificate": (
        "r9-1a",
        {"certificate_level": "assistant", "record.evidence": "certificate"},
        1,
    ),
}


@pytest.fixture
def station(county: County) -> WorkerStation:
    return furnished(county)


def held(station: WorkerStation, line: str) -> Decimal:
    """What the line of 仙鹤观's contract counts."""
    with station.county.station.engine.connect() as connection:
        book = station.county.station.book(connection)
        rows = connection.execute(
            select(ENTRY.c.quantity)
            .join(STANDING, STANDING.c.entry_id == ENTRY.c.id)
            .where(
                ENTRY.c.contract_id == book.ids["xianheguan"],
                ENTRY.c.line == line,
                ENTRY.c.status == "counted",
            )
        )
        return sum(rows.scalars(), Decimal(0))


#: Filled in already, or beside a piece of evidence as another way to give it.
BESIDE = ("record.date", "record.note", "record.file")


def asked_for(html: str) -> int:
    """How many inputs a person has before them that are neither folded away nor filled in."""
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if "record.id" in f)
    opened = re.sub(r"<details.*?</details>", "", form, flags=re.S)
    named = re.findall(
        r'<(?:input|textarea|select)(?![^>]*type="hidden")[^>]*name="([^"]+)"', opened
    )
    return len({name for name in named if not name.startswith(BESIDE)})


def handed_in(client: Any, kind: str, person: str = "", **filled: str) -> str:
    """Make one output as a browser does; returns its page."""
    whom = f"&person={person}" if person else ""
    html = client.get(f"/record?kind={kind}{whom}").text
    answer = client.post("/record", data=form_of(html) | filled)
    assert answer.status_code == 303, re.findall(r'class="problem".*?</p>', answer.text)
    return str(answer.headers["location"]).partition("?")[0]


def decided(client: Any, record: str, **typed: str) -> Any:
    """The manager's decision, from the queue."""
    queue = client.get("/outputs").text
    form = next(
        f for f in re.findall(r"<form.*?</form>", queue, re.S) if f'action="{record}/accept"' in f
    )
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    return client.post(f"{record}/accept", data=hidden | typed)


def sent_back(client: Any, record: str, reason: str) -> Any:
    return decided(client, record, decision="send-back", reason=reason)


def test_every_output_takes_few_inputs_and_pages_and_moves_its_line_once_accepted(station):
    with signed_in(station, "xianheguan") as worker, signed_in(station, "zhouqiming") as manager:
        for kind in OUTPUTS:
            made_and_accepted(station, worker, manager, kind)


def made_and_accepted(station: WorkerStation, worker: Any, manager: Any, kind: str) -> None:
    line, filled, gives = OUTPUTS[kind]
    pages = [worker.get("/record?of=outputs").text]
    assert f"/record?kind={kind}" in pages[0]
    person = ""
    if kind == "certificate":
        person = station.county.person("尹小满", "yanshi/tianchi/xianheguan")
        pages.append(worker.get(f"/record?kind={kind}").text)
    form = worker.get(f"/record?kind={kind}" + (f"&person={person}" if person else "")).text
    pages.append(form)
    assert asked_for(form) <= MOST_INPUTS
    assert len(filled) <= MOST_INPUTS
    assert 'name="record.role"' not in form
    answer = worker.post("/record", data=form_of(form) | filled)
    assert answer.status_code == 303, re.findall(r'class="problem".*?</p>', answer.text)
    pages.append(worker.get(answer.headers["location"]).text)
    assert len(pages) <= MOST_PAGES
    record = answer.headers["location"].partition("?")[0]
    if kind != "certificate":
        assert held(station, line) == 0, kind
        assert decided(manager, record).headers["location"] == "/outputs"
        assert record not in manager.get("/outputs").text
        assert record in manager.get("/outputs?stage=accepted").text
    assert held(station, line) == gives, kind


def test_what_was_sent_back_says_why_is_mended_by_a_correction_and_then_counts(shared):
    with signed_in(shared, "xianheguan") as client:
        record = handed_in(client, "needs_list", **{"record.title": "需求清单"})
        data = {"_csrf": token_on(client.get("/me")), "decision": "send-back"}
        assert client.post(f"{record}/accept", data=data).status_code == 403
    with signed_in(shared, "zhouqiming") as client:
        assert "等您验收的成果 1 份" in client.get("/today").text
        assert sent_back(client, record, "").status_code == 422
        assert sent_back(client, record, "缺访谈人数").status_code == 303
        assert record not in client.get("/outputs").text
    with signed_in(shared, "xianheguan") as client:
        assert "被退回的成果 1 份" in client.get("/today").text
        assert "缺访谈人数" in client.get("/outputs?stage=sent_back").text
        page = client.get(record).text
        assert "退回的原因：缺访谈人数" in page
        assert "第 2 版 · 退回" in page
        posted = form_of(client.get(f"{record}/correct").text)
        posted |= {"record.title": "需求清单（访谈 32 人）", "record.reason": "补人数"}
        assert client.post(f"{record}/correct", data=posted).status_code == 303
        assert record not in client.get("/outputs?stage=sent_back").text
    assert held(shared, "r3-3") == 0
    with signed_in(shared, "zhouqiming") as client:
        decided(client, record)
        late = client.post(
            f"{record}/accept",
            data={
                "_csrf": token_on(client.get("/me")),
                "version": "4",
                "reason": "晚了",
                "decision": "send-back",
            },
        )
        assert late.status_code == 422
    assert held(shared, "r3-3") == 1


def test_the_same_report_again_is_asked_about_and_saved_when_the_author_is_sure(shared):
    filled = OUTPUTS["media_report"][1]
    with signed_in(shared, "xianheguan") as client:
        first = handed_in(client, "media_report", **filled)
        posted = form_of(client.get("/record?kind=media_report").text)
        posted |= filled | {"record.title": "换了个题目"}
        asked = client.post("/record", data=posted)
        assert asked.status_code == 422
        assert "已有一篇“社区来了社工”" in asked.text
        assert f'href="{first}"' in asked.text
        assert 'value="换了个题目"' in asked.text
        other = posted | {"link": "https://example.org/news/2"}
        assert client.post("/record", data=other).status_code == 303
        sure = form_of(asked.text) | posted | {"record.sure": "yes"}
        sure["record.id"] = form_of(client.get("/record?kind=media_report").text)["record.id"]
        assert client.post("/record", data=sure).status_code == 303


def test_a_counter_shows_its_last_reading_and_asks_when_it_went_down(shared):
    with signed_in(shared, "xianheguan") as client:
        handed_in(client, "volunteer_hours", value="120")
        html = client.get("/record?kind=volunteer_hours").text
        assert re.search(r"上次读数：<b class=\"num\">120 小时</b>", html)
        less = client.post("/record", data=form_of(html) | {"value": "90"})
        assert less.status_code == 422
        assert "这次比上次少" in less.text
        again = form_of(html) | {"value": "90", "record.sure": "yes"}
        assert client.post("/record", data=again).status_code == 303


def test_a_link_is_checked_and_tells_the_other_side_nothing(shared):
    filled = OUTPUTS["media_report"][1] | {"record.title": "又一篇", "record.sure": "yes"}
    with signed_in(shared, "xianheguan") as client:
        for odd in ("javascript:alert(1)", "www.example.org", "https://a b", "https://"):
            posted = form_of(client.get("/record?kind=media_report").text) | filled | {"link": odd}
            answer = client.post("/record", data=posted)
            assert answer.status_code == 422, odd
            assert "链接应以 http:// 或 https:// 开头" in answer.text
        page = client.get(handed_in(client, "media_report", **filled)).text
        assert (
            '<a href="https://example.org/news/1" rel="noreferrer noopener" target="_blank">'
            in page
        )
