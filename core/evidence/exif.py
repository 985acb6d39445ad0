"""What a camera wrote into its photo 拍摄信息: when, where, with what. Kept sealed, never shown.

A claim, not a proof: anybody can write it. What cannot be read is left out.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec
from PIL import ExifTags, Image

LONGEST = 120
#: Degrees are kept to a tenth of a metre.
PLACES = Decimal("0.000001")


class Exif(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``taken`` is the camera's own clock, 2026:06-03 style kept as it stands; degrees are WGS-84."""

    taken: str = ""
    offset: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    camera: str = ""
    software: str = ""


def exif_of(picture: Image.Image) -> Exif:
    """What the picture says of itself; empty when it says nothing readable."""
    if picture.format == "PNG":  # its claims may stand last: a picture that is broken says so here
        picture.load()
    try:
        base = picture.getexif()
        detail = base.get_ifd(ExifTags.IFD.Exif)
        position = base.get_ifd(ExifTags.IFD.GPSInfo)
        camera = f"{_text(base, ExifTags.Base.Make)} {_text(base, ExifTags.Base.Model)}"
        return Exif(
            taken=_text(detail, ExifTags.Base.DateTimeOriginal)
            or _text(base, ExifTags.Base.DateTime),
            offset=_text(detail, ExifTags.Base.OffsetTimeOriginal),
            latitude=_degrees(position, ExifTags.GPS.GPSLatitude, "S", 90),
            longitude=_degrees(position, ExifTags.GPS.GPSLongitude, "W", 180),
            camera=camera.strip(),
            software=_text(base, ExifTags.Base.Software),
        )
    except Exception:  # Pillow raises whatever a crooked tag leads it to; a claim is no matter
        return Exif()


def _text(tags: Mapping[int, Any], key: int) -> str:
    value = tags.get(key, "")
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    said = "".join(sign for sign in str(value) if sign.isprintable())
    return said.strip()[:LONGEST]


def _degrees(tags: Mapping[int, Any], key: int, negative: str, most: int) -> Decimal | None:
    parts = tags.get(key)
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    try:
        degrees, minutes, seconds = (Fraction(str(part)) for part in parts)
    except (ValueError, ZeroDivisionError):
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    if not 0 <= whole <= most:
        return None
    value = (Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(PLACES)
    side = str(tags.get(key - 1, "")).upper()
    return -value if side.startswith(negative) else value
