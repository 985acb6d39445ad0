"""The icon as PNG, drawn with the strokes of web/static/icon.svg: some phones take no SVG."""

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from core.store.errors import Missing

SIZES = (192, 512)
#: icon.svg is drawn on a square of 32.
GRID = 32
PAPER, TEAL = "#faf8f4", "#1f5f5b"
STROKE = 2.2
STROKES = (
    ((7, 15.5), (16, 8), (25, 15.5)),
    ((10, 14), (10, 26), (22, 26), (22, 14)),
    ((16, 24), (16, 19)),
)


@cache
def icon_png(name: str) -> bytes:
    """The picture in one of the sizes; raises Missing for any other."""
    size = next((one for one in SIZES if str(one) == name), None)
    if size is None:
        raise Missing("没有这个尺寸的图标。")
    scale = size / GRID
    picture = Image.new("RGB", (size, size), TEAL)
    draw = ImageDraw.Draw(picture)
    for stroke in STROKES:
        points = [(x * scale, y * scale) for x, y in stroke]
        draw.line(points, fill=PAPER, width=round(STROKE * scale), joint="curve")
        radius = STROKE * scale / 2
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=PAPER)
    kept = BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()
