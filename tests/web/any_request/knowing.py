"""What can be asked, learned from the application itself: its routes, and the forms of its pages.

Nothing is named here: a new route, a new field, a new filter is asked about without a change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

PARAMETER = re.compile(r"{(\w+):(\w+)}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: What is looked for wherever something can be looked for.
SOUGHT = "李"
PARTS = {"uuid": UUID.pattern, "path": r".+"}


@dataclass(frozen=True, kw_only=True)
class Route:
    """One path of the application and what may be done there."""

    path: str
    methods: frozenset[str]
    pattern: re.Pattern[str]

    def fits(self, path: str) -> bool:
        """Whether an address is one of this route."""
        return self.pattern.fullmatch(path) is not None

    def filled(self, values: Iterable[bytes]) -> bytes:
        """The path with these values for its parameters, in turn."""
        found = iter(values)
        return PARAMETER.sub(lambda _: next(found).decode("latin-1"), self.path).encode("latin-1")

    @property
    def parameters(self) -> int:
        """How many parameters the path has."""
        return len(PARAMETER.findall(self.path))


def routes_of(app: Any) -> list[Route]:
    """Every route, those without parameters first: /people/new is not a person."""
    found = []
    for route in app.routes:
        methods = {m for h in route.route_handlers for m in h.http_methods} - {"OPTIONS"}
        said = re.sub(
            r"\\{(\w+):(\w+)\\}",
            lambda one: PARTS.get(one[2], r"[^/]+"),
            re.escape(route.path).replace(r"\:", ":"),
        )
        found.append(Route(path=route.path, methods=frozenset(methods), pattern=re.compile(said)))
    return sorted(found, key=lambda one: (one.parameters, one.path))


def route_of(routes: Iterable[Route], path: str) -> Route | None:
    """The route that an address belongs to."""
    return next((route for route in routes if route.fits(path)), None)


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form as a browser would send it: ``page`` shows it, ``fields`` are its names and values.

    ``files`` are the names among them that ask for a file.
    """

    page: str
    method: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields, each once, the token left out."""
        return tuple(dict.fromkeys(name for name, _ in self.fields if name != "_csrf"))


@dataclass
class Page:
    """What a page leads to."""

    links: list[str] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)


def read_page(page: str, html: str) -> Page:
    """The links and forms of a page; a search is a link too."""
    reader = _Reader(page)
    reader.feed(html)
    reader.close()
    forms = list(reader.whole())
    searches = [f"{f.action}?{urlencode(f.fields)}" for f in forms if f.method == "GET"]
    return Page(links=[*reader.links, *searches], forms=forms)


class _Reader(HTMLParser):
    """Collects links, forms and fields; a choice not yet made takes the first, what must be 1."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.links: list[str] = []
        self._forms: list[tuple[str, set[str], list[tuple[str, str]]]] = []
        self._files: set[str] = set()
        self._offered: dict[str, str] = {}
        self._select = ""
        self._textarea = ""
        self._open: tuple[str, set[str], list[tuple[str, str]]] | None = None

    def whole(self) -> Iterator[Form]:
        """Every form, once for each address to which some part of it is sent."""
        for method, actions, fields in self._forms:
            files = frozenset(name for name, _ in fields if name in self._files)
            for action in sorted(actions):
                yield Form(
                    page=self.page,
                    method=method,
                    action=action,
                    fields=tuple(fields),
                    files=files,
                )

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        for address in (given.get("href", ""), given.get("src", "")):
            if address.startswith("/"):
                self.links.append(address)
        if tag == "form":
            method = given.get("method", "get").upper()
            own = self.page.partition("?")[0]
            self._open = (method, {given.get("action") or own}, [])
            self._forms.append(self._open)
            self._offered = {}
        if self._open is None:
            return
        self._open[1].update(given[name] for name in ("hx-post", "formaction") if name in given)
        name = given.get("name", "")
        match tag:
            case "input" if name:
                self._input(name, given)
            case "select":
                self._select = name
            case "option" if self._select and ("selected" in given or given.get("value")):
                self._offered.setdefault(self._select, given.get("value", ""))
                if "selected" in given:
                    self._offered[self._select] = given.get("value", "")
            case "textarea":
                self._textarea = name

    def _input(self, name: str, given: dict[str, str]) -> None:
        assert self._open is not None
        if given.get("type") == "radio":
            self._offered.setdefault(name, given.get("value", ""))
            if "checked" in given:
                self._offered[name] = given.get("value", "")
        elif given.get("type") == "checkbox":
            self._open[2].append((name, given.get("value", "")))
        elif given.get("type") == "search":
            self._open[2].append((name, given.get("value", "") or SOUGHT))
        else:
            if given.get("type") == "file":
                self._files.add(name)
            must = "required" in given or "aria-required" in given
            self._open[2].append((name, given.get("value", "") or ("1" if must else "")))

    def handle_data(self, data: str) -> None:
        if self._textarea and self._open is not None:
            self._open[2].append((self._textarea, data.strip() or "无"))
            self._textarea = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._textarea and self._open is not None:
            self._open[2].append((self._textarea, "无"))
            self._textarea = ""
        if tag == "select":
            self._select = ""
        if tag == "form" and self._open is not None:
            self._open[2].extend(self._offered.items())
            self._open = None
