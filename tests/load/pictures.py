"""Photos that cost nothing to make: one scene, and a comment in each that makes it another file.

The station reads every one of them as if it had never seen it: other bytes, another SHA-256.
"""

import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from random import Random

from PIL import Image

from tests.evidence.pictures import a_scene, as_jpeg

#: A comment segment of a JPEG, right behind its first two bytes: marker, length, text.
START, COMMENT = 2, b"\xff\xfe"
SIZE = 1600, 1200


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo as a phone holds it: its name is known, its bytes are made when they are wanted."""

    sha256: str
    comment: bytes
    size: tuple[int, int]

    @property
    def content(self) -> bytes:
        """The bytes."""
        return _with(self.comment, self.size)


def another_photo(size: tuple[int, int] = SIZE) -> Taken:
    """A photo that nobody has yet."""
    comment = os.urandom(16).hex().encode()
    return Taken(sha256(_with(comment, size)).hexdigest(), comment, size)


def _with(comment: bytes, size: tuple[int, int]) -> bytes:
    scene = _scene(size)
    segment = COMMENT + (len(comment) + 2).to_bytes(2, "big") + comment
    return scene[:START] + segment + scene[START:]


@cache
def _scene(size: tuple[int, int]) -> bytes:
    """A scene with the grain of a camera: some 300 kB at 1600 × 1200."""
    grain = Image.frombytes("RGB", size, Random(1).randbytes(size[0] * size[1] * 3))
    return as_jpeg(Image.blend(a_scene(1, size), grain, 0.11), quality=80)
