"""One request, handed to the application byte by byte as the server would hand it over.

Clients mend what they send: they quote addresses, drop control characters, count lengths. Whoever
means harm does not, so that nothing here is mended.
"""

import asyncio
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

Headers = tuple[tuple[bytes, bytes], ...]
HOST = b"yizhan.test"
#: Nothing that a page does takes so many seconds, whatever it was asked.
PATIENCE = 20


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A request: ``target`` is what stands between the method and the version."""

    method: str
    target: bytes
    headers: Headers = ()
    body: bytes = b""

    def having(self, *headers: tuple[bytes, bytes]) -> "Ask":
        """The same request with further headers."""
        return replace(self, headers=(*self.headers, *headers))

    def value(self, name: bytes) -> bytes:
        """The last value of a header; empty without one."""
        return next((value for key, value in reversed(self.headers) if key == name), b"")

    def __str__(self) -> str:
        shown = [f"{self.method} {self.target[:300]!r}"]
        shown += [f"  {name.decode()}: {value[:200]!r}" for name, value in self.headers]
        return "\n".join([*shown, f"  body of {len(self.body)} bytes: {self.body[:600]!r}"])


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; every text of ours is UTF-8, some are packed. Files are no text."""
        packed = self.headers.get("content-encoding") == "gzip"
        is_file = "attachment" in self.headers.get("content-disposition", "")
        body = gzip.decompress(self.body) if packed else self.body
        return body.decode(errors="replace" if is_file else "strict")

    @property
    def refused(self) -> bool:
        """Whether the request was turned down."""
        return self.status >= 400


class Caller:
    """An application that runs, in a loop of its own, for as long as the block is open."""

    def __init__(self, app: Any, runner: asyncio.Runner) -> None:
        self._app, self._runner = app, runner

    def ask(self, ask: Ask) -> Answered:
        """The answer; an exception that reaches the server counts as the 500 that it becomes."""
        try:
            return self._runner.run(asyncio.wait_for(_answered(self._app, ask), PATIENCE))
        except TimeoutError:
            late = f"no answer after {PATIENCE} seconds".encode()
            return Answered(status=504, headers={}, cookies={}, body=late)


@contextmanager
def running(app: Any) -> Iterator[Caller]:
    """The application with what it does when it starts and stops."""
    started, stop = asyncio.Event(), asyncio.Event()

    async def life() -> None:
        async with app.lifespan():
            started.set()
            await stop.wait()

    async def start() -> asyncio.Task[None]:
        task = asyncio.create_task(life())
        await started.wait()
        return task

    async def end(task: asyncio.Task[None]) -> None:
        stop.set()
        await task

    with asyncio.Runner() as runner:
        task = runner.run(start())
        try:
            yield Caller(app, runner)
        finally:
            runner.run(end(task))


async def _answered(app: Any, ask: Ask) -> Answered:
    parts = iter([{"type": "http.request", "body": ask.body, "more_body": False}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(parts, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    try:
        await app(_scope(ask), receive, send)
    except Exception as error:
        if not sent:
            return Answered(status=500, headers={}, cookies={}, body=repr(error).encode())
    found = [(k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in sent[0]["headers"]]
    cookies = dict(
        value.partition(";")[0].split("=", 1) for key, value in found if key == "set-cookie"
    )
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answered(status=sent[0]["status"], headers=dict(found), cookies=cookies, body=body)


def _scope(ask: Ask) -> dict[str, Any]:
    path, _, query = ask.target.partition(b"?")
    headers = list(ask.headers)
    if not ask.value(b"host"):
        headers.insert(0, (b"host", HOST))
    if ask.body and not ask.value(b"content-length"):
        headers.append((b"content-length", b"%d" % len(ask.body)))
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": ask.method,
        # As uvicorn reads it: what is not UTF-8 becomes U+FFFD.
        "path": unquote(path.decode("ascii", "replace")),
        "raw_path": path,
        "root_path": "",
        "query_string": query,
        "headers": headers,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
        "state": {},
        "extensions": {},
    }
