"""Odd requests: each differs from a usual one in one thing, so that it gets as far as it can."""

import json
from collections.abc import Callable, Iterable, Mapping
from random import Random
from urllib.parse import quote, quote_plus, urlencode, urlsplit

from tests.web.any_request.asking import Ask
from tests.web.any_request.knowing import UUID, Form, Route, route_of
from tests.web.any_request.odd import (
    BODIES,
    FORM,
    HEADERS,
    IDS,
    JSON,
    METHODS,
    PARTS,
    QUERIES,
    TEXTS,
)
from tests.web.any_request.odd_files import odd_file
from tests.web.any_request.visitor import Visitor

Fields = tuple[tuple[str, str], ...]
#: Asked for besides the names that links and forms ask for.
USUAL_NAMES = ("q", "after", "from", "kind", "page", "id")


def addresses(visitors: Iterable[Visitor], elsewhere: str) -> Mapping[str, list[str]]:
    """Route → addresses that somebody has seen, out of one's own reach too.

    ``elsewhere`` is the id of something in another county: each object is asked for by it too.
    """
    found: dict[str, set[str]] = {}
    for one in visitors:
        actions = {form.action for form in one.forms.values()}
        links = {link for page in one.seen.values() for link in page.links}
        for path in actions | links | one.seen.keys():
            route = route_of(one.routes, urlsplit(path).path)
            if route is not None:
                found.setdefault(route.path, set()).update((path, UUID.sub(elsewhere, path)))
    return {path: sorted(many) for path, many in found.items()}


def odd_look(rng: Random, route: Route, known: list[str]) -> Ask:
    """Looking at a route in an odd way: its address, its query, a header, the method."""
    address = rng.choice(known).encode() if known else b""
    odd_id = route.filled(rng.choice(IDS) for _ in range(route.parameters))
    path, _, query = address.partition(b"?") if address else (odd_id, b"", b"")
    ways: list[Callable[[], Ask]] = [
        lambda: _get(path + b"?" + rng.choice(QUERIES)),
        lambda: _get(path + b"?" + _query(rng, query)),
        lambda: _get(path + b"?" + _query(rng, query)),
        lambda: _get(address or path).having(rng.choice(HEADERS)),
        lambda: _get(address or path),
        lambda: Ask(method=rng.choice(METHODS), target=path),
    ]
    if route.parameters:
        ways += [lambda: _get(odd_id), lambda: _get(_one_odd(rng, path))] * 2
    return rng.choice(ways)()


def odd_post(rng: Random, path: str, form: Form | None) -> Ask:
    """A change asked for in an odd way: its body, one of its fields, its token, its address."""
    ways: list[Callable[[], Ask]] = [
        lambda: _post(path, *rng.choice(BODIES)),
        lambda: _post(_one_odd(rng, path.encode()).decode("latin-1"), FORM, b"version=1"),
    ]
    if form is not None:
        ways += [
            lambda: _sent(path, _changed(rng, form)),
            lambda: _as_parts(rng, path, _changed(rng, form), form.files),
            lambda: _sent(path, form.fields).having(rng.choice(HEADERS)),
        ]
        ways += ways[2:3] * 6
        if form.files:
            ways += [lambda: _as_parts(rng, path, form.fields, form.files)] * 10
    return rng.choice(ways)()


def as_meant(path: str, form: Form) -> Ask:
    """A form as a browser sends it."""
    return _sent(path, form.fields)


def as_json(path: str, body: object) -> Ask:
    """What a program sends."""
    return _post(path, JSON, json.dumps(body).encode())


def _get(target: bytes) -> Ask:
    return Ask(method="GET", target=target)


def _post(path: str, media: bytes, body: bytes) -> Ask:
    return Ask(
        method="POST",
        target=path.encode("latin-1"),
        headers=((b"content-type", media),),
        body=body,
    )


def _one_odd(rng: Random, path: bytes) -> bytes:
    """The address with one part of it replaced."""
    parts = path.split(b"/")
    parts[rng.randrange(1, len(parts))] = rng.choice(IDS)
    return b"/".join(parts)


def _query(rng: Random, query: bytes) -> bytes:
    """The query with one odd value, alone, twice, or beside what was asked."""
    names = [part.partition(b"=")[0].decode() for part in query.split(b"&") if part]
    name = rng.choice([*names * 3, *USUAL_NAMES])
    odd = f"{name}={quote_plus(rng.choice(TEXTS)[:9000])}".encode()
    kept = [part for part in query.split(b"&") if part.partition(b"=")[0].decode() != name]
    return rng.choice((odd, odd + b"&" + odd, b"&".join((*kept, odd)), b"&".join((*kept, odd))))


def _changed(rng: Random, form: Form) -> Fields:
    """The form with one field odd, empty, missing, twice, or one too many."""
    fields = [pair for pair in form.fields if pair[0] != "_csrf"]
    if not fields:
        return ((rng.choice(TEXTS) or "x", rng.choice(TEXTS)),)
    place = rng.randrange(len(fields))
    name, value = fields[place]
    odd = rng.choice(TEXTS)
    ways: list[list[tuple[str, str]]] = [
        [(name, odd)],
        [(name, odd)],
        [(name, odd)],
        [(name, value[:200] + odd)],
        [],
        [(name, value), (name, odd)],
        [(name, value), (odd, value)],
        [(name, value), (name + odd, value)],
        [(f"{name}__other", odd), (f"{name}__note", odd), (name, "__other")],
    ]
    fields[place : place + 1] = rng.choice(ways)
    return tuple(fields)


def _sent(path: str, fields: Fields) -> Ask:
    pairs = [pair for pair in fields if pair[0] != "_csrf"]
    return _post(path, FORM, urlencode(pairs).encode())


def _as_parts(rng: Random, path: str, fields: Fields, files: frozenset[str]) -> Ask:
    """The same form in parts: an odd file where one is asked for, perhaps one where none is."""
    file = rng.choice(["", *(name for name, _ in fields)])
    body = b""
    for name, value in fields:
        if name == "_csrf":
            continue
        body += b'--x\r\nContent-Disposition: form-data; name="%s"' % quote(name).encode()
        content = value.encode()
        if name in files:
            called, content = odd_file(rng)
            body += b'; filename="%s"' % called.encode()
        elif name == file and not files:
            body += b'; filename="../a.xlsx"'
        body += b"\r\n\r\n" + content + b"\r\n"
    return _post(path, PARTS, body + b"--x--\r\n")
