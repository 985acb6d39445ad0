"""No route without a permission, none opened without it."""

import pytest
from litestar import get
from litestar.testing import TestClient

from tests.web.conftest import an_app, through_the_door
from web.desk import Answer, page
from web.given import Desk
from web.permissions import KNOWN


@get("/open", sync_to_thread=True)
def without_permission(desk: Desk) -> Answer:
    return page(desk, "pages/sign_in.html", to="", login="", say="")


@get("/odd", opt={"permission": "people.see"}, sync_to_thread=True)
def with_a_misspelt_permission(desk: Desk) -> Answer:
    return page(desk, "pages/sign_in.html", to="", login="", say="")


@get("/scores", opt={"permission": "score.make"}, sync_to_thread=True)
def scores(desk: Desk) -> Answer:
    return page(desk, "gallery/elements.html", cells=[])


@get(["/one", "/two"], opt={"permission": "public"}, sync_to_thread=True)
def on_two_paths(desk: Desk) -> Answer:
    return page(desk, "pages/sign_in.html", to="", login="", say="")


def test_a_route_without_a_permission_stops_the_start(engine):
    with pytest.raises(RuntimeError, match=r"GET /open .*no permission"):
        an_app(engine, more=(without_permission,))


def test_a_route_with_an_unknown_permission_stops_the_start(engine):
    with pytest.raises(RuntimeError, match=r"GET /odd .*'people\.see'"):
        an_app(engine, more=(with_a_misspelt_permission,))


def test_a_threaded_handler_on_two_paths_stops_the_start(engine):
    with pytest.raises(RuntimeError, match="one path for each handler"):
        an_app(engine, more=(on_two_paths,))


def test_every_route_of_ours_declares_a_permission(engine):
    app = an_app(engine)
    declared = {
        handler.opt.get("permission")
        for route in app.routes
        for handler in route.route_handlers
        if handler.http_methods != {"OPTIONS"}
    }
    assert declared <= KNOWN


def test_a_page_opens_for_the_role_that_may_and_for_no_other(engine):
    with TestClient(an_app(engine, more=(scores,)), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        assert client.get("/scores").headers["location"] == "/sign-in?next=%2Fscores"
        through_the_door(client, "worker")
        refused = client.get("/scores")
        assert refused.status_code == 403
        assert "没有“评分”的权限。" in refused.text
        through_the_door(client, "county")
        assert client.get("/scores").status_code == 200


def test_a_grant_that_was_ended_closes_its_pages_at_the_next_request(engine):
    from sqlalchemy import select

    from core.store import unit_of_work
    from core.trust.service import end_grant
    from core.trust.tables import GRANT
    from tests.web.conftest import ADMIN, AT, COUNTY, DAY

    with TestClient(an_app(engine, more=(scores,)), base_url="http://yizhan.test") as client:
        client.follow_redirects = False
        through_the_door(client, "county")
        assert client.get("/scores").status_code == 200
        with unit_of_work(engine, actor=ADMIN, at=AT, county=COUNTY) as unit:
            found = select(GRANT.c.uuid).where(GRANT.c.role == "county")
            given = unit.connection.execute(found).scalar_one()
            end_grant(unit, grant=given, day=DAY, reason="调离")
        assert client.get("/scores").status_code == 403


def test_the_gallery_and_the_doors_are_not_there_without_a_demonstration(real):
    assert real.get("/gallery").status_code == 404
    assert real.post("/door").status_code == 404
    assert real.get("/").headers["location"] == "/sign-in"
