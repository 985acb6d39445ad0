"""The names of a template of a whole file 档案: its front, and what follows, chapter by chapter.

A file of a person, a household or a case belongs to no contract, and no two hold the same. On its front
everything has a name: labels their own words, a table those of its heading. What begins on a new page is
one of ``parts``, each with ``title``, ``rows`` (label and words), ``note``, and its labels by name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from core.papers.templates.naming import in_names, name_of, named_values
from core.papers.templates.placeholders import END, ROW, rows_below, with_names
from core.papers.writing.said import in_cell, on_one_line
from core.plugin.drawn import (
    Block,
    Cell,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Signatures,
    Tone,
    cell,
)

EACH_PART: tuple[Block, ...] = (
    Paragraph(text="{%p for part in parts %}", tone=Tone.MIDDLE),
    PageBreak(),
    Paragraph(text="{{ part.title }}", tone=Tone.HEADING),
    Grid(
        widths=(3, 12),
        head=0,
        rows=(
            (Cell(value=f"{ROW}part.rows %}}", across=2),),
            ("{{ row[0] }}", "{{ row[1] }}"),
            (Cell(value=END, across=2),),
        ),
    ),
    Paragraph(text="{{ part.note }}", tone=Tone.NOTE),
    Paragraph(text="{%p endfor %}", tone=Tone.MIDDLE),
)


def context_of_file(paper: Drawn) -> dict[str, Any]:
    """Everything that a template of a whole file may name, with what stands there in this very one."""
    front, parts = _chapters(paper)
    return {
        **named_values(replace(paper, blocks=tuple(front))),
        **{name: rows_below(block) for name, block in _tables(front)},
        "title": on_one_line(paper.title),
        "subtitle": paper.subtitle,
        "foot": paper.foot,
        "note": _note(front),
        "parts": [_part(paper, blocks) for blocks in parts],
    }


def standing_file(paper: Drawn) -> Drawn:
    """The file with names in place of everything that differs from one to the next."""
    front, parts = _chapters(paper)
    tables = {id(block): name for name, block in _tables(front)}
    named = in_names(replace(paper, blocks=tuple(front)))
    blocks: list[Block] = [
        with_names(block, tables[id(block)])
        if isinstance(block, Grid) and id(block) in tables
        else put
        for block, put in zip(front, named, strict=True)
        if not _is(block, Tone.NOTE)
    ]
    blocks.append(Paragraph(text="{{ note }}", tone=Tone.NOTE))
    blocks += EACH_PART if parts else ()
    blocks += [block for block in paper.blocks if isinstance(block, Signatures)]
    return replace(
        paper,
        title="{{ title }}",
        subtitle="{{ subtitle }}",
        foot="{{ foot }}",
        blocks=tuple(blocks),
    )


def _chapters(paper: Drawn) -> tuple[list[Block], list[list[Block]]]:
    """The front, and what begins on a new page each; lines to sign are the template's own."""
    chapters: list[list[Block]] = [[]]
    for block in paper.blocks:
        if isinstance(block, PageBreak):
            chapters.append([])
        elif not isinstance(block, Signatures):
            chapters[-1].append(block)
    return chapters[0], chapters[1:]


def _is(block: Block, tone: Tone) -> bool:
    return isinstance(block, Paragraph) and block.tone is tone


def _has_labels(block: Grid) -> bool:
    return any(cell(one).name for row in block.rows for one in row)


def _tables(blocks: Sequence[Block]) -> Iterator[tuple[str, Grid]]:
    """Tables with the words of the heading above them as their name."""
    name = ""
    for block in blocks:
        if isinstance(block, Paragraph) and block.tone is Tone.HEADING:
            name = name_of(block.text)
        elif isinstance(block, Grid) and not _has_labels(block):
            yield name, block


def _note(blocks: Sequence[Block]) -> str:
    return "\n".join(
        block.text
        for block in blocks
        if isinstance(block, Paragraph) and block.tone is Tone.NOTE and block.text
    )


def _part(paper: Drawn, blocks: Sequence[Block]) -> dict[str, Any]:
    title, label, rows = "", "", list[list[str]]()
    for block in blocks:
        if isinstance(block, Grid):
            rows += _in_rows(label, block)
        elif isinstance(block, Paragraph) and block.tone is Tone.HEADING:
            title, label = title or block.text, block.text if title else ""
        elif isinstance(block, Paragraph) and block.tone is not Tone.NOTE:
            rows.append([block.text, ""])
    named = named_values(replace(paper, blocks=tuple(blocks)))
    return {**named, "title": title, "rows": rows, "note": _note(blocks)}


def _in_rows(label: str, block: Grid) -> list[list[str]]:
    """A table of any width as labels and words: below a head each row is said in one piece."""
    if _has_labels(block):
        return [
            [one.name, in_cell(one)] for row in block.rows for one in map(cell, row) if one.name
        ]
    if not block.head:
        return [[in_cell(cell(row[0])), *map(in_cell, map(cell, row[1:2]))] for row in block.rows]
    if len(block.rows) <= block.head:
        return [[label, block.empty]]
    heads = [in_cell(cell(one)) for one in block.rows[block.head - 1]]
    said = [
        "；".join(f"{head}：{words}" for head, words in zip(heads, row, strict=False) if words)
        for row in rows_below(block)
    ]
    return [[label if not number else "", words] for number, words in enumerate(said)]
