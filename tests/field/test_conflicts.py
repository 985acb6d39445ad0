"""Conflicts: both versions beside each other in words, three ways out, each with its reason."""

import re
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from core.activities.rows import RECORD
from core.field.rows import CONFLICT
from core.recording import EvidenceInput
from core.store import new_id
from core.store.versions import versions_of
from tests.field.phone import Phone, phone_of
from tests.field.test_sending import a_visit, number
from tests.web.test_worker_pages import answered, form_of, visit_form
from tests.web.worker_station import AT, WorkerStation


def in_conflict(station: WorkerStation, phone: Phone, **changes: Any) -> tuple[str, str]:
    """A record with a second version beside it; the record's id and the conflict's address."""
    posted = a_visit(station)
    changes = changes or {"minutes": 99, "title": "后来的"}
    phone.send(phone.record(posted), phone.record(msgspec.structs.replace(posted, **changes)))
    [path] = set(re.findall(r'href="(/conflicts/[0-9a-f-]+)"', phone.client.get("/conflicts").text))
    return posted.id, path


def settled(phone: Phone, path: str, how: str, **more: str) -> Any:
    data = form_of(phone.client.get(path).text, "version") | {"how": how, "reason": "核对过"}
    return phone.client.post(path, data=data | more)


def minutes_of(station: WorkerStation) -> list[Any]:
    with station.county.station.engine.connect() as connection:
        return list(connection.execute(select(RECORD.c.minutes, RECORD.c.title)).one())


def test_both_versions_stand_beside_each_other_and_today_says_that_one_waits(station):
    with phone_of(station) as phone:
        assert "没有冲突" in phone.client.get("/conflicts").text
        _, path = in_conflict(station, phone)
        page = phone.client.get(path).text
        assert "2 处" in page
        assert "后到的：99 分钟" in page
        assert "已有的：（没有填）" in page
        for start in ("/today", "/activities"):
            assert "去看冲突" in phone.client.get(start).text
    with phone_of(station, "zhouqiming") as manager:
        assert path in manager.client.get("/conflicts").text
    with phone_of(station, "xianheguan") as other:
        assert path not in other.client.get("/conflicts").text
        assert other.client.get(path).status_code == 404
        data = {"_csrf": other.csrf, "how": "kept", "reason": "x", "version": "1"}
        assert other.client.post(path, data=data).status_code == 404
        assert "去看冲突" not in other.client.get("/today").text


def test_what_is_there_is_kept_with_a_reason_and_once(station):
    with phone_of(station) as phone:
        _, path = in_conflict(station, phone)
        before = minutes_of(station)
        assert settled(phone, path, "kept", reason="").status_code == 422
        assert settled(phone, path, "no").status_code == 422
        data = form_of(phone.client.get(path).text, "version") | {"how": "kept", "reason": "对"}
        assert phone.client.post(path, data=data).status_code == 303
        assert phone.client.post(path, data=data).status_code == 409
        page = phone.client.get(path).text
        assert "已处理：保留已有的" in page
        assert "没有冲突" in phone.client.get("/conflicts").text
    assert minutes_of(station) == before
    assert number(station, CONFLICT, state="settled", settled_how="kept") == 1


def test_what_came_second_becomes_a_correction_with_its_evidence(station):
    with phone_of(station) as phone:
        more = EvidenceInput(id=new_id(), kind="sign_in", note="村委存")
        record, path = in_conflict(station, phone, minutes=99, evidence=(more,))
        assert settled(phone, path, "taken").status_code == 303
        page = phone.client.get(f"/activities/{record}").text
        assert "原因：核对过" in page
        assert "村委存" in page
    assert minutes_of(station)[0] == 99
    with station.county.station.engine.connect() as connection:
        acts = [v["reason"] for v in versions_of(connection, "record", record)]
    assert acts[:2] == ["", "核对过"]


def test_an_item_that_comes_again_is_answered_where_it_stands_in_its_batch(station):
    posted = a_visit(station)
    with phone_of(station) as phone:
        first = phone.record(posted)
        second = phone.record(msgspec.structs.replace(posted, minutes=99))
        third = phone.record(msgspec.structs.replace(posted, minutes=88))
        assert [one["outcome"] for one in phone.send(first, second)][1] == "conflict"
        [path] = set(
            re.findall(r'href="(/conflicts/[0-9a-f-]+)"', phone.client.get("/conflicts").text)
        )
        assert settled(phone, path, "kept").status_code == 303
        [again] = phone.send(second)
        assert (again["outcome"], again["say"]) == (
            "again",
            "这处冲突已经处理（6 月 21 日，罗敏）：保留已有的。原因：核对过",
        )
        answers = phone.send(third, second | {"seq": third["seq"] + 1})
        assert [one["outcome"] for one in answers] == ["conflict", "conflict"]


def test_of_two_conflicts_each_phone_is_told_what_was_decided_of_its_own(station):
    posted = a_visit(station)
    with phone_of(station) as phone:
        first = phone.record(posted)
        mine = phone.record(msgspec.structs.replace(posted, minutes=99))
        later = (AT + timedelta(minutes=1)).isoformat()
        other = phone.record(msgspec.structs.replace(posted, minutes=88), made_at=later)
        phone.send(first, mine, other)
        for how in ("kept", "taken"):
            waiting = phone.client.get("/conflicts").text
            assert {one["outcome"] for one in phone.send(mine, other)} == {"conflict"}
            settled(phone, re.findall(r'href="(/conflicts/[0-9a-f-]+)"', waiting)[0], how)
        says = [one["say"] for one in phone.send(mine, other)]
    assert ["保留已有的" in says[0], "用后到的" in says[1]] == [True, True]
    assert minutes_of(station)[0] == 88


def test_part_by_part_takes_only_what_was_chosen(station):
    with phone_of(station) as phone:
        _, path = in_conflict(station, phone)
        nothing = settled(phone, path, "chosen")
        assert nothing.status_code == 422
        assert "没有选用后到的任何一项" in nothing.text
        assert settled(phone, path, "chosen", **{"part.minutes": "second"}).status_code == 303
    assert minutes_of(station) == [99, ""]


def test_a_record_that_changed_meanwhile_is_looked_at_again_first(station):
    with phone_of(station) as phone:
        record, path = in_conflict(station, phone)
        stale = form_of(phone.client.get(path).text, "version") | {"how": "taken", "reason": "对"}
        html = phone.client.get(f"/activities/{record}/correct").text
        corrected = form_of(html) | {"record.minutes": "41", "record.reason": "记错"}
        phone.client.post(f"/activities/{record}/correct", data=corrected)
        assert phone.client.post(path, data=stale).status_code == 409
        assert settled(phone, path, "taken").status_code == 303
    assert minutes_of(station)[0] == 99


def test_the_pages_keep_a_second_version_too(station):
    with phone_of(station) as phone:
        posted = answered(visit_form(phone.client, station))
        assert phone.client.post("/record", data=posted).status_code == 303
        other = phone.client.post("/record", data=posted | {"record.minutes": "99"})
        assert other.status_code == 409
        assert "后到的这一份也留下了" in other.text
        record = posted["record.id"]
        form = form_of(phone.client.get(f"/activities/{record}/correct").text)
        form |= {"record.minutes": "41", "record.reason": "记错"}
        correct = f"/activities/{record}/correct"
        assert phone.client.post(correct, data=form).status_code == 303
        again = phone.client.post(correct, data=form)
        assert again.status_code == 409
        assert "现在就是这样写的" in again.text
        stale = phone.client.post(correct, data=form | {"record.minutes": "42"})
        assert stale.status_code == 409
        assert "后到的这一份也留下了" in stale.text
    assert number(station, CONFLICT, state="open") == 2
    assert minutes_of(station)[0] == 41


def test_somebody_elses_id_is_no_conflict_on_a_page_either(station):
    with phone_of(station) as phone, phone_of(station, "zhouqiming") as other:
        posted = answered(visit_form(phone.client, station))
        phone.client.post("/record", data=posted)
        taken = posted | {"_csrf": other.csrf, "record.minutes": "99"}
        answer = other.client.post("/record", data=taken)
        assert answer.status_code == 422
        assert "这个编号不能使用" in answer.text
    assert number(station, CONFLICT) == 0
