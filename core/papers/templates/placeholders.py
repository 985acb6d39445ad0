"""The names that a Word template may use, and the standing template that shows all of them.

``title``, ``subtitle``, ``foot``; ``texts.<key>`` for what people write; what stands beside a label under
that label's own words: ``{{ 姓名 }}``; ``t1``, ``t2`` … for the rows of each table in their order; ``p1``,
``p2`` … for paragraphs of figures; ``photos`` with ``image`` and ``caption``.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from core.papers.templates.naming import in_names, named_values
from core.papers.writing.said import in_cell, on_one_line
from core.plugin.drawn import (
    Block,
    Cell,
    Drawn,
    Grid,
    Paragraph,
    Pictures,
    Prose,
    Row,
    Tone,
    cell,
    placed,
)

ROW, END = "{%tr for row in ", "{%tr endfor %}"
PHOTOS = ("{%p for photo in photos %}", "{{ photo.image }}", "{{ photo.caption }}", "{%p endfor %}")
#: Around photos and their heading: neither stands there without any photo.
ANY_PHOTO, NO_MORE = "{%p if photos %}", "{%p endif %}"


def context_of(paper: Drawn) -> dict[str, Any]:
    """Everything that a template may name, with what stands there in this very paper."""
    found: dict[str, Any] = {
        "title": on_one_line(paper.title),
        "subtitle": paper.subtitle,
        "foot": paper.foot,
        "texts": {block.key: block.text for block in paper.blocks if isinstance(block, Prose)},
        "photos": [],
    }
    for name, block in _numbered(paper):
        found[name] = block.text if isinstance(block, Paragraph) else rows_below(block)
    return named_values(paper) | found


def names_known(papers: Iterable[Drawn]) -> set[str]:
    """Every name that a template of these papers may use."""
    return {name for one in papers for name in context_of(one)}


def standing(paper: Drawn, *, of_records: bool = False) -> Drawn:
    """The paper with names in place of everything that differs from paper to paper.

    A sheet of a record keeps its own sentences, and says its foot at its end: many of them stand in
    one file.
    """
    numbers = {id(block): name for name, block in _numbered(paper)}
    blocks: list[Block] = []
    for block, named in zip(paper.blocks, in_names(paper), strict=True):
        name = numbers.get(id(block), "")
        if isinstance(block, Grid):
            blocks.append(with_names(block, name) if named == block else named)
        elif isinstance(block, Paragraph) and named == block and name and not of_records:
            blocks.append(replace(block, text=f"{{{{ {name} }}}}"))
        elif isinstance(block, Prose):
            blocks.append(replace(block, text=f"{{{{ texts.{block.key} }}}}"))
        elif isinstance(block, Pictures):
            heading = [blocks.pop()] if blocks and _is_heading(blocks[-1]) else []
            blocks += [_tag(ANY_PHOTO), *heading, *map(_tag, PHOTOS), _tag(NO_MORE)]
        else:
            blocks.append(named)
    foot = "{{ foot }}"
    if of_records:
        blocks.append(Paragraph(text=foot, tone=Tone.NOTE))
    return replace(
        paper,
        title="{{ title }}",
        subtitle="{{ subtitle }}",
        foot="" if of_records else foot,
        blocks=tuple(blocks),
    )


def _tag(text: str) -> Paragraph:
    return Paragraph(text=text, tone=Tone.MIDDLE)


def _is_heading(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.tone is Tone.HEADING


def _numbered(paper: Drawn) -> list[tuple[str, Grid | Paragraph]]:
    """Tables and paragraphs of figures, each with its number; headings are the template's own."""
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    said = [
        block for block in paper.blocks if isinstance(block, Paragraph) and not _is_heading(block)
    ]
    return [
        *((f"t{number}", block) for number, block in enumerate(grids, start=1)),
        *((f"p{number}", block) for number, block in enumerate(said, start=1)),
    ]


def rows_below(block: Grid) -> list[list[str]]:
    """The rows below the heading, each as long as the table is wide."""
    wide = len(block.widths)
    rows = [[""] * wide for _ in block.rows]
    for down, across, one in placed(block.rows):
        rows[down][across] = in_cell(one)
    below = rows[block.head :]
    return below or ([[block.empty, *[""] * (wide - 1)]] if block.empty else [])


def with_names(block: Grid, name: str) -> Grid:
    """The heading as it is, one row that is repeated, and the two that say so."""
    wide = len(block.widths)
    fields: Row = tuple(f"{{{{ row[{number}] }}}}" for number in range(wide))
    if block.rows and len(block.rows[-1]) == wide:
        aligned = zip(fields, block.rows[-1], strict=True)
        fields = tuple(replace(cell(one), value=str(text), unit="") for text, one in aligned)
    begin: Row = (Cell(value=f"{ROW}{name} %}}", across=wide),)
    end: Row = (Cell(value=END, across=wide),)
    return replace(block, rows=(*block.rows[: block.head], begin, fields, end), empty="")
