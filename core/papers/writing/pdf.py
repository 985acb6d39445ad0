"""A paper as PDF: set by typst with packaged type, so that it is right on a machine without any.

What people typed reaches the typesetter as data, never as markup. The packaged type holds the 20,000
characters of everyday names; for the rarest ones (𠮷) the machine's own type is asked last.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from pylopdf_fonts_zh_cn import serif_path

from core.papers.writing.said import SETTINGS, align_of, plain, say
from core.plugin.drawn import (
    Block,
    Cell,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Pictures,
    Prose,
    Signatures,
    cell,
    pictures,
)

#: A cell of more characters may go on over the page; shorter rows stay whole.
LONG = 400
TEMPLATE = Path(__file__).with_name("paper.typ")


@cache
def _type() -> typst.Fonts:
    """Noto Serif and Noto Sans, Simplified Chinese; the machine's own only where both know nothing."""
    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=False,
        font_paths=[str(serif_path().parent)],
    )


def pdf(papers: Sequence[Drawn], photos: Callable[[str], bytes | None]) -> bytes:
    """One PDF of these papers, each from a new page; a photo that cannot be had says so."""
    return bytes(_compiled(papers, photos, "pdf"))


def _compiled(papers: Sequence[Drawn], photos: Callable[[str], bytes | None], kind: Any) -> Any:
    with TemporaryDirectory(prefix="paper-") as name:
        folder = Path(name)
        there = {one for one in _files(papers) if _laid_out(folder, one, photos(one))}
        data = [_paper(paper, there) for paper in papers]
        (folder / "main.typ").write_bytes(TEMPLATE.read_bytes())
        return typst.compile(
            str(folder / "main.typ"),
            root=str(folder),
            format=kind,
            font_paths=_type(),
            sys_inputs={"papers": json.dumps(data, ensure_ascii=False)},
        )


def _files(papers: Sequence[Drawn]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for paper in papers for name in pictures(paper)))


def _laid_out(folder: Path, name: str, content: bytes | None) -> bool:
    """Lay a photo where the typesetter finds it; whether there is one."""
    if content is not None:
        (folder / f"{name}.jpg").write_bytes(content)
    return content is not None


def _paper(paper: Drawn, there: set[str]) -> dict[str, Any]:
    setting = SETTINGS[paper.face]
    return {
        "title": plain(paper.title),
        "subtitle": plain(paper.subtitle),
        "foot": plain(paper.foot),
        "landscape": paper.landscape,
        "letter": setting.indent,
        "title_size": setting.title,
        "size": setting.text,
        "table_size": setting.table,
        "margins": setting.margins,
        "blocks": [_block(block, there) for block in paper.blocks],
    }


def _block(block: Block, there: set[str]) -> dict[str, Any]:
    if isinstance(block, Grid):
        rows = [
            [_cell(cell(one), down < block.head) for one in row]
            for down, row in enumerate(block.rows)
        ]
        if block.empty and len(rows) <= block.head:
            rows.append([_cell(Cell(value=block.empty, across=len(block.widths)))])
        return {
            "is": "grid",
            "widths": block.widths,
            "head": [one for row in rows[: block.head] for one in row],
            "head_rows": block.head,
            "cells": [one for row in rows[block.head :] for one in row],
            "small": block.small,
        }
    if isinstance(block, Paragraph):
        return {"is": block.tone.value, "lines": _lines(block.text)}
    if isinstance(block, Prose):
        return {"is": "prose", "label": plain(block.label), "lines": _lines(block.text)}
    if isinstance(block, Pictures):
        shown = [
            {
                "file": f"{one.file}.jpg" if one.file in there else "",
                "caption": plain(one.caption),
            }
            for one in block.pictures
        ]
        return {"is": "pictures", "across": block.across, "pictures": shown}
    if isinstance(block, Signatures):
        return {"is": "signatures", "labels": block.labels, "dated": block.dated}
    assert isinstance(block, PageBreak)
    return {"is": "break"}


def _cell(one: Cell, heading: bool = False) -> dict[str, Any]:
    return {
        "lines": _lines(say(one.value, one.unit)),
        "across": one.across,
        "down": one.down,
        "align": align_of(one, heading).value,
        "strong": one.strong or heading,
        "height": one.height,
        "breaks": one.down > 1 or len(str(one.value)) > LONG,
    }


def _lines(text: str) -> list[str]:
    return plain(text).split("\n")
