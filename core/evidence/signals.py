"""What a photo's own claims say against its record 存疑: for whoever checks, never a refusal.

Judged are the day, the software, how far apart one record's photos were taken, and how far from where
this person's earlier photos were taken: the house knows no other position of a home. A camera's clock
may be wrong and anybody can write EXIF: a signal is a reason to ask, and no signal proves nothing.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from math import asin, cos, radians, sin, sqrt

from core.calendar import business_day
from core.evidence.exif import Exif

#: Editors by what they write into a photo; a camera's own firmware is none.
EDITORS = re.compile(
    r"photoshop|lightroom|gimp|snapseed|picsart|pixelmator|affinity|meitu|美图|美颜|faceu|canva|"
    r"醒图|黄油|b612|picsew|修图|paint\.net|ps express|水印",
    re.IGNORECASE,
)
#: Photos of one record that were taken further apart than this, in metres, are asked about.
FAR = 2_000
#: Earlier photos that have to agree with each other before a home is believed to be where they were.
ENOUGH = 2
EARTH = 6_371_000
SHANGHAI = timezone(timedelta(hours=8))

OTHER_DAY = "照片里的拍摄日期是 {taken}，记录的日期是 {day}。"
EDITED = "照片经过修图软件处理（{software}）。"
APART = "同一条记录的照片，拍摄位置相距约 {far} 公里。"
AWAY = "拍摄位置离这位对象以往的照片都在 {far} 公里以上。"


def signals_of(
    exif: Exif, day: date, others: Iterable[Exif] = (), before: Iterable[Exif] = ()
) -> tuple[str, ...]:
    """What speaks against a photo of a record of this day, as sentences.

    ``others`` are the claims of the record's other photos, ``before`` those of earlier visits to the
    same person.
    """
    found = []
    taken = taken_on(exif)
    if taken is not None and taken != day:
        found.append(OTHER_DAY.format(taken=taken.isoformat(), day=day.isoformat()))
    if EDITORS.search(exif.software):
        found.append(EDITED.format(software=exif.software[:40]))
    far = max((metres(exif, other) for other in others), default=0)
    if far > FAR:
        found.append(APART.format(far=round(far / 1000)))
    if (away := _away(exif, before)) > FAR:
        found.append(AWAY.format(far=away // 1000))
    return tuple(found)


def _away(exif: Exif, before: Iterable[Exif]) -> int:
    """Metres to the nearest of the earlier photos; 0 while too few of them say where they were taken."""
    known = [one for one in before if one.latitude is not None and one.longitude is not None]
    if len(known) < ENOUGH:
        return 0
    return min(metres(exif, one) for one in known)


def taken_on(exif: Exif) -> date | None:
    """The day on which the camera says it took the photo, on the calendar here."""
    try:
        taken = datetime.strptime(exif.taken[:19], "%Y:%m:%d %H:%M:%S")
        offset = datetime.strptime(exif.offset, "%z").tzinfo if exif.offset else SHANGHAI
    except ValueError:
        return None
    return business_day(taken.replace(tzinfo=offset))


def metres(one: Exif, other: Exif) -> int:
    """How far apart two photos were taken; 0 where either says nothing of it."""
    places = (one.latitude, one.longitude, other.latitude, other.longitude)
    if any(degrees is None for degrees in places):
        return 0
    north, east, north_too, east_too = (radians(degrees or 0) for degrees in places)
    half = sin((north_too - north) / 2) ** 2
    half += cos(north) * cos(north_too) * sin((east_too - east) / 2) ** 2
    return round(2 * EARTH * asin(sqrt(half)))
