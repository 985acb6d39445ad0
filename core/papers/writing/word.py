"""A paper as Word, under the type names that Office has: 宋体, 黑体, 仿宋_GB2312, 方正小标宋简体."""

import io
from collections.abc import Callable, Iterable, Sequence

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Mm

from core.papers.writing.said import (
    SETTINGS,
    UNWRITTEN,
    Setting,
    on_one_line,
    signed_below,
    smaller,
)
from core.papers.writing.word_page import set_page, width_of
from core.papers.writing.word_xml import (
    NEW_PAGE,
    gap,
    in_lines,
    line,
    signing,
    table,
)
from core.plugin.drawn import (
    Align,
    Block,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Pictures,
    Prose,
    Signatures,
    Tone,
)

PHOTO_HEIGHT = Mm(52)
#: Where the day is written: at the end of a letter, and in a row of signatures.
DAY_OF_A_LETTER, DAY = "　　　　年　　月　　日", "　　年　　月　　日"
Photos = Callable[[str], bytes | None]


def word(papers: Sequence[Drawn], photos: Photos) -> bytes:
    """One .docx of these papers, each from a new page, set as the first one is.

    What all of them are of stands at the foot of the pages; otherwise each says it at its own end.
    """
    document = docx.Document()
    setting = SETTINGS[papers[0].face]
    own = len({paper.foot for paper in papers}) > 1
    set_page(document, papers[0], setting, "" if own else papers[0].foot)
    for number, paper in enumerate(papers):
        title = in_lines(paper.title, width_of(paper, setting), setting.title)
        look = (Align.MIDDLE, setting.title_type, setting.title, True)
        _put(document, [line(title, *look, new_page=number > 0)])
        if paper.subtitle:
            said = in_lines(paper.subtitle, width_of(paper, setting), setting.text)
            _put(document, [line(said, Align.MIDDLE, setting.body_type, setting.text)])
        for block, keep in signed_below(paper):
            _write(document, block, paper, setting, photos, keep)
        if own:
            _put(document, [line(paper.foot, Align.LEFT, "宋体", "7.5")])
    document.core_properties.title = on_one_line(papers[0].title)
    document.core_properties.author = ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _put(document: Document, elements: Iterable[str]) -> None:
    """Add paragraphs and tables at the end of the document."""
    body = document.element.body
    last = body[-1]
    for xml in elements:
        last.addprevious(parse_xml(xml))


def _write(
    document: Document, block: Block, paper: Drawn, setting: Setting, photos: Photos, keep: bool
) -> None:
    """One block; ``keep``: its last line stands on the page of what follows, which is signed."""
    width = width_of(paper, setting)
    if isinstance(block, Grid):
        size = smaller(setting.table) if block.small else setting.table
        _put(document, [table(block, width, size, keep), gap(keep)])
    elif isinstance(block, Paragraph):
        _put(document, [_paragraph(block, setting, keep)])
    elif isinstance(block, Prose):
        written = _running(block.text or UNWRITTEN, setting, keep)
        _put(document, [_heading(block.label, setting), *written])
    elif isinstance(block, Signatures):
        _put(document, _signatures(block, setting, width))
    elif isinstance(block, Pictures):
        _photos(document, block, setting, photos)
    elif isinstance(block, PageBreak):
        _put(document, [NEW_PAGE])


def _heading(text: str, setting: Setting) -> str:
    return line(text, Align.LEFT, setting.heading_type, setting.text, keep=True)


def _running(text: str, setting: Setting, keep: bool) -> list[str]:
    lines = text.split("\n")
    return [
        line(
            one,
            Align.LEFT,
            setting.body_type,
            setting.text,
            indent=setting.indent,
            keep=keep and number == len(lines),
        )
        for number, one in enumerate(lines, 1)
    ]


def _paragraph(block: Paragraph, setting: Setting, keep: bool) -> str:
    if block.tone is Tone.HEADING:
        return _heading(block.text, setting)
    align = Align.MIDDLE if block.tone is Tone.MIDDLE else Align.LEFT
    size: object = setting.text
    if block.tone is Tone.NOTE:
        size = 12 if setting.indent else 9
    indent = setting.indent and block.tone is Tone.TEXT
    return line(block.text, align, setting.body_type, size, indent=indent, keep=keep)


def _signatures(block: Signatures, setting: Setting, width: int) -> list[str]:
    if setting.indent:
        day = [DAY_OF_A_LETTER] if block.dated else []
        return [
            line(f"{one}　　", Align.RIGHT, setting.body_type, setting.text, keep=True)
            for one in (*block.labels, *day)
        ]
    lines = [*(f"{label}：" for label in block.labels), *([DAY] if block.dated else [])]
    return [gap(keep=True), signing(lines, width, setting.body_type, setting.text), gap()]


def _photos(document: Document, block: Pictures, setting: Setting, photos: Photos) -> None:
    """Rows of photos, each with its caption below it: a table that nobody sees."""
    across = min(block.across, len(block.pictures)) or 1
    for at in range(0, len(block.pictures), across):
        row = block.pictures[at : at + across]
        hidden = document.add_table(rows=1, cols=across)
        for one, cell in zip(row, hidden.rows[0].cells, strict=False):
            found = photos(one.file)
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = True
            if found is not None:
                paragraph.add_run().add_picture(io.BytesIO(found), height=PHOTO_HEIGHT)
            said = one.caption if found is not None else f"{one.caption}（照片暂时取不到）"
            caption = line(said, Align.MIDDLE, setting.body_type, 9)
            paragraph._p.addnext(parse_xml(caption))
        _put(document, [gap()])
