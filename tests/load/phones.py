"""One phone that comes home: signs in, sends its records, then its photos, then takes a round along.

In the order of the real one (web/static/js/field/sending.js); over HTTP, and waiting when it is told
to come later. Little of the processor's time is spent here, so that the server is what is measured.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import msgspec

from core.store import new_id

PIECE = 512 * 1024
#: Answers after which a phone keeps everything and comes again, and how soon it does here.
LATER, AGAIN, PATIENCE = frozenset({429, 503}), 1.0, 300
FORM, JSON, BYTES = (
    "application/x-www-form-urlencoded",
    "application/json",
    "application/offset+octet-stream",
)
TOKEN = re.compile(r'name="_csrf" value="([^"]+)"')


@dataclass
class Phone:
    """A connection with its cookies. ``came_later`` counts how often it was told to wait."""

    host: str
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    nonce: str = ""
    came_later: int = 0
    _line: HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, Mapping[str, str], bytes]:
        """One request until it is answered with something else than "later"."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"accept": JSON if path.startswith("/api") else "text/html"}
        sent |= {"x-forwarded-for": self.address, "x-csrf-token": self.csrf}
        for _ in range(PATIENCE):
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            answer, content = self._once(method, path, body, sent)
            if answer.status not in LATER:
                return answer.status, answer.headers, content
            self.came_later += 1
            time.sleep(AGAIN)
        raise AssertionError(f"{path} was never taken: {content[:200]!r}")

    def sign_in(self, login: str, password: str) -> None:
        """As a browser does it: the page, its token, the form."""
        _, _, page = self.ask("GET", "/sign-in")
        token = TOKEN.search(page.decode())
        assert token, page[:400]
        given = {"login": login, "password": password, "next": "/today", "_csrf": token[1]}
        self._well("POST", "/sign-in", 303, urlencode(given).encode(), content_type=FORM)
        self.look()
        body = msgspec.json.encode({"id": new_id(), "name": "红米"})
        self._well("POST", "/api/devices", 200, body, content_type=JSON)

    def look(self) -> None:
        """GET /api/session, as before every sending."""
        told = msgspec.json.decode(self._well("GET", "/api/session", 200))
        self.csrf, self.nonce = told["csrf"], told["nonce"]

    def send(self, items: list[dict[str, Any]]) -> tuple[float, list[dict[str, Any]]]:
        """One batch of records: the seconds until it was acknowledged, and the answers."""
        body = msgspec.json.encode({"items": [item | {"nonce": self.nonce} for item in items]})
        begun = time.perf_counter()
        content = self._well("POST", "/api/records", 200, body, content_type=JSON)
        return time.perf_counter() - begun, msgspec.json.decode(content)["items"]

    def photo(self, sha: str, content: bytes) -> None:
        """A photo, piece by piece; it must be kept."""
        path, at = f"/api/files/{sha}", 0
        while at < len(content):
            status, headers, said = self.ask(
                "PATCH",
                path,
                content[at : at + PIECE],
                content_type=BYTES,
                upload_offset=str(at),
                upload_length=str(len(content)),
            )
            assert status in (200, 204), (status, said)
            at = int(headers["upload-offset"])
        assert headers["upload-state"] == "kept", sha

    def round(self) -> None:
        """GET /api/round, as after every sending."""
        self._well("GET", "/api/round", 200)

    def close(self) -> None:
        """Hang up."""
        if self._line:
            self._line.close()

    def _well(
        self, method: str, path: str, wanted: int, body: bytes | None = None, **headers: str
    ) -> bytes:
        status, _, content = self.ask(method, path, body, **headers)
        assert status == wanted, (path, status, content[:400])
        return content

    def _once(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[HTTPResponse, bytes]:
        """A line that was closed meanwhile is opened once more: everything may be sent twice."""
        for last in (False, True):
            self._line = self._line or HTTPConnection(self.host, timeout=120)
            try:
                self._line.request(method, path, body, headers)
                answer = self._line.getresponse()
                content = answer.read()
            except OSError:
                self._line = None
                if last:
                    raise
            else:
                for given in answer.headers.get_all("set-cookie", []):
                    self.cookies |= {key: one.value for key, one in SimpleCookie(given).items()}
                return answer, content
        raise AssertionError
