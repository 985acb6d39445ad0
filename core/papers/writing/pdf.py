"""A paper as PDF: set by typst with packaged type, so that it is right on a machine without any.

What people typed reaches the typesetter as data, never as markup.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from core.papers.writing.said import (
    SETTINGS,
    UNWRITTEN,
    align_of,
    in_cell,
    laid,
    names_a_group,
    plain,
    signed_below,
)
from core.papers.writing.typefaces import typefaces
from core.plugin.drawn import (
    TURN,
    Block,
    Cell,
    Drawn,
    Grid,
    PageBreak,
    Paragraph,
    Pictures,
    Prose,
    Signatures,
    pictures,
)

#: A cell of more characters may go on over the page; shorter rows stay whole.
LONG = 400
TEMPLATE = Path(__file__).with_name("paper.typ")


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
            font_paths=typefaces(),
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
        "title": plain(paper.title).split(TURN),
        "subtitle": plain(paper.subtitle).split("　"),
        "foot": plain(paper.foot),
        "landscape": paper.landscape,
        "letter": setting.indent,
        "title_size": setting.title,
        "size": setting.text,
        "table_size": setting.table,
        "margins": setting.margins,
        "blocks": [
            {**_block(block, there), "keeps": keeps} for block, keeps in signed_below(paper)
        ],
    }


def _block(block: Block, there: set[str]) -> dict[str, Any]:
    if isinstance(block, Grid):
        rows = laid(block)
        return {
            "is": "grid",
            "widths": block.widths,
            "head": [_cell(one, True) for row in rows[: block.head] for one in row],
            "rows": [
                {"group": names_a_group(row, block), "cells": [_cell(one) for one in row]}
                for row in rows[block.head :]
            ],
            "small": block.small,
        }
    if isinstance(block, Paragraph):
        return {"is": block.tone.value, "lines": _lines(block.text)}
    if isinstance(block, Prose):
        lines = _lines(block.text or UNWRITTEN)
        return {"is": "prose", "label": plain(block.label), "lines": lines}
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
        "lines": _lines(in_cell(one)),
        "across": one.across,
        "down": one.down,
        "align": align_of(one, heading).value,
        "strong": one.strong or heading,
        "height": one.height,
        "breaks": one.down > 1 or len(str(one.value)) > LONG,
    }


def _lines(text: str) -> list[str]:
    return plain(text).split("\n")
