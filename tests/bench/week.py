"""A week's work of one worker: fifty visits with three photos each, end to end over HTTP.

The floor is what no station could leave out: the SHA-256 of the same bytes, and their decoding.
Processor time of the server, so that a shared machine tells the same as one of one's own; a phone
sends one thing after another, so that on a machine of one's own the wait is hardly longer.
"""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import process_time

from PIL import Image

from core.trust.passwords import hashed
from tests.bench.measuring import Ratio, Wait
from tests.databases import sqlite_url
from tests.load.coming_home import Evening, come_home
from tests.load.house import a_house, in_its_own_process, processor_seconds
from tests.load.pictures import another_photo
from tests.load.workers import PASSWORD, workers_of

VISITS, PHOTOS = 50, 3


def a_week(folder: Path) -> list[Ratio | Wait]:
    """The week is sent twice, by two workers: the first one warms the station up."""
    with a_house(folder, sqlite_url(folder)) as (station, environment):
        workers = workers_of(station, 2, VISITS, hashed(PASSWORD))
        with in_its_own_process(environment) as (address, process):
            come_home(address, workers[:1], Evening(photos=1, seconds=0))
            before = processor_seconds(process)
            _, seconds = come_home(address, workers[1:], Evening(photos=PHOTOS, seconds=0))
            spent = processor_seconds(process) - before
    photos = VISITS * PHOTOS
    floor = _floor(photos)
    print(
        f"  {VISITS} visits and {photos} photos over HTTP in {seconds:.1f} s,"
        f" {spent:.1f} s of the server; hashed and decoded only: {floor:.1f} s",
        flush=True,
    )
    return [
        Wait(
            label=f"{VISITS} visits and {photos} photos of 300 kB: the server's part",
            seconds=spent,
            most=10,
        ),
        Ratio(
            label=f"{VISITS} visits and {photos} photos / the same photos hashed and decoded",
            value=spent / floor,
            bar=5,
            goal=3,
        ),
    ]


def _floor(photos: int) -> float:
    contents = [another_photo().content for _ in range(photos)]
    begun = process_time()
    for content in contents:
        sha256(content).hexdigest()
        with Image.open(BytesIO(content)) as picture:
            picture.load()
    return process_time() - begun
