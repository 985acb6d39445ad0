"""Somebody who walks through the pages: as a worker, manager or county officer, or as nobody."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from core.store import new_id
from tests.web.any_request.asking import Answered, Ask, Caller
from tests.web.any_request.knowing import UUID, Form, Page, Route, read_page, route_of

#: So many addresses of one kind (path without ids, names of what is asked) are opened, no more.
OF_ONE_KIND = 3


@dataclass
class Visitor:
    """A browser: its cookie and token, the routes of the site it is on, and what it has seen."""

    role: str
    caller: Caller
    routes: list[Route]
    sign_in: Callable[[], tuple[bytes, bytes]]
    of_one_route: int
    seen: dict[str, Page] = field(default_factory=dict)
    forms: dict[Any, Form] = field(default_factory=dict)
    fresh: dict[Any, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cookie, self.token = self.sign_in()

    def sign_in_again(self) -> None:
        """A new session, after the old one was ended."""
        self.cookie, self.token = self.sign_in()

    def own(self, ask: Ask) -> Ask:
        """The request as this browser sends it: what is odd already stays so."""
        own = ((b"cookie", self.cookie), (b"x-csrf-token", self.token))
        given = {name for name, _ in ask.headers}
        return ask.having(*(header for header in own if header[0] not in given))

    def get(self, path: str) -> Answered:
        """Open a page."""
        return self.caller.ask(self.own(Ask(method="GET", target=path.encode())))

    def look_around(self) -> None:
        """Open every page that has no parameter, and then what the pages lead to, of each kind."""
        waiting = [r.path for r in self.routes if not r.parameters and "GET" in r.methods]
        kinds: Counter[Any] = Counter()
        met: set[str] = set()
        while waiting:
            path = waiting.pop(0)
            if path in met:
                continue
            met.add(path)
            route = route_of(self.routes, urlsplit(path).path)
            if route is None:
                continue
            kind = _kind(path)
            if kinds[kind] >= OF_ONE_KIND or kinds[route.path] >= self.of_one_route:
                continue
            kinds.update((kind, route.path))
            waiting += self._opened(path).links
        for form in [form for page in self.seen.values() for form in page.forms]:
            self.forms.setdefault((form.method, _kind(form.action), form.names), form)

    def _opened(self, path: str) -> Page:
        answer = self.get(path)
        html = answer.headers.get("content-type", "").startswith("text/html")
        page = read_page(path, answer.text) if html and not answer.refused else Page()
        self.seen[path] = page
        return page

    def at(self, path: str) -> list[Route]:
        """The route of an address, if it has one."""
        found = route_of(self.routes, path.partition("?")[0])
        return [found] if found else []

    def forms_of(self, route: Route) -> list[Any]:
        """The keys of the forms that are sent to a route."""
        return [
            key
            for key, form in self.forms.items()
            if form.method == "POST" and route in self.at(form.action)
        ]

    def ready(self, key: Any) -> Form:
        """A form with new permanent ids where its page makes new ones each time."""
        form = self.forms[key]
        if key not in self.fresh:
            again = dict(self._again(form).fields)
            self.fresh[key] = frozenset(
                name
                for name, value in form.fields
                if UUID.fullmatch(value) and again.get(name, value) != value
            )
        fresh = self.fresh[key]
        fields = ((name, new_id() if name in fresh else value) for name, value in form.fields)
        return replace(form, fields=tuple(fields))

    def renew(self, key: Any) -> None:
        """See the form's page again: something was changed, and its version is another."""
        self.forms[key] = self._again(self.forms[key])

    def _again(self, form: Form) -> Form:
        for other in self._opened(form.page).forms:
            if (other.method, other.action) == (form.method, form.action):
                return other
        return form


def _kind(path: str) -> tuple[str, ...]:
    """Of two people's files one is enough; of two kinds of record it is not."""
    parts = urlsplit(path)
    asked = [p if p.startswith("kind=") else p.partition("=")[0] for p in parts.query.split("&")]
    return UUID.sub("*", parts.path), *asked
