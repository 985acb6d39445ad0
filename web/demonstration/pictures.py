"""Photos of the demonstration 演示照片: scenes drawn by rule, each another one, nobody's face in it.

They go the way of every photo: examined, sealed, kept by their SHA-256, shown on pages and papers.
"""

import random
from datetime import date
from functools import cache
from io import BytesIO

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

#: As large as a phone makes a photo that is to leave a village.
WIDTH, HEIGHT = 1280, 960
QUALITY = 80
SAYS = "演示照片 非真实影像"
WALLS = ("#e9e1d2", "#d6e2e2", "#f0e8de", "#dedbe8", "#e2e9d7")
FLOORS = ("#8b7466", "#7f8f9b", "#a08f7c", "#77807a", "#94786f")
HILLS = ("#6d8a5a", "#5f7f6b", "#8a9467", "#4f7a70")
BANNERS = ("#b02422", "#22548c", "#1e6e54")
CLOTHES = ("#aa3e34", "#345c96", "#487a52", "#c4963e", "#6c5486", "#56606c", "#bc707e", "#407c84")
HAIR = ("#342e2c", "#7a7674", "#dedcd8")
SKIN, CREAM, WOOD, SKY = "#e0bc9e", "#fceec8", "#8e623e", "#c4def0"
#: What a camera writes: its model, and in its own part when the photo was taken, and in which zone.
MODEL, OWN, TAKEN, ZONE = 0x0110, 0x8769, 0x9003, 0x9011


def picture(draw: random.Random, day: date, words: str, people: int) -> bytes:
    """A JPEG of so many people in a room, by its EXIF taken on that day; ``words`` hang as a banner."""
    scene = Image.new("RGB", (WIDTH, HEIGHT), draw.choice(WALLS))
    brush = ImageDraw.Draw(scene)
    floor = draw.randint(600, 740)
    _window(brush, draw, floor)
    brush.rectangle((0, floor, WIDTH, HEIGHT), fill=draw.choice(FLOORS))
    if words:
        brush.rectangle((120, 46, WIDTH - 120, 132), fill=draw.choice(BANNERS))
        brush.text((WIDTH // 2, 89), words, fill=CREAM, font=_type(46), anchor="mm")
    for near in sorted(draw.uniform(0.5, 1) for _ in range(people)):
        _person(brush, draw, floor, near)
    _table(brush, draw)
    brush.text((WIDTH - 24, HEIGHT - 20), SAYS, fill="white", font=_type(34), anchor="rs")
    return _jpeg(scene, draw, day)


def _window(brush: ImageDraw.ImageDraw, draw: random.Random, floor: int) -> None:
    left, top = draw.randint(60, 800), draw.randint(170, 240)
    right, bottom = left + draw.randint(220, 380), min(floor - 80, top + draw.randint(200, 320))
    hill = draw.randint(60, bottom - top - 40)
    brush.rectangle((left, top, right, bottom), fill=SKY)
    brush.pieslice((left, bottom - hill, right, bottom + hill), 180, 360, fill=draw.choice(HILLS))
    brush.rectangle((left, top, right, bottom), outline="white", width=12)
    middle = (left + right) // 2
    brush.line((middle, top, middle, bottom), fill="white", width=10)


def _person(brush: ImageDraw.ImageDraw, draw: random.Random, floor: int, near: float) -> None:
    middle, foot = draw.randint(64, WIDTH - 64), floor + round(150 * near)
    tall, wide, head = round(330 * near), round(73 * near), round(43 * near)
    top = foot - tall
    body = middle - wide, top + head * 2, middle + wide, foot
    brush.rounded_rectangle(body, radius=wide, fill=draw.choice(CLOTHES))
    face = middle - head, top, middle + head, top + head * 2
    brush.ellipse(face, fill=SKIN)
    brush.pieslice(face, 180, 360, fill=draw.choice(HAIR))


def _table(brush: ImageDraw.ImageDraw, draw: random.Random) -> None:
    left, top = draw.randint(100, 500), draw.randint(740, 800)
    brush.rectangle((left, top, left + draw.randint(380, 620), top + 34), fill=WOOD)
    for turn in range(draw.randint(2, 5)):
        cup = left + 40 + turn * 70
        brush.rectangle((cup, top - 36, cup + 30, top), fill="white")


@cache
def _type(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(pylopdf_fonts_zh_cn.serif_path()), size)


def _jpeg(scene: Image.Image, draw: random.Random, day: date) -> bytes:
    exif = scene.getexif()
    exif[MODEL] = "Yanshi"
    own = exif.get_ifd(OWN)
    own[TAKEN] = f"{day:%Y:%m:%d} {draw.randint(9, 16):02d}:{draw.randint(0, 59):02d}:00"
    own[ZONE] = "+08:00"
    out = BytesIO()
    scene.save(out, "JPEG", quality=QUALITY, exif=exif)
    return out.getvalue()
