"""What came is recognised by its content, never by its name: a plain picture, or a refusal.

Looked at before anything is decoded; every refusal says what to do instead.
"""

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from core.evidence.jpeg import walk
from core.evidence.png import chunks_of
from core.store.errors import Refused

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 20 * MEBIBYTE
#: Scans of a progressive JPEG: cameras and editors make a dozen at most, each costs a whole pass.
MOST_SCANS = 24

TOO_LARGE = "照片超过 20 MB，没有保存。请在手机相机设置里把照片尺寸调小后重拍，或截图上传。"
BROKEN = "照片不完整或已损坏，没有保存。请重新拍一张，或从相册里另选一张上传。"
HEIC = "这是 HEIC 照片，暂时打不开，没有保存。请在手机相机设置里改为“兼容性最佳/JPEG”后重拍，或截图上传。"
MOVING = "这是动图，没有保存。请换成一张不动的照片（JPEG、PNG 或 WebP）。"
DRESSED_UP = "照片里夹带了别的内容（网页、压缩包等），没有保存。请重新拍一张，或截图上传。"
NO_PICTURE = "这不是照片，没有保存。只收 JPEG、PNG 或 WebP 照片；文稿、表格请拍照上传。"
PDF = "这是 PDF 文件，没有保存。请拍照上传，或把要紧的一页截图上传。"
VECTOR = "这是 SVG 图形或网页，没有保存。请截图或拍照上传。"
TOO_STRANGE = "照片的格式太特殊，打开它会拖慢系统，没有保存。请截图后上传。"

#: ISO media files whose brand is one of these hold a picture that is no JPEG.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
AVIF_BRANDS = frozenset({b"avif", b"avis"})
#: Long enough never to stand in the noise of a compressed picture by chance.
FOREIGN = (
    b"<script",
    b"<!doctype",
    b"<iframe",
    b"<html>",
    b"<html ",
    b"%pdf-1.",
    b"javascript:",
    b"rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
)
#: What stands in every one of them: few passes over a photo, and a closer look hardly ever.
WITHIN = (b"script", b"<!doctype", b"<iframe", b"<html", b"%pdf-1.", *FOREIGN[-2:])


@dataclass(frozen=True, slots=True)
class Recognised:
    """The media type of a picture that may be decoded, and how many passes over it that takes."""

    media: str
    scans: int = 1


def recognised(content: bytes) -> Recognised:
    """What the file is by its content; raises Refused with what to do instead."""
    if len(content) > LARGEST_FILE:
        raise Refused(TOO_LARGE, field="file")
    media = _media(content)
    if _foreign(content) or zipfile.is_zipfile(BytesIO(content)):
        raise Refused(DRESSED_UP, field="file")
    if media == "image/jpeg":
        walked = walk(content)
        if walked.endless or walked.scans > MOST_SCANS:
            raise Refused(TOO_STRANGE, field="file")
        if not walked.whole:
            raise Refused(BROKEN, field="file")
        return Recognised(media, walked.scans)
    if media == "image/png":
        chunks = chunks_of(content)
        if chunks.endless or not chunks.whole:
            raise Refused(TOO_STRANGE if chunks.endless else BROKEN, field="file")
    return Recognised(media)


def _media(content: bytes) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    raise Refused(_said_of(content), field="file")


def _said_of(content: bytes) -> str:
    """What is said of a file that is none of the three."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS | AVIF_BRANDS:
        return HEIC if content[8:12] in HEIC_BRANDS else NO_PICTURE
    if start.startswith(b"gif8"):
        return MOVING
    if start.startswith(b"%pdf-"):
        return PDF
    if _starts(start, (b"<?xml", b"<svg", b"<html", b"<!doctype", b"<script")):
        return VECTOR
    return BROKEN if not content else NO_PICTURE


def _starts(text: bytes, openings: Iterable[bytes]) -> bool:
    return text.startswith(tuple(openings))


def _foreign(content: bytes) -> bool:
    folded = content.lower()
    return any(part in folded for part in WITHIN) and any(mark in folded for mark in FOREIGN)
