"""The heartbeat: it begins now, whatever day the station's clock shows."""

from datetime import UTC, datetime, timedelta

from tests.county import County
from tests.web.worker_station import AT
from web.schedule import scheduler
from web.settings import Settings


def test_no_beat_since_an_earlier_day_is_made_up(county: County) -> None:
    """Each would be reckoned one by one: a station on a day of last spring would do nothing else."""
    made = scheduler(county.station, Settings(web_key=b"k" * 32), lambda: AT)
    beats = made.get_jobs()
    assert beats
    assert all(datetime.now(UTC) - beat.next_run_time < timedelta(minutes=5) for beat in beats)
