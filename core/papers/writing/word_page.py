"""The page of a paper in Word: size, margins, type, and what stands at its foot."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.papers.writing.said import Setting
from core.papers.writing.word_xml import NAMESPACE, line, twips
from core.plugin.drawn import Align, Drawn

#: The shorter and the longer side of A4 in mm.
SHORT, LONG = 210, 297
SMALLEST = 7


def set_page(document: Document, paper: Drawn, setting: Setting, foot: str) -> None:
    """A4 with the margins and the type of the face; the number of each page below, and ``foot``."""
    section = document.sections[0]
    across, down = (LONG, SHORT) if paper.landscape else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    top, right, bottom, left = map(Mm, setting.margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.footer_distance = Mm(8)
    usual = document.styles["Normal"].paragraph_format
    usual.space_after, usual.line_spacing = Pt(0), 1
    # Whatever has words says their size; an empty cell is no higher than the others.
    document.styles["Normal"].font.size = Pt(SMALLEST)
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), setting.body_type)
    fonts.set(qn("w:ascii"), "Times New Roman")
    fonts.set(qn("w:hAnsi"), "Times New Roman")
    first = section.footer.paragraphs[0]._p
    number = (
        f'<w:p {NAMESPACE}><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{_small('第 ')}{_field('PAGE')}{_small(' 页，共 ')}{_field('NUMPAGES')}{_small(' 页')}</w:p>"
    )
    if foot:
        first.addprevious(parse_xml(line(foot, Align.LEFT, "宋体", "7.5")))
    first.addprevious(parse_xml(number))
    first.getparent().remove(first)


def _small(text: str) -> str:
    look = '<w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} ">{_small("1")}</w:fldSimple>'


def width_of(paper: Drawn, setting: Setting) -> int:
    """What is left of a line between the margins, in twips."""
    _, right, _, left = setting.margins
    return twips((LONG if paper.landscape else SHORT) - left - right)
