"""Sending: each item once, its answer again, one bad one spoils no other, nobody sets what is ours."""

from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import func, select

from core.activities.rows import RECORD
from core.field.rows import CONFLICT, DEVICE, RECEIPT
from core.recording import AttendanceInput
from core.store import new_id
from tests.field.phone import phone_of
from tests.web.test_worker_pages import form_of, visit_form
from tests.web.worker_station import AT, DAY, WorkerStation
from web.api import taking


def number(station: WorkerStation, table: Any, **by: Any) -> int:
    wanted = select(func.count()).select_from(table)
    with station.county.station.engine.connect() as connection:
        conditions = [table.c[name] == value for name, value in by.items()]
        return connection.execute(wanted.where(*conditions)).scalar_one()


def a_visit(station: WorkerStation, name: str = "李秀英", **more: Any) -> Any:
    county = station.county
    posted = county.posted("home_visit", DAY, station.people[name], evidence=["photo"], **more)
    return county.filled(posted)


def outcomes(answers: list[dict[str, Any]]) -> list[str]:
    return [one["outcome"] for one in answers]


def test_a_form_that_waited_on_the_phone_is_saved_counted_and_answered_again(station):
    with phone_of(station) as phone:
        item = phone.form(visit_form(phone.client, station), **{"record.evidence": "photo"})
        [first] = phone.send(item)
        assert (first["outcome"], first["version"]) == ("saved", 1)
        assert {"contract": "jinshan", "line": "home-visit", "counted": True}.items() <= next(
            one for one in first["counts"] if one["line"] == "home-visit"
        ).items()
        [again] = phone.send(item)
        assert again == first | {"outcome": "again"}
        page = phone.client.get(f"/activities/{first['id']}").text
        assert "第 1 版" in page
    assert number(station, RECORD) == number(station, RECEIPT) == 1


def test_the_page_and_the_phone_make_the_same_record_of_one_form(station):
    with phone_of(station) as phone:
        item = phone.form(visit_form(phone.client, station))
        fields = dict(item["fields"]) | {"_csrf": phone.csrf}
        assert phone.client.post("/record", data=fields).status_code == 303
        assert outcomes(phone.send(item)) == ["again"]


def test_one_bad_item_spoils_no_other_and_answers_come_in_the_order_sent(station):
    good = [a_visit(station), a_visit(station, "王长根")]
    nobody = msgspec.structs.replace(
        good[0], id=new_id(), attendances=(AttendanceInput(person=new_id()),), evidence=()
    )
    tomorrow = msgspec.structs.replace(
        good[0], id=new_id(), dates={"service": DAY + timedelta(days=9)}, evidence=()
    )
    no_case = msgspec.structs.replace(good[0], id=new_id(), case=new_id(), evidence=())
    with phone_of(station) as phone:
        unknown = phone.record(good[0]) | {"received_at": AT.isoformat()}
        answers = phone.send(
            phone.record(nobody),
            phone.record(good[0]),
            unknown,
            {"do": "dance"},
            "text",
            phone.record(tomorrow),
            phone.record(no_case),
            phone.record(good[1]),
            phone.item("form", fields=[["record.id", "x"]]),
            phone.item("form", fields=[["record.id", new_id()], ["record.kind", "nothing"]]),
        )
    assert outcomes(answers) == [
        "refused",
        "saved",
        *["refused"] * 5,
        "saved",
        *["refused"] * 2,
    ]
    assert all(one["say"] for one in answers if one["outcome"] == "refused")
    assert answers[2]["seq"] == unknown["seq"]
    assert "个案" in answers[6]["say"]
    assert number(station, RECORD) == 2


def test_items_are_taken_by_their_seq_so_a_correction_follows_its_record(station):
    with phone_of(station) as phone:
        made = phone.form(visit_form(phone.client, station), **{"record.minutes": "20"})
        fields = dict(made["fields"]) | {"record.minutes": "40"}
        fields |= {"record.version": "1", "record.reason": "表看错了"}
        corrected = phone.item("correct", fields=[*fields.items()])
        first, second = phone.send(corrected, made)
        assert (second["outcome"], first["outcome"], first["version"]) == ("saved", "saved", 2)
        assert outcomes(phone.send(corrected, made)) == ["again", "again"]
        page = phone.client.get(f"/activities/{first['id']}").text
        assert "<del>20 分钟</del> → <ins>40 分钟</ins>" in page


def test_other_content_and_a_stale_correction_are_kept_and_nothing_is_overwritten(station):
    with phone_of(station) as phone:
        posted = a_visit(station)
        other = msgspec.structs.replace(posted, minutes=99)
        first, second = phone.send(phone.record(posted), phone.record(other))
        assert (first["outcome"], second["outcome"]) == ("saved", "conflict")
        assert "留下了" in second["say"]
        html = phone.client.get(f"/activities/{posted.id}/correct").text
        fields = form_of(html) | {"record.minutes": "41", "record.reason": "记错"}
        assert phone.client.post(f"/activities/{posted.id}/correct", data=fields).status_code == 303
        fields |= {"record.minutes": "42"}
        item = phone.item("correct", fields=[*fields.items()])
        assert outcomes(phone.send(item, item, phone.record(other))) == ["conflict"] * 3
    assert number(station, CONFLICT, state="open") == 2
    with station.county.station.engine.connect() as connection:
        assert connection.execute(select(RECORD.c.minutes)).scalars().all() == [41]
        kept = connection.execute(select(CONFLICT.c.content).order_by(CONFLICT.c.id)).scalars()
        assert [content["minutes"] for content in kept] == [99, 42]


def test_another_account_learns_nothing_of_an_id_in_use(station):
    with phone_of(station) as phone, phone_of(station, "zhouqiming") as other:
        posted = a_visit(station)
        phone.send(phone.record(posted))
        changed = msgspec.structs.replace(posted, minutes=99)
        free = msgspec.structs.replace(posted, id=new_id(), evidence=())
        same, not_same, new = other.send(*map(other.record, (posted, changed, free)))
        assert same["say"] == not_same["say"] == "这个编号不能使用，请在手机上另记一笔。"
        assert (same["outcome"], same["counts"], same["version"]) == ("refused", [], 0)
        assert new["outcome"] == "saved"
    assert number(station, CONFLICT) == 0


def test_a_person_out_of_reach_does_not_exist_for_a_program_either(station):
    with phone_of(station, "xianheguan") as phone:
        [answer] = phone.send(phone.record(a_visit(station)))
    assert answer["outcome"] == "refused"
    assert "不在您的权限范围内" in answer["say"]
    assert number(station, RECORD) == 0


def test_a_batch_too_long_too_big_or_broken_is_refused_as_a_whole(station):
    with phone_of(station) as phone:
        for body, status in (
            ({"items": [{}] * 10_000}, 422),
            ({"items": [], "worker": "x"}, 422),
            (b'{"items": [', 422),
            (b"", 422),
            (b'{"items": ["' + b"x" * 5_000_000 + b'"]}', 413),
            (b'{"items": [' + b"[" * 100_000, 400),
        ):
            answer = phone.post("/api/records", body)
            assert answer.status_code in (status, 422), (answer.status_code, answer.text[:200])
            assert answer.json()["error"]["say"]


COLUMNS = sorted({c.name for table in (RECORD, RECEIPT, CONFLICT, DEVICE) for c in table.c})


def test_no_column_of_ours_can_be_set_from_outside(station):
    """S3: every column name beside the known fields of an item, of a record, of a form."""
    asked = set(msgspec.structs.asdict(a_visit(station))) | {"seq", "made_at", "nonce"}
    with phone_of(station) as phone:
        form = visit_form(phone.client, station)
        for column in COLUMNS:
            posted = a_visit(station)
            inside = phone.record(posted)
            if column not in asked:
                inside["record"][column] = "1"
                beside = phone.record(posted) | {column: "1"}
                assert outcomes(phone.send(inside, beside)) == ["refused"] * 2, column
            asked_by_form = phone.form(form, **{"record.id": new_id()})
            asked_by_form["fields"] += [[f"record.{column}", "x"]] * (
                f"record.{column}" not in form
            )
            phone.send(asked_by_form)
            device = {"id": phone.id, "name": "a", column: "1"}
            if column not in ("id", "name"):
                assert phone.post("/api/devices", device).status_code == 422, column
    with station.county.station.engine.connect() as connection:
        rows = connection.execute(select(RECORD)).mappings().all()
    own = {"worker": station.accounts["luomin"].id, "provider": "qinghe", "county": "yanshi"}
    for row in rows:
        assert {name: row[name] for name in own} == own
        assert (row["received_at"], row["version"], row["accepted"], row["void"]) == (
            AT,
            1,
            True,
            False,
        )


def test_an_item_that_breaks_the_station_loses_no_other(station, monkeypatch):
    good, broken, other = (a_visit(station, name) for name in station.people)
    read = taking._read

    def breaks(desk, house, unit, content, named):
        if content.id == broken.id:
            raise ZeroDivisionError("王长根")
        return read(desk, house, unit, content, named)

    monkeypatch.setattr(taking, "_read", breaks)
    with phone_of(station) as phone:
        answers = phone.send(*map(phone.record, (good, broken, other)))
        assert outcomes(answers) == ["saved", "refused", "saved"]
        assert "没有保存，还在手机上" in answers[1]["say"]
        assert "王长根" not in answers[1]["say"]
        monkeypatch.undo()
        assert outcomes(phone.send(phone.record(broken))) == ["saved"]


def test_numbers_that_no_column_holds_are_refused_with_a_sentence(station):
    one = a_visit(station)
    [named] = one.attendances
    much = (msgspec.structs.replace(named, minutes=10**30),)
    with phone_of(station) as phone:
        long, year = phone.send(
            phone.record(msgspec.structs.replace(one, attendances=much)),
            phone.record(one, made_at="0001-01-01T00:00:00+08:00"),
        )
    assert "24 小时" in long["say"]
    assert "手机上的时间" in year["say"]


def test_what_was_refused_too_early_in_a_batch_is_looked_at_again_in_the_same_one(station):
    """A correction that came before its record, and once more behind it: as in two batches."""
    visit = a_visit(station)
    with phone_of(station) as phone:
        html = phone.client.get(f"/record?kind=home_visit&person={station.people['李秀英']}").text
        new = phone.form(html, **{"record.id": visit.id, "record.evidence": "photo"})
        fields = dict(new["fields"]) | {
            "record.version": "1",
            "record.reason": "看错了",
            "record.minutes": "45",
        }
        early, late = (phone.item("correct", fields=[*map(list, fields.items())]) for _ in "ab")
        early["seq"] = 0
        answers = phone.send(early, new, late)
        assert outcomes(answers) == ["refused", "saved", "saved"]
        assert outcomes(phone.send(late)) == ["again"]


def test_what_was_there_already_may_be_a_second_version_after_a_correction(station):
    with phone_of(station) as phone:
        html = visit_form(phone.client, station)
        new = phone.form(html, **{"record.evidence": "photo", "record.minutes": "30"})
        fields = dict(new["fields"]) | {"record.reason": "看错了"}

        def corrected(version: int, minutes: int) -> dict[str, Any]:
            changed = fields | {"record.version": str(version), "record.minutes": str(minutes)}
            return phone.item("correct", fields=[*map(list, changed.items())])

        sent = [new, corrected(3, 30), corrected(1, 40), corrected(3, 30)]
        assert outcomes(phone.send(*sent)) == ["saved", "again", "saved", "conflict"]
