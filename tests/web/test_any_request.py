"""No request, however odd, gets a 500, a trace or a half-stored write.

Every route of the application is asked, by every role and by nobody, with the oddest addresses,
queries, headers and bodies, and with its own forms gone wrong in one place. What fails is printed
as it was sent. The usual run takes a small handful for each route; the long one thousands.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from random import Random
from typing import Any

import pytest

from tests.county import County
from tests.web.any_request.asking import Ask, running
from tests.web.any_request.judging import Contents, faults
from tests.web.any_request.knowing import Form, routes_of
from tests.web.any_request.odd import HEADERS, METHODS, NOWHERE
from tests.web.any_request.station import with_everything
from tests.web.any_request.sweeping import addresses, as_json, as_meant, odd_look, odd_post
from tests.web.any_request.visitor import Visitor
from tests.web.worker_station import WorkerStation
from web.signing import visitor_csrf
from web.visit import SAFE

LOGINS = {
    "worker": "luomin",
    "manager": "zhouqiming",
    "county": "chenshuyuan",
    "system": "xitong",
}
#: Written on purpose when refused: whoever tries to sign in in vain is noted.
NOTED = {"/sign-in": ["audit_entry"]}
#: Photos are kept, or noted as refused, whatever becomes of the form that they came with.
OF_PHOTOS = ["audit_entry", "file"]
#: Tables are saved row by row: what is right is kept, what is not comes back to be mended.
ROW_BY_ROW = {"/quick"}
#: A second version of a record is refused and kept: nothing that somebody wrote is lost.
KEPT_BESIDE = ["audit_entry", "conflict"]
#: Nobody knows a password here, nor the token of a calendar; parts of files, lists for programs (each
#: look at one is written down) and pictures that a manifest names have tests of their own.
OUT_OF_REACH = {
    "/api/lists/{key:str}": "GET",
    "/sign-in": "POST",
    "/api/files/{sha256:str}": "PATCH",
    "/calendar/{file:str}": "GET",
    "/icons/{size:str}": "GET",
}
#: An import works on in the background, where no answer tells what it stores: it has tests of its own.
IMPORTS = "/imports"
#: What programs send, who read no page.
BY_PROGRAMS = {
    "/api/records": {"items": []},
    "/api/devices": {"id": "01890000-0000-7000-8000-000000000001", "name": "红米"},
}
#: Of the changes asked for, so many begin with a form of one's own.
OWN_FORMS = 0.8
#: Faults that are shown; the first ones usually explain the rest.
SHOWN = 12


class Sweep:
    """The visitors, what they were answered, and everything that was wrong."""

    def __init__(self, station: WorkerStation, visitors: list[Visitor], elsewhere: str) -> None:
        self.contents = Contents(station.county.station.engine)
        self.visitors = visitors
        self.wrong: list[str] = []
        self.reached: Counter[tuple[str, str]] = Counter()
        for one in visitors:
            one.look_around()
            self.reached.update(("GET", route.path) for path in one.seen for route in one.at(path))
        self.known = addresses(visitors, elsewhere)
        if changed := self.contents.changed():
            self._found(f"looking around changed {changed}")

    def _found(self, fault: str) -> None:
        """Keep a fault, and print it at once: a long run need not end for it to be read (-s)."""
        self.wrong.append(fault)
        print(f"\n{fault}", flush=True)

    def ask(self, visitor: Visitor, ask: Ask) -> list[str]:
        """Ask and judge; the tables in which something was stored, refused or not."""
        ask = visitor.own(ask)
        answer = visitor.caller.ask(ask)
        found = faults(ask, answer)
        changed = self.contents.changed() if ask.method not in SAFE else []
        on_purpose = [NOTED.get(ask.target.partition(b"?")[0].decode("latin-1")), OF_PHOTOS]
        if answer.status == 409:
            on_purpose.append(KEPT_BESIDE)
        by_row = ask.target.partition(b"?")[0].decode("latin-1") in ROW_BY_ROW
        if changed and answer.refused and changed not in on_purpose and not by_row:
            found.append(f"answered {answer.status}, and yet stored in {changed}")
        if found:
            self._found(f"{visitor.role}: " + "; ".join(found) + f"\n{ask}")
        if not answer.refused:
            path = ask.target.decode("latin-1")
            self.reached.update((ask.method, route.path) for route in visitor.at(path))
        if "yizhan" in answer.cookies:
            visitor.sign_in_again()
            self.contents.changed()
        return changed

    def looks(self, rng: Random, visitor: Visitor, times: int) -> None:
        """Look at every route, and at what is no route."""
        for route in visitor.routes:
            for _ in range(times):
                self.ask(visitor, odd_look(rng, route, self.known.get(route.path, [])))
            if changed := self.contents.changed():
                self._found(f"{visitor.role}: looking at {route.path} changed {changed}")
        for target in NOWHERE:
            ask = Ask(method=rng.choice(METHODS), target=target)
            self.ask(visitor, ask.having(rng.choice(HEADERS)))

    def changes(self, rng: Random, visitor: Visitor, times: int) -> None:
        """Ask for every change: by one's own forms, by those of others, by what is no form."""
        for route in visitor.routes:
            if "POST" not in route.methods:
                continue
            if route.path in BY_PROGRAMS:
                self.ask(visitor, as_json(route.path, BY_PROGRAMS[route.path]))
            mine = visitor.forms_of(route)
            for key in mine:
                self._send(visitor, key, as_meant)
            theirs = [(one, key) for one in self.visitors for key in one.forms_of(route)]
            others = self.known.get(route.path) or [route.filled([b"x"] * 9).decode()]
            for _ in range(times):
                if mine and rng.random() < OWN_FORMS:
                    self._send(visitor, rng.choice(mine), partial(odd_post, rng))
                else:
                    one, key = rng.choice(theirs or [(visitor, None)])
                    form = one.ready(key) if key else None
                    self.ask(visitor, odd_post(rng, rng.choice(others), form))

    def _send(self, visitor: Visitor, key: Any, how: Callable[[str, Form], Ask]) -> None:
        form = visitor.ready(key)
        if self.ask(visitor, how(form.action, form)):
            visitor.renew(key)


@contextmanager
def sweeping(county: County, of_one_route: int) -> Iterator[Sweep]:
    """The station with everything in it, as a demonstration and as a real one, and its visitors."""
    station, elsewhere = with_everything(county)

    def session(login: str) -> Any:
        def sign_in() -> tuple[bytes, bytes]:
            token = station.token(login)
            with station.county.station.engine.connect() as connection:
                csrf = connection.exec_driver_sql(
                    "SELECT csrf FROM web_session ORDER BY id DESC LIMIT 1"
                ).scalar_one()
            return b"yizhan=" + token.encode(), csrf.encode()

        return sign_in

    def nobody() -> tuple[bytes, bytes]:
        return b"yizhan_visitor=somebody", visitor_csrf(b"k" * 32, "somebody").encode()

    with ExitStack() as stack:
        demo, real = station.app(), station.app(demo=False)
        there, here = stack.enter_context(running(demo)), stack.enter_context(running(real))
        visitors = [
            Visitor(role, there, routes_of(demo), session(login), of_one_route)
            for role, login in LOGINS.items()
        ]
        visitors.append(Visitor("nobody", there, routes_of(demo), nobody, of_one_route))
        visitors.append(Visitor("nobody at a real station", here, routes_of(real), nobody, 9))
        sweep = Sweep(station, visitors, elsewhere)
        with closing(sweep.contents):
            yield sweep


def run(county: County, *, seed: int, times: int, of_one_route: int) -> Sweep:
    with sweeping(county, of_one_route) as sweep:
        for number, visitor in enumerate(sweep.visitors):
            rng = Random(f"{seed}.{number}")
            sweep.looks(rng, visitor, times)
            sweep.changes(rng, visitor, 2 * times)
        return sweep


def shown(wrong: list[str]) -> str:
    return "\n\n".join([f"{len(wrong)} faults, the first of them:", *wrong[:SHOWN]])


def not_reached(sweep: Sweep) -> Mapping[str, str]:
    """Routes that nobody got through to: what was asked of them was asked in vain."""
    every = {(m, r.path) for one in sweep.visitors for r in one.routes for m in r.methods}
    missed = sorted(every - set(sweep.reached))
    return {path: method for method, path in missed if not path.startswith(IMPORTS)}


def test_whatever_is_stored_is_seen(county):
    with closing(Contents(county.station.engine)) as contents:
        assert contents.changed() == []
        county.person("王长根")
        assert {"person", "audit_entry"} <= set(contents.changed())
        assert contents.changed() == []


def test_no_request_gets_a_500_a_trace_or_a_half_stored_write(county):
    sweep = run(county, seed=20261121, times=1, of_one_route=3)
    assert not sweep.wrong, shown(sweep.wrong)


@pytest.mark.slow
def test_somebody_gets_through_to_every_route(county):
    sweep = run(county, seed=20261121, times=1, of_one_route=9)
    assert not sweep.wrong, shown(sweep.wrong)
    assert not_reached(sweep) == OUT_OF_REACH


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_no_request_of_thousands_does_either(county, seed):
    sweep = run(county, seed=seed, times=25, of_one_route=60)
    assert not sweep.wrong, shown(sweep.wrong)
