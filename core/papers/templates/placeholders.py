"""The names that a Word template may use, and the standing template that shows all of them.

``title``, ``subtitle``, ``foot``; ``texts.<key>`` for what people write; ``t1``, ``t2`` … for the rows of
each table in their order; ``p1``, ``p2`` … for paragraphs; ``photos`` with ``image`` and ``caption``.
"""

from dataclasses import replace
from typing import Any

from core.papers.writing.said import in_cell
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


def context_of(paper: Drawn) -> dict[str, Any]:
    """Everything that a template may name, with what stands there in this very paper."""
    found: dict[str, Any] = {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "foot": paper.foot,
        "texts": {block.key: block.text for block in paper.blocks if isinstance(block, Prose)},
        "photos": [],
    }
    for name, block in _named(paper):
        found[name] = block.text if isinstance(block, Paragraph) else _rows(block)
    return found


def standing(paper: Drawn) -> Drawn:
    """The paper with names in place of everything that differs from paper to paper."""
    names = {id(block): name for name, block in _named(paper)}
    blocks: list[Block] = []
    for block in paper.blocks:
        name = names.get(id(block), "")
        if isinstance(block, Grid):
            blocks.append(_with_names(block, name))
        elif isinstance(block, Paragraph):
            text = f"{{{{ {name} }}}}" if name else block.text
            blocks.append(replace(block, text=text))
        elif isinstance(block, Prose):
            blocks.append(replace(block, text=f"{{{{ texts.{block.key} }}}}"))
        elif isinstance(block, Pictures):
            blocks += [Paragraph(text=text, tone=Tone.MIDDLE) for text in PHOTOS]
        else:
            blocks.append(block)
    return replace(
        paper,
        title="{{ title }}",
        subtitle="{{ subtitle }}",
        foot="{{ foot }}",
        blocks=tuple(blocks),
    )


def _named(paper: Drawn) -> list[tuple[str, Grid | Paragraph]]:
    """Tables and paragraphs of figures, each with its name; headings are the template's own."""
    grids = [block for block in paper.blocks if isinstance(block, Grid)]
    said = [
        block
        for block in paper.blocks
        if isinstance(block, Paragraph) and block.tone is not Tone.HEADING
    ]
    return [
        *((f"t{number}", block) for number, block in enumerate(grids, start=1)),
        *((f"p{number}", block) for number, block in enumerate(said, start=1)),
    ]


def _rows(block: Grid | Paragraph) -> list[list[str]]:
    """The rows below the heading, each as long as the table is wide."""
    assert isinstance(block, Grid)
    wide = len(block.widths)
    rows = [[""] * wide for _ in block.rows]
    for down, across, one in placed(block.rows):
        rows[down][across] = in_cell(one)
    below = rows[block.head :]
    return below or ([[block.empty, *[""] * (wide - 1)]] if block.empty else [])


def _with_names(block: Grid, name: str) -> Grid:
    """The heading as it is, one row that is repeated, and the two that say so."""
    wide = len(block.widths)
    fields: Row = tuple(f"{{{{ row[{number}] }}}}" for number in range(wide))
    numbers = [type(cell(one).value).__name__ for one in block.rows[-1]] if block.rows else []
    if len(numbers) == wide:
        aligned = zip(fields, block.rows[-1], strict=True)
        fields = tuple(replace(cell(one), value=str(text), unit="") for text, one in aligned)
    begin: Row = (Cell(value=f"{ROW}{name} %}}", across=wide),)
    end: Row = (Cell(value=END, across=wide),)
    return replace(block, rows=(*block.rows[: block.head], begin, fields, end), empty="")
