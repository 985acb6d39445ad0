"""Fingerprints find a photo again, whatever a phone or an editor did to it; goals of F2."""

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance, ImageOps

from core.evidence.alike import alike, looks_of
from tests.evidence.pictures import a_scene, as_jpeg

NUMBER = 60
SCENES = [a_scene(number, (320, 240)) for number in range(NUMBER)]
LOOKS = [looks_of(scene) for scene in SCENES]


def cut(picture: Image.Image, percent: int, x: int, y: int) -> Image.Image:
    """The picture without so many percent of each side, from where x and y (0 to 100) say."""
    width, height = picture.size
    across, down = width * (100 - percent) // 100, height * (100 - percent) // 100
    left, top = (width - across) * x // 100, (height - down) * y // 100
    return picture.crop((left, top, left + across, top + down))


CHANGES = {
    "encoded again": (lambda p: Image.open(BytesIO(as_jpeg(p, 35))), 95),
    "half the size": (lambda p: p.resize((p.width // 2, p.height // 2)), 95),
    "brighter": (lambda p: ImageEnhance.Brightness(p).enhance(1.25), 95),
    "darker": (lambda p: ImageEnhance.Brightness(p).enhance(0.75), 95),
    "mirrored": (ImageOps.mirror, 95),
    "cut by 8 % at a corner": (lambda p: cut(p, 8, 0, 100), 80),
    "cut by 8 % anywhere": (lambda p: cut(p, 8, 30, 65), 80),
    "cut by 8 % on every side": (lambda p: cut(p, 16, 50, 50), 80),
    "cut by 3 %": (lambda p: cut(p, 3, 50, 50), 80),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_photo_is_found_again(name):
    change, percent = CHANGES[name]
    found = sum(
        alike(looks, looks_of(change(scene))) for scene, looks in zip(SCENES, LOOKS, strict=True)
    )
    assert found * 100 >= NUMBER * percent


def test_two_photos_of_two_scenes_are_hardly_ever_alike():
    pairs = list(combinations(LOOKS, 2))
    assert sum(alike(one, other) for one, other in pairs) * 1000 <= len(pairs)
