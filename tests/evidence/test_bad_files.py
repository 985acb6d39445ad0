"""Bad files are refused with a sentence that says what to do; odd but honest ones are shown upright."""

import struct
import zipfile
import zlib
from io import BytesIO
from time import process_time

import pytest
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

from core.evidence import header
from core.evidence import picture as pictures
from core.evidence.picture import VIEW, examined, view_of
from core.store.errors import Refused
from tests.evidence.pictures import a_photo, a_scene, as_jpeg, saved


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel: hundreds of megapixels in some kilobytes."""
    rows = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    data = b"".join(rows.compress(line) for _ in range(height)) + rows.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def many_scans(number: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    content = as_jpeg(a_scene(1), progressive=True)
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * number + content[-2:]


def with_segments(*segments: tuple[int, bytes]) -> bytes:
    """The photo with these segments before its own."""
    more = (
        bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data for kind, data in segments
    )
    return PHOTO[:2] + b"".join(more) + PHOTO[2:]


def with_chunks(*chunks: bytes) -> bytes:
    """A PNG with these chunks behind its head."""
    content = saved(a_scene(1, (64, 48)), "PNG")
    return content[:33] + b"".join(chunks) + content[33:]


def a_crooked_png() -> bytes:
    """One byte of its data is another one: the sum of its chunk says so."""
    content = bytearray(saved(a_scene(1), "PNG"))
    content[200] ^= 0xFF
    return bytes(content)


def with_size(width: int, height: int) -> bytes:
    """The photo with another size in its head than in its data."""
    at = PHOTO.index(b"\xff\xc0") + 5
    return PHOTO[:at] + struct.pack(">HH", height, width) + PHOTO[at + 4 :]


def an_exif(*tags: tuple[int, int, int, int]) -> tuple[int, bytes]:
    """A segment of camera's claims: each a tag, a type, how many, and where."""
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return 0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + rows + bytes(4)


def a_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        container.writestr("run.js", "alert(1)")
    return out.getvalue()


def moving(kind: str) -> bytes:
    more = [a_scene(n, (64, 48)) for n in (2, 3)]
    return saved(a_scene(1, (64, 48)), kind, save_all=True, append_images=more, duration=100)


PHOTO = a_photo()
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400)

#: The test signature that every scanner knows, put together here so that none takes offence.
SIGNATURE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"

BAD = {
    "a colourful PNG of 49 megapixels": (lambda: a_bomb(7_000, 7_000), pictures.TOO_MANY_UNPACKED),
    "three million pixels long": (lambda: a_bomb(3_000_000, 16), pictures.TOO_MANY_UNPACKED),
    "a WebP of 268 megapixels": (
        lambda: b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0" + bytes(4) + b"\xff\x3f\0" * 2,
        pictures.TOO_MANY_PIXELS,
    ),
    "a head of 65535 by 65535": (lambda: with_size(65_535, 65_535), pictures.TOO_MANY_PIXELS),
    "a head of nothing": (lambda: with_size(0, 0), header.BROKEN),
    "millions of fill bytes": (
        lambda: PHOTO[:2] + b"\xff" * 14_000_000 + PHOTO[2:],
        header.TOO_STRANGE,
    ),
    "fifty thousand segments": (
        lambda: with_segments(*[(0xE1, b"")] * 50_000),
        header.TOO_STRANGE,
    ),
    "a PNG in a million chunks": (
        lambda: with_chunks(chunk(b"tEXt", b"a\0b") * 1_000_000),
        header.TOO_STRANGE,
    ),
    "a comment that unpacks to 8 MB": (
        lambda: with_chunks(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(8_000_000), 9))),
        header.BROKEN,
    ),
    "a colour profile that unpacks to 8 MB": (
        lambda: with_chunks(chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(8_000_000), 9))),
        header.BROKEN,
    ),
    "a PNG with one wrong byte": (a_crooked_png, header.BROKEN),
    "a PNG without its end": (lambda: saved(a_scene(1), "PNG")[:-12], header.BROKEN),
    "a bomb of 360 megapixels": (lambda: a_bomb(30_000, 12_000), pictures.TOO_MANY_PIXELS),
    "between the warning and the error": (lambda: a_bomb(9_000, 7_000), pictures.TOO_MANY_PIXELS),
    "a hundred scans": (lambda: many_scans(100), header.TOO_STRANGE),
    "cut in the middle": (lambda: PHOTO[: len(PHOTO) // 2], header.BROKEN),
    "without its end": (lambda: PHOTO[:-2], header.BROKEN),
    "only its beginning": (lambda: PHOTO[:20], header.BROKEN),
    "more than 20 MB of PNG": (lambda: with_chunks(bytes(20 * 1024 * 1024)), header.TOO_LARGE),
    "a cut PNG": (lambda: saved(a_scene(1), "PNG")[:5000], header.BROKEN),
    "a cut WebP": (lambda: saved(a_scene(1), "WEBP")[:2000], header.BROKEN),
    "a header that lies": (lambda: PHOTO[:3] + bytes(500) + PHOTO[-2:], header.BROKEN),
    "one pixel": (lambda: saved(Image.new("RGB", (1, 1)), "PNG"), pictures.TOO_SMALL),
    "more than 20 MB": (lambda: PHOTO + bytes(20 * 1024 * 1024), header.TOO_LARGE),
    "a moving WebP": (lambda: moving("WEBP"), header.MOVING),
    "a moving PNG": (lambda: moving("PNG"), header.MOVING),
    "a GIF": (lambda: saved(a_scene(1, (64, 48)), "GIF"), header.MOVING),
    "HEIC of an iPhone": (lambda: HEIC, header.HEIC),
    "a JPEG that is a zip": (lambda: PHOTO + a_zip(), header.DRESSED_UP),
    "a JPEG that is a page": (lambda: PHOTO + b"<script>alert(1)</script>", header.DRESSED_UP),
    "a page in a comment": (
        lambda: as_jpeg(a_scene(1), comment=b"<html ><body onload=x()>"),
        header.DRESSED_UP,
    ),
    "a JPEG that is a PDF": (lambda: PHOTO + PDF, header.DRESSED_UP),
    "a PNG that is a zip": (lambda: saved(a_scene(1), "PNG") + a_zip(), header.DRESSED_UP),
    "a JPEG that is a RAR": (lambda: PHOTO + b"Rar!\x1a\x07\x01\0" + bytes(99), header.DRESSED_UP),
    "a JPEG that is a 7z": (
        lambda: PHOTO + b"7z\xbc\xaf\x27\x1c" + bytes(99),
        header.DRESSED_UP,
    ),
    "a GIF that is a JAR": (lambda: saved(a_scene(1, (64, 48)), "GIF") + a_zip(), header.MOVING),
    "an AVIF": (lambda: b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + bytes(99), header.NO_PICTURE),
    "a program": (lambda: b"MZ" + bytes(999), header.NO_PICTURE),
    "an SVG in another alphabet": (lambda: SVG.decode().encode("utf-16"), header.NO_PICTURE),
    "PDF with a script": (lambda: PDF, header.PDF),
    "SVG": (lambda: SVG, header.VECTOR),
    "a page": (lambda: b"\xef\xbb\xbf<!DOCTYPE html><script>1</script>", header.VECTOR),
    "a script": (lambda: b"alert(document.cookie)", header.NO_PICTURE),
    "a TIFF": (lambda: saved(a_scene(1), "TIFF"), header.NO_PICTURE),
    "a workbook": (a_zip, header.NO_PICTURE),
    "the signature of the scanners": (lambda: SIGNATURE, header.NO_PICTURE),
    "nothing": (lambda: b"", header.BROKEN),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_what_to_do_and_at_once(name):
    make, said = BAD[name]
    content = make()
    begun = process_time()
    with pytest.raises(Refused) as refused:
        examined(content)
    assert refused.value.say == said
    assert process_time() - begun < 1


def test_a_refusal_says_that_nothing_was_stored_and_what_to_do():
    for _, said in BAD.values():
        assert "没有保存" in said
        assert "请" in said


def upright(content: bytes) -> Image.Image:
    return Image.open(BytesIO(view_of(content)))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_taken_sideways_is_shown_upright(orientation):
    scene = Image.new("RGB", (80, 60), "white")
    scene.paste("red", (0, 0, 20, 15))  # one corner marks how it lies
    exif = Image.Exif()
    exif[0x0112] = orientation
    lying = {
        1: scene,
        2: scene.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: scene.transpose(Image.Transpose.ROTATE_180),
        4: scene.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: scene.transpose(Image.Transpose.TRANSPOSE),
        6: scene.transpose(Image.Transpose.ROTATE_90),
        7: scene.transpose(Image.Transpose.TRANSVERSE),
        8: scene.transpose(Image.Transpose.ROTATE_270),
    }[orientation]
    content = as_jpeg(lying, 95, exif=exif)
    shown = upright(content)
    assert shown.size == (80, 60)
    red, green, _ = shown.getpixel((5, 5))
    assert red > 200
    assert green < 80
    found = examined(content)
    assert (found.width, found.height) == (80, 60)


def test_other_colours_and_depths_become_plain_ones():
    scene = a_scene(4, (200, 150))
    deep = Image.new("I;16", (200, 150), 40_000)
    seen = Image.new("RGBA", (200, 150), (0, 0, 0, 0))
    for content in (
        as_jpeg(scene.convert("CMYK")),
        as_jpeg(scene.convert("L")),
        as_jpeg(scene, progressive=True),
        saved(scene.convert("P"), "PNG"),
        saved(scene.convert("1"), "PNG"),
        saved(deep, "PNG"),
        saved(seen, "PNG"),
        saved(scene, "WEBP"),
        saved(scene, "MPO", save_all=True, append_images=[a_scene(5, (200, 150))]),
    ):
        shown = upright(content)
        assert (shown.format, shown.mode, shown.size) == ("JPEG", "RGB", (200, 150))
    assert upright(saved(deep, "PNG")).getpixel((9, 9))[0] in range(150, 162)
    assert upright(saved(seen, "PNG")).getpixel((9, 9)) == (255, 255, 255)


ODD = {
    "claims that go round in a circle": lambda: with_segments(an_exif((0x8769, 4, 1, 8))),
    "a claim of two gigabytes": lambda: with_segments(an_exif((0x0132, 2, 0x7FFFFFFF, 30))),
    "five thousand claims": lambda: with_segments(an_exif(*[(1, 2, 0xFFFFFFF0, 8)] * 5_000)),
    "a second picture that is not there": lambda: (
        saved(a_scene(1), "MPO", save_all=True, append_images=[a_scene(2)])[: len(PHOTO) * 9 // 8]
        + b"\xff\xd9"
    ),
    "sixteen megabytes of profile": lambda: with_segments(
        *[(0xE2, b"ICC_PROFILE\0" + bytes((n + 1, 255)) + bytes(65_000)) for n in range(255)]
    ),
    "fifteen megabytes behind its end": lambda: PHOTO + bytes(15 * 1024 * 1024),
    "a size that its data do not fill": lambda: with_size(7_000, 7_000),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_photo_is_accepted_at_once_and_drawn_anew(name):
    """Many a phone writes crooked claims; what nobody needs of a photo is no reason to lose it."""
    content = ODD[name]()
    begun = process_time()
    found = examined(content)
    assert found.exif.camera == ""
    assert process_time() - begun < 1
    for shown in (found.thumbnail, view_of(content)):
        assert Image.open(BytesIO(shown)).mode == "RGB"
        assert len(shown) < len(PHOTO) * 4


def test_nothing_rides_along_in_what_is_shown():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif[0x0131] = "修图软件 Secret 3.1"
    exif[0x0132] = "2019:01:01 00:00:00"
    exif[0x8825] = {1: "N", 2: (27.0, 38.0, 51.5), 3: "E", 4: (113.0, 52.0, 3.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = as_jpeg(
        a_scene(1, (2000, 1500)), exif=exif, comment=b"SecretComment", icc_profile=profile
    )
    found = examined(content + b"SecretTail" + SIGNATURE)
    view = view_of(content + b"SecretTail" + SIGNATURE)
    for shown in (view, found.thumbnail):
        assert b"Secret" not in shown
        assert b"EICAR" not in shown
        assert b"Exif" not in shown
        assert b"ICC_PROFILE" not in shown
        assert shown.endswith(b"\xff\xd9")
    assert max(Image.open(BytesIO(view)).size) == VIEW
    assert max(Image.open(BytesIO(found.thumbnail)).size) == 320
    assert str(found.exif.latitude) == "27.647639"
    assert str(found.exif.longitude) == "113.867500"
    assert found.exif.camera == "SecretCamera"
    assert found.exif.taken == "2019:01:01 00:00:00"
    assert "Secret 3.1" in found.exif.software


@pytest.mark.parametrize(
    "position",
    [
        {1: "N", 2: (IFDRational(0, 0), 0.0, 0.0)},
        {1: "N", 2: (91.0, 0.0, 0.0), 3: "E", 4: (181.0, 0.0, 0.0)},
        {1: "N", 2: (27.0, 38.0)},
    ],
)
def test_a_position_that_cannot_be_is_left_out(position):
    exif = Image.Exif()
    exif[0x8825] = position
    found = examined(as_jpeg(a_scene(1), exif=exif)).exif
    assert found.latitude is None
    assert found.longitude is None
