"""Fingerprints by which two pictures are alike 相似指纹: of the picture, its mirror and its crops.

A difference hash: the picture as 9 × 8 grey fields, one bit for each pair of neighbours. Encoding,
size and brightness hardly change it. What was cut off does: so a picture carries the hashes of
what would be left of it after usual cuts, and a cut picture is held against those.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from PIL import Image

ACROSS, DOWN = 9, 8
#: Bits that may differ between two fingerprints of one picture.
NEAR = 10
#: What a cut leaves of both sides, in percent, and where that lies: at either end, or between.
CUTS = (*((92, x, y) for x, y in product((0, 50, 100), repeat=2)), (84, 50, 50))


@dataclass(frozen=True, kw_only=True, slots=True)
class Looks:
    """64-bit fingerprints as 16 hex digits each."""

    whole: str
    mirror: str
    crops: tuple[str, ...]


def looks_of(picture: Image.Image) -> Looks:
    """The fingerprints of a picture."""
    grey = picture.convert("L")
    return Looks(
        whole=_hash(grey),
        mirror=_hash(grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
        crops=tuple(_hash(grey, box) for box in _cuts(grey.width, grey.height)),
    )


def alike(one: Looks, other: Looks) -> bool:
    """Whether one may be a copy of the other: as it is, mirrored, or cut out of it."""
    return _near(one.whole, (other.whole, other.mirror, *other.crops)) or _near(
        other.whole, one.crops
    )


def _near(hash_: str, others: Iterable[str]) -> bool:
    bits = int(hash_, 16)
    return any((bits ^ int(other, 16)).bit_count() <= NEAR for other in others)


def _cuts(width: int, height: int) -> list[tuple[int, int, int, int]]:
    found = []
    for left, x, y in CUTS:
        across, down = max(width * left // 100, 1), max(height * left // 100, 1)
        at, top = (width - across) * x // 100, (height - down) * y // 100
        found.append((at, top, at + across, top + down))
    return found


def _hash(grey: Image.Image, box: tuple[int, int, int, int] | None = None) -> str:
    small = grey.resize((ACROSS, DOWN), Image.Resampling.BOX, box=box)
    fields = small.tobytes()
    bits = 0
    for row, column in product(range(DOWN), range(ACROSS - 1)):
        at = row * ACROSS + column
        bits = bits << 1 | (fields[at] > fields[at + 1])
    return f"{bits:016x}"
