"""Files that nobody should upload: each a workbook, form or tender gone wrong in one place."""

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from random import Random
from xml.sax.saxutils import escape

from core.packages.schema import FormQuestion, FormRow
from core.xlsform import export_form
from tests.web.any_request.odd import TEXTS
from tests.workbook.scene import a_small_workbook

File = tuple[str, bytes]
NAMES = (
    "包.xlsx",
    "../../包.xlsx",
    "a.XLSX",
    "公告.docx",
    "公告.txt",
    "a.xls",
    "a",
    ".xlsx",
    "王\u202exslx.txt",
    "长" * 300 + ".xlsx",
)
TEXT = re.compile(r"(<(?:t|v|w:t)(?: [^>]*)?>)([^<]*)(?=</)")
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">%s]><a>&k;</a>' % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 12) for letter in range(99, 108)
)
PIECES = (b"", b"<x", b"\x00" * 50, ENTITY, b"<a/>", "<a>王</a>".encode("gb18030"))
TENDER = "采购公告\n一、服务内容\n1. 每月上门探视不少于 2 次，每次不少于 30 分钟。\n预算 12 万元。"


def odd_file(rng: Random) -> File:
    """A file's name and bytes; that something is wrong with it is usual, not certain."""
    name, whole = rng.choice(_whole())
    ways: tuple[Callable[[], bytes], ...] = (
        lambda: whole,
        lambda: whole[: rng.randrange(len(whole))],
        lambda: rng.choice(_bare()),
        lambda: _with_one_piece_odd(rng, whole),
        lambda: _with_one_text_odd(rng, whole),
        lambda: _with_one_text_odd(rng, whole),
    )
    return rng.choice((name, name, rng.choice(NAMES))), rng.choice(ways)()


@cache
def _whole() -> tuple[File, ...]:
    question = FormQuestion(key="fuel", label="用什么烧", kind="single", options={"gas": "煤气"})
    form = FormRow(key="stove", label="灶台", clause="查看灶台", questions=(question,))
    return (
        ("包.xlsx", a_small_workbook("jinshan-visits")),
        ("表.xlsx", export_form(form)),
        ("公告.docx", _docx()),
        ("公告.txt", TENDER.encode()),
    )


@cache
def _bare() -> tuple[bytes, ...]:
    """What is no file of any of these kinds; the last one is small and opens to 200 MB."""
    return (
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0" + b"0" * 600,
        b"\xff\xfe" + TENDER.encode("utf-16-le"),
        TENDER.encode("gb18030"),
        b"\x00\xff" * 900,
        "\n".join(TENDER for _ in range(600)).encode(),
        _zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": ENTITY}),
        _zipped(
            {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(200_000_000)}
        ),
    )


def _with_one_piece_odd(rng: Random, whole: bytes) -> bytes:
    """One entry of the archive replaced, or gone."""
    pieces = _pieces(whole)
    if not pieces:
        return whole + rng.choice(TEXTS).encode()
    name = rng.choice(sorted(pieces))
    pieces[name] = rng.choice(PIECES)
    return _zipped({key: piece for key, piece in pieces.items() if key != name or piece})


def _with_one_text_odd(rng: Random, whole: bytes) -> bytes:
    """One text of the file replaced, wherever it stands."""
    odd = rng.choice(TEXTS)
    pieces = _pieces(whole)
    told = [name for name, piece in pieces.items() if TEXT.search(piece.decode("utf-8", "replace"))]
    if not told:
        lines = whole.decode().split("\n")
        lines[rng.randrange(len(lines))] = odd
        return "\n".join(lines).encode()
    name = rng.choice(told)
    text = pieces[name].decode()
    found = rng.choice(list(TEXT.finditer(text)))
    said = escape(odd) if rng.random() < 0.9 else odd
    pieces[name] = (text[: found.start(2)] + said + text[found.end(2) :]).encode()
    return _zipped(pieces)


def _pieces(whole: bytes) -> dict[str, bytes]:
    if not whole.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(pieces: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, piece in pieces.items():
            archive.writestr(name, piece)
    return kept.getvalue()


def _docx() -> bytes:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TENDER.split("\n"))
    return _zipped(
        {"word/document.xml": f"<w:document {word}><w:body>{lines}</w:body></w:document>".encode()}
    )
