"""A Word file (.docx) as blocks: paragraphs and cells in reading order, a merged cell only once."""

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.parsers import expat

from core.drafting.tender import Block, Tender, UnreadableTender

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_TEXT = 50 * 1024 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Text that was deleted, moved away, or is said a second time for older programs.
NOT_READ = {
    f"{W}del",
    f"{W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
NOT_WORD = "文件已损坏或不是 Word 文档（.docx），请用文字处理软件打开后另存为 .docx 再试。"


def tender_of_word(content: bytes, name: str) -> Tender:
    """The blocks of a .docx. ``UnreadableTender`` when it is too large, broken or declares entities."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTender("这是旧格式（.doc）或加了密码的文件，请另存为不加密的 .docx。")
    body = _parsed(_document(content)).find(f"{W}body")
    if body is None:
        raise UnreadableTender(NOT_WORD)
    return Tender(name=name, blocks=tuple(_blocks(body)))


def _document(content: bytes) -> bytes:
    if len(content) > LARGEST_FILE:
        raise UnreadableTender("文件超过 20 MB，请删去图片后再试。")
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as container,
            container.open("word/document.xml") as part,
        ):
            text = part.read(LARGEST_TEXT + 1)
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError, NotImplementedError):
        raise UnreadableTender(NOT_WORD) from None
    if len(text) > LARGEST_TEXT:
        raise UnreadableTender("文档解压后过大，请只保留正文和指标表后再试。")
    return text


def _parsed(text: bytes) -> ElementTree.Element:
    """The tree; a document type (where entities are declared) is refused before it is read."""

    def refuse(*_: object) -> None:
        raise UnreadableTender(NOT_WORD)

    looking = expat.ParserCreate()
    looking.StartDoctypeDeclHandler = refuse
    try:
        looking.Parse(text, True)
        return ElementTree.fromstring(text)
    except (expat.ExpatError, ElementTree.ParseError, ValueError):
        raise UnreadableTender(NOT_WORD) from None


def _blocks(body: ElementTree.Element) -> Iterator[Block]:
    paragraphs = tables = rows = 0
    for element in _parts(body):
        if element.tag == f"{W}p":
            paragraphs += 1
            for line in _lines(element):
                yield Block(text=line, place=f"正文第 {paragraphs} 段")
            continue
        tables += 1
        for number, row in enumerate(_inside(element, "tr"), 1):
            column = 0
            for cell in _inside(row, "tc"):
                place = f"表 {tables} 第 {number} 行第 {column + 1} 列"
                if not _continues(cell):
                    for paragraph in cell.iter(f"{W}p"):
                        for line in _lines(paragraph):
                            yield Block(text=line, place=place, row=rows, column=column)
                column += _width(cell)
            rows += 1


def _parts(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs and tables in order, also those inside content controls and insertions."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag not in NOT_READ:
            yield from _parts(child)


def _inside(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _inside(child, name)


def _continues(cell: ElementTree.Element) -> bool:
    """Whether the cell is the lower part of a cell merged downwards."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _width(cell: ElementTree.Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    given = span.get(f"{W}val", "") if span is not None else ""
    return int(given) if given.isdigit() else 1


def _lines(paragraph: ElementTree.Element) -> list[str]:
    return [line.strip() for line in "".join(_texts(paragraph)).split("\n") if line.strip()]


def _texts(element: ElementTree.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif child.tag == f"{W}tab":
            yield " "
        elif child.tag not in NOT_READ:
            yield from _texts(child)
