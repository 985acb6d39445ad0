"""The XML that Word keeps: paragraphs, tables, line ends; a long table takes a moment, not minutes."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from core.papers.writing.said import align_of, in_cell, laid, names_a_group, on_one_line, plain
from core.plugin.drawn import TURN, Align, Cell, Grid, placed

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Lines of a letter are 28 points apart (GB/T 9704).
LETTER_LINES = '<w:spacing w:line="560" w:lineRule="exact"/>'
#: What is left of the paragraph stands on the new page, hardly to be seen.
NEW_PAGE = (
    f'<w:p {NAMESPACE}><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>'
    f'<w:r><w:br w:type="page"/></w:r></w:p>'
)
#: Between a cell's lines and its border, in twips: above and below, left and right.
PADDING = (40, 80)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def line(
    text: str,
    align: Align,
    kind: str,
    size: object,
    strong: bool = False,
    indent: bool = False,
    keep: bool = False,
    new_page: bool = False,
) -> str:
    """One paragraph of one type and size (points); ``indent`` is the running text of a letter."""
    about = "<w:keepNext/>" if keep else ""
    about += "<w:pageBreakBefore/>" if new_page else ""
    about += LETTER_LINES if indent else '<w:spacing w:before="40" w:after="40"/>'
    two = 2 * _half_points(size) * 10
    about += f'<w:ind w:firstLineChars="200" w:firstLine="{two}"/>' if indent else ""
    about += f'<w:jc w:val="{"both" if indent else align.value}"/>'
    return f"<w:p {NAMESPACE}><w:pPr>{about}</w:pPr>{_runs(text, kind, size, strong)}</w:p>"


def in_lines(text: str, width: int, size: object) -> str:
    """Parts that no line of ``width`` twips holds together stand below each other; so does a TURN."""
    wide = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) * _half_points(size) * 5
    return re.sub(f"[　{TURN}]", "\n", text) if wide > width else on_one_line(text)


def gap(keep: bool = False) -> str:
    """Word wants a paragraph between two tables; this one is hardly there."""
    kept = "<w:keepNext/>" if keep else ""
    about = f'{kept}<w:spacing w:line="120" w:lineRule="exact"/>'
    return f"<w:p {NAMESPACE}><w:pPr>{about}</w:pPr></w:p>"


def table(block: Grid, width: int, size: str, keep_end: bool = False) -> str:
    """A table as wide as ``width`` twips, its head on every page, merged cells as Word keeps them.

    ``keep_end``: its last row stands on the page of what follows.
    """
    rows = laid(block)
    widths = [width * share // sum(block.widths) for share in block.widths]
    cells = {(down, across): one for down, across, one in placed(rows)}
    covered = {
        (down + below, across): one
        for (down, across), one in cells.items()
        for below in range(1, one.down)
    }
    written = []
    for down in range(len(rows)):
        found, height, across = [], 0, 0
        while across < len(widths):
            one, under = cells.get((down, across)), covered.get((down, across))
            here = one or under or Cell()
            wide = sum(widths[across : across + here.across])
            keep = down < block.head or names_a_group(rows[down], block)
            keep = keep or (keep_end and down == len(rows) - 1)
            found.append(_cell(here, wide, size, one is None, down < block.head, keep))
            height = max(height, one.height if one else 0)
            across += here.across
        about = "<w:cantSplit/>"
        if height:
            about += f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        if down < block.head:
            about += "<w:tblHeader/>"
        written.append(f"<w:tr><w:trPr>{about}</w:trPr>{''.join(found)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>{_padding()}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


def signing(labels: Sequence[str], width: int, kind: str, size: object) -> str:
    """Lines to sign on, side by side over ``width`` twips: a table that nobody sees."""
    wide = width // len(labels)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>'
        f"<w:p>{_runs(label, kind, size)}</w:p></w:tc>"
        for label in labels
    )
    grid = f'<w:gridCol w:w="{wide}"/>' * len(labels)
    return (
        f'<w:tbl {NAMESPACE}><w:tblPr><w:tblW w:w="{wide * len(labels)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{_padding()}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def _padding() -> str:
    high, wide = PADDING
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    inside = "".join(f'<w:{side} w:w="{twips}" w:type="dxa"/>' for side, twips in sides)
    return f"<w:tblCellMar>{inside}</w:tblCellMar>"


def _cell(one: Cell, width: int, size: str, covered: bool, heading: bool, keep: bool) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if one.across > 1:
        about += f'<w:gridSpan w:val="{one.across}"/>'
    if one.down > 1:
        about += "<w:vMerge/>" if covered else '<w:vMerge w:val="restart"/>'
    top = one.height and align_of(one, heading) is Align.LEFT
    about += f'<w:vAlign w:val="{"top" if top else "center"}"/>'
    text = "" if covered else in_cell(one)
    inside = _runs(text, "宋体", size, one.strong or heading)
    kept = "<w:keepNext/>" if keep else ""
    how = f'<w:pPr>{kept}<w:jc w:val="{align_of(one, heading).value}"/></w:pPr>'
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p>{how}{inside}</w:p></w:tc>"


def twips(millimetres: int) -> int:
    """A length as Word counts it: twentieths of a point."""
    return millimetres * 567 // 10


def _half_points(size: object) -> int:
    return int(str(size).partition(".")[0]) * 2 + ("." in str(size))


def _runs(text: str, kind: str, size: object, strong: bool = False) -> str:
    """Runs of one type and size (points); line ends become line breaks."""
    bold = "<w:b/>" if strong else ""
    half = _half_points(size)
    look = (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{kind}"/>'
        f'{bold}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"
