"""Pictures for tests, drawn by rule: each number gives another scene, always the same one."""

from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

SKY, GROUND = 0.35, 0.65


def a_scene(number: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A yard, a room, a door: an uneven background, things of all sizes, a little noise."""
    rng = Random(number)
    width, height = size
    low = [rng.randrange(40, 216) for _ in range(12)]
    picture = Image.new("L", (4, 3))
    picture.putdata(low)
    picture = picture.resize(size, Image.Resampling.BICUBIC).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for _ in range(rng.randrange(14, 30)):
        across, down = (int(side * rng.uniform(0.05, 0.4)) for side in size)
        x, y = rng.randrange(-across // 2, width), rng.randrange(-down // 2, height)
        colour = tuple(rng.randrange(256) for _ in range(3))
        shape = draw.ellipse if rng.random() < 0.4 else draw.rectangle
        shape((x, y, x + across, y + down), fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(max(width // 320, 1)))


def as_jpeg(picture: Image.Image, quality: int = 85, **more: Any) -> bytes:
    """The picture as a phone would save it."""
    return saved(picture, "JPEG", quality=quality, **more)


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """The picture in one of Pillow's formats."""
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def a_photo(number: int = 1, size: tuple[int, int] = (640, 480)) -> bytes:
    """The bytes of a photo."""
    return as_jpeg(a_scene(number, size))
