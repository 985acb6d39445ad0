"""From the bytes of a photo to what is shown of it: decoded, turned upright, stripped.

What is shown is always drawn anew: no EXIF, no comment, no second file rides along. A photo that
arrives is read to its last byte, yet drawn only as small as its thumbnail; the large view is drawn
for whoever first wants to see it, which most photos never see. At most two photos are decoded at a
time, and one from a camera never at its full size, so that a worker's memory stays what it is.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageOps

from core.evidence.alike import Looks, looks_of
from core.evidence.exif import Exif, exif_of
from core.evidence.header import BROKEN, MOVING, TOO_STRANGE, Recognised, recognised
from core.store.errors import Refused

MOST_PIXELS = 50_000_000
#: Of a PNG or WebP, which can only be unpacked whole: up to twenty bytes for every pixel.
MOST_UNPACKED = 25_000_000
#: A whole pass over every pixel for each scan: what one photo may cost.
MOST_WORK = 300_000_000
LEAST_SIDE = 16
VIEW, THUMBNAIL = 1600, 320
VIEW_QUALITY, THUMBNAIL_QUALITY = 82, 76
#: As clear as the finest when a picture is made smaller, at two thirds of the time.
SMALLER = Image.Resampling.HAMMING

TOO_MANY_PIXELS = (
    "照片超过 5000 万像素，没有保存。请在手机相机设置里把照片尺寸调小后重拍，或截图上传。"
)
TOO_MANY_UNPACKED = (
    "这张 PNG 或 WebP 图片超过 2500 万像素，没有保存。请另存为 JPEG，或调小尺寸后再上传。"
)
TOO_SMALL = "照片太小，看不出内容，没有保存。请重新拍一张。"

#: Pillow's names of what ``recognised`` lets in; a JPEG with a second picture behind it is an MPO.
FORMATS = ("JPEG", "PNG", "WEBP")
_TURNS = BoundedSemaphore(2)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A photo that was examined: its size as taken, what is shown of it, and what it says."""

    media: str
    width: int
    height: int
    thumbnail: bytes
    looks: Looks
    exif: Exif


def examined(content: bytes) -> Picture:
    """The picture in these bytes; raises Refused with a Chinese sentence that says what to do."""
    found = recognised(content)
    with _decoding(content) as opened:
        return _drawn(opened, found)


def view_of(content: bytes) -> bytes:
    """A photo that was accepted, as large as a screen, as JPEG; Refused when it cannot be drawn."""
    with _decoding(content) as opened:
        return _jpeg(_shown(opened, VIEW), VIEW_QUALITY)


@contextmanager
def _decoding(content: bytes) -> Iterator[Image.Image]:
    """A turn at decoding this picture; whatever a decoder raises becomes a sentence."""
    with _TURNS:
        # Set at every turn: whoever else changes the filters must not let a bomb through.
        # What else it warns of (a crooked tag, half a second picture) many a phone writes.
        warnings.filterwarnings("ignore", module=r"PIL\.")
        warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=FORMATS) as opened:
                yield opened
        except Refused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise Refused(TOO_MANY_PIXELS, field="file") from None
        except Exception:  # a decoder may raise anything over bytes that somebody made up
            raise Refused(BROKEN, field="file") from None


def _drawn(opened: Image.Image, found: Recognised) -> Picture:
    width, height = opened.size
    if width * height > MOST_PIXELS:
        raise Refused(TOO_MANY_PIXELS, field="file")
    if found.media != "image/jpeg" and width * height > MOST_UNPACKED:
        raise Refused(TOO_MANY_UNPACKED, field="file")
    if width * height * found.scans > MOST_WORK:
        raise Refused(TOO_STRANGE, field="file")
    if min(width, height) < LEAST_SIDE:
        raise Refused(TOO_SMALL, field="file")
    if found.media != "image/jpeg" and getattr(opened, "is_animated", False):
        raise Refused(MOVING, field="file")
    exif = exif_of(opened)
    thumbnail = _shown(opened, THUMBNAIL)
    if (thumbnail.width > thumbnail.height) != (width > height):
        width, height = height, width
    return Picture(
        media=found.media,
        width=width,
        height=height,
        thumbnail=_jpeg(thumbnail, THUMBNAIL_QUALITY),
        looks=looks_of(thumbnail),
        exif=exif,
    )


def _shown(opened: Image.Image, side: int) -> Image.Image:
    """Decoded, upright, in plain colours, no longer than this side, with nothing else to it."""
    opened.draft("RGB", _wanted(*opened.size, side))
    opened.load()
    ImageOps.exif_transpose(opened, in_place=True)
    shown = _within(_plain(opened), side)
    shown.info = {}  # what Pillow would otherwise write along: comments, profiles
    return shown


def _wanted(width: int, height: int, side: int) -> tuple[int, int]:
    """The size below which a JPEG need not be decoded."""
    longest = max(width, height)
    return max(width * side // longest, 1), max(height * side // longest, 1)


def _within(picture: Image.Image, side: int) -> Image.Image:
    """The picture, made smaller when it is larger; never copied for nothing."""
    longest = max(picture.size)
    if longest <= side:
        return picture
    across, down = (max(round(Fraction(own * side, longest)), 1) for own in picture.size)
    return picture.resize((across, down), SMALLER, reducing_gap=2.0)


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in plain colours; what is transparent lies on white, deep greys keep theirs."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        layers = picture.convert("RGBA")
        paper = Image.new("RGB", layers.size, "white")
        paper.paste(layers, mask=layers.getchannel("A"))
        return paper
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
