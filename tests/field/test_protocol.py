"""The protocol under anything: duplicates, other orders, cut bodies, lost answers, failures before and
after the commit, two phones, two accounts, queues of thirty days, corrections, voids. After every
step the station holds exactly what the model holds, and one row for each id.

The usual run is small; YIZHAN_SYNC="5000x100" says how many histories of how many steps the slow one
goes through.
"""

import os
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from core.activities.rows import RECORD
from core.field.rows import CONFLICT
from core.ledger.upkeep import verify
from core.store import new_id, unit_of_work
from core.store.audit import verify as verify_audit
from core.trust.service import create_account, grant
from tests.field.model import Content, Model
from tests.field.phone import Phone, phone_of
from tests.web.test_worker_pages import answered, visit_form
from tests.web.worker_station import ADMIN, AT, XIAOJIAN, WorkerStation
from web.api import records, taking

LOGINS = ("luomin", "luomin", "helper")
LONG = os.environ.get("YIZHAN_SYNC", "200x50")
MINUTES = st.sampled_from([20, 30, 40])
BUSY = OperationalError("COMMIT", {}, Exception("locked"))


def with_helper(station: WorkerStation) -> None:
    """A second worker of the same villages."""
    with unit_of_work(station.county.station.engine, actor=ADMIN, at=AT, county="yanshi") as unit:
        made = create_account(unit, login="helper", name="高帮手", agency="qinghe")
        grant(
            unit,
            account=made.id,
            role="worker",
            place="yanshi/jinshan",
            valid_from=date(2026, 1, 1),
            reason="测试",
        )
    station.accounts["helper"] = made


class House:
    """The station behind real requests, with three phones and a clock that can be moved on."""

    def __init__(self, station: WorkerStation, stack: ExitStack) -> None:
        self.station, self.now = station, AT
        app = station.app()
        app.state.clock = lambda: self.now
        self.phones = [stack.enter_context(phone_of(station, login, app)) for login in LOGINS]
        html = visit_form(self.phones[0].client, station)
        self.fields = answered(html, **{"record.evidence": "photo"})
        self.fields.pop("_csrf")
        self.person = station.people["李秀英"]

    def begin(self) -> None:
        """Another history: the first day again, and a person whom nobody has visited yet."""
        self.now, county = AT, self.station.county
        self.person = county.person("李秀英", XIAOJIAN, categories=["tekun_scattered"])
        county.enrol(self.person, "jinshan", "self_reliant")

    def item(self, phone: Phone, content: Content) -> dict[str, Any]:
        fields = self.fields | {"record.id": content.record, "record.minutes": str(content.minutes)}
        fields |= {"record.person": self.person}
        if content.do == "correct":
            fields |= {"record.version": str(content.version), "record.reason": "看错了"}
        return phone.item(content.do, made_at=self.now, fields=[*map(list, fields.items())])

    def awake(self, number: int) -> Phone:
        """The phone with a session that is still good."""
        phone = self.phones[number]
        if phone.look().status_code == 401:
            token = self.station.token(LOGINS[number])
            phone.client.cookies.set("yizhan", token, domain="yizhan.test")
            self.at_once()
            assert phone.look().status_code == 200
        return phone

    def at_once(self) -> None:
        """Sessions of tests begin at a fixed instant: let them begin now."""
        engine = self.station.county.station.engine
        with engine.begin() as connection:
            text = "UPDATE web_session SET last_seen = ?, expires_at = ? WHERE revoked_at IS NULL"
            values = (self.now, self.now + timedelta(hours=12))
            if engine.dialect.name == "postgresql":
                text = text.replace("?", "%s")
                connection.exec_driver_sql(text, values)
            else:
                plain = tuple(str(one).partition("+")[0] for one in values)
                connection.exec_driver_sql(text, plain)


class Protocol(RuleBasedStateMachine):
    """One history of three phones."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.model = house, Model()
        house.begin()
        self.queues: list[list[Content]] = [[], [], []]
        self.made: dict[str, list[Content]] = {}

    @rule(phone=st.integers(0, 2), minutes=MINUTES)
    def visits(self, phone: int, minutes: int) -> None:
        content = Content("form", new_id(), minutes)
        self.queues[phone].append(content)

    @precondition(lambda self: any(self.queues))
    @rule(data=st.data(), phone=st.integers(0, 2), minutes=MINUTES)
    def copies_an_item_and_changes_it(self, data: Any, phone: int, minutes: int) -> None:
        """A copied profile, a second phone, somebody else: the same id, perhaps other content."""
        one = data.draw(st.sampled_from([c for queue in self.queues for c in queue]))
        self.queues[phone].append(Content("form", one.record, minutes))

    @precondition(lambda self: any(self.queues))
    @rule(data=st.data(), phone=st.integers(0, 2), minutes=MINUTES, version=st.integers(1, 4))
    def corrects(self, data: Any, phone: int, minutes: int, version: int) -> None:
        one = data.draw(st.sampled_from([c for queue in self.queues for c in queue]))
        self.queues[phone].append(Content("correct", one.record, minutes, version))

    @rule(hours=st.sampled_from([0, 1, 13, 30 * 24]))
    def waits(self, hours: int) -> None:
        self.house.now += timedelta(hours=hours)

    @precondition(lambda self: any(self.queues))
    @rule(
        data=st.data(),
        number=st.integers(0, 2),
        fate=st.sampled_from(["well", "well", "well", "lost", "before", "after", "once", "cut"]),
    )
    def sends(self, data: Any, number: int, fate: str) -> None:
        """Anything of the queue, in any order, some of it twice; it stays for another time."""
        queue = self.queues[number]
        if not queue:
            return
        batch = data.draw(st.lists(st.sampled_from(queue), min_size=1, max_size=6))
        phone = self.house.awake(number)
        items = [self.house.item(phone, content) for content in batch]
        order = data.draw(st.permutations(items))
        if fate == "cut":
            body = msgspec.json.encode({"items": order})
            cut = len(body) * data.draw(st.integers(0, 99)) // 100
            assert phone.post("/api/records", body[:cut]).status_code in (400, 422)
        elif fate == "before":
            with patch.object(taking, "_in_turn", _failing(taking._in_turn, BUSY)):
                assert phone.post("/api/records", {"items": order}).status_code == 503
        else:
            self._arrives(phone, batch, items, order, fate)

    def _arrives(self, phone: Phone, batch: Any, items: Any, order: Any, fate: str) -> None:
        account = self.house.station.accounts[LOGINS[self.house.phones.index(phone)]].id
        expected = {
            item["seq"]: self.model.take(account, content)
            for content, item in zip(batch, items, strict=True)
        }
        if fate == "after":
            with patch.object(records, "_counts", side_effect=RuntimeError("after the commit")):
                assert phone.post("/api/records", {"items": order}).status_code == 500
            return
        if fate == "once":
            breaks_once = _failing(taking._in_turn, RuntimeError("broken"), times=1)
            with patch.object(taking, "_in_turn", breaks_once):
                answers = phone.send(*order)
            if len(order) == 1:
                # Alone in its chunk it is refused, and comes again.
                assert [one["outcome"] for one in answers] == ["refused"]
                answers = phone.send(*order)
        else:
            answers = phone.send(*order)
        if fate != "lost":
            assert {one["seq"]: one["outcome"] for one in answers} == expected

    @precondition(lambda self: self.model.records)
    @rule(data=st.data())
    def voids(self, data: Any) -> None:
        uuid = data.draw(st.sampled_from(sorted(self.model.records)))
        kept = self.model.records[uuid]
        phone = self._phone_of(kept.owner)
        given = {"version": str(kept.version), "reason": "记错了", "_csrf": phone.csrf}
        answer = phone.client.post(f"/activities/{uuid}/void", data=given)
        assert answer.status_code == (422 if kept.void else 303), answer.text
        if not kept.void:
            kept.void, kept.version = True, kept.version + 1

    @precondition(lambda self: any(kept.waiting for kept in self.model.records.values()))
    @rule(data=st.data(), how=st.sampled_from(["kept", "taken"]))
    def settles(self, data: Any, how: str) -> None:
        waiting = sorted(uuid for uuid, kept in self.model.records.items() if kept.waiting)
        uuid = data.draw(st.sampled_from(waiting))
        kept = self.model.records[uuid]
        phone = self._phone_of(kept.owner)
        minutes = min(kept.waiting)
        path = self._conflict(uuid, minutes)
        given = {"version": str(kept.version), "reason": "核对过", "_csrf": phone.csrf, "how": how}
        answer = phone.client.post(path, data=given)
        if how == "taken" and (kept.void or minutes == kept.minutes):
            assert answer.status_code == 422, answer.text
            return
        assert answer.status_code == 303, answer.text
        kept.waiting.remove(minutes)
        if how == "taken":
            kept.minutes, kept.version = minutes, kept.version + 1

    def _phone_of(self, owner: str) -> Phone:
        accounts = self.house.station.accounts
        return self.house.awake(
            next(n for n, one in enumerate(LOGINS) if accounts[one].id == owner)
        )

    def _conflict(self, uuid: str, minutes: int) -> str:
        wanted = select(CONFLICT.c.uuid, CONFLICT.c.content).where(
            CONFLICT.c.record == uuid, CONFLICT.c.state == "open"
        )
        with self.house.station.county.station.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return f"/conflicts/{next(r.uuid for r in rows if r.content['minutes'] == minutes)}"

    @invariant()
    def the_station_holds_what_the_model_holds(self) -> None:
        ids = {content.record for queue in self.queues for content in queue}
        if not ids:
            return
        own = select(
            RECORD.c.uuid, RECORD.c.worker, RECORD.c.minutes, RECORD.c.version, RECORD.c.void
        )
        second = select(CONFLICT.c.record, CONFLICT.c.content).where(CONFLICT.c.state == "open")
        with self.house.station.county.station.engine.connect() as connection:
            found = connection.execute(own.where(RECORD.c.uuid.in_(ids))).all()
            kept = connection.execute(second.where(CONFLICT.c.record.in_(ids))).all()
        assert sorted(map(tuple, found)) == sorted(
            (uuid, one.owner, one.minutes, one.version, one.void)
            for uuid, one in self.model.records.items()
        )
        assert sorted((row.record, row.content["minutes"]) for row in kept) == sorted(
            (uuid, minutes) for uuid, one in self.model.records.items() for minutes in one.waiting
        )


def _failing(what: Any, error: Exception, times: int = 10**6) -> Any:
    """Does all the work, and then fails before the commit."""
    left = [times]

    def failing(*given: Any) -> Any:
        answers = what(*given)
        left[0] -= 1
        if left[0] >= 0:
            raise error
        return answers

    return failing


def histories(station: WorkerStation, examples: int, steps: int) -> None:
    with_helper(station)
    with ExitStack() as stack:
        house = House(station, stack)
        run(
            lambda: Protocol(house),
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    with station.county.act() as (unit, book):
        assert verify(unit, book) == []
        assert list(verify_audit(unit.connection)) == []


def test_whatever_phones_do_the_station_holds_what_the_model_holds(station):
    few = station.county.station.engine.dialect.name == "postgresql"
    histories(station, examples=6 if few else 25, steps=30)


@pytest.mark.slow
def test_however_long_they_do_it(station):
    examples, _, steps = LONG.partition("x")
    histories(station, examples=int(examples), steps=int(steps))
