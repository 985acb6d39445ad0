"""A tenth of the evening: thirty workers at once, over real HTTP; nothing is lost, nothing doubled."""

from argon2 import PasswordHasher

from tests.browser.serving import served
from tests.county import County
from tests.load.asked import what_is_wrong
from tests.load.coming_home import Evening, come_home
from tests.load.workers import PASSWORD, workers_of
from tests.web.worker_station import AT
from web.app import create_app
from web.settings import Settings

#: On PostgreSQL a few of them: what differs there are the locks, and eight meet at those, too.
WORKERS, FEW, VISITS = 30, 8, 2
#: Photos that cost little, and passwords likewise: what is lost is asked here, not how long it takes.
SMALL = Evening(photos=1, size=(320, 240), seconds=1)
EASY = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def test_thirty_workers_who_send_at_once_lose_nothing(county: County) -> None:
    few = county.station.engine.dialect.name == "postgresql"
    number = FEW if few else WORKERS
    workers = workers_of(county.station, number, VISITS, EASY.hash(PASSWORD))
    settings = Settings(
        secure_cookies=False, fixed_now=AT, web_key=b"k" * 32, trusted_proxies=("127.0.0.1",)
    )
    with served(create_app(county.station, settings)) as address:
        sent, _ = come_home(address, workers, SMALL)
    made = {record: photos for one in sent for record, photos in one.made.items()}
    assert len(made) == number * VISITS
    assert what_is_wrong(county.station, made) == []
