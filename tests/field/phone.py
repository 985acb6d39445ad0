"""A phone under test: its cookies, its queue, and what it sends; the station is the real one."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from litestar.testing import TestClient

from core.recording import RecordInput
from core.store import new_id
from tests.web.test_worker_pages import answered
from tests.web.worker_station import AT, WorkerStation

HOST = "yizhan.test"


@dataclass
class Phone:
    """One browser on one phone. ``nonce`` and ``csrf`` are of its last look at the session."""

    client: Any
    csrf: str = ""
    nonce: str = ""
    seq: int = 0
    id: str = field(default_factory=new_id)

    def look(self, proof: str = "") -> Any:
        """GET /api/session, as before every sending; with the proof that the PIN was entered."""
        answer = self.client.get("/api/session", headers={"x-unlocked": proof} if proof else {})
        if answer.status_code == 200:
            self.csrf, self.nonce = answer.json()["csrf"], answer.json()["nonce"]
        return answer

    def enrol(self, name: str = "红米", after: tuple[str, ...] = ()) -> Any:
        """Enrol the phone for whoever is signed in."""
        return self.post("/api/devices", {"id": self.id, "name": name, "after": after})

    def post(self, path: str, body: Any) -> Any:
        """Send JSON with the token of the session."""
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        headers = {"content-type": "application/json", "x-csrf-token": self.csrf}
        return self.client.post(path, content=content, headers=headers)

    def item(self, do: str, made_at: datetime = AT, **content: Any) -> dict[str, Any]:
        """One item as the outbox keeps it."""
        self.seq += 1
        kept = {"seq": self.seq, "made_at": made_at.isoformat(), "nonce": self.nonce, "do": do}
        return kept | content

    def form(self, html: str, **more: Any) -> dict[str, Any]:
        """The form of a page, every question answered, as an item."""
        return self.item("form", fields=pairs(answered(html, **more)))

    def record(self, posted: RecordInput, **more: Any) -> dict[str, Any]:
        """A record as a program sends it."""
        return self.item("record", record=msgspec.to_builtins(posted)) | more

    def send(self, *items: Any) -> list[dict[str, Any]]:
        """Send a batch; the answers by item."""
        answer = self.post("/api/records", {"items": items})
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found


def pairs(fields: dict[str, Any]) -> list[list[str]]:
    """A form's names and values as they are sent."""
    return [[name, value] for name, value in fields.items() if name != "_csrf"]


@contextmanager
def phone_of(station: WorkerStation, login: str = "luomin", app: Any = None) -> Iterator[Phone]:
    """A phone on which somebody has just signed in."""
    with TestClient(app or station.app(), base_url=f"http://{HOST}") as client:
        client.follow_redirects = False
        client.cookies.set("yizhan", station.token(login), domain=HOST)
        phone = Phone(client)
        phone.look()
        yield phone
