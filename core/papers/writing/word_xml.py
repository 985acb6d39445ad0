"""The XML that Word keeps: paragraphs, tables, line ends; a long table takes a moment, not minutes."""

from xml.sax.saxutils import escape

from core.papers.writing.said import align_of, plain, say
from core.plugin.drawn import Align, Cell, Grid, placed

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NEW_PAGE = f'<w:p {NAMESPACE}><w:r><w:br w:type="page"/></w:r></w:p>'
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
) -> str:
    """One paragraph of one type and size (points)."""
    about = "<w:keepNext/>" if keep else ""
    about += '<w:spacing w:before="40" w:after="40"/>'
    about += '<w:ind w:firstLineChars="200"/>' if indent else ""
    about += f'<w:jc w:val="{"both" if indent else align.value}"/>'
    return f"<w:p {NAMESPACE}><w:pPr>{about}</w:pPr>{_runs(text, kind, size, strong)}</w:p>"


def gap() -> str:
    """Word wants a paragraph between two tables; this one is hardly there."""
    return f'<w:p {NAMESPACE}><w:pPr><w:spacing w:line="120" w:lineRule="exact"/></w:pPr></w:p>'


def table(block: Grid, width: int, size: str) -> str:
    """A table as wide as ``width`` twips, its head on every page, merged cells as Word keeps them."""
    rows = list(block.rows)
    if block.empty and len(rows) <= block.head:
        rows.append((Cell(value=block.empty, across=len(block.widths)),))
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
            found.append(_cell(here, wide, size, one is None, down < block.head))
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
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


def _cell(one: Cell, width: int, size: str, covered: bool, heading: bool) -> str:
    about = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if one.across > 1:
        about += f'<w:gridSpan w:val="{one.across}"/>'
    if one.down > 1:
        about += "<w:vMerge/>" if covered else '<w:vMerge w:val="restart"/>'
    top = one.height and align_of(one, heading) is Align.LEFT
    about += f'<w:vAlign w:val="{"top" if top else "center"}"/>'
    text = "" if covered else say(one.value, one.unit)
    inside = _runs(text, "宋体", size, one.strong or heading)
    how = f'<w:pPr><w:jc w:val="{align_of(one, heading).value}"/></w:pPr>'
    return f"<w:tc><w:tcPr>{about}</w:tcPr><w:p>{how}{inside}</w:p></w:tc>"


def twips(millimetres: int) -> int:
    """A length as Word counts it: twentieths of a point."""
    return millimetres * 567 // 10


def _runs(text: str, kind: str, size: object, strong: bool = False) -> str:
    """Runs of one type and size (points); line ends become line breaks."""
    bold = "<w:b/>" if strong else ""
    half = int(str(size).partition(".")[0]) * 2 + ("." in str(size))
    look = (
        f'<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{kind}"/>'
        f'{bold}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
    )
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in plain(text).split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"
