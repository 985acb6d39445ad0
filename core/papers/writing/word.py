"""A paper as Word, under the type names that Office has: 宋体, 黑体, 仿宋_GB2312, 方正小标宋简体."""

import io
from collections.abc import Callable, Iterable, Sequence

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from core.papers.writing.said import SETTINGS, Setting, plain, smaller
from core.papers.writing.word_xml import NAMESPACE, NEW_PAGE, gap, line, table, twips
from core.plugin.drawn import (
    Align,
    Block,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    Prose,
    Signatures,
    Tone,
)

#: The shorter and the longer side of A4 in mm.
SHORT, LONG = 210, 297
PHOTO_HEIGHT = Mm(52)
SIGN_ON = "　　　　年　　月　　日"
Photos = Callable[[str], bytes | None]


def word(papers: Sequence[Drawn], photos: Photos) -> bytes:
    """One .docx of these papers, each from a new page, set as the first one is."""
    document = docx.Document()
    setting = SETTINGS[papers[0].face]
    _set_page(document, papers[0], setting)
    for number, paper in enumerate(papers):
        if number:
            _put(document, [NEW_PAGE])
        _put(document, [line(paper.title, Align.MIDDLE, setting.title_type, setting.title, True)])
        if paper.subtitle:
            _put(document, [line(paper.subtitle, Align.MIDDLE, setting.body_type, setting.text)])
        for block in paper.blocks:
            _write(document, block, paper, setting, photos)
    document.core_properties.title = plain(papers[0].title)
    document.core_properties.author = ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_page(document: Document, paper: Drawn, setting: Setting) -> None:
    section = document.sections[0]
    across, down = (LONG, SHORT) if paper.landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    top, right, bottom, left = map(Mm, setting.margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Mm(8)
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), setting.body_type)
    fonts.set(qn("w:ascii"), "Times New Roman")
    fonts.set(qn("w:hAnsi"), "Times New Roman")
    first = section.footer.paragraphs[0]._p
    number = (
        f'<w:p {NAMESPACE}><w:pPr><w:jc w:val="center"/></w:pPr>'
        f'<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    )
    first.addprevious(parse_xml(line(paper.foot, Align.LEFT, "宋体", "7.5")))
    first.addprevious(parse_xml(number))
    first.getparent().remove(first)


def _put(document: Document, elements: Iterable[str]) -> None:
    """Add paragraphs and tables at the end of the document."""
    body = document.element.body
    last = body[-1]
    for xml in elements:
        last.addprevious(parse_xml(xml))


def _write(
    document: Document, block: Block, paper: Drawn, setting: Setting, photos: Photos
) -> None:
    if isinstance(block, Grid):
        _, right, _, left = setting.margins
        width = twips((LONG if paper.landscape else SHORT) - left - right)
        size = smaller(setting.table) if block.small else setting.table
        _put(document, [table(block, width, size), gap()])
    elif isinstance(block, Paragraph):
        _put(document, [_paragraph(block, setting)])
    elif isinstance(block, Prose):
        _put(document, [_heading(block.label, setting), *_running(block.text, setting)])
    elif isinstance(block, Signatures):
        _put(document, _signatures(block, setting))
    elif isinstance(block, Pictures):
        _photos(document, block, setting, photos)
    elif isinstance(block, PageBreak):
        _put(document, [NEW_PAGE])


def _heading(text: str, setting: Setting) -> str:
    return line(text, Align.LEFT, setting.heading_type, setting.text, keep=True)


def _running(text: str, setting: Setting) -> list[str]:
    return [
        line(one, Align.LEFT, setting.body_type, setting.text, indent=setting.indent)
        for one in text.split("\n")
    ]


def _paragraph(block: Paragraph, setting: Setting) -> str:
    if block.tone is Tone.HEADING:
        return _heading(block.text, setting)
    if block.tone is Tone.MIDDLE:
        return line(block.text, Align.MIDDLE, setting.body_type, setting.text)
    if block.tone is Tone.NOTE:
        return line(block.text, Align.LEFT, setting.body_type, 12 if setting.indent else 9)
    return line(block.text, Align.LEFT, setting.body_type, setting.text, indent=setting.indent)


def _signatures(block: Signatures, setting: Setting) -> list[str]:
    day = [SIGN_ON] if block.dated else []
    if setting.indent:
        return [
            line(f"{one}　　", Align.RIGHT, setting.body_type, setting.text)
            for one in (*block.labels, *day)
        ]
    lines = [*(f"{label}：" for label in block.labels), *day]
    return [line("　　　　　　　　".join(lines), Align.LEFT, setting.body_type, setting.text)]


def _photos(document: Document, block: Pictures, setting: Setting, photos: Photos) -> None:
    across = min(block.across, len(block.pictures)) or 1
    for at in range(0, len(block.pictures), across):
        row = block.pictures[at : at + across]
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for one in row:
            found = photos(one.file)
            if found is not None:
                paragraph.add_run().add_picture(io.BytesIO(found), height=PHOTO_HEIGHT)
                paragraph.add_run("　")
        _put(document, [line(_captions(row, photos), Align.MIDDLE, setting.body_type, 9)])


def _captions(row: Sequence[Picture], photos: Photos) -> str:
    return "　　".join(
        one.caption if photos(one.file) is not None else f"{one.caption}（照片暂时取不到）"
        for one in row
    )
