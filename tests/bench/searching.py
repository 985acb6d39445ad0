"""Finding one of a million people: over LIKE for two characters, and the page over a bare one."""

from pathlib import Path

from litestar import get
from litestar.testing import TestClient
from sqlalchemy import select

from core.people.rows import PERSON
from core.people.search import search_people
from core.places.rows import place_by_key
from core.station import open_station
from core.store import metadata, open_engine, reading, unit_of_work
from core.trust.secrets import new_keys, sealer_from
from tests.bench.measuring import Ratio, p50, side_by_side
from tests.bench.names import a_crowd
from tests.county import NOON, WORKER, lay_out
from tests.web.conftest import token_on
from tests.web.worker_station import AT, furnished
from web.app import create_app
from web.desk import Answer, page
from web.given import Desk
from web.settings import Settings

CONFIG = Path(__file__).resolve().parents[2] / "config"
PEOPLE = 1_000_000
ASKED = "桂兰"


@get("/bare-search", opt={"permission": "signed_in"}, sync_to_thread=True)
def bare(desk: Desk) -> Answer:
    """The frame of a page with nothing in it."""
    return page(desk, "layout.html")


def of_search(folder: Path) -> list[Ratio]:
    """Both ratios, in a county of a million people."""
    url = f"sqlite:///{folder}/search.db"
    engine = open_engine(url)
    metadata.create_all(engine)
    engine.dispose()
    station = open_station(
        url, config=CONFIG, sealer=sealer_from(new_keys("bench")), county="yanshi", outside=False
    )
    county = lay_out(station)
    with unit_of_work(station.engine, actor=WORKER, at=NOON, county="yanshi") as unit:
        village = place_by_key(unit.connection, "yanshi/jinshan/xiaojian")
        assert village is not None
        a_crowd(unit.connection, village["id"], PEOPLE)
    found = furnished(county, ("李秀英",))
    with reading(station.engine) as connection:
        wanted = (
            select(PERSON.c.uuid)
            .where(PERSON.c.county == "yanshi", PERSON.c.name.like(f"%{ASKED}%"))
            .order_by(PERSON.c.name)
            .limit(30)
        )
        like = p50(lambda: connection.execute(wanted).all(), times=5, warm=1)
        ours = p50(lambda: search_people(connection, "yanshi", ASKED), times=50)
    settings = Settings(demo=True, secure_cookies=False, fixed_now=AT, web_key=b"k" * 32)
    with TestClient(create_app(station, settings, more=(bare,))) as client:
        client.cookies.set("yizhan", found.token("zhouqiming"))
        token = token_on(client.get("/me"))

        def asked() -> None:
            answer = client.post("/search", data={"q": ASKED, "_csrf": token})
            assert answer.status_code == 200 and "/people/" in answer.text

        mine, floor = side_by_side(asked, lambda: client.get("/bare-search"))
    station.close()
    print(f"  LIKE {like * 1000:.1f} ms, ours {ours * 1000:.2f} ms; page {mine * 1000:.1f} ms")
    return [
        Ratio(
            label=f"LIKE / ours for two characters of {PEOPLE:,} people",
            value=like / ours,
            bar=100,
            goal=500,
            more_is_better=True,
        ),
        Ratio(label="search page / bare page", value=mine / floor, bar=3, goal=1.5),
    ]
